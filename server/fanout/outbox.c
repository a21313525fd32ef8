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

static void append(struct outbox *outbox, struct outbox_entry entry)
{
    if (outbox->count == outbox->capacity)
        grow(outbox);
    outbox->ring[(outbox->first + outbox->count++) & (outbox->capacity - 1)] = entry;
    outbox->bytes += frame_len(entry.frame);
}

/* Puts the newest entry of its kind last; the one before it goes. */
static void keep_newest(struct outbox_entry kept[2], struct outbox_entry entry)
{
    for (int i = 0; i < 2; i++) {
        if (!kept[i].frame || (kept[i].until > 0) != (entry.until > 0))
            continue;
        frame_unref(kept[i].frame);
        kept[i] = kept[1];
        kept[1] = (struct outbox_entry){0};
    }
    kept[kept[0].frame ? 1 : 0] = entry;
}

/* A queue over its limit: all goes but what cannot be had again. Takes the newcomer's reference. */
static void drop_what_can_be_had_again(struct outbox *outbox, struct outbox_entry newcomer)
{
    struct outbox_entry kept[2] = {{0}, {0}};
    while (outbox->count) {
        struct outbox_entry entry = take_first(outbox);
        if (entry.kept)
            keep_newest(kept, entry);
        else
            frame_unref(entry.frame);
    }
    if (newcomer.kept)
        keep_newest(kept, newcomer);
    else
        frame_unref(newcomer.frame);
    drop_all(outbox);
    for (int i = 0; i < 2 && kept[i].frame; i++) {
        if (kept[i].until)
            outbox->delivered_seq = kept[i].until; /* it will be: nothing can remove it any more */
        append(outbox, kept[i]);
    }
}

static bool push(struct outbox *outbox, struct outbox_entry entry)
{
    if (!outbox->count && outbox->peer->ops->ready(outbox->peer)) {
        send_entry(outbox, entry);
        return true;
    }
    frame_ref(entry.frame);
    if (outbox->count && outbox->bytes + frame_len(entry.frame) > outbox->max_bytes) {
        drop_what_can_be_had_again(outbox, entry);
        return false;
    }
    append(outbox, entry);
    return true;
}

bool outbox_push(struct outbox *outbox, struct frame *frame, uint64_t until)
{
    return push(outbox, (struct outbox_entry){frame, until, false});
}

bool outbox_push_kept(struct outbox *outbox, struct frame *frame, uint64_t until)
{
    return push(outbox, (struct outbox_entry){frame, until, true});
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
