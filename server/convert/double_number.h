/* "2. (1) This Recommendation applies": a number with the first of the list below it on the same line becomes two lines, "2." and "(1) This …", where
 * a line below goes on with "(2)" before the list above goes on with "3.". */
#ifndef CONVERT_DOUBLE_NUMBER_H
#define CONVERT_DOUBLE_NUMBER_H

#include "convert/lines.h"

/* Replaces the list of `lines`, which borrow from the same text as before. */
void double_number_split(struct lines *lines);

#endif
