/* How long the turns of the loop took: what everybody else waits while one thing is done. Without the time that it slept. */
#ifndef BASE_TURNS_H
#define BASE_TURNS_H

#include <stdint.h>

#define TURNS_BUCKETS 10
#define TURNS_SLOTS   6 /* of ten seconds, which make the last minute */

struct turns {
    uint64_t count;
    uint64_t sum_us;
    uint64_t longest_us;
    uint64_t buckets[TURNS_BUCKETS + 1]; /* by upper bound, the last is infinity */
    uint64_t slots[TURNS_SLOTS];         /* the longest of each */
    uint64_t slot;                       /* the number of the last one, counted from the start of the clock */
};

void turns_note(struct turns *turns, uint64_t took_us, uint64_t now_us);
uint64_t turns_recent_us(struct turns *turns, uint64_t now_us); /* the longest of the last minute */
uint64_t turns_bound_us(int bucket); /* upper bound of a bucket, but for the last */

#endif
