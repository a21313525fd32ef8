#include "store/snapshot_sum.h"

#include <string.h>

struct sha256 snapshot_sum(uint64_t seq, const struct sha256 *head, const void *bytes, size_t bytes_len,
                           const void *clients, size_t clients_len)
{
    const uint64_t numbers[] = {seq, bytes_len, clients_len};
    unsigned char facts[sizeof numbers / sizeof numbers[0] * 8 + SHA256_BYTES];
    size_t at = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        for (int shift = 56; shift >= 0; shift -= 8)
            facts[at++] = (unsigned char)(numbers[i] >> shift);
    memcpy(facts + at, head->bytes, SHA256_BYTES);
    struct sha256 contents = sha256_of(bytes, bytes_len, clients, clients_len);
    return sha256_of(facts, sizeof facts, contents.bytes, SHA256_BYTES);
}
