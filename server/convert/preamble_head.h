/* Who speaks in a resolution whose preambular paragraphs are labelled:
 *
 *   The General Assembly,                 heading: it is not PP1
 *
 *   PP1 Recalling its resolution 70/1,    paragraph, PP1
 */
#ifndef CONVERT_PREAMBLE_HEAD_H
#define CONVERT_PREAMBLE_HEAD_H

#include "convert/outline.h"

/* Makes headings, a guess, of the paragraphs without a label in front of the first one that has one, where the numbering of the text counts
 * paragraphs. After outline_settle_numbers. */
void preamble_head_set_apart(struct outline *outline);

#endif
