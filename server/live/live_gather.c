/* Relays with many observers let us gather what is new for them (protocol/relay.md): one message with several ops costs little more than one with one, as what costs is to wake up whoever
 * reads. They are told all together, so that an observer who goes from one to another finds no older state there.
 *
 * The first news open a window, as long as the least patient of them lets us gather. It ends with the op after which no other one is to be expected in it, so that ops that come one by one
 * wait for none; else when its time is over, or when a message is full. Ops go before carets, so that no caret is ahead of the text.
 *
 * Example: 250 ms, an op every 100. The op at 0 opens the window, the one at 200 ends it, as the next is to be expected at 300: one message with three ops. The next window opens at 300.
 *
 * Nothing is held for it beside the draft's latest ops, which are held anyway: whoever goes before it was told asks for what it lacks when it comes again. */
#include "live/live_draft_state.h"

static void tell(void *context)
{
    struct live_draft *live = context;
    struct frame *frames[ROOM_PRESENCE];
    int64_t now = loop_now_ms();
    live->gathering = false;
    live->gathered_bytes = 0;
    loop_timer_rest(live->gather_timer);
    if (live->state != LIVE_OPEN)
        return;
    room_tell_gathered(&live->room, now);
    size_t count = live_take_news(live, AUDIENCE_GATHERERS, frames);
    for (size_t i = 0; i < count; i++) {
        room_tell_gatherers(&live->room, frames[i], now);
        frame_unref(frames[i]);
    }
}

/* False where there is nobody for whom to gather. */
static bool open_window(struct live_draft *live)
{
    unsigned ms = room_gather_ms(&live->room);
    if (!ms) {
        presence_pass_over(&live->presence, AUDIENCE_GATHERERS);
        live->gathered_bytes = 0;
        return false;
    }
    if (live->gathering)
        return true;
    live->gathering = true;
    live->gather_due_us = loop_clock_us() + ms * 1000ull;
    live_arm(live, &live->gather_timer, ms, tell);
    return true;
}

void live_gather_ops(struct live_draft *live)
{
    if (!open_window(live))
        return;
    bool another = loop_clock_us() + room_next_op_us(&live->room) < live->gather_due_us;
    if (!another || live->gathered_bytes >= LIVE_FRAME_BYTES)
        tell(live);
}

void live_gather_presence(struct live_draft *live)
{
    (void)open_window(live);
}

/* Whoever goes over from one kind to the other has been told what both have, or is told with both, where the log is being read. */
void live_draft_gather(struct live_draft *live, struct follower *follower, uint64_t ms)
{
    unsigned bounded = ms < ROOM_MAX_WINDOW_MS ? (unsigned)ms : ROOM_MAX_WINDOW_MS;
    if (bounded == follower->member.gather_ms)
        return;
    live_tell_editors_presence(live);
    tell(live);
    live_share_news(live);
    room_gather(&live->room, &follower->member, bounded);
}
