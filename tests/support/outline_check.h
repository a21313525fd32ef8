/* What must hold for every outline, whatever was imported. For the property tests and the fuzzer. */
#ifndef SUPPORT_OUTLINE_CHECK_H
#define SUPPORT_OUTLINE_CHECK_H

#include <stddef.h>

#include "convert/outline.h"

/* NULL where all is well, else one sentence (static) about what is not:
 * - every printing character of the source is in the title, the texts, the removed strings or the lines set apart, as often
 *   as in the source;
 * - title and texts have them in the order of the source;
 * - depths are possible, texts are texts. */
const char *outline_check(const char *source, size_t len, const struct outline *outline);

#endif
