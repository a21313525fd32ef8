#include "api/admin_access.h"

#include <stdlib.h>
#include <string.h>

#include "net/header_value.h"
#include "session/service.h"
#include "store/admin_keys.h"
#include "store/audit_later.h"

#define REFUSALS_NOTED_MS INT64_C(60000)

const char *call_admin_cookie_name(const struct call *call)
{
    return api_is_secure(call->api) ? "__Host-" ADMIN_COOKIE : ADMIN_COOKIE;
}

bool call_admin_cookie(const struct call *call, char *out, size_t room)
{
    char *value = header_cookie(http_header(call->request, "cookie"), call_admin_cookie_name(call));
    size_t len = value ? strlen(value) : 0;
    bool fits = len > 0 && len < room;
    if (fits)
        memcpy(out, value, len + 1);
    free(value);
    return fits;
}

bool call_may_try_admin(const struct call *call)
{
    return budgets_left(&call->service->budgets, BUDGET_ADMIN_TRIES, http_remote_ip(call->request),
                        loop_clock_us()) > 0;
}

/* A wrong token costs the address a try, and the log gets one entry a minute, however many come. */
void call_note_refused_admin(const struct call *call)
{
    const struct audit_entry entry = {.at = loop_now_ms(),
                                      .act = "admin.refused",
                                      .by = PEOPLE_SYSTEM,
                                      .personal = http_remote_ip(call->request)};
    (void)budgets_spend(&call->service->budgets, BUDGET_ADMIN_TRIES, http_remote_ip(call->request), 1,
                        loop_clock_us());
    audit_note_later(call->service->acts, &entry, REFUSALS_NOTED_MS);
}

enum status call_know_admin(struct call *call)
{
    char cookie[128];
    const char *token = call_bearer(call);
    if (token)
        return admin_by_token(call->people, token, loop_now_ms(), call->seat.participant);
    if (call_admin_cookie(call, cookie, sizeof cookie))
        return admin_by_cookie(call->people, cookie, loop_now_ms(), call->seat.participant);
    return STATUS_UNAUTHORIZED;
}

enum status call_find_admin(struct call *call)
{
    if (!call_may_try_admin(call))
        return STATUS_LIMIT;
    enum status status = call_know_admin(call);
    if (call_bearer(call) && status == STATUS_UNAUTHORIZED)
        call_note_refused_admin(call);
    return status;
}
