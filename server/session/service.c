#include "session/service.h"

#include "session/seat_hold.h"
#include "session/session.h"

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

void service_close_invitation(struct service *service, const char *invitation)
{
    seat_holds_end_invitation(service->holds, invitation,
                              "Your invitation has been revoked; ask the secretariat for a new one.");
}

void service_close_cookie(struct service *service, const char *cookie)
{
    seat_holds_end_cookie(service->holds, cookie);
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

void service_close_all(struct service *service)
{
    close_those(service, everybody, NULL, STATUS_STOPPING, NULL);
}
