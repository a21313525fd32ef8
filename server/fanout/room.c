/* The room of room.h: who is told what, and when.
 *
 * What holds between calls:
 *  - A member that does not lag has, in its outbox or behind it, every op up to its sent_seq and no other, in order.
 *  - Editors who do not lag are at published_seq. Observers may be behind it by what came since their last turn.
 *  - Gatherers are at the op that was published when they were told last, or ahead of it where they lagged.
 *  - Of the observers, those before `turn` have had their turn in this round: the ops, and after them the frames in `presence`. Those from `turn` on
 *    have not. room_join adds at the end, so whoever comes has its turn; room_leave fills a gap among the first from the last of the first.
 *  - `presence` is empty outside of a round.
 *
 * A slice shares its frames. Most of its members were told the same op last, so told_last finds that op by a vote, frames of the ops after it are
 * made once, and the few who stand elsewhere (they joined or recovered meanwhile) are let lag and catch up with frames of their own.
 *
 * A lagging member catches up when its peer becomes writable, one frame at a time, so that no more than one frame waits for it. It may
 * meanwhile be ahead of its slice; `tell` then skips it. Where the ops that it lacks have left memory, the source resets it with a new state. */
#include "fanout/room.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"

#define SEND_US         7     /* one send, or a little less */
#define TOO_MANY_CORES  0.125 /* for telling each op at once */
#define RATE_MS         1000
#define MAX_PRESENCE_MS 1000

void room_init(struct room *room, const struct room_source *source, uint64_t seq)
{
    *room = (struct room){.source = *source, .published_seq = seq, .slice = ROOM_SLICE};
}

void room_clear(struct room *room)
{
    free(room->editors.members);
    free(room->observers.members);
    free(room->gatherers.members);
    while (room->presence_count)
        frame_unref(room->presence[--room->presence_count]);
    *room = (struct room){.source = room->source};
}

static struct member_list *list_of(struct room *room, const struct member *member)
{
    if (member->observer)
        return &room->observers;
    return member->gather_ms ? &room->gatherers : &room->editors;
}

static void start_lagging(struct room *room, struct member *member, int64_t now_ms)
{
    room->resyncs++;
    member_lags(member, now_ms);
}

/* Brings a member up to published_seq, which observers reach in their turns alone: one that has caught up is ahead of its slice
 * until the next round. Goes frame by frame, so that one write never holds more than one frame, and stops as soon as the peer is not
 * ready. */
static void catch_up(struct room *room, struct member *member)
{
    struct peer *peer = member->outbox.peer;
    while (member->sent_seq < room->published_seq) {
        uint64_t until;
        if (!outbox_drain(&member->outbox) || !peer_is_ready(peer))
            return;
        struct frame *frame =
            room->source.ops(room->source.context, member->sent_seq, room->published_seq, &until);
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
    member_is_current(member);
    room->source.recovered(room->source.context, member);
}

static void enlist(struct room *room, struct member *member)
{
    struct member_list *list = list_of(room, member);
    list->members = mem_grow(list->members, list->count, &list->capacity, sizeof(struct member *));
    member->index = list->count;
    list->members[list->count++] = member;
}

void room_join(struct room *room, struct member *member, int64_t now_ms)
{
    enlist(room, member);
    if (member->sent_seq < room->published_seq)
        member_lags(member, now_ms);
}

static void put(struct member_list *list, size_t index, struct member *member)
{
    list->members[index] = member;
    member->index = index;
}

/* Another member fills the gap. Before `turn` it is one who has had its turn in this round, so that the first `turn` members stay
 * those who have. */
static void strike_out(struct room *room, struct member *member)
{
    struct member_list *list = list_of(room, member);
    size_t gap = member->index;
    ALWAYS(gap < list->count && list->members[gap] == member);
    if (member->observer && gap < room->turn) {
        put(list, gap, list->members[--room->turn]);
        gap = room->turn;
    }
    if (gap < --list->count)
        put(list, gap, list->members[list->count]);
}

void room_leave(struct room *room, struct member *member)
{
    strike_out(room, member);
    member->gather_ms = 0;
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

/* ---- some members of one kind, next to each other in their list ---- */

struct some {
    struct member **members;
    size_t count;
};

static struct some some_of(const struct member_list *list, size_t first, size_t count)
{
    size_t left = list->count - first;
    return (struct some){list->members + first, count < left ? count : left};
}

/* How many observers are told in one go. */
static size_t slice_of(const struct room *room)
{
    size_t fair = room->observers.count / ROOM_TURNS;
    return fair > room->slice ? fair : room->slice;
}

static bool waits(const struct room *room, const struct member *member)
{
    return !member->lagging && member->sent_seq < room->published_seq;
}

/* The op that most of those who wait were told last, by Boyer and Moore's vote; false where nobody waits. */
static bool told_last(const struct room *room, struct some some, uint64_t *seq)
{
    size_t votes = 0;
    bool any = false;
    for (size_t i = 0; i < some.count; i++) {
        const struct member *member = some.members[i];
        if (!waits(room, member))
            continue;
        any = true;
        if (!votes)
            *seq = member->sent_seq;
        if (member->sent_seq == *seq)
            votes++;
        else
            votes--;
    }
    return any;
}

/* The ops that they lack have left memory, as too many came within one window. Each is brought up to date on its own. */
static void let_lag(struct room *room, struct some some, int64_t now_ms)
{
    for (size_t i = 0; i < some.count; i++)
        if (waits(room, some.members[i]))
            start_lagging(room, some.members[i], now_ms);
}

/* Sends a frame, which has the ops after `after` up to `until`, to a member who was told `after` last. Whoever was told something
 * else catches up on their own. */
static void tell(struct room *room, struct member *member, struct frame *frame, uint64_t after,
                 uint64_t until, int64_t now_ms)
{
    if (member->lagging || member->sent_seq >= until)
        return;
    if (member->sent_seq != after)
        start_lagging(room, member, now_ms);
    else
        send_to(room, member, frame, until, now_ms);
}

/* Tells some members what is published, in frames that they share. False where all of them knew it. */
static bool tell_some(struct room *room, struct some some, bool plain, int64_t now_ms)
{
    uint64_t after = 0, until = 0;
    if (!told_last(room, some, &after))
        return false;
    for (; after < room->published_seq; after = until) {
        struct frame *frame = room->source.ops(room->source.context, after, room->published_seq, &until);
        if (!frame) {
            let_lag(room, some, now_ms);
            break;
        }
        if (plain)
            frame_keep_plain(frame);
        for (size_t i = 0; i < some.count; i++)
            tell(room, some.members[i], frame, after, until, now_ms);
        frame_unref(frame);
    }
    return true;
}

/* ---- ops ---- */

/* A mean over about RATE_MS, in which an op counts less the longer ago it was published. */
static void count_ops(struct room *room, uint64_t ops, int64_t now_ms)
{
    int64_t passed = now_ms > room->counted_ms ? now_ms - room->counted_ms : 0;
    double kept = passed < RATE_MS ? 1 - (double)passed / RATE_MS : 0;
    room->ops_per_second = room->ops_per_second * kept + (double)ops * 1000.0 / RATE_MS;
    room->counted_ms = now_ms;
}

bool room_publish(struct room *room, uint64_t seq, int64_t now_ms)
{
    count_ops(room, seq - room->published_seq, now_ms);
    room->published_seq = seq;
    room->news = true;
    (void)tell_some(room, some_of(&room->editors, 0, room->editors.count), false, now_ms);
    return room->observers.count > 0;
}

/* ---- what is gathered ---- */

void room_gather(struct room *room, struct member *member, unsigned ms)
{
    ALWAYS(!member->observer);
    strike_out(room, member);
    member->gather_ms = ms;
    enlist(room, member);
}

unsigned room_gather_ms(const struct room *room)
{
    unsigned least = 0;
    for (size_t i = 0; i < room->gatherers.count; i++) {
        unsigned ms = room->gatherers.members[i]->gather_ms;
        if (!least || ms < least)
            least = ms;
    }
    return least;
}

uint64_t room_next_op_us(const struct room *room)
{
    return room->ops_per_second > 1 ? (uint64_t)(1e6 / room->ops_per_second) : 1000000;
}

void room_tell_gathered(struct room *room, int64_t now_ms)
{
    (void)tell_some(room, some_of(&room->gatherers, 0, room->gatherers.count), true, now_ms);
}

/* ---- rounds of turns ---- */

void room_ask_presence(struct room *room)
{
    room->presence_is_due = true;
}

static void begin_round(struct room *room)
{
    if (!room->presence_is_due || room->presence_count)
        return;
    room->presence_is_due = false;
    room->presence_count = room->source.presence(room->source.context, room->presence);
}

/* Whether another one is to follow. */
static bool end_round(struct room *room)
{
    bool another = (room->news && room->observers.count) || room->presence_is_due;
    room->turn = 0;
    room->news = false;
    while (room->presence_count)
        frame_unref(room->presence[--room->presence_count]);
    return another;
}

/* After the ops, so that no caret is ahead of the text. */
static void tell_presence(struct room *room, struct some some, int64_t now_ms)
{
    for (size_t i = 0; i < some.count; i++)
        for (size_t k = 0; k < room->presence_count; k++)
            room_send_to(room, some.members[i], room->presence[k], now_ms);
}

bool room_turn(struct room *room, int64_t now_ms)
{
    if (!room->turn)
        begin_round(room);
    if (room->turn < room->observers.count) {
        struct some some = some_of(&room->observers, room->turn, slice_of(room));
        room->news |= tell_some(room, some, false, now_ms);
        tell_presence(room, some, now_ms);
        room->turn += some.count;
    }
    return room->turn < room->observers.count || end_round(room);
}

unsigned room_window_ms(const struct room *room)
{
    double cores = room->ops_per_second * (double)room->observers.count * SEND_US / 1e6;
    double part = cores / TOO_MANY_CORES;
    return part > 1 ? ROOM_MAX_WINDOW_MS : (unsigned)(ROOM_MAX_WINDOW_MS * part * part);
}

uint64_t room_turn_us(const struct room *room)
{
    size_t slices = (room->observers.count + slice_of(room) - 1) / slice_of(room);
    return slices ? room_window_ms(room) * 1000ull / slices : 0;
}

/* ---- presence ---- */

unsigned room_presence_ms(const struct room *room)
{
    size_t pause = room->observers.count * 10;
    return pause > MAX_PRESENCE_MS ? MAX_PRESENCE_MS : (unsigned)pause;
}

static void tell_all(struct room *room, const struct member_list *list, struct frame *frame, int64_t now_ms)
{
    for (size_t i = 0; i < list->count; i++)
        room_send_to(room, list->members[i], frame, now_ms);
}

void room_tell_editors(struct room *room, struct frame *frame, int64_t now_ms)
{
    tell_all(room, &room->editors, frame, now_ms);
}

void room_tell_gatherers(struct room *room, struct frame *frame, int64_t now_ms)
{
    tell_all(room, &room->gatherers, frame, now_ms);
}

void room_writable(struct room *room, struct member *member)
{
    if (!outbox_drain(&member->outbox) || !member->lagging)
        return;
    member->sent_seq = member->outbox.delivered_seq; /* with what was still queued when it began to lag */
    catch_up(room, member);
}
