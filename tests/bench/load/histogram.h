/* Latencies in microseconds, in buckets of about 3 %: enough for a median and a p99, at no cost in a loop. */
#ifndef LOAD_HISTOGRAM_H
#define LOAD_HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_BUCKETS 1024

struct histogram {
    uint64_t counts[HISTOGRAM_BUCKETS];
    uint64_t total;
};

void histogram_add(struct histogram *histogram, uint64_t us);
/* The value that `part` (0 … 1) of all lie at or below; 0 where there are none. */
uint64_t histogram_quantile(const struct histogram *histogram, double part);

#endif
