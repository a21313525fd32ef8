/* Text out of a mail that was answered or passed on: its lines begin with "> ". */
#ifndef CONVERT_QUOTED_H
#define CONVERT_QUOTED_H

#include "base/buf.h"

/* Takes the signs away where nearly all lines of a normalised text begin with one, some of them several deep, or where a blank line has one, as only
 * mails have it; the lines stay as many as they are. Appends them to `signs`, for nothing of a source is lost. Leaves other texts alone. */
void quoted_take_off(struct buf *text, struct buf *signs);

#endif
