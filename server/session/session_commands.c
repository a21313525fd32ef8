/* What the messages of a connection do. */
#include "session/session_state.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/participants.h"
#include "live/live_drafts.h"
#include "session/seat_acts.h"
#include "wire/message_codec.h"

/* Of pings that come faster, some have no answer. */
#define PING_PAUSE_US 1000000

static enum status find_seat(struct session *session, const struct message *message, struct seat *seat)
{
    struct people *people = session->service->people;
    int64_t now = loop_now_ms();
    if (message->hello.token)
        return people_seat_by_token(people, message->hello.token, message->hello.draft, now, seat);
    if (!session->cookie)
        return STATUS_UNAUTHORIZED;
    return people_seat_by_cookie(people, session->cookie, message->hello.draft, message->hello.as, now, seat);
}

static void seat_has_ended(struct seat_hold *hold, enum status status, const char *text)
{
    session_close((struct session *)(void *)((char *)hold - offsetof(struct session, hold)), status, text);
}

/* The connection that this replica has lost without knowing does not count against its seat. */
static void close_older(const struct session *session, const struct message *message, const struct seat *seat)
{
    struct live_draft *live = live_drafts_find(session->service->drafts, message->hello.draft);
    struct follower *older = live ? live_draft_find_replica(live, session->replica) : NULL;
    if (older && strcmp(older->presence.participant->id, seat->participant) == 0)
        session_close_older(session_of_follower(older));
}

/* Observers are many and only read: they leave some places to those who negotiate. */
static bool has_place(struct service *service, enum role role)
{
    uint64_t observers = service->metrics.connections[ROLE_OBSERVER];
    bool full = role == ROLE_OBSERVER && observers >= budgets_most(&service->budgets, BUDGET_OBSERVERS);
    if (role == ROLE_OBSERVER)
        budgets_note(&service->budgets, BUDGET_OBSERVERS, observers + !full, full);
    return !full;
}

static enum status hold_seat(struct session *session, const struct message *message, const struct seat *seat,
                             struct refusal *refusal)
{
    const char *cookie = message->hello.token ? NULL : session->cookie;
    session->hold.end = seat_has_ended;
    close_older(session, message, seat);
    if (!seat_hold_start(session->service->holds, &session->hold, BUDGET_SEAT_CONNECTIONS, seat, cookie))
        return budgets_refuse(BUDGET_SEAT_CONNECTIONS, refusal);
    if (!has_place(session->service, session->who.role))
        return budgets_refuse(BUDGET_OBSERVERS, refusal);
    return STATUS_OK;
}

static enum status take_seat(struct session *session, const struct message *message, struct refusal *refusal)
{
    struct seat seat = {0};
    struct buf replica = BUF_EMPTY;
    enum status status = find_seat(session, message, &seat);
    if (status == STATUS_OK && !role_from_name(seat.role, &session->who.role))
        status = STATUS_CORRUPT;
    refusal_set(refusal, status, NULL, NULL);
    if (status == STATUS_OK) {
        session->who.id = mem_copy_string(seat.participant);
        session->who.name = mem_copy_string(seat.name);
        session->who.delegation = mem_copy_string(seat.delegation);
        session->who.silent = seat.silent;
        if (session->who.role == ROLE_OBSERVER)
            buf_format(&replica, "%s ", seat.participant);
        buf_text(&replica, message->hello.client);
        session->follower.replica = session->replica = buf_take(&replica);
        status = hold_seat(session, message, &seat, refusal);
    }
    seat_clear(&seat);
    return status;
}

static char *holder(const char *draft, const char *who)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s/%s", draft, who);
    return buf_take(&key);
}

/* A server has no seat: its observers have, and it judges them by the same people as we would. */
static void take_relay(struct session *session, const struct message *message)
{
    struct buf replica = BUF_EMPTY;
    session->who =
        (struct participant){mem_copy_string(SYSTEM_ID), ROLE_OBSERVER, mem_copy_string(""), NULL, false};
    buf_format(&replica, "relay %s", message->hello.client);
    session->follower.replica = session->replica = buf_take(&replica);
}

static enum status take_person(struct session *session, const struct message *message,
                               struct refusal *refusal)
{
    seat_acts_poll(session->service); /* so that the log knows who comes */
    enum status status = take_seat(session, message, refusal);
    if (status != STATUS_OK)
        return status;
    session->delegation =
        holder(message->hello.draft, session->who.delegation ? session->who.delegation : session->who.id);
    session->follower.member.observer = session->who.role == ROLE_OBSERVER;
    session->follower.presence.client = session->client;
    session->follower.presence.participant = &session->who;
    session->service->metrics.connections[session->who.role]++;
    return STATUS_OK;
}

static void follow(struct session *session, const struct message *message)
{
    free(session->cookie);
    session->cookie = NULL;
    snprintf(session->client, sizeof session->client, "%s", message->hello.client);
    session->snapshot_by_url = message->hello.snapshot_by_url;
    session->resume = message->hello.has_since;
    session->since = message->hello.since;
    if (session->resume)
        snprintf(session->since_head, sizeof session->since_head, "%s", message->hello.head);
    session->live = live_drafts_open(session->service->drafts, message->hello.draft);
    live_draft_use(session->live);
    session_enter(session, SESSION_JOINING);
    session_join(session);
}

static void handle_hello(struct session *session, struct message *message)
{
    struct refusal refusal = {0};
    enum status status = STATUS_OK;
    session_is_known(session);
    if (session->relay)
        take_relay(session, message);
    else
        status = take_person(session, message, &refusal);
    if (status == STATUS_OK)
        follow(session, message);
    else
        session_close(session, status, refusal.message);
}

static void reject(struct session *session, uint64_t n, const struct refusal *refusal)
{
    struct buf out = BUF_EMPTY;
    session->service->metrics.rejects[refusal->status]++;
    message_write_reject(&out, n, refusal);
    session_send(session, &out, 0);
    if (session->follower.member.outbox.choked)
        session_close(session, STATUS_SLOW_READER, "Read the outcome of your ops before you send more.");
}

static void tell_held_refusal(void *context, enum status status)
{
    struct session *session = context;
    struct held_refusal held = session->held[0];
    memmove(session->held, session->held + 1, --session->held_count * sizeof *session->held);
    if (status != STATUS_OK) { /* what it was judged by may never have been */
        session_op_lost(&session->follower, held.n);
        return;
    }
    session->in_flight -= session->in_flight > 0;
    reject(session, held.n, &held.refusal);
}

/* A refusal tells of the state that the op was judged by, so it waits until that state is durable. Its author has then seen the op
 * that is the reason, and no op is refused for the sake of one that gets lost. */
static void reject_when_durable(struct session *session, uint64_t n, const struct refusal *refusal)
{
    if (live_draft_state(session->live) != LIVE_OPEN || live_draft_is_durable(session->live)) {
        reject(session, n, refusal);
        return;
    }
    session->held =
        mem_grow(session->held, session->held_count, &session->held_capacity, sizeof *session->held);
    session->held[session->held_count++] = (struct held_refusal){n, *refusal};
    session->in_flight++;
    live_draft_when_durable(session->live, tell_held_refusal, session);
}

void session_op_durable(struct follower *follower)
{
    struct session *session = session_of_follower(follower);
    session->in_flight -= session->in_flight > 0;
}

/* Tells the author that an op was lost. Whoever has not been welcomed yet learns it from the welcome, whose `acked` does not count
 * the op. */
void session_op_lost(struct follower *follower, uint64_t n)
{
    struct session *session = session_of_follower(follower);
    struct refusal refusal;
    session->in_flight -= session->in_flight > 0;
    refusal_set(&refusal, STATUS_STORAGE, NULL, NULL);
    if (session->welcomed)
        reject(session, n, &refusal);
}

static bool is_resend(const struct session *session, uint64_t n)
{
    return live_draft_state(session->live) == LIVE_OPEN &&
           n <= clients_acked(live_draft_draft(session->live), session->client);
}

/* What an op may cost beyond what every command does, before anybody looks at what it says. */
static enum status check_budgets(struct session *session, struct refusal *refusal)
{
    struct budgets *budgets = &session->service->budgets;
    if (session->in_flight >= session->service->limits.ops_in_flight)
        return budgets_refuse(BUDGET_SEAT_OPS, refusal);
    if (!budgets_spend(budgets, BUDGET_DELEGATION_BYTES, session->delegation, session->message_bytes,
                       loop_clock_us()))
        return budgets_refuse(BUDGET_DELEGATION_BYTES, refusal);
    uint64_t log_bytes = live_draft_log_bytes(session->live);
    bool too_long = log_bytes >= budgets_most(budgets, BUDGET_DRAFT_LOG_BYTES);
    budgets_note(budgets, BUDGET_DRAFT_LOG_BYTES, log_bytes, too_long);
    return too_long ? budgets_refuse(BUDGET_DRAFT_LOG_BYTES, refusal) : STATUS_OK;
}

/* What the changes may cost: no more than a message may, and no more than the seat and its delegation have left. */
static struct work allowance(struct session *session, uint64_t now_us)
{
    struct budgets *budgets = &session->service->budgets;
    uint64_t seat = budgets_left(budgets, BUDGET_SEAT_WORK, session->hold.holder, now_us);
    uint64_t delegation = budgets_left(budgets, BUDGET_DELEGATION_WORK, session->delegation, now_us);
    uint64_t least = seat < delegation ? seat : delegation;
    return (struct work){.left = least < OP_MAX_STEPS ? least : OP_MAX_STEPS};
}

/* Takes what was spent from both budgets. An op that stopped before OP_MAX_STEPS was refused because one of them was used up;
 * `refusal` then says which. */
static void charge(struct session *session, const struct work *work, uint64_t now_us, struct refusal *refusal)
{
    struct budgets *budgets = &session->service->budgets;
    const bool ran_out = !work->left && work->spent < OP_MAX_STEPS;
    const bool by_seat = budgets_left(budgets, BUDGET_SEAT_WORK, session->hold.holder, now_us) <= work->spent;
    const enum budget_name scarce = by_seat ? BUDGET_SEAT_WORK : BUDGET_DELEGATION_WORK;
    (void)budgets_spend(budgets, BUDGET_SEAT_WORK, session->hold.holder, work->spent, now_us);
    (void)budgets_spend(budgets, BUDGET_DELEGATION_WORK, session->delegation, work->spent, now_us);
    if (!ran_out)
        return;
    budgets_note(budgets, scarce, 0, true);
    budgets_explain(scarce, refusal);
}

/* Tells the budget how large the draft is. */
static void note_size(struct session *session, bool refused)
{
    if (live_draft_state(session->live) == LIVE_OPEN)
        budgets_note(&session->service->budgets, BUDGET_DRAFT_BYTES,
                     draft_bytes(live_draft_draft(session->live)), refused);
}

/* Hands the changes on to the draft. */
static void submit(struct session *session, struct message *message)
{
    struct refusal refusal;
    uint64_t now_us = loop_clock_us();
    struct work work = allowance(session, now_us);
    struct submission submission = {.who = &session->who,
                                    .client = session->client,
                                    .n = message->op.n,
                                    .base = message->op.base,
                                    .at = loop_now_ms(),
                                    .changes = message->op.changes,
                                    .most_bytes =
                                        budgets_most(&session->service->budgets, BUDGET_DRAFT_BYTES),
                                    .work = &work};
    message->op.changes = (struct change_list){0}; /* consumed */
    enum submit_result result = live_draft_submit(session->live, &submission, &refusal);
    charge(session, &work, now_us, &refusal);
    note_size(session, submission.too_large);
    session->in_flight += result == SUBMIT_ACCEPTED;
    if (result == SUBMIT_REFUSED)
        reject_when_durable(session, message->op.n, &refusal);
}

static void handle_op(struct session *session, struct message *message)
{
    struct refusal refusal;
    if (check_budgets(session, &refusal) != STATUS_OK) {
        /* `refusal` says it */
    } else if (!message->op.changes_ok && !is_resend(session, message->op.n)) {
        refusal = message->op.refusal;
    } else {
        submit(session, message);
        return;
    }
    reject(session, message->op.n, &refusal);
}

static void turn_down_op(struct session *session, const struct message *message,
                         const struct refusal *refusal)
{
    reject(session, message->op.n, refusal);
}

static uint64_t base_of_op(const struct message *message)
{
    return message->op.base;
}

static void handle_presence(struct session *session, struct message *message)
{
    if (session->in_room)
        live_draft_move_caret(session->live, &session->follower, message->presence.base,
                              &message->presence.caret);
}

static uint64_t base_of_presence(const struct message *message)
{
    return message->presence.base;
}

static void take_observers(struct session *session, const struct message *message)
{
    live_draft_count_relayed(session->live, &session->follower, message->observers.count);
    live_draft_gather(session->live, &session->follower, message->observers.gather_ms);
}

static void handle_observers(struct session *session, struct message *message)
{
    if (!session->relay)
        session_close(session, STATUS_BAD_MESSAGE, NULL);
    else if (session->in_room)
        take_observers(session, message);
}

/* What waits for the reader already is a sign of life itself, so that at most one answer waits, however often it is asked. Who is shown a draft of which nothing new
 * can come is on a line that is gone, as far as they are concerned. */
static void handle_ping(struct session *session, struct message *message)
{
    struct outbox *outbox = &session->follower.member.outbox;
    uint64_t now = loop_clock_us();
    (void)message;
    if (live_draft_is_cut_off(session->live) || outbox->count > 0 ||
        now - session->answered_us < PING_PAUSE_US)
        return;
    struct buf out = BUF_EMPTY;
    session->answered_us = now;
    message_write_pong(&out);
    session_send(session, &out, 0);
}

/* ---- the table of commands ---- */

#define IN(state) (1u << SESSION_##state)
#define ANYBODY   (~0u)
#define BY(role)  (1u << ROLE_##role)
#define WRITERS   (BY(DELEGATION) | BY(SECRETARIAT) | BY(CHAIR))

/* What is asked of a message before its command handles it, in this order. */
static const struct command {
    /* In which it is welcome; in any other the connection is closed. JOINING: only while it joins anew. */
    unsigned states;
    /* Who may send it. A hello, which says who it is, comes from ANYBODY. */
    unsigned roles;
    /* Of the seat. It costs 1, and more where it was made against an old state, whose seq `base` yields. No `base`: no cost. */
    enum budget_name budget;
    uint64_t (*base)(const struct message *message);
    void (*handle)(struct session *session, struct message *message);
    /* Tells whoever may not send it, or has no budget left. NULL: nothing is said. */
    void (*turn_down)(struct session *session, const struct message *message, const struct refusal *refusal);
} commands[] = {
    [MESSAGE_HELLO] = {.states = IN(CONNECTED), .roles = ANYBODY, .handle = handle_hello},
    [MESSAGE_OP] = {.states = IN(LIVE) | IN(JOINING),
                    .roles = WRITERS,
                    .budget = BUDGET_SEAT_OPS,
                    .base = base_of_op,
                    .handle = handle_op,
                    .turn_down = turn_down_op},
    [MESSAGE_PRESENCE] = {.states = IN(LIVE) | IN(JOINING),
                          .roles = WRITERS,
                          .budget = BUDGET_SEAT_OPS,
                          .base = base_of_presence,
                          .handle = handle_presence},
    [MESSAGE_OBSERVERS] = {.states = IN(LIVE) | IN(JOINING), .roles = ANYBODY, .handle = handle_observers},
    [MESSAGE_PING] = {.states = IN(LIVE) | IN(JOINING), .roles = ANYBODY, .handle = handle_ping},
};

static bool is_welcome(const struct session *session, const struct command *command)
{
    return command->states & (1u << session->state) &&
           (session->state != SESSION_JOINING || session->welcomed);
}

/* What was made against an old state costs more, as it has to be moved over everything since. */
static bool within_budget(struct session *session, const struct command *command, uint64_t base)
{
    uint64_t seq =
        live_draft_state(session->live) == LIVE_OPEN ? draft_seq(live_draft_draft(session->live)) : 0;
    uint64_t cost = 1 + (seq > base ? (seq - base) / 100 : 0);
    return budgets_spend(&session->service->budgets, command->budget, session->hold.holder, cost,
                         loop_clock_us());
}

static enum status check_command(struct session *session, const struct command *command,
                                 const struct message *message, struct refusal *refusal)
{
    if (!(command->roles & (1u << session->who.role)))
        return refuse(refusal, STATUS_FORBIDDEN, NULL, NULL);
    if (command->base && !within_budget(session, command, command->base(message)))
        return budgets_refuse(command->budget, refusal);
    return STATUS_OK;
}

static void run_command(struct session *session, struct message *message)
{
    const struct command *command = &commands[message->type];
    struct refusal refusal;
    if (!is_welcome(session, command))
        session_close(session, STATUS_BAD_MESSAGE,
                      message->type == MESSAGE_HELLO ? "Say hello once."
                                                     : "Say hello first and wait for the welcome.");
    else if (check_command(session, command, message, &refusal) == STATUS_OK)
        command->handle(session, message);
    else if (command->turn_down)
        command->turn_down(session, message, &refusal);
}

void session_message(struct session *session, const char *bytes, size_t len)
{
    struct message message;
    struct refusal refusal;
    if (session->state == SESSION_CLOSING)
        return;
    session->message_bytes = len;
    if (session->state != SESSION_CONNECTED && !session->relay &&
        !budgets_spend(&session->service->budgets, BUDGET_SEAT_MESSAGE_BYTES, session->hold.holder, len,
                       loop_clock_us())) {
        budgets_explain(BUDGET_SEAT_MESSAGE_BYTES, &refusal);
        session_close(session, refusal.status, refusal.message);
        return;
    }
    if (session->state == SESSION_CONNECTED && peer_can_be_handed_over(session->follower.member.outbox.peer))
        buf_add(&session->hello, bytes, len);
    if (message_decode(bytes, len, &message, &refusal) != STATUS_OK)
        session_close(session, refusal.status, refusal.message);
    else
        run_command(session, &message);
    message_clear(&message);
}
