#include "fanout/room.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"

void room_init(struct room *room, const struct room_source *source, uint64_t seq)
{
    *room = (struct room){.source = *source, .editors_seq = seq, .observers_seq = seq};
}

void room_clear(struct room *room)
{
    free(room->editors.members);
    free(room->observers.members);
    *room = (struct room){.source = room->source};
}

static struct member_list *list_of(struct room *room, bool observers)
{
    return observers ? &room->observers : &room->editors;
}

static void start_lagging(struct room *room, struct member *member, int64_t now_ms)
{
    member->lagging = true;
    member->lagging_since_ms = now_ms;
    member->sent_seq = member->outbox.delivered_seq;
    room->resyncs++;
    member->outbox.peer->ops->want_writable(member->outbox.peer);
}

/* As far as the carets have come: an observer who is told of these is then ahead of the others until their window ends.
 * Frame by frame, so that one write never holds more than one frame's worth; stops as soon as the peer is not ready. */
static void catch_up(struct room *room, struct member *member)
{
    struct peer *peer = member->outbox.peer;
    while (member->sent_seq < room->editors_seq) {
        uint64_t until;
        if (!outbox_drain(&member->outbox) || !peer->ops->ready(peer))
            return;
        struct frame *frame =
            room->source.ops(room->source.context, member->sent_seq, room->editors_seq, &until);
        if (!frame) {
            room->source.reset(room->source.context, member); /* it has left the room */
            return;
        }
        (void)outbox_push(&member->outbox, frame, until); /* empty and ready: it is sent */
        frame_unref(frame);
        member->sent_seq = until;
    }
    if (!member->lagging)
        return;
    member->lagging = false;
    room->source.recovered(room->source.context, member);
}

void room_join(struct room *room, struct member *member, int64_t now_ms)
{
    struct member_list *list = list_of(room, member->observer);
    list->members = mem_grow(list->members, list->count, &list->capacity, sizeof(struct member *));
    member->index = list->count;
    list->members[list->count++] = member;
    if (member->sent_seq < room->editors_seq) {
        member->lagging = true;
        member->lagging_since_ms = now_ms;
        member->outbox.peer->ops->want_writable(member->outbox.peer);
    }
}

void room_leave(struct room *room, struct member *member)
{
    struct member_list *list = list_of(room, member->observer);
    ALWAYS(member->index < list->count && list->members[member->index] == member);
    list->members[member->index] = list->members[--list->count];
    list->members[member->index]->index = member->index;
}

/* `until`: the last op in the frame, 0 for none. */
static void send_to(struct room *room, struct member *member, struct frame *frame, uint64_t until,
                    int64_t now_ms)
{
    if (member->lagging)
        return;
    if (!outbox_push(&member->outbox, frame, until))
        start_lagging(room, member, now_ms);
    else if (until)
        member->sent_seq = until;
}

void room_send_to(struct room *room, struct member *member, struct frame *frame, int64_t now_ms)
{
    send_to(room, member, frame, 0, now_ms);
}

/* The ops are no longer in memory: so much came within one window of the observers. Each is brought up to date on its own. */
static void let_lag(struct room *room, struct member_list *list, uint64_t seq, int64_t now_ms)
{
    for (size_t i = 0; i < list->count; i++)
        if (!list->members[i]->lagging && list->members[i]->sent_seq < seq)
            start_lagging(room, list->members[i], now_ms);
}

/* Some members may already be further (they joined in between) or behind (lagging); the frame is for those who are just before it. */
static void deliver(struct room *room, struct member_list *list, uint64_t after, uint64_t seq, int64_t now_ms)
{
    while (list->count && after < seq) {
        uint64_t until;
        struct frame *frame = room->source.ops(room->source.context, after, seq, &until);
        if (!frame) {
            let_lag(room, list, seq, now_ms);
            return;
        }
        for (size_t i = 0; i < list->count; i++) {
            struct member *member = list->members[i];
            if (member->lagging || member->sent_seq >= until)
                continue;
            if (member->sent_seq != after) /* joined in the middle of this frame: it catches up on its own */
                start_lagging(room, member, now_ms);
            else
                send_to(room, member, frame, until, now_ms);
        }
        frame_unref(frame);
        after = until;
    }
}

bool room_publish(struct room *room, uint64_t seq, int64_t now_ms)
{
    uint64_t after = room->editors_seq;
    room->editors_seq = seq;
    deliver(room, &room->editors, after, seq, now_ms);
    if (!room->observers.count)
        room->observers_seq = seq;
    return room->observers_seq < seq;
}

void room_flush_observers(struct room *room, int64_t now_ms)
{
    uint64_t after = room->observers_seq;
    room->observers_seq = room->editors_seq;
    deliver(room, &room->observers, after, room->observers_seq, now_ms);
}

unsigned room_window_ms(const struct room *room)
{
    size_t window = room->observers.count <= 5 ? 0 : room->observers.count * 5 / 2;
    return window > ROOM_MAX_WINDOW_MS ? ROOM_MAX_WINDOW_MS : (unsigned)window;
}

void room_send(struct room *room, bool observers, struct frame *frame, int64_t now_ms)
{
    struct member_list *list = list_of(room, observers);
    for (size_t i = 0; i < list->count; i++)
        room_send_to(room, list->members[i], frame, now_ms);
}

void room_writable(struct room *room, struct member *member)
{
    if (!outbox_drain(&member->outbox) || !member->lagging)
        return;
    member->sent_seq = member->outbox.delivered_seq; /* with what was still queued when it began to lag */
    catch_up(room, member);
}
