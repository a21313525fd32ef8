/* Encodes states and the ops after them: for those who join, for HTTP, and for the store. */
#include "live/live_draft_state.h"
#include "wire/message_codec.h"
#include "wire/snapshot_codec.h"

#define SHARED_SNAPSHOT_OPS 500
#define SHARED_SNAPSHOT_BYTES                                                                                \
    (64u << 10) /* bytes of later ops that a shared snapshot may lack, beside a quarter of its own size */
#define CHEAP_BYTES (256u << 10) /* encoded in a millisecond or two */

bool live_draft_snapshot_is_cheap(const struct live_draft *live)
{
    const struct encoded_snapshot *exact = &live->exact;
    return exact->seq == draft_seq(live->draft) ||
           (exact->frame ? frame_len(exact->frame) : live->log_bytes) <= CHEAP_BYTES;
}

struct frame *live_draft_snapshot(struct live_draft *live)
{
    struct buf out = BUF_EMPTY;
    if (live->exact.seq == draft_seq(live->draft))
        return live->exact.frame;
    buf_reserve(&out, live->exact.frame ? frame_len(live->exact.frame) + 4096 : 65536);
    snapshot_write_json(&out, live->draft, &live->head);
    frame_unref(live->exact.frame);
    live->exact = (struct encoded_snapshot){draft_seq(live->draft), frame_take(&out)};
    return live->exact.frame;
}

struct frame *live_draft_shared_snapshot(struct live_draft *live, uint64_t *seq)
{
    if (!live->shared.seq || draft_seq(live->draft) - live->shared.seq > SHARED_SNAPSHOT_OPS ||
        live->since_shared > frame_len(live->shared.frame) / 4 + SHARED_SNAPSHOT_BYTES ||
        !history_find(live->history, live->shared.seq + (live->shared.seq < draft_seq(live->draft)))) {
        struct frame *fresh = frame_ref(live_draft_snapshot(live));
        frame_unref(live->shared.frame);
        live->shared = (struct encoded_snapshot){live->exact.seq, fresh};
        live->since_shared = 0;
    }
    *seq = live->shared.seq;
    return live->shared.frame;
}

struct frame *live_draft_shared_snapshot_at(struct live_draft *live, uint64_t seq)
{
    return live->state == LIVE_OPEN && live->shared.seq == seq && seq <= live->durable_seq
               ? live->shared.frame
               : NULL;
}

struct frame *live_draft_ops_since(struct live_draft *live, uint64_t since)
{
    struct encoded_ops *ops = &live->newest_ops;
    uint64_t newest = draft_seq(live->draft);
    struct buf out = BUF_EMPTY;
    if (ops->frame && ops->since == since && ops->until == newest)
        return ops->frame;
    buf_text(&out, "\"ops\":[");
    for (uint64_t seq = since + 1; seq <= newest; seq++) {
        const struct history_entry *entry = history_find(live->history, seq);
        message_add_op(&out, entry->bytes, entry->len);
    }
    buf_char(&out, ']');
    frame_unref(ops->frame);
    *ops = (struct encoded_ops){since, newest, frame_take(&out)};
    return ops->frame;
}

void live_draft_store_snapshot(struct live_draft *live)
{
    if (!live_draft_is_ours(live) || draft_seq(live->draft) == live->stored_snapshot_seq)
        return;
    struct frame *frame = live_draft_snapshot(live);
    struct log_store *log = live->drafts->grounds.log;
    struct log_snapshot snapshot = {.seq = draft_seq(live->draft), .head = live->head};
    buf_add(&snapshot.bytes, frame_bytes(frame), frame_len(frame));
    snapshot_write_clients(&snapshot.clients, live->draft);
    log->ops->put_snapshot(log, live->id, &snapshot);
    live->stored_snapshot_seq = snapshot.seq;
    if (live->drafts->grounds.snapshot_kept)
        live->drafts->grounds.snapshot_kept(live->drafts->grounds.context, live->id, snapshot.seq);
    live->drafts->grounds.metrics->snapshots_total++;
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
}
