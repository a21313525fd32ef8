#include "fanout/outbox.h"

#include <stdlib.h>

#include "base/mem.h"

void outbox_init(struct outbox *outbox, struct peer *peer, size_t max_bytes)
{
    *outbox = (struct outbox){.peer = peer, .max_bytes = max_bytes};
}

static struct outbox_entry take_first(struct outbox *outbox)
{
    struct outbox_entry entry = outbox->ring[outbox->first];
    outbox->first = (outbox->first + 1) & (outbox->capacity - 1);
    outbox->count--;
    outbox->bytes -= frame_len(entry.frame);
    return entry;
}

static void send_entry(struct outbox *outbox, struct outbox_entry entry)
{
    outbox->peer->ops->send(outbox->peer, entry.frame);
    if (entry.until)
        outbox->delivered_seq = entry.until;
}

/* The ring goes too: almost every outbox is empty almost always, and there may be thousands. */
static void drop_all(struct outbox *outbox)
{
    while (outbox->count)
        frame_unref(take_first(outbox).frame);
    free(outbox->ring);
    outbox->ring = NULL;
    outbox->capacity = outbox->first = 0;
}

void outbox_clear(struct outbox *outbox)
{
    drop_all(outbox);
}

static void grow(struct outbox *outbox)
{
    size_t capacity = outbox->capacity ? outbox->capacity * 2 : 8;
    struct outbox_entry *ring = mem_zero(capacity, sizeof *ring);
    for (size_t i = 0; i < outbox->count; i++)
        ring[i] = outbox->ring[(outbox->first + i) & (outbox->capacity - 1)];
    free(outbox->ring);
    outbox->ring = ring;
    outbox->capacity = capacity;
    outbox->first = 0;
}

bool outbox_push(struct outbox *outbox, struct frame *frame, uint64_t until)
{
    if (!outbox->count && outbox->peer->ops->ready(outbox->peer)) {
        send_entry(outbox, (struct outbox_entry){frame, until});
        return true;
    }
    if (outbox->count && outbox->bytes + frame_len(frame) > outbox->max_bytes) {
        drop_all(outbox);
        return false;
    }
    if (outbox->count == outbox->capacity)
        grow(outbox);
    outbox->ring[(outbox->first + outbox->count++) & (outbox->capacity - 1)] =
        (struct outbox_entry){frame_ref(frame), until};
    outbox->bytes += frame_len(frame);
    return true;
}

bool outbox_drain(struct outbox *outbox)
{
    while (outbox->count && outbox->peer->ops->ready(outbox->peer)) {
        struct outbox_entry entry = take_first(outbox);
        send_entry(outbox, entry);
        frame_unref(entry.frame);
    }
    if (!outbox->count)
        drop_all(outbox);
    return !outbox->count;
}
