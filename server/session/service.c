#include "session/service.h"

#include <stddef.h>

#include "live/live_drafts.h"
#include "session/seat_hold.h"
#include "session/session.h"

/* Closes those who have taken nothing for longest, until what waits fits again. */
static void relieve(void *context)
{
    struct service *service = context;
    struct refusal refusal;
    service->relieving = false;
    while (backlog_is_over(&service->backlog)) {
        struct outbox *slowest = outbox_of_place(service->backlog.first);
        enum status status = budgets_refuse(BUDGET_WAITING_BYTES, &refusal);
        session_close(session_of_outbox(slowest), status, refusal.message);
    }
}

static void backlog_has_grown(void *context)
{
    struct service *service = context;
    budgets_note(&service->budgets, BUDGET_WAITING_BYTES, service->backlog.bytes, !service->relieving);
    if (service->relieving)
        return;
    service->relieving = true;
    loop_defer(service->loop, relieve, service);
}

static void set_observers(struct limits *limits)
{
    limits->observers = limits->sessions * limits->observer_percent / 100;
}

void service_fit_connections(struct service *service, uint64_t connections)
{
    struct limits *limits = &service->limits;
    uint64_t most = connections - connections / 10;
    if (limits->sessions > most)
        limits->sessions = most;
    set_observers(limits);
}

void service_open_bounds(struct service *service)
{
    struct limits *limits = &service->limits;
    set_observers(limits);
    budgets_init(&service->budgets, limits);
    service->backlog =
        (struct backlog){.max_bytes = limits->waiting_bytes, .over = backlog_has_grown, .context = service};
    service->holds = seat_holds_create(service->loop, &service->budgets);
}

void service_close_bounds(struct service *service)
{
    seat_holds_destroy(service->holds);
    budgets_clear(&service->budgets);
}

static void snapshot_kept(void *context, const char *draft, uint64_t seq)
{
    const struct service *service = context;
    if (service->snapshot_kept.tell && !service->stopping)
        service->snapshot_kept.tell(service->snapshot_kept.context, draft, seq);
}

static void ops_durable(void *context, const char *draft)
{
    const struct service *service = context;
    if (service->ops_durable.tell && !service->stopping)
        service->ops_durable.tell(service->ops_durable.context, draft);
}

static void opened(void *context, struct live_draft *live)
{
    const struct service *service = context;
    if (service->draft_opened.tell && !service->stopping)
        service->draft_opened.tell(service->draft_opened.context, live);
}

void service_open_drafts(struct service *service)
{
    struct live_grounds grounds = {
        .loop = service->loop,
        .log = service->log,
        .people = service->people,
        .limits = &service->limits,
        .metrics = &service->metrics,
        .snapshot_kept = snapshot_kept,
        .ops_durable = ops_durable,
        .opened = opened,
        .context = service,
    };
    service->drafts = live_drafts_create(&grounds);
}

/* Closing one may not end any other, so the next one can be taken beforehand. */
static void close_those(struct service *service, bool (*chosen)(const struct session *, const void *),
                        const void *context, enum status status, const char *text)
{
    for (struct session *session = service->sessions, *next; session; session = next) {
        next = session_next(session);
        if (chosen(session, context))
            session_close(session, status, text);
    }
}

void service_each_in_room(const struct service *service,
                          void (*each)(void *context, const char *draft, const char *participant),
                          void *context)
{
    for (struct session *session = service->sessions; session; session = session_next(session))
        session_tell_room(session, each, context);
}

void service_close_seat(struct service *service, const char *seat)
{
    seat_holds_end_invitation(service->holds, seat);
}

static bool sits_on(const struct session *session, const void *seat)
{
    return session_sits_on(session, seat);
}

void service_renew_seat(struct service *service, const char *seat)
{
    close_those(service, sits_on, seat, STATUS_RENEWED, NULL);
}

struct cookie_bounds service_cookie_bounds(const struct service *service)
{
    return (struct cookie_bounds){(int64_t)service->limits.cookie_ms, service->limits.sessions};
}

static bool has_ended(const void *people, const char *cookie)
{
    return people_cookie_check((struct people *)people, cookie, loop_now_ms()) == STATUS_UNAUTHORIZED;
}

void service_close_cookies(struct service *service)
{
    seat_holds_end_cookies(service->holds, has_ended, service->people);
}

static bool is_hopeless(const struct session *session, const void *now_ms)
{
    return session_hopeless(session, *(const int64_t *)now_ms);
}

void service_sweep(struct service *service)
{
    int64_t now = loop_now_ms();
    budgets_sweep(&service->budgets, loop_clock_us());
    close_those(service, is_hopeless, &now, STATUS_SLOW_READER, NULL);
}

static bool everybody(const struct session *session, const void *unused)
{
    (void)session;
    (void)unused;
    return true;
}

void service_stop(struct service *service)
{
    service->stopping = true;
    live_drafts_stop(service->drafts);
    live_drafts_store_snapshots(service->drafts);
    close_those(service, everybody, NULL, STATUS_STOPPING, NULL);
}
