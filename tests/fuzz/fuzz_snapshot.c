/* A stored snapshot of any bytes is a draft or is refused; one that is accepted is written as it would be read again. The first
 * line is the snapshot, what follows are the clients. */
#include <stdint.h>

#include "base/always.h"
#include "draft_states.h"
#include "wire/snapshot_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *at = (const char *)bytes, *end = at + len, *snapshot;
    size_t snapshot_len;
    struct draft *draft = NULL;
    if (!states_next_line(&at, end, &snapshot, &snapshot_len))
        return 0;
    size_t clients_len = at < end ? (size_t)(end - at) : 0;
    if (snapshot_decode(snapshot, snapshot_len, clients_len ? at : "", clients_len, &draft) == STATUS_OK)
        ALWAYS(draft_survives_snapshot(draft));
    draft_destroy(draft);
    return 0;
}
