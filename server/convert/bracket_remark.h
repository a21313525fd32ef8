/* What a bracket says about its entry: "agreed ad ref", "Canada: reserve", "pending only Mexico". */
#ifndef CONVERT_BRACKET_REMARK_H
#define CONVERT_BRACKET_REMARK_H

#include "convert/brackets.h"
#include "convert/stretch.h"

#define REMARK_MAX 160 /* bytes of one */

/* "Canada: reserve", "US reserve", "reserva de México", "pending only Canada". Sets `position`, `status`, `pending` and `who`, which the caller clears;
 * false, with nobody in `who`, where it says no such thing. */
bool bracket_remark_position(struct stretch content, struct bracket *out);

/* Sets `status`. */
bool bracket_remark_status(struct stretch content, struct bracket *out);

#endif
