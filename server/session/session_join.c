/* From hello to the room: load, check whose replica it is, welcome, follow. */
#include "session/session_state.h"

#include <string.h>

#include "draft/history.h"
#include "draft/participants.h"
#include "wire/message_codec.h"

/* Whether the log holds at `since` what the client saw there. Only where the op is in reach. */
static bool has_seen_ours(const struct session *session)
{
    char hex[SHA256_HEX + 1];
    sha256_hex(&history_find(live_draft_history(session->live), session->since)->hash, hex);
    return strncmp(hex, session->since_head, strlen(session->since_head)) == 0;
}

/* Whether the client can go on from `since`: the log holds there what the client saw, and not too long ago. */
static bool can_resume(const struct session *session)
{
    return session->resume && history_reach(live_draft_history(session->live), session->since) &&
           has_seen_ours(session);
}

/* How our log differs from what the client has seen of it; NULL where we know of no difference. Nothing is shown before it is
 * durable, so the log of an honest server never differs: an older backup was put back, or the log was rewritten. */
static const char *other_history(const struct session *session)
{
    if (!session->resume)
        return NULL;
    if (session->since > draft_seq(live_draft_draft(session->live)))
        return "shorter";
    bool in_reach = history_reach(live_draft_history(session->live), session->since);
    return in_reach && !has_seen_ours(session) ? "other" : NULL;
}

/* The state that a welcome shows. It is encoded once for all who join around then, and shared by their welcomes. Where encoding
 * takes long, somebody who comes for the first time, and so has seen no later state, is shown one that is a little older; the ops
 * since follow at once. */
static struct frame *state_for(const struct session *session, uint64_t *seq)
{
    struct live_draft *live = session->live;
    const struct draft *draft = live_draft_draft(live);
    *seq = draft_seq(draft);
    bool is_new = !session->welcomed && !session->resume && !clients_participant(draft, session->client);
    if (is_new && !live_draft_snapshot_is_cheap(live))
        return live_draft_shared_snapshot(live, seq);
    return live_draft_snapshot(live);
}

static const struct sha256 *head_at(const struct session *session, uint64_t seq)
{
    bool newest = seq == draft_seq(live_draft_draft(session->live));
    return newest ? live_draft_head(session->live)
                  : &history_find(live_draft_history(session->live), seq)->hash;
}

static void open_welcome(const struct session *session, uint64_t seq, struct buf *out)
{
    struct welcome welcome = {&session->who, seq, head_at(session, seq),
                              clients_acked(live_draft_draft(session->live), session->client),
                              other_history(session)};
    message_open_welcome(out, &welcome);
}

/* Ends the welcome with what many share. */
static struct frame *close_welcome(struct buf *out, struct frame *shared)
{
    size_t before = out->len;
    buf_char(out, '}');
    return frame_around(out, before, shared);
}

static struct frame *welcome_with_ops(const struct session *session)
{
    struct live_draft *live = session->live;
    struct buf out = BUF_EMPTY;
    uint64_t since = session->since;
    open_welcome(session, draft_seq(live_draft_draft(live)), &out);
    if (!can_resume(session)) {
        (void)live_draft_shared_snapshot(live, &since);
        buf_format(&out, ",\"snapshot_url\":\"/api/drafts/%s?seq=%llu\"", live_draft_id(live),
                   (unsigned long long)since);
    }
    buf_char(&out, ',');
    return close_welcome(&out, live_draft_ops_since(live, since));
}

static struct frame *welcome_with_state(const struct session *session, uint64_t *seq)
{
    struct buf out = BUF_EMPTY;
    struct frame *state = state_for(session, seq);
    open_welcome(session, *seq, &out);
    buf_text(&out, ",\"snapshot\":");
    return close_welcome(&out, state);
}

/* A relay reads the log up to the op that it is told of, or goes on from what it holds: then the ops that it lacks come as they come to a reader who lags. Nothing is
 * read for it here. */
static void make_relay_welcome(struct session *session)
{
    const struct history *history = live_draft_history(session->live);
    struct buf out = BUF_EMPTY;
    bool follows = session->resume && history_find(history, session->since) && has_seen_ours(session);
    session->welcome_seq = follows ? session->since : draft_seq(live_draft_draft(session->live));
    open_welcome(session, session->welcome_seq, &out);
    message_close_relay_welcome(&out, follows);
    session->welcome = frame_take(&out);
}

static void make_welcome(struct session *session)
{
    if (session->relay) {
        make_relay_welcome(session);
        return;
    }
    session->welcome_seq = draft_seq(live_draft_draft(session->live));
    session->welcome = session->snapshot_by_url || can_resume(session)
                           ? welcome_with_ops(session)
                           : welcome_with_state(session, &session->welcome_seq);
}

static void welcome_is_durable(void *context, enum status status)
{
    struct session *session = context;
    if (status != STATUS_OK) { /* what it shows may never have been: begin anew */
        session_drop_welcome(session);
        session_join(session);
        return;
    }
    struct frame *welcome = session->welcome;
    session->welcome = NULL;
    member_starts_at(&session->follower.member, session->welcome_seq);
    session_send_frame(session, welcome, session->welcome_seq);
    frame_unref(welcome);
    session->in_room = session->welcomed = true;
    buf_clear(&session->hello);
    session_enter(session, SESSION_LIVE);
    live_draft_join(session->live, &session->follower);
}

void session_close_older(struct session *older)
{
    session_close(older, STATUS_CONFLICT, "This replica has connected again; the newer connection goes on.");
}

/* A replica belongs to one participant: the one that its ops in the log are by; while there are none, the one who edits and was connected as it
 * first (claims.h). An observer writes nothing, so no id is an observer's. */
static bool belongs_to_other(const struct session *session)
{
    const char *owner = clients_participant(live_draft_draft(session->live), session->client);
    if (!owner && !session->follower.member.observer)
        owner = live_draft_claim_client(session->live, session->client, session->who.id);
    return owner && strcmp(owner, session->who.id) != 0;
}

/* It has seen more than we hold: an older backup was put back, or another server has the draft by now, and we have not heard of it. */
static bool has_seen_more(const struct session *session)
{
    return session->resume && session->since > draft_seq(live_draft_draft(session->live));
}

static void draft_is_confirmed(void *context, enum status status)
{
    struct session *session = context;
    session->doubted = true;
    if (status == STATUS_STORAGE)
        session_close(session, STATUS_UNKNOWN, NULL);
    else
        session_join(session);
}

/* False where nobody can say yet; then the session goes on by itself. */
static bool knows_the_end(struct session *session)
{
    if (!has_seen_more(session) || session->doubted)
        return true;
    if (live_draft_is_ours(session->live))
        live_draft_when_confirmed(session->live, draft_is_confirmed, session);
    else
        session_hand_over(session); /* we are behind its owner */
    return false;
}

static void draft_is_open(void *context, enum status status)
{
    struct session *session = context;
    if (status == STATUS_FENCED) {
        session_hand_over(session);
        return;
    }
    if (status != STATUS_OK) {
        session_close(session, status, live_draft_why_broken(session->live));
        return;
    }
    if (!knows_the_end(session))
        return;
    struct follower *older = live_draft_find_replica(session->live, session->replica);
    if (!session->relay && belongs_to_other(session)) {
        session_close(session, STATUS_CLIENT_TAKEN, NULL);
        return;
    }
    if (older && older != &session->follower)
        session_close_older(session_of_follower(older));
    live_draft_add_replica(session->live, &session->follower);
    make_welcome(session);
    live_draft_when_durable(session->live, welcome_is_durable, session);
}

void session_join(struct session *session)
{
    if (session->follower.member.observer)
        live_draft_when_shown(session->live, draft_is_open, session);
    else
        live_draft_when_open(session->live, draft_is_open, session);
}

void session_resync(struct follower *follower)
{
    struct session *session = session_of_follower(follower);
    session_leave_room(session);
    session_enter(session, SESSION_JOINING);
    session->resume = false;
    session_join(session);
}
