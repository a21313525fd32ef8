/* The checksum of a stored snapshot, over everything that a reader relies on. The same in every log store. */
#ifndef STORE_SNAPSHOT_SUM_H
#define STORE_SNAPSHOT_SUM_H

#include <stddef.h>
#include <stdint.h>

#include "base/sha256.h"

struct sha256 snapshot_sum(uint64_t seq, const struct sha256 *head, const void *bytes, size_t bytes_len,
                           const void *clients, size_t clients_len);

#endif
