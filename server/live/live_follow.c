/* A draft that another server owns, shown to the observers of this one: a relay.
 *
 * The owner tells us once what all our observers are to hear, and we keep what an owner keeps: the draft, its latest ops, a room. So whoever only reads joins, resumes, lags
 * and is counted here as there, by the same code, and costs the owner nothing. Whoever writes is handed to the owner (session/).
 *
 *                    claim: another's                  welcome: so far the log goes
 *   LOADING ───────────────────────────► line, hello ───────────────────────────────► the log is read up to there ──► OPEN
 *
 *   OPEN, on a line ──ops──► checked against the chain, folded, published        (durable: the owner tells of nothing else)
 *     │ closed, or silent for GIVE_UP_S: cut off
 *     ▼
 *   OPEN, cut off ──claim──► another's: line, hello with what we hold ──welcome: follows──► OPEN, on a line
 *     │                                       └──welcome: no longer in reach──► LOADING, the log is read up to where it goes
 *     └──────────────────► ours: LOADING, and the log is read as an owner reads it (live_load.c)
 *
 * The log is read from the database like an owner's, but only up to the op that the owner has named, which is durable, and the head there must be the one that it
 * has named. From then on each message of ops must lead from our head to the one that it names. Where anything does not, or the owner says that its log is not the one that we
 * hold, we drop everything, send everybody away, and begin anew: nobody is shown a state that does not go on from what they have seen without being told.
 *
 * When nobody has read it here for IDLE_S it is let go.
 *
 * While we are cut off, observers stay and see nothing new. Their pings have no answer, so that a page says that the line is gone.
 *
 * Presence is kept like an owner's too: those who edit there are our guests (guests.h). Upwards we tell how many observers we have, and how long the owner may gather ops for them, every TICK_MS at most.
 *
 * Example: an owner is at op 41. The first observer comes: we claim, hear who the owner is, say hello, and hear `seq` 41 with its head; a worker reads the log up to 41. Op 42
 * comes meanwhile and waits on the line, which is paused. The draft opens, the observer is welcomed with 41, the line goes on, and op 42 is published to our room. */
#include "live/live_draft_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "live/guests.h"
#include "load/draft_loader.h"
#include "wire/op_codec.h"

enum {
    TICK_MS = 1000,
    ASK_S = 2,
    GIVE_UP_S = 6,
    IDLE_S = 5,
    SEARCH_MS = 200,
    SEARCH_AGAIN_MS = 1000,
    MOST_TRIES = 10
};

struct following {
    struct upstream_line *line; /* NULL: cut off */
    bool welcomed;              /* the line has said where the log stands */
    bool reading;               /* a worker reads the log up to: */
    uint64_t seq;
    struct sha256 head;
    struct guests guests;
    bool all_due; /* the presence that comes next names everybody, also where it does not say so */
    size_t told_observers;
    unsigned told_gather_ms;
    unsigned silent_s;
    unsigned idle_s; /* since somebody used it */
    unsigned tries;  /* lines since the last welcome */
    struct loop_timer *timer;
};

static const struct upstream *upstream_of(const struct live_draft *live)
{
    return live->drafts->upstream;
}

/* ---- the line ---- */

static void tick(void *context);

static void hang_up(struct live_draft *live)
{
    struct following *following = live->following;
    if (following->line)
        upstream_of(live)->close(following->line);
    following->line = NULL;
    following->welcomed = false;
}

/* Looks for the owner again, soon. Whoever waits for a draft that could not be shown here is not kept waiting for long: they go to the owner themselves. */
static void cut_off(struct live_draft *live)
{
    struct following *following = live->following;
    hang_up(live);
    if (following->reading || live->drafts->stopping)
        return; /* live_follow_loaded goes on */
    if (live->state == LIVE_LOADING && following->tries >= MOST_TRIES)
        live_elsewhere(live);
    else
        live_arm(live, &following->timer, following->tries++ ? SEARCH_AGAIN_MS : SEARCH_MS, tick);
}

static void say(struct live_draft *live, struct buf *message)
{
    upstream_of(live)->send(live->following->line, message->bytes, message->len);
    buf_clear(message);
}

static void say_hello(struct live_draft *live)
{
    struct buf out = BUF_EMPTY;
    bool holds = live->state == LIVE_OPEN;
    struct feed_hello hello = {live->id, upstream_of(live)->client, holds ? live->durable_seq : 0,
                               &live->durable_head};
    feed_write_hello(&out, &hello);
    say(live, &out);
}

/* How long the owner may gather ops for us: as long as our observers wait anyway, where that is as long as anybody waits. It saves the owner sends where there are most of them, and
 * whoever has few observers, or a quiet draft, shows each op at once. Between the two we stay with what we said, so that we do not say it again with each word that is typed. */
static unsigned gather_ms(const struct live_draft *live)
{
    unsigned window = room_window_ms(&live->room);
    if (window == ROOM_MAX_WINDOW_MS)
        return ROOM_MAX_WINDOW_MS;
    return window < ROOM_MAX_WINDOW_MS / 2 ? 0 : live->following->told_gather_ms;
}

static void tell_of_observers(struct live_draft *live)
{
    struct buf out = BUF_EMPTY;
    struct following *following = live->following;
    size_t count = live->room.observers.count;
    unsigned gather = gather_ms(live);
    if (!following->welcomed || (following->told_observers == count && following->told_gather_ms == gather))
        return;
    following->told_observers = count;
    following->told_gather_ms = gather;
    feed_write_observers(&out, count, gather);
    say(live, &out);
}

static void ask_for_life(struct live_draft *live)
{
    struct buf out = BUF_EMPTY;
    feed_write_ping(&out);
    say(live, &out);
}

/* What is another server's costs it something as long as we follow it, and is soon had again. The ops that come are no reason to keep it: deferred calls are users that do not
 * count. */
static bool is_idle(struct live_draft *live)
{
    struct following *following = live->following;
    bool used = live->users > (size_t)live->publish_pending + live->wake_pending;
    following->idle_s = used ? 0 : following->idle_s + 1;
    return following->idle_s >= IDLE_S && !live->users;
}

static void tick(void *context)
{
    struct live_draft *live = context;
    struct following *following = live->following;
    if (live->drafts->stopping)
        return;
    if (is_idle(live)) {
        live_drop(live);
        return;
    }
    if (!following->line) {
        live_start_load(live);
        return;
    }
    following->silent_s = following->reading ? 0 : following->silent_s + 1;
    if (following->silent_s >= GIVE_UP_S) {
        cut_off(live);
        return;
    }
    tell_of_observers(live);
    if (following->silent_s >= ASK_S)
        ask_for_life(live);
    live_arm(live, &following->timer, TICK_MS, tick);
}

/* ---- what the owner says ---- */

static void begin_anew(struct live_draft *live, const char *why)
{
    diag(DIAG_WARNING, "draft %s: %s; everybody begins anew", live->id, why);
    live_draft_lose(live);
}

static bool is_where_we_are(const struct live_draft *live, const struct feed_message *welcome)
{
    return live->state == LIVE_OPEN && welcome->follows && welcome->seq == live->durable_seq &&
           memcmp(&welcome->head, &live->durable_head, sizeof welcome->head) == 0;
}

static void read_log(struct live_draft *live, const struct feed_message *welcome)
{
    struct following *following = live->following;
    following->reading = true;
    following->seq = welcome->seq;
    following->head = welcome->head;
    upstream_of(live)->pause(following->line, true);
    live_read_again(live, welcome->seq);
}

static void take_welcome(struct live_draft *live, const struct feed_message *welcome)
{
    struct following *following = live->following;
    following->welcomed = following->all_due = true;
    following->told_observers = following->told_gather_ms = 0;
    if (live->state == LIVE_OPEN && welcome->differs)
        begin_anew(live, "its owner's log is not the one that is shown here");
    else if (is_where_we_are(live, welcome))
        following->tries = 0;
    else
        read_log(live, welcome);
}

static bool leads_to_head(const struct live_draft *live, const struct feed_message *message)
{
    struct sha256 head = live->durable_head;
    const char *bytes;
    size_t at = 0, len;
    while (feed_next_op(message, &at, &bytes, &len))
        head = op_chain_hash(&head, bytes, len);
    return memcmp(&head, &message->head, sizeof head) == 0;
}

static bool fold(struct live_draft *live, const char *bytes, size_t len)
{
    struct op *op = mem_zero(1, sizeof *op);
    struct refusal refusal;
    bool ok = op_decode(bytes, len, op) == STATUS_OK;
    if (ok && (op->seq != draft_seq(live->draft) + 1 || draft_fold(live->draft, op, &refusal) != STATUS_OK)) {
        op_clear(op);
        ok = false;
    }
    if (!ok) {
        free(op);
        return false;
    }
    live->head = live->durable_head = op_chain_hash(&live->head, bytes, len);
    live->durable_seq = op->seq;
    live->since_shared += len;
    history_add(live->history, op->seq, &live->head, mem_copy_bytes(bytes, len), len, op, op->seq);
    return true;
}

static void take_ops(struct live_draft *live, const struct feed_message *message)
{
    const char *bytes;
    size_t at = 0, len;
    bool ok = leads_to_head(live, message);
    while (ok && feed_next_op(message, &at, &bytes, &len))
        ok = fold(live, bytes, len);
    if (ok)
        live_schedule_publish(live);
    else
        begin_anew(live, "what its owner says does not go on from what is shown here");
}

/* Places refer to what the owner had told us of by then, which is all that we hold. */
static bool take_presence(struct live_draft *live, const struct feed_message *message)
{
    struct following *following = live->following;
    live_publish_now(live); /* so that no caret is carried over an op that it knows of */
    bool ok = guests_take_presence(&following->guests, &live->presence, message,
                                   following->all_due || message->complete);
    following->all_due = false;
    live_schedule_presence(live);
    return ok;
}

static bool take_people(struct live_draft *live, const struct feed_message *message)
{
    live_roster_changes(live);
    live_schedule_presence(live);
    return guests_take_people(&live->following->guests, message->people);
}

static bool take(struct live_draft *live, const struct feed_message *message)
{
    if (message->type == FEED_OTHER)
        return true;
    if (message->type == FEED_WELCOME) {
        take_welcome(live, message);
        return true;
    }
    if (!live->following->welcomed || live->state != LIVE_OPEN)
        return false;
    if (message->type == FEED_OPS)
        take_ops(live, message);
    return message->type == FEED_OPS        ? true
           : message->type == FEED_PRESENCE ? take_presence(live, message)
                                            : take_people(live, message);
}

/* As servers are replaced one by one, an owner may be of a version that says less than we need to know. Then nothing is shown here: whoever waits goes to the owner
 * themselves, and so does whoever was shown it, as they are sent away and come back. */
static void go_to_owner(struct live_draft *live)
{
    diag(DIAG_ERROR, "draft %s: its owner at %s says what cannot be read", live->id, live->owner);
    if (live->state == LIVE_OPEN) {
        begin_anew(live, "what its owner says cannot be read");
    } else if (live->following->reading) {
        cut_off(live);
    } else {
        hang_up(live);
        live_elsewhere(live);
    }
}

static void hear(void *context, const char *bytes, size_t len)
{
    struct live_draft *live = context;
    struct feed_message message;
    live->following->silent_s = 0;
    bool ok = feed_decode(bytes, len, &message) && take(live, &message);
    feed_clear(&message);
    if (!ok) /* whoever begins anew has understood, and does not follow any more */
        go_to_owner(live);
}

static void closed(void *context)
{
    cut_off(context);
}

/* ---- its beginning and its end ---- */

void live_follow(struct live_draft *live)
{
    static const struct upstream_events events = {hear, closed};
    const struct upstream *upstream = upstream_of(live);
    if (!live->following)
        live->following = mem_zero(1, sizeof *live->following);
    struct following *following = live->following;
    following->silent_s = 0;
    following->line = upstream->open(upstream->context, live->owner, &events, live);
    if (!following->line) {
        cut_off(live);
        return;
    }
    following->tries++;
    say_hello(live);
    live_arm(live, &following->timer, TICK_MS, tick);
}

bool live_follow_expects(const struct live_draft *live, const struct loaded_draft *loaded)
{
    const struct following *following = live->following;
    return draft_seq(loaded->draft) == following->seq &&
           memcmp(&loaded->head, &following->head, sizeof loaded->head) == 0;
}

void live_follow_loaded(struct live_draft *live)
{
    struct following *following = live->following;
    following->reading = false;
    if (live->state == LIVE_OPEN)
        following->tries = 0;
    if (live->state != LIVE_OPEN || !following->line)
        cut_off(live);
    else
        upstream_of(live)->pause(following->line, false);
}

bool live_follow_is_cut_off(const struct live_draft *live)
{
    return live->following && !live->following->welcomed;
}

void live_follow_address_is_dead(struct live_draft *live)
{
    if (live->following && live->following->line)
        cut_off(live);
}

void live_follow_stop(struct live_draft *live)
{
    if (live->following)
        hang_up(live);
}

void live_follow_end(struct live_draft *live)
{
    struct following *following = live->following;
    if (!following)
        return;
    hang_up(live);
    loop_timer_stop(following->timer);
    guests_leave(&following->guests, &live->presence);
    live->following = NULL;
    live_count_observers(live);
    free(following);
}
