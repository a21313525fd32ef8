#include "histogram.h"

/* 32 buckets for each power of two. */
#define STEPS 32u

static unsigned bucket_of(uint64_t us)
{
    unsigned power = 0;
    uint64_t value = us;
    while (value >= 2 * STEPS) {
        value >>= 1;
        power++;
    }
    unsigned bucket = value < STEPS ? (unsigned)value : power * STEPS + (unsigned)value;
    return bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1;
}

static uint64_t bucket_floor(unsigned bucket)
{
    if (bucket < 2 * STEPS)
        return bucket;
    unsigned power = bucket / STEPS - 1;
    return (uint64_t)(bucket - power * STEPS) << power;
}

void histogram_add(struct histogram *histogram, uint64_t us)
{
    histogram->counts[bucket_of(us)]++;
    histogram->total++;
}

uint64_t histogram_quantile(const struct histogram *histogram, double part)
{
    uint64_t wanted = (uint64_t)((double)histogram->total * part), seen = 0;
    for (unsigned i = 0; i < HISTOGRAM_BUCKETS; i++) {
        seen += histogram->counts[i];
        if (seen > wanted)
            return bucket_floor(i);
    }
    return 0;
}
