#include "support/choices.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct choices choices_seeded(void)
{
    const char *given = getenv("PLENARIA_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    printf("PLENARIA_SEED=%" PRIu64 "\n", seed);
    fflush(stdout); /* so that it is seen whatever happens next */
    return (struct choices){.state = seed};
}

struct choices choices_from_bytes(const uint8_t *bytes, size_t len)
{
    static const uint8_t none = 0;
    return (struct choices){.bytes = len ? bytes : &none, .left = len};
}

/* splitmix64: any seed will do, 0 too. */
static uint64_t draw(struct choices *choices)
{
    uint64_t mixed = choices->state += UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

/* One byte, or two where one cannot reach the limit. */
static uint32_t next_bytes(struct choices *choices, uint32_t limit)
{
    uint32_t value = 0;
    for (int i = 0; i < (limit > 256 ? 2 : 1) && choices->left; i++) {
        value = value << 8 | *choices->bytes++;
        choices->left--;
    }
    return value;
}

uint32_t choices_below(struct choices *choices, uint32_t limit)
{
    if (choices->bytes)
        return next_bytes(choices, limit) % limit;
    return (uint32_t)((draw(choices) >> 32) * limit >> 32);
}

bool choices_one_in(struct choices *choices, uint32_t times)
{
    return choices_below(choices, times) == 0;
}
