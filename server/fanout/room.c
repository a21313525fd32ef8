#include "fanout/room.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

void room_init(struct room *room, const struct room_source *source, uint64_t seq)
{
    *room = (struct room){.source = *source, .editors_seq = seq, .observers_seq = seq, .slice = ROOM_SLICE};
}

void room_clear(struct room *room)
{
    free(room->editors.members);
    free(room->observers.members);
    while (room->queued)
        frame_unref(room->queue[--room->queued].frame);
    free(room->queue);
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

static void put(struct member_list *list, size_t index, struct member *member)
{
    list->members[index] = member;
    member->index = index;
}

/* Others fill the gap: one who has been told, where the first `told` have, so that these stay the first. */
void room_leave(struct room *room, struct member *member)
{
    struct member_list *list = list_of(room, member->observer);
    size_t gap = member->index;
    ALWAYS(gap < list->count && list->members[gap] == member);
    if (member->observer && gap < room->told) {
        put(list, gap, list->members[--room->told]);
        gap = room->told;
    }
    if (gap < --list->count)
        put(list, gap, list->members[list->count]);
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

/* The next ops as one announcement, for which the caller owes a frame_unref; false where they cannot be had any more. */
static bool next_ops(const struct room *room, uint64_t after, uint64_t seq, struct announcement *news)
{
    *news = (struct announcement){.after = after};
    news->frame = room->source.ops(room->source.context, after, seq, &news->until);
    return news->frame != NULL;
}

/* Some members may already be further (they joined in between) or behind (lagging); ops are for those who are just before them. */
static void tell(struct room *room, struct member *member, const struct announcement *news, int64_t now_ms)
{
    if (member->lagging || (news->until && member->sent_seq >= news->until))
        return;
    if (news->until &&
        member->sent_seq != news->after) /* in the middle of this frame: it catches up on its own */
        start_lagging(room, member, now_ms);
    else
        send_to(room, member, news->frame, news->until, now_ms);
}

static void tell_editors(struct room *room, uint64_t after, uint64_t seq, int64_t now_ms)
{
    struct announcement news;
    for (; room->editors.count && after < seq; after = news.until) {
        if (!next_ops(room, after, seq, &news)) {
            let_lag(room, &room->editors, seq, now_ms);
            return;
        }
        for (size_t i = 0; i < room->editors.count; i++)
            tell(room, room->editors.members[i], &news, now_ms);
        frame_unref(news.frame);
    }
}

bool room_publish(struct room *room, uint64_t seq, int64_t now_ms)
{
    uint64_t after = room->editors_seq;
    room->editors_seq = seq;
    tell_editors(room, after, seq, now_ms);
    if (!room->observers.count)
        room->observers_seq = seq;
    return room->observers_seq < seq;
}

/* Takes the frame. */
static void announce(struct room *room, struct announcement news)
{
    room->queue = mem_grow(room->queue, room->queued, &room->queue_capacity, sizeof *room->queue);
    room->queue[room->queued++] = news;
}

bool room_flush_observers(struct room *room, int64_t now_ms)
{
    struct announcement news;
    if (room->queued)
        return true;
    for (; room->observers.count && room->observers_seq < room->editors_seq;
         room->observers_seq = news.until) {
        if (!next_ops(room, room->observers_seq, room->editors_seq, &news)) {
            let_lag(room, &room->observers, room->editors_seq, now_ms);
            break;
        }
        announce(room, news);
    }
    room->observers_seq = room->editors_seq;
    return room_sweep(room, now_ms);
}

bool room_send(struct room *room, bool observers, struct frame *frame, int64_t now_ms)
{
    if (observers) {
        frame_ref(frame);
        announce(room, (struct announcement){.frame = frame});
        return room_sweep(room, now_ms);
    }
    for (size_t i = 0; i < room->editors.count; i++)
        room_send_to(room, room->editors.members[i], frame, now_ms);
    return false;
}

static void drop_first(struct room *room)
{
    frame_unref(room->queue[0].frame);
    memmove(room->queue, room->queue + 1, --room->queued * sizeof *room->queue);
    room->told = 0;
}

bool room_sweep(struct room *room, int64_t now_ms)
{
    size_t left = room->slice;
    while (room->queued) {
        for (; left && room->told < room->observers.count; left--)
            tell(room, room->observers.members[room->told++], &room->queue[0], now_ms);
        if (room->told < room->observers.count)
            return true;
        drop_first(room);
    }
    return false;
}

unsigned room_window_ms(const struct room *room)
{
    size_t window = room->observers.count <= 5 ? 0 : room->observers.count * 5 / 2;
    return window > ROOM_MAX_WINDOW_MS ? ROOM_MAX_WINDOW_MS : (unsigned)window;
}

void room_writable(struct room *room, struct member *member)
{
    if (!outbox_drain(&member->outbox) || !member->lagging)
        return;
    member->sent_seq = member->outbox.delivered_seq; /* with what was still queued when it began to lag */
    catch_up(room, member);
}
