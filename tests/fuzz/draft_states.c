#include "draft_states.h"

#include <string.h>

#include "wire/snapshot_codec.h"

static const struct sha256 no_head;

bool states_next_line(const char **at, const char *end, const char **line, size_t *len)
{
    if (*at >= end)
        return false;
    const char *line_end = memchr(*at, '\n', (size_t)(end - *at));
    if (!line_end)
        line_end = end;
    *line = *at;
    *len = (size_t)(line_end - *at);
    *at = line_end + 1;
    return true;
}

struct buf state_bytes(const struct draft *draft)
{
    struct buf out = BUF_EMPTY;
    snapshot_write_json(&out, draft, &no_head);
    snapshot_write_clients(&out, draft);
    return out;
}

bool buf_equal(const struct buf *a, const struct buf *b)
{
    return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

bool draft_survives_snapshot(const struct draft *draft)
{
    struct buf snapshot = BUF_EMPTY, clients = BUF_EMPTY;
    struct draft *again = NULL;
    snapshot_write_json(&snapshot, draft, &no_head);
    snapshot_write_clients(&clients, draft);
    bool same = false;
    if (snapshot_decode(snapshot.bytes, snapshot.len, clients.bytes, clients.len, &again) == STATUS_OK) {
        struct buf before = state_bytes(draft), after = state_bytes(again);
        same = buf_equal(&before, &after);
        buf_clear(&before);
        buf_clear(&after);
    }
    draft_destroy(again);
    buf_clear(&snapshot);
    buf_clear(&clients);
    return same;
}
