#include "sim_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "session/session.h"
#include "sim_loop.h"

enum parcel_kind { TO_CLIENT, TO_SERVER, CLIENT_LEARNS, SERVER_LEARNS };

/* Something on its way. */
struct sim_parcel {
    struct sim_link *link;
    struct sim_parcel *next;
    enum parcel_kind kind;
    struct loop_timer *timer;
    struct frame *frame; /* TO_CLIENT */
    char *bytes;         /* TO_SERVER */
    size_t len;
    uint64_t durable_seq;
    uint16_t code; /* CLIENT_LEARNS */
};

static bool client_is_there(const struct sim_link *link)
{
    return link->user.message != NULL;
}

static void parcel_destroy(struct sim_parcel *parcel)
{
    struct sim_parcel **at = &parcel->link->parcels;
    while (*at != parcel)
        at = &(*at)->next;
    *at = parcel->next;
    loop_timer_stop(parcel->timer);
    frame_unref(parcel->frame);
    free(parcel->bytes);
    free(parcel);
}

static void lose_parcels(struct sim_link *link, bool to_client)
{
    for (struct sim_parcel *parcel = link->parcels, *next; parcel; parcel = next) {
        next = parcel->next;
        if ((parcel->kind == TO_CLIENT || parcel->kind == CLIENT_LEARNS) == to_client)
            parcel_destroy(parcel);
    }
}

static void server_learns(struct sim_link *link)
{
    struct session *session = link->session;
    link->session = NULL;
    lose_parcels(link, false);
    if (session)
        session_disconnected(session);
}

static void deliver_to_client(struct sim_link *link, const struct sim_parcel *parcel)
{
    struct sim_message message = {frame_bytes(parcel->frame), frame_len(parcel->frame), parcel->durable_seq};
    link->server->stats->deliveries++;
    if (client_is_there(link))
        link->user.message(link->user.context, &message);
}

static void client_learns(struct sim_link *link, uint16_t code)
{
    struct sim_link_user user = link->user;
    link->user = (struct sim_link_user){0};
    lose_parcels(link, true);
    if (user.closed)
        user.closed(user.context, code);
}

/* A server that is frozen takes nothing; what comes meanwhile waits in its order. */
static bool waits(const struct sim_link *link, enum parcel_kind kind)
{
    return (kind == TO_SERVER || kind == SERVER_LEARNS) && sim_server_is_frozen(link->server);
}

static void wait_for_server(struct sim_link *link, struct loop_timer *timer)
{
    link->waited_for_server = true;
    link->to_server_ms = link->server->frozen_until_ms;
    loop_timer_again(timer, link->to_server_ms - sim_clock_ms(), 0);
}

/* The parcel is out of the list before anything is done with it: whoever gets it may end the connection. */
static void arrive(void *context)
{
    struct sim_parcel *parcel = context;
    struct sim_link *link = parcel->link;
    if (waits(link, parcel->kind)) {
        wait_for_server(link, parcel->timer);
        return;
    }
    struct sim_parcel taken = *parcel;
    parcel->frame = NULL;
    parcel->bytes = NULL;
    parcel_destroy(parcel);
    if (taken.kind == TO_CLIENT)
        deliver_to_client(link, &taken);
    else if (taken.kind == TO_SERVER && link->session)
        sim_server_receive(link->server, link->session, taken.bytes, taken.len);
    else if (taken.kind == CLIENT_LEARNS)
        client_learns(link, taken.code);
    else if (taken.kind == SERVER_LEARNS)
        server_learns(link);
    frame_unref(taken.frame);
    free(taken.bytes);
}

/* Mostly quick, now and then slow; never before what was sent earlier. */
static struct sim_parcel *post(struct sim_link *link, enum parcel_kind kind)
{
    bool to_client = kind == TO_CLIENT || kind == CLIENT_LEARNS;
    uint64_t *last = to_client ? &link->to_client_ms : &link->to_server_ms;
    uint64_t now = sim_clock_ms();
    uint64_t at = now + choices_below(&link->choices, choices_one_in(&link->choices, 8) ? 150 : 8);
    if (at < *last)
        at = *last;
    *last = at;
    struct sim_parcel *parcel = mem_zero(1, sizeof *parcel);
    parcel->link = link;
    parcel->kind = kind;
    parcel->next = link->parcels;
    link->parcels = parcel;
    parcel->timer = loop_timer_start(link->server->world, at - now, 0, arrive, parcel);
    return parcel;
}

/* ---- the server's side ---- */

static struct sim_link *link_of(struct peer *peer)
{
    return (struct sim_link *)(void *)peer;
}

static void become_writable(void *context)
{
    struct sim_link *link = context;
    if (sim_server_is_frozen(link->server)) {
        loop_timer_again(link->writable, link->server->frozen_until_ms - sim_clock_ms(), 0);
        return;
    }
    loop_timer_stop(link->writable);
    link->writable = NULL;
    if (link->session && !link->closing)
        session_writable(link->session);
}

static void call_when_writable(struct sim_link *link)
{
    uint64_t now = sim_clock_ms();
    if (link->writable || (link->half_open && !link->room))
        return;
    link->writable =
        loop_timer_start(link->server->world, link->stalled_until_ms > now ? link->stalled_until_ms - now : 0,
                         0, become_writable, link);
}

static bool link_is_ready(struct peer *peer)
{
    struct sim_link *link = link_of(peer);
    return !link->closing && link->stalled_until_ms <= sim_clock_ms() && (!link->half_open || link->room);
}

static void post_message(struct sim_link *link, struct frame *message)
{
    if (choices_one_in(&link->choices, 16)) /* its buffer is full for a moment */
        sim_link_stall(link, 1 + choices_below(&link->choices, 4));
    if (!client_is_there(link))
        return;
    struct sim_parcel *parcel = post(link, TO_CLIENT);
    parcel->frame = frame_ref(message);
    parcel->durable_seq = link->server->oracle->count;
}

static void link_sends(struct peer *peer, struct frame *frame)
{
    struct sim_link *link = link_of(peer);
    SIM_CHECK(link->session != NULL || link->server->up, "something was sent to a connection that is gone");
    SIM_CHECK(link_is_ready(peer), "something was sent to a peer that is not ready");
    struct buf message = BUF_EMPTY;
    frame_add_to(frame, &message);
    struct frame *whole = frame_take(&message);
    sim_server_check_answer(link->server, frame_bytes(whole), frame_len(whole));
    if (link->half_open)
        link->room--;
    else
        post_message(link, whole);
    frame_unref(whole);
}

static void link_wants_writable(struct peer *peer)
{
    call_when_writable(link_of(peer));
}

static bool deserved(const struct sim_link *link, uint16_t code)
{
    return code == 1012 || code == 4401 || code == 4409 || code == 4413 ||
           (code == 4400 && link->spoke_nonsense) ||
           (code == 4408 && (link->half_open || link->waited_for_server));
}

static void link_closes(struct peer *peer, uint16_t code, const char *reason)
{
    struct sim_link *link = link_of(peer);
    SIM_CHECK(!link->closing, "a connection was closed twice");
    SIM_CHECK(deserved(link, code), "a connection was closed with %u for no reason: %s", code, reason);
    link->closing = true;
    if (client_is_there(link) && !link->half_open)
        post(link, CLIENT_LEARNS)->code = code;
    (void)post(link, SERVER_LEARNS);
}

static const struct peer_ops peer_ops = {
    .ready = link_is_ready, .send = link_sends, .want_writable = link_wants_writable, .close = link_closes};

/* ---- opening and the client's side ---- */

struct sim_link *sim_link_open(struct sim_server *server, const struct sim_link_user *user, uint64_t seed)
{
    if (!server->up || server->service.stopping)
        return NULL;
    struct sim_link *link = mem_zero(1, sizeof *link);
    link->peer.ops = &peer_ops;
    link->server = server;
    link->user = *user;
    link->choices.state = seed;
    link->next = server->links;
    server->links = link;
    link->session = session_create(&server->service, &link->peer, NULL);
    SIM_CHECK(link->session != NULL, "a connection was refused");
    return link;
}

void sim_link_destroy(struct sim_link *link)
{
    while (link->parcels)
        parcel_destroy(link->parcels);
    loop_timer_stop(link->writable);
    free(link);
}

void sim_link_send(struct sim_link *link, const char *bytes, size_t len)
{
    if (link->half_open || !link->session)
        return;
    struct sim_parcel *parcel = post(link, TO_SERVER);
    parcel->bytes = mem_copy_bytes(bytes, len);
    parcel->len = len;
}

void sim_link_drop(struct sim_link *link)
{
    link->user = (struct sim_link_user){0};
    lose_parcels(link, true);
    if (link->session && !link->closing && !link->half_open)
        (void)post(link, SERVER_LEARNS);
}

void sim_link_stall(struct sim_link *link, uint64_t ms)
{
    uint64_t until = sim_clock_ms() + ms;
    if (link->stalled_until_ms >= until)
        return;
    link->stalled_until_ms = until;
    loop_timer_stop(link->writable);
    link->writable = NULL;
    call_when_writable(link);
}

void sim_link_halve(struct sim_link *link)
{
    link->half_open = true;
    link->room = choices_below(&link->choices, 4);
    while (link->parcels)
        parcel_destroy(link->parcels);
    if (link->closing)
        (void)post(link, SERVER_LEARNS);
}

void sim_link_heal(struct sim_link *link)
{
    if (!link->half_open)
        return;
    if (client_is_there(link))
        post(link, CLIENT_LEARNS)->code = 1006;
    if (link->session && !link->closing)
        (void)post(link, SERVER_LEARNS);
}

void sim_link_server_gone(struct sim_link *link)
{
    if (link->session)
        server_learns(link);
    lose_parcels(link, false);
    loop_timer_stop(link->writable);
    link->writable = NULL;
    if (client_is_there(link) && !link->closing && !link->half_open)
        post(link, CLIENT_LEARNS)->code = 1006;
    link->closing = true;
}
