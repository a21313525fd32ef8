#include "session/session_state.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/mem.h"
#include "wire/message_codec.h"

#define MESSAGE_MAX              ((size_t)256 * 1024)
#define MESSAGE_MAX_BEFORE_HELLO ((size_t)16 * 1024)

/* ---- the one door for the state ---- */

static const char *const state_names[] = {"CONNECTED", "JOINING", "LIVE", "CLOSING"};

static bool may_enter(enum session_state from, enum session_state to)
{
    switch (to) {
    case SESSION_CONNECTED:
        return false;
    case SESSION_JOINING:
        return from == SESSION_CONNECTED || from == SESSION_LIVE;
    case SESSION_LIVE:
        return from == SESSION_JOINING;
    case SESSION_CLOSING:
        return from != SESSION_CLOSING;
    }
    return false;
}

void session_enter(struct session *session, enum session_state state)
{
    ALWAYS(may_enter(session->state, state));
    diag(DIAG_TRACE, "session %p: %s -> %s", (void *)session, state_names[session->state],
         state_names[state]);
    session->state = state;
    ALWAYS((state == SESSION_LIVE) == session->in_room);
}

/* ---- sending ---- */

/* All that a session itself sends is kept by its outbox: a welcome, an answer, a last word. Where it overflows nevertheless, ops that waited
 * in it were dropped, so the member lags. */
void session_send_frame(struct session *session, struct frame *frame, uint64_t until)
{
    struct member *member = &session->follower.member;
    if (outbox_push_kept(&member->outbox, frame, until))
        return;
    member_lags(member, loop_now_ms());
}

void session_send(struct session *session, struct buf *out, uint64_t until)
{
    struct frame *frame = frame_take(out);
    session_send_frame(session, frame, until);
    frame_unref(frame);
}

/* Close codes of the protocol, by cause. */
static uint16_t close_code(enum status status)
{
    switch (status) {
    case STATUS_UNAUTHORIZED:
    case STATUS_EXPIRED:
    case STATUS_REVOKED:
    case STATUS_SIGN_IN:
        return 4401;
    case STATUS_CLIENT_TAKEN:
        return 4403;
    case STATUS_NOT_FOUND:
        return 4404;
    case STATUS_TIMEOUT:
        return 4408;
    case STATUS_CONFLICT:
        return 4409;
    case STATUS_SLOW_READER:
        return 4413;
    case STATUS_LIMIT:
        return 4429;
    case STATUS_RENEWED:
    case STATUS_STOPPING:
    case STATUS_UNKNOWN:
    case STATUS_FENCED:
        return 1012;
    case STATUS_CORRUPT:
    case STATUS_STORAGE:
    case STATUS_IO:
        return 1011;
    default:
        return 4400;
    }
}

void session_leave_room(struct session *session)
{
    if (!session->in_room)
        return;
    session->in_room = false;
    live_draft_leave(session->live, &session->follower);
}

void session_drop_welcome(struct session *session)
{
    frame_unref(session->welcome);
    session->welcome = NULL;
}

/* Not a stranger any more: it has said hello, or ends. */
void session_is_known(struct session *session)
{
    struct service *service = session->service;
    if (!session->hello_timer)
        return;
    loop_timer_stop(session->hello_timer);
    session->hello_timer = NULL;
    if (session->previous_stranger)
        session->previous_stranger->next_stranger = session->next_stranger;
    else
        service->oldest_stranger = session->next_stranger;
    if (session->next_stranger)
        session->next_stranger->previous_stranger = session->previous_stranger;
    else
        service->newest_stranger = session->previous_stranger;
}

static void become_stranger(struct session *session)
{
    struct service *service = session->service;
    session->previous_stranger = service->newest_stranger;
    if (session->previous_stranger)
        session->previous_stranger->next_stranger = session;
    else
        service->oldest_stranger = session;
    service->newest_stranger = session;
}

static void let_go(struct session *session)
{
    seat_hold_stop(&session->hold);
    session_is_known(session);
    if (!session->live)
        return;
    session_leave_room(session);
    live_draft_forget(session->live, session);
    session->held_count = 0;
    live_draft_remove_replica(session->live, &session->follower);
    live_draft_release(session->live);
    session->live = NULL;
    if (!session->relay)
        session->service->metrics.connections[session->who.role]--;
}

void session_close(struct session *session, enum status status, const char *text)
{
    struct buf out = BUF_EMPTY;
    if (session->state == SESSION_CLOSING)
        return;
    if (!text)
        text = status_message(status);
    message_write_error(&out, status, text);
    if (peer_is_ready(session->follower.member.outbox.peer))
        session_send(session, &out, 0);
    buf_clear(&out);
    session->service->metrics.closes[status]++;
    let_go(session);
    session->service->places_taken--;
    outbox_clear(&session->follower.member.outbox);
    session_enter(session, SESSION_CLOSING);
    peer_close(session->follower.member.outbox.peer, close_code(status), text);
}

void session_hand_over(struct session *session)
{
    const char *owner = live_draft_owner(session->live);
    struct peer *peer = session->follower.member.outbox.peer;
    if (!owner || !peer_hand_over(peer, owner, session->hello.bytes, session->hello.len)) {
        session_close(session, STATUS_FENCED, NULL);
        return;
    }
    let_go(session);
    session->service->places_taken--;
    outbox_clear(&session->follower.member.outbox);
    session_enter(session, SESSION_CLOSING);
}

/* ---- life ---- */

static void hello_is_late(void *context)
{
    session_close(context, STATUS_TIMEOUT, NULL);
}

/* Where all places are taken, closes the connection that has had most time to say hello and has not. Else connections of which
 * nobody knows whose they are could hold the places that are kept for some roles. */
static bool make_place(struct service *service)
{
    if (service->places_taken >= service->limits.sessions && service->oldest_stranger)
        session_close(service->oldest_stranger, STATUS_LIMIT, "All places are taken; say hello at once.");
    return service->places_taken < service->limits.sessions;
}

static void moved(struct follower *follower, enum status status)
{
    session_close(session_of_follower(follower), status, NULL);
}

static const struct follower_ops follower_ops = {
    .op_durable = session_op_durable, .op_lost = session_op_lost, .moved = moved, .resync = session_resync};

struct session *session_create(struct service *service, struct peer *peer, const char *cookie)
{
    if (service->stopping || !make_place(service))
        return NULL;
    struct session *session = mem_zero(1, sizeof *session);
    session->service = service;
    session->follower.ops = &follower_ops;
    session->cookie = mem_copy_string(cookie);
    session->next = service->sessions;
    if (session->next)
        session->next->previous = session;
    service->sessions = session;
    service->session_count++;
    service->places_taken++;
    become_stranger(session);
    service->metrics.connections_total++;
    outbox_init(&session->follower.member.outbox, peer, &service->backlog, service->limits.outbox_bytes);
    session->hello_timer =
        loop_timer_start(service->loop, service->limits.hello_ms, 0, hello_is_late, session);
    return session;
}

void session_serves_relay(struct session *session)
{
    session->relay = session->follower.is_relay = true;
}

size_t session_message_max(const struct session *session)
{
    return session->state == SESSION_CONNECTED ? MESSAGE_MAX_BEFORE_HELLO : MESSAGE_MAX;
}

void session_writable(struct session *session)
{
    if (session->in_room)
        live_draft_writable(session->live, &session->follower);
    else
        (void)outbox_drain(&session->follower.member.outbox);
}

void session_disconnected(struct session *session)
{
    let_go(session);
    session->service->places_taken -= session->state != SESSION_CLOSING;
    session_drop_welcome(session);
    outbox_clear(&session->follower.member.outbox);
    participant_clear(&session->who);
    if (session->previous)
        session->previous->next = session->next;
    else
        session->service->sessions = session->next;
    if (session->next)
        session->next->previous = session->previous;
    session->service->session_count--;
    free(session->held);
    buf_clear(&session->hello);
    free(session->cookie);
    free(session->delegation);
    free(session->replica);
    free(session);
}

const struct outbox *session_outbox(const struct session *session)
{
    return &session->follower.member.outbox;
}

struct session *session_of_follower(struct follower *follower)
{
    return (struct session *)(void *)((char *)follower - offsetof(struct session, follower));
}

struct session *session_of_outbox(struct outbox *outbox)
{
    struct member *member = (struct member *)(void *)((char *)outbox - offsetof(struct member, outbox));
    return session_of_follower(follower_of_member(member));
}

struct session *session_next(const struct session *session)
{
    return session->next;
}

bool session_sits_on(const struct session *session, const char *seat)
{
    return strcmp(session->hold.invitation, seat) == 0;
}

void session_tell_room(const struct session *session,
                       void (*each)(void *context, const char *draft, const char *participant), void *context)
{
    if (session->in_room && !session->relay)
        each(context, live_draft_id(session->live), session->who.id);
}

bool session_hopeless(const struct session *session, int64_t now_ms)
{
    return session->in_room && session->follower.member.lagging &&
           now_ms - session->follower.member.lagging_since_ms > (int64_t)session->service->limits.lagging_ms;
}
