/* Tells people who is where: rosters and carets. And who is connected as which replica. */
#include <string.h>

#include "live/live_draft_state.h"

#define PRESENCE_MS 100

void live_send_everybody(struct live_draft *live, struct member *member)
{
    struct buf out = BUF_EMPTY;
    presence_write_roster(&live->presence, &out);
    struct frame *roster = frame_take(&out);
    presence_write_all(&live->presence, member->sent_seq, &out);
    struct frame *here = frame_take(&out);
    int64_t now = loop_now_ms();
    room_send_to(&live->room, member, roster, now);
    room_send_to(&live->room, member, here, now);
    frame_unref(roster);
    frame_unref(here);
}

void live_roster_changes(struct live_draft *live)
{
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        live->roster_changed[i] = true;
}

size_t live_take_news(struct live_draft *live, enum presence_audience audience,
                      struct frame *frames[ROOM_PRESENCE])
{
    struct buf out = BUF_EMPTY;
    size_t count = 0;
    if (live->roster_changed[audience]) {
        live->roster_changed[audience] = false;
        presence_write_roster(&live->presence, &out);
        frames[count++] = frame_take(&out);
    }
    if (presence_has_news(&live->presence, audience)) {
        presence_write_news(&live->presence, audience, live->room.published_seq, &out);
        frames[count++] = frame_take(&out);
    }
    return count;
}

size_t live_observers_presence(void *live, struct frame *frames[ROOM_PRESENCE])
{
    return live_take_news(live, AUDIENCE_OBSERVERS, frames);
}

void live_tell_editors_presence(void *context)
{
    struct live_draft *live = context;
    struct frame *frames[ROOM_PRESENCE];
    live->editors_presence_waiting = false;
    if (live->state != LIVE_OPEN)
        return;
    size_t count = live_take_news(live, AUDIENCE_EDITORS, frames);
    for (size_t i = 0; i < count; i++) {
        room_tell_editors(&live->room, frames[i], loop_now_ms());
        frame_unref(frames[i]);
    }
}

static void tell_observers(void *context)
{
    struct live_draft *live = context;
    live->observers_presence_waiting = false;
    if (live->state != LIVE_OPEN)
        return;
    room_ask_presence(&live->room);
    live_tell_observers(live);
}

/* Observers hear of carets less often the more of them there are. */
void live_schedule_presence(struct live_draft *live)
{
    unsigned pause = room_presence_ms(&live->room);
    if (!live->editors_presence_waiting)
        live_arm(live, &live->editors_presence_timer, PRESENCE_MS, live_tell_editors_presence);
    if (!live->observers_presence_waiting)
        live_arm(live, &live->observers_presence_timer, pause < PRESENCE_MS ? PRESENCE_MS : pause,
                 tell_observers);
    live->editors_presence_waiting = live->observers_presence_waiting = true;
    live_gather_presence(live);
}

void live_tell_waiting_presence(struct live_draft *live)
{
    bool waits = false;
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        waits = waits || presence_has_news(&live->presence, (enum presence_audience)i);
    if (waits)
        live_schedule_presence(live);
}

void live_share_news(struct live_draft *live)
{
    bool *changed = live->roster_changed;
    presence_share_news(&live->presence, AUDIENCE_EDITORS, AUDIENCE_GATHERERS);
    changed[AUDIENCE_EDITORS] = changed[AUDIENCE_GATHERERS] =
        changed[AUDIENCE_EDITORS] || changed[AUDIENCE_GATHERERS];
}

/* Of a draft that is another server's, that one says how many there are. */
void live_count_observers(struct live_draft *live)
{
    if (!live->following)
        presence_count_observers(&live->presence, live->room.observers.count + live->relayed);
}

void live_draft_count_relayed(struct live_draft *live, struct follower *follower, size_t count)
{
    live->relayed += count - follower->relayed;
    follower->relayed = count;
    live_count_observers(live);
    live_schedule_presence(live);
}

static void note_roster(struct live_draft *live, const struct follower *follower)
{
    if (!follower->member.observer && !follower->is_relay)
        live_roster_changes(live);
}

void live_draft_join(struct live_draft *live, struct follower *follower)
{
    struct member *member = &follower->member;
    room_join(&live->room, member, loop_now_ms());
    if (member->observer)
        live_count_observers(live);
    else if (!follower->is_relay)
        presence_join(&live->presence, &follower->presence);
    note_roster(live, follower);
    if (!member->lagging)
        live_send_everybody(live, member);
    live_schedule_presence(live);
}

void live_draft_leave(struct live_draft *live, struct follower *follower)
{
    struct member *member = &follower->member;
    room_leave(&live->room, member);
    if (member->observer)
        live_count_observers(live);
    else if (follower->is_relay)
        live_draft_count_relayed(live, follower, 0);
    else
        presence_leave(&live->presence, &follower->presence);
    note_roster(live, follower);
    live_schedule_presence(live);
}

void live_draft_writable(struct live_draft *live, struct follower *follower)
{
    room_writable(&live->room, &follower->member);
}

/* Carets refer to what was durable when they were placed, and everybody has been told of no more than that. */
void live_draft_move_caret(struct live_draft *live, struct follower *follower, uint64_t base,
                           const struct caret *caret)
{
    struct caret moved = *caret;
    if (live->state != LIVE_OPEN || base > live->room.published_seq ||
        live->room.published_seq - base > HISTORY_DECODED_OPS)
        return;
    for (uint64_t seq = base + 1; seq <= live->room.published_seq; seq++) {
        const struct op *op = history_op(live->history, seq);
        if (op)
            caret_follow(&moved, op, strcmp(follower->presence.client, op->client) == 0);
    }
    presence_move(&live->presence, &follower->presence, &moved);
    if (presence_has_news(&live->presence, AUDIENCE_EDITORS))
        live_schedule_presence(live);
}

struct follower *live_draft_find_replica(const struct live_draft *live, const char *replica)
{
    return map_get(&live->clients, replica);
}

const char *live_draft_claim_client(struct live_draft *live, const char *client, const char *participant)
{
    return claims_take(&live->claims, client, participant);
}

void live_draft_add_replica(struct live_draft *live, struct follower *follower)
{
    map_put(&live->clients, follower->replica, follower);
}

void live_draft_remove_replica(struct live_draft *live, struct follower *follower)
{
    if (live_draft_find_replica(live, follower->replica) == follower)
        map_remove(&live->clients, follower->replica);
}
