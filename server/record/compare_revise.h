/* A comparison as a text with revisions, for Word files: all accepted, it is the later moment, all rejected, the earlier one, with the numbers
 * of each. Law held by tests/property/test_compare.c. */
#ifndef RECORD_COMPARE_REVISE_H
#define RECORD_COMPARE_REVISE_H

#include "convert/revised.h"
#include "record/compare.h"

/* Borrows the comparison, which must outlive `out`; caller clears that. */
void compare_revise(const struct comparison *comparison, struct revised *out);

#endif
