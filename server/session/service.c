#include "session/service.h"

#include <string.h>

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

static bool opened_by(const struct session *session, const void *invitation)
{
    return session_opened_by(session, invitation);
}

void service_close_invitation(struct service *service, const char *invitation)
{
    close_those(service, opened_by, invitation, STATUS_UNAUTHORIZED,
                "Your invitation has been revoked; ask the secretariat for a new one.");
}

static bool has_cookie(const struct session *session, const void *cookie)
{
    return session_cookie(session) && strcmp(session_cookie(session), cookie) == 0;
}

void service_close_cookie(struct service *service, const char *cookie)
{
    close_those(service, has_cookie, cookie, STATUS_UNAUTHORIZED, NULL);
}

static bool has_expired(const struct session *session, const void *now_ms)
{
    return session_expired(session, *(const int64_t *)now_ms);
}

static bool is_hopeless(const struct session *session, const void *now_ms)
{
    return session_hopeless(session, *(const int64_t *)now_ms);
}

void service_sweep(struct service *service)
{
    int64_t now = loop_now_ms();
    budgets_sweep(&service->budgets, loop_clock_us());
    close_those(service, has_expired, &now, STATUS_UNAUTHORIZED,
                "Your invitation has expired; ask the secretariat for a new one.");
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
