#include "fanout/outbox.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"

void outbox_init(struct outbox *outbox, struct peer *peer, struct backlog *backlog, size_t max_bytes)
{
    *outbox = (struct outbox){.peer = peer, .backlog = backlog, .max_bytes = max_bytes};
}

struct outbox *outbox_of_place(struct backlog_place *place)
{
    return (struct outbox *)(void *)((char *)place - offsetof(struct outbox, place));
}

/* ---- the peer ---- */

/* Whether the peer takes a frame now. If it does, the frame before has been sent to its end and counts no longer. */
static bool is_ready(struct outbox *outbox)
{
    if (!peer_is_ready(outbox->peer))
        return false;
    if (outbox->sending) {
        backlog_remove(outbox->backlog, &outbox->place, outbox->sending, true);
        frame_unref(outbox->sending);
        outbox->sending = NULL;
    }
    return true;
}

/* Only while is_ready. */
static void send(struct outbox *outbox, struct frame *frame, uint64_t until)
{
    outbox->backlog->sent_frames++;
    outbox->backlog->sent_bytes += frame_len(frame);
    peer_send(outbox->peer, frame);
    if (until)
        outbox->delivered_seq = until;
    if (peer_is_ready(outbox->peer))
        return;
    outbox->sending = frame_ref(frame);
    backlog_add(outbox->backlog, &outbox->place, frame);
}

/* ---- the queue ---- */

static struct outbox_entry *entry_at(const struct outbox *outbox, size_t place)
{
    return &outbox->ring[(outbox->first + place) & (outbox->capacity - 1)];
}

/* Its frame is the caller's, and still counted in the backlog. */
static struct outbox_entry take_first(struct outbox *outbox)
{
    struct outbox_entry entry = *entry_at(outbox, 0);
    outbox->first = (outbox->first + 1) & (outbox->capacity - 1);
    outbox->count--;
    outbox->bytes -= frame_len(entry.frame);
    return entry;
}

static void drop(struct outbox *outbox, struct outbox_entry entry, bool sent)
{
    backlog_remove(outbox->backlog, &outbox->place, entry.frame, sent);
    frame_unref(entry.frame);
}

/* Frees the ring too: there may be thousands of outboxes, and almost all of them are empty. */
static void drop_all(struct outbox *outbox)
{
    while (outbox->count)
        drop(outbox, take_first(outbox), false);
    free(outbox->ring);
    outbox->ring = NULL;
    outbox->capacity = outbox->first = 0;
}

void outbox_clear(struct outbox *outbox)
{
    drop_all(outbox);
    if (!outbox->sending)
        return;
    backlog_remove(outbox->backlog, &outbox->place, outbox->sending, false);
    frame_unref(outbox->sending);
    outbox->sending = NULL;
}

static void grow(struct outbox *outbox)
{
    size_t capacity = outbox->capacity ? outbox->capacity * 2 : 8;
    struct outbox_entry *ring = mem_zero(capacity, sizeof *ring);
    for (size_t i = 0; i < outbox->count; i++)
        ring[i] = *entry_at(outbox, i);
    free(outbox->ring);
    outbox->ring = ring;
    outbox->capacity = capacity;
    outbox->first = 0;
}

static void append(struct outbox *outbox, struct outbox_entry entry)
{
    if (outbox->count == outbox->capacity)
        grow(outbox);
    outbox->count++;
    *entry_at(outbox, outbox->count - 1) = entry;
    outbox->bytes += frame_len(entry.frame);
}

static bool is_state(const struct outbox_entry *entry)
{
    return entry->kept && entry->until > 0;
}

static bool is_answer(const struct outbox_entry *entry)
{
    return entry->kept && entry->until == 0;
}

/* Whether an entry stays when the queue is dropped: the newest state does, and so do answers as long as they fit. */
static bool stays(const struct outbox *outbox, size_t place)
{
    const struct outbox_entry *entry = entry_at(outbox, place);
    bool newest = is_state(entry);
    for (size_t i = place + 1; newest && i < outbox->count; i++)
        newest = !is_state(entry_at(outbox, i));
    return newest || (is_answer(entry) && !outbox->choked);
}

static size_t answer_bytes(const struct outbox *outbox)
{
    size_t sum = 0;
    for (size_t i = 0; i < outbox->count; i++)
        sum += is_answer(entry_at(outbox, i)) ? frame_len(entry_at(outbox, i)->frame) : 0;
    return sum;
}

/* Drops a queue that is over its limit, except for what the reader cannot have again. */
static void drop_what_can_be_had_again(struct outbox *outbox)
{
    struct outbox old = *outbox;
    old.choked = outbox->choked = answer_bytes(outbox) > outbox->max_bytes;
    outbox->ring = NULL;
    outbox->capacity = outbox->first = outbox->count = outbox->bytes = 0;
    for (size_t i = 0; i < old.count; i++) {
        struct outbox_entry *entry = entry_at(&old, i);
        if (!stays(&old, i)) {
            drop(outbox, *entry, false);
            continue;
        }
        if (entry->until)
            outbox->delivered_seq = entry->until; /* it will be: nothing can remove it any more */
        append(outbox, *entry);
    }
    free(old.ring);
}

static bool push(struct outbox *outbox, struct outbox_entry entry)
{
    if (outbox->peer->deflate)
        entry.frame = frame_small(entry.frame);
    if (!outbox->count && is_ready(outbox)) {
        send(outbox, entry.frame, entry.until);
        return true;
    }
    bool fits = !outbox->count || outbox->bytes + frame_len(entry.frame) <= outbox->max_bytes;
    frame_ref(entry.frame);
    append(outbox, entry);
    backlog_add(outbox->backlog, &outbox->place, entry.frame);
    if (!fits)
        drop_what_can_be_had_again(outbox);
    return fits;
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
    while (is_ready(outbox) && outbox->count) {
        struct outbox_entry entry = take_first(outbox);
        send(outbox, entry.frame, entry.until);
        drop(outbox, entry, true);
    }
    if (!outbox->count)
        drop_all(outbox);
    return !outbox->count;
}
