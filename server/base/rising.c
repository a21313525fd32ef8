#include "base/rising.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NONE SIZE_MAX

/* ends[n] is where the rising row of n + 1 numbers ends that has the smallest last number. Returns the
 * first n whose last number is not below `number`. */
static size_t first_not_below(const uint32_t *numbers, const size_t *ends, size_t count, uint32_t number)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (numbers[ends[middle]] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void rising_keep(const uint32_t *numbers, size_t count, bool *keep)
{
    size_t *ends = mem_alloc((count + 1) * sizeof *ends), *before = mem_alloc((count + 1) * sizeof *before);
    size_t longest = 0;
    memset(keep, 0, count);
    for (size_t i = 0; i < count; i++) {
        size_t length = first_not_below(numbers, ends, longest, numbers[i]);
        before[i] = length ? ends[length - 1] : NONE;
        ends[length] = i;
        longest += length == longest;
    }
    for (size_t at = longest ? ends[longest - 1] : NONE; at != NONE; at = before[at])
        keep[at] = true;
    free(ends);
    free(before);
}
