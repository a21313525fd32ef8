/* Where random tests take their choices from: a seed, which is printed and which PLENARIA_SEED sets, or the bytes of a fuzzer.
 */
#ifndef SUPPORT_CHOICES_H
#define SUPPORT_CHOICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct choices {
    uint64_t state;
    const uint8_t *bytes; /* NULL: from the seed */
    size_t left;
};

/* From PLENARIA_SEED or else the clock; prints what it took. */
struct choices choices_seeded(void);
/* Borrows the bytes. Behind their end every choice is 0. */
struct choices choices_from_bytes(const uint8_t *bytes, size_t len);

uint32_t choices_below(struct choices *choices, uint32_t limit); /* 0 to limit - 1; limit > 0 */
bool choices_one_in(struct choices *choices, uint32_t times);

#endif
