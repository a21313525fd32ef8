/* Tells people what became durable. */
#include "live/live_draft_state.h"
#include "wire/message_codec.h"

static struct frame *source_ops(void *context, uint64_t after, uint64_t last, uint64_t *until)
{
    struct live_draft *live = context;
    struct buf out = BUF_EMPTY;
    const struct history_entry *entry = live->history ? history_find(live->history, after + 1) : NULL;
    if (!entry)
        return NULL;
    message_open_ops(&out);
    for (uint64_t seq = after + 1; seq <= last; seq++) {
        const struct history_entry *next = history_find(live->history, seq);
        if (seq > after + 1 && out.len + next->len > LIVE_FRAME_BYTES)
            break;
        entry = next;
        message_add_op(&out, entry->bytes, entry->len);
    }
    message_close_ops(&out, &entry->hash);
    *until = entry->seq;
    return frame_take(&out);
}

static void source_reset(void *context, struct member *member)
{
    struct follower *follower = follower_of_member(member);
    (void)context;
    follower->ops->resync(follower);
}

static void source_recovered(void *context, struct member *member)
{
    live_send_everybody(context, member);
}

struct room_source live_source(struct live_draft *live)
{
    return (struct room_source){source_ops, source_reset, source_recovered, live_observers_presence, live};
}

static void take_turn(void *context);

/* The pause counts from when the last turn was due: counted from its end, the time that turns take would add up to a longer window.
 * A turn that is overdue comes after a millisecond, in which the loop looks at its sockets. */
static void schedule_turn(struct live_draft *live, uint64_t pause_us)
{
    uint64_t now = loop_clock_us(), due = live->turn_due_us + pause_us;
    live->turn_due_us = due > now ? due : now;
    live->turn_waiting = true;
    live_arm(live, &live->turn_timer, (live->turn_due_us - now) / 1000 + 1, take_turn);
}

static void take_turn(void *context)
{
    struct live_draft *live = context;
    live->turn_waiting = false;
    if (live->state == LIVE_OPEN && room_turn(&live->room, loop_now_ms()))
        schedule_turn(live, room_turn_us(&live->room));
}

void live_tell_observers(struct live_draft *live)
{
    uint64_t pause_us = room_turn_us(&live->room);
    if (live->turn_waiting)
        return;
    if (pause_us)
        schedule_turn(live, pause_us);
    else
        take_turn(live);
}

static void note_durable(struct live_draft *live, uint64_t seq)
{
    const struct history_entry *entry = history_find(live->history, seq);
    const struct op *op = history_op(live->history, seq);
    struct follower *author = op ? live_draft_find_replica(live, op->client) : NULL;
    if (op)
        presence_follow(&live->presence, op);
    if (author)
        author->ops->op_durable(author);
    live->log_bytes += entry->len;
    live->gathered_bytes += entry->len;
    if (live->following)
        return;
    live->drafts->grounds.metrics->ops_total++;
    live->drafts->grounds.metrics->op_bytes_total += entry->len;
}

void live_publish_now(struct live_draft *live)
{
    const struct live_grounds *grounds = &live->drafts->grounds;
    if (live->state != LIVE_OPEN)
        return;
    if (grounds->ops_durable && !live->following && live->room.published_seq < live->durable_seq)
        grounds->ops_durable(grounds->context, live->id);
    for (uint64_t seq = live->room.published_seq + 1; seq <= live->durable_seq; seq++)
        note_durable(live, seq);
    if (room_publish(&live->room, live->durable_seq, loop_now_ms()))
        live_tell_observers(live);
    live_gather_ops(live);
    if (live->waiter_count)
        live_schedule_wake(live);
}

void live_publish(void *context)
{
    struct live_draft *live = context;
    live->publish_pending = false;
    live_publish_now(live);
    live_draft_release(live);
}
