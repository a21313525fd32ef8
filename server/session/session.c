#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/mem.h"
#include "draft/participants.h"
#include "session/live_drafts.h"
#include "wire/message_codec.h"

struct session {
    struct service *service;
    struct session *next, *previous;
    struct member member;
    struct presence_entry presence;
    enum session_state state;
    struct loop_timer *hello_timer;
    char *cookie; /* as the browser sent it; NULL: none */
    bool by_cookie;

    /* from hello on */
    struct participant who;
    char client[ID_BYTES];
    char invitation[PEOPLE_ID_BYTES];
    char via[PEOPLE_ID_BYTES];
    int64_t expires_at;
    struct live_draft *live;
    bool in_room;
    bool welcomed; /* at least once: from then on its ops count, also while it joins anew */
    bool snapshot_by_url;
    bool resume;
    uint64_t since;
    char since_head[SHA256_HEX + 1];
    struct frame *welcome; /* made, and sent as soon as what it shows is durable */
    uint64_t welcome_seq;

    /* flood limits */
    uint64_t in_flight;
    uint64_t budget_ops; /* tokens left */
    uint64_t budget_us;  /* when they were counted */
};

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

static void enter(struct session *session, enum session_state state)
{
    ALWAYS(may_enter(session->state, state));
    diag(DIAG_TRACE, "session %p: %s -> %s", (void *)session, state_names[session->state],
         state_names[state]);
    session->state = state;
    ALWAYS((state == SESSION_LIVE) == session->in_room);
}

/* ---- sending ---- */

static void send_frame(struct session *session, struct frame *frame, uint64_t until)
{
    if (outbox_push(&session->member.outbox, frame, until))
        return;
    /* Only an outbox that has already queued can overflow: then it is lagging or will be told to be. */
    session->member.sent_seq = session->member.outbox.delivered_seq;
    session->member.lagging = true;
    session->member.lagging_since_ms = loop_now_ms();
    session->member.outbox.peer->ops->want_writable(session->member.outbox.peer);
}

static void send_buf(struct session *session, struct buf *out, uint64_t until)
{
    struct frame *frame = frame_copy(out->bytes, out->len);
    buf_clear(out);
    send_frame(session, frame, until);
    frame_unref(frame);
}

/* Close codes of the protocol, by cause. */
static uint16_t close_code(enum status status)
{
    switch (status) {
    case STATUS_UNAUTHORIZED:
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
    case STATUS_STOPPING:
        return 1012;
    case STATUS_CORRUPT:
    case STATUS_STORAGE:
    case STATUS_IO:
        return 1011;
    default:
        return 4400;
    }
}

static void leave_room(struct session *session)
{
    if (!session->in_room)
        return;
    session->in_room = false;
    live_draft_leave(session->live, session);
}

static void drop_welcome(struct session *session)
{
    frame_unref(session->welcome);
    session->welcome = NULL;
}

static void let_go(struct session *session)
{
    if (!session->live)
        return;
    leave_room(session);
    live_draft_forget(session->live, session);
    live_draft_remove_client(session->live, session);
    live_draft_release(session->live);
    session->live = NULL;
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
    if (session->member.outbox.peer->ops->ready(session->member.outbox.peer))
        send_buf(session, &out, 0);
    buf_clear(&out);
    session->service->metrics.closes[status]++;
    let_go(session);
    enter(session, SESSION_CLOSING);
    session->member.outbox.peer->ops->close(session->member.outbox.peer, close_code(status), text);
}

/* ---- joining ---- */

static void join(struct session *session);

/* What it has is what the log holds at that place, and not too long ago. */
static bool can_resume(const struct session *session)
{
    struct live_draft *live = session->live;
    char hex[SHA256_HEX + 1];
    if (!session->resume || session->since > draft_seq(live_draft_draft(live)))
        return false;
    const struct history_entry *entry = history_find(live_draft_history(live), session->since);
    if (!entry)
        return false;
    sha256_hex(&entry->hash, hex);
    return strncmp(hex, session->since_head, strlen(session->since_head)) == 0;
}

static void add_ops_since(const struct live_draft *live, uint64_t since, struct buf *out)
{
    struct history *history = live_draft_history((struct live_draft *)live);
    buf_text(out, ",\"ops\":[");
    for (uint64_t seq = since + 1; seq <= draft_seq(live_draft_draft(live)); seq++) {
        const struct history_entry *entry = history_find(history, seq);
        message_add_op(out, entry->bytes, entry->len);
    }
    buf_char(out, ']');
}

static void write_welcome(struct session *session, struct buf *out)
{
    struct live_draft *live = session->live;
    const struct draft *draft = live_draft_draft(live);
    struct welcome welcome = {&session->who, draft_seq(draft), live_draft_head(live),
                              clients_acked(draft, session->client)};
    message_open_welcome(out, &welcome);
    if (can_resume(session)) {
        add_ops_since(live, session->since, out);
    } else if (session->snapshot_by_url) {
        uint64_t seq;
        (void)live_draft_shared_snapshot(live, &seq);
        buf_format(out, ",\"snapshot_url\":\"/api/drafts/%s?seq=%llu\"", live_draft_id(live),
                   (unsigned long long)seq);
        add_ops_since(live, seq, out);
    } else {
        struct frame *snapshot = live_draft_snapshot(live);
        buf_text(out, ",\"snapshot\":");
        buf_add(out, frame_bytes(snapshot), frame_len(snapshot));
    }
    buf_char(out, '}');
}

static void welcome_is_durable(void *context, enum status status)
{
    struct session *session = context;
    if (status != STATUS_OK) { /* what it shows may never have been: begin anew */
        drop_welcome(session);
        join(session);
        return;
    }
    struct frame *welcome = session->welcome;
    session->welcome = NULL;
    session->member.lagging = false;
    session->member.sent_seq = session->member.outbox.delivered_seq = session->welcome_seq;
    send_frame(session, welcome, session->welcome_seq);
    frame_unref(welcome);
    session->in_room = session->welcomed = true;
    enter(session, SESSION_LIVE);
    live_draft_join(session->live, session);
}

/* A replica belongs to one participant: the one that its ops in the log are by, or the one that is connected as it. */
static bool belongs_to_other(const struct session *session, const struct session *older)
{
    const char *owner = clients_participant(live_draft_draft(session->live), session->client);
    if (!owner && older)
        owner = older->who.id;
    return owner && strcmp(owner, session->who.id) != 0;
}

static void draft_is_open(void *context, enum status status)
{
    struct session *session = context;
    if (status != STATUS_OK) {
        session_close(session, status, live_draft_why_broken(session->live));
        return;
    }
    struct session *older = live_draft_find_client(session->live, session->client);
    if (belongs_to_other(session, older)) {
        session_close(session, STATUS_CLIENT_TAKEN, NULL);
        return;
    }
    if (older && older != session)
        session_close(older, STATUS_CONFLICT,
                      "This replica has connected again; the newer connection goes on.");
    live_draft_add_client(session->live, session);
    struct buf out = BUF_EMPTY;
    write_welcome(session, &out);
    session->welcome = frame_copy(out.bytes, out.len);
    session->welcome_seq = draft_seq(live_draft_draft(session->live));
    buf_clear(&out);
    live_draft_when_durable(session->live, welcome_is_durable, session);
}

static void join(struct session *session)
{
    live_draft_when_open(session->live, draft_is_open, session);
}

void session_resync(struct session *session)
{
    leave_room(session);
    enter(session, SESSION_JOINING);
    session->resume = false;
    join(session);
}

/* ---- commands ---- */

static enum status find_seat(struct session *session, const struct message *message, struct seat *seat)
{
    struct people *people = session->service->people;
    int64_t now = loop_now_ms();
    if (message->hello.token)
        return people_seat_by_token(people, message->hello.token, message->hello.draft, now, seat);
    session->by_cookie = true;
    if (!session->cookie)
        return STATUS_UNAUTHORIZED;
    return people_seat_by_cookie(people, session->cookie, message->hello.draft, message->hello.as, now, seat);
}

static enum status take_seat(struct session *session, const struct message *message)
{
    struct seat seat = {0};
    enum status status = find_seat(session, message, &seat);
    if (status == STATUS_OK && !role_from_name(seat.role, &session->who.role))
        status = STATUS_CORRUPT;
    if (status == STATUS_OK) {
        session->who.id = mem_copy_string(seat.participant);
        session->who.name = mem_copy_string(seat.name);
        session->who.delegation = mem_copy_string(seat.delegation);
        session->expires_at = seat.expires_at;
        memcpy(session->invitation, seat.invitation, sizeof session->invitation);
        memcpy(session->via, seat.via, sizeof session->via);
    }
    seat_clear(&seat);
    return status;
}

static void handle_hello(struct session *session, struct message *message)
{
    enum status status = take_seat(session, message);
    if (status != STATUS_OK) {
        session_close(session, status, NULL);
        return;
    }
    snprintf(session->client, sizeof session->client, "%s", message->hello.client);
    session->member.observer = session->who.role == ROLE_OBSERVER;
    session->snapshot_by_url = message->hello.snapshot_by_url;
    session->resume = message->hello.has_since;
    session->since = message->hello.since;
    if (session->resume)
        snprintf(session->since_head, sizeof session->since_head, "%s", message->hello.head);
    session->presence.client = session->client;
    session->presence.participant = &session->who;
    loop_timer_stop(session->hello_timer);
    session->hello_timer = NULL;
    session->live = live_drafts_open(session->service->drafts, message->hello.draft);
    live_draft_use(session->live);
    session->service->metrics.connections[session->who.role]++;
    enter(session, SESSION_JOINING);
    join(session);
}

/* A bucket that fills with time: sustained ops a second, and a burst above that. What was made against an old state costs more, as it has to be
 * moved over everything since. */
static bool within_budget(struct session *session, uint64_t base)
{
    const struct limits *limits = &session->service->limits;
    uint64_t now = loop_clock_us();
    uint64_t gained = (now - session->budget_us) * limits->ops_per_second / 1000000;
    uint64_t seq = live_draft_state(session->live) == LIVE_OPEN ? draft_seq(live_draft_draft(session->live)) : 0;
    uint64_t cost = 1 + (seq > base ? (seq - base) / 100 : 0);
    if (gained) {
        session->budget_ops += gained;
        session->budget_us = now;
        if (session->budget_ops > limits->ops_burst)
            session->budget_ops = limits->ops_burst;
    }
    if (session->budget_ops < cost)
        return false;
    session->budget_ops -= cost;
    return true;
}

void session_reject(struct session *session, uint64_t n, const struct refusal *refusal)
{
    struct buf out = BUF_EMPTY;
    session->service->metrics.rejects[refusal->status]++;
    message_write_reject(&out, n, refusal);
    send_buf(session, &out, 0);
}

void session_op_durable(struct session *session)
{
    session->in_flight -= session->in_flight > 0;
}

static bool is_resend(const struct session *session, uint64_t n)
{
    return live_draft_state(session->live) == LIVE_OPEN &&
           n <= clients_acked(live_draft_draft(session->live), session->client);
}

static void handle_op(struct session *session, struct message *message)
{
    struct refusal refusal;
    struct submission submission = {&session->who,    session->client, message->op.n,
                                    message->op.base, loop_now_ms(),   message->op.changes};
    if (session->who.role == ROLE_OBSERVER) {
        (void)!refuse(&refusal, STATUS_FORBIDDEN, NULL, NULL);
    } else if (session->in_flight >= session->service->limits.ops_in_flight || !within_budget(session, message->op.base)) {
        (void)!refuse(&refusal, STATUS_LIMIT, NULL, "Send one op at a time and wait for its outcome.");
    } else if (!message->op.changes_ok && !is_resend(session, message->op.n)) {
        refusal = message->op.refusal;
    } else {
        message->op.changes = (struct change_list){0}; /* consumed */
        enum submit_result result = live_draft_submit(session->live, &submission, &refusal);
        session->in_flight += result == SUBMIT_ACCEPTED;
        if (result != SUBMIT_REFUSED)
            return;
    }
    session_reject(session, message->op.n, &refusal);
}

static void handle_presence(struct session *session, struct message *message)
{
    if (session->in_room && !session->member.observer && within_budget(session, message->presence.base))
        live_draft_move_caret(session->live, session, message->presence.base, &message->presence.caret);
}

/* Which messages are welcome in which state. */
static const struct {
    enum message_type type;
    unsigned states; /* bits */
    void (*handle)(struct session *, struct message *);
} commands[] = {
    {MESSAGE_HELLO, 1u << SESSION_CONNECTED, handle_hello},
    {MESSAGE_OP, 1u << SESSION_LIVE | 1u << SESSION_JOINING, handle_op},
    {MESSAGE_PRESENCE, 1u << SESSION_LIVE | 1u << SESSION_JOINING, handle_presence},
};

static bool is_welcome(const struct session *session, enum message_type type)
{
    return commands[type].states & (1u << session->state) &&
           (session->state != SESSION_JOINING || session->welcomed);
}

void session_message(struct session *session, const char *bytes, size_t len)
{
    struct message message;
    struct refusal refusal;
    if (session->state == SESSION_CLOSING)
        return;
    if (message_decode(bytes, len, &message, &refusal) != STATUS_OK)
        session_close(session, refusal.status, refusal.message);
    else if (!is_welcome(session, message.type))
        session_close(session, STATUS_BAD_MESSAGE,
                      message.type == MESSAGE_HELLO ? "Say hello once."
                                                    : "Say hello first and wait for the welcome.");
    else
        commands[message.type].handle(session, &message);
    message_clear(&message);
}

/* ---- life ---- */

static void hello_is_late(void *context)
{
    session_close(context, STATUS_TIMEOUT, NULL);
}

struct session *session_create(struct service *service, struct peer *peer, const char *cookie)
{
    if (service->session_count >= service->limits.sessions || service->stopping)
        return NULL;
    struct session *session = mem_zero(1, sizeof *session);
    session->service = service;
    session->cookie = mem_copy_string(cookie);
    session->next = service->sessions;
    if (session->next)
        session->next->previous = session;
    service->sessions = session;
    service->session_count++;
    service->metrics.connections_total++;
    outbox_init(&session->member.outbox, peer, service->limits.outbox_bytes);
    session->budget_ops = service->limits.ops_burst;
    session->budget_us = loop_clock_us();
    session->hello_timer =
        loop_timer_start(service->loop, service->limits.hello_ms, 0, hello_is_late, session);
    return session;
}

void session_writable(struct session *session)
{
    if (session->in_room)
        room_writable(live_draft_room(session->live), &session->member);
    else
        (void)outbox_drain(&session->member.outbox);
}

void session_disconnected(struct session *session)
{
    let_go(session);
    drop_welcome(session);
    loop_timer_stop(session->hello_timer);
    outbox_clear(&session->member.outbox);
    participant_clear(&session->who);
    if (session->previous)
        session->previous->next = session->next;
    else
        session->service->sessions = session->next;
    if (session->next)
        session->next->previous = session->previous;
    session->service->session_count--;
    free(session->cookie);
    free(session);
}

struct member *session_member(struct session *session)
{
    return &session->member;
}

struct presence_entry *session_presence(struct session *session)
{
    return &session->presence;
}

const char *session_client(const struct session *session)
{
    return session->client;
}

struct session *session_of_member(struct member *member)
{
    return (struct session *)(void *)((char *)member - offsetof(struct session, member));
}

struct session *session_of_presence(struct presence_entry *entry)
{
    return (struct session *)(void *)((char *)entry - offsetof(struct session, presence));
}

struct session *session_next(const struct session *session)
{
    return session->next;
}

const char *session_cookie(const struct session *session)
{
    return session->by_cookie ? session->cookie : NULL;
}

bool session_opened_by(const struct session *session, const char *invitation)
{
    return strcmp(session->invitation, invitation) == 0 || strcmp(session->via, invitation) == 0;
}

bool session_expired(const struct session *session, int64_t now_ms)
{
    return session->expires_at && session->expires_at <= now_ms;
}

bool session_hopeless(const struct session *session, int64_t now_ms)
{
    return session->in_room && session->member.lagging &&
           now_ms - session->member.lagging_since_ms > (int64_t)session->service->limits.lagging_ms;
}
