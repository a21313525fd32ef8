/* Which of a row of numbers to keep so that those that are kept rise, and as many as can be are kept. */
#ifndef BASE_RISING_H
#define BASE_RISING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `keep` has room for `count`. The numbers are all different. O(count · log count). */
void rising_keep(const uint32_t *numbers, size_t count, bool *keep);

#endif
