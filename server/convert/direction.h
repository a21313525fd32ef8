#ifndef CONVERT_DIRECTION_H
#define CONVERT_DIRECTION_H

#include <stdbool.h>

/* Whether a language, by its tag (BCP 47, borrowed; NULL: unknown), is written from right to left. A script in the tag outweighs what the
 * language is usually written in. Agrees with the page's text/direction. */
bool direction_is_rtl(const char *lang);

#endif
