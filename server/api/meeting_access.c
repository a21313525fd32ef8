#include "api/meeting_access.h"

#include <string.h>

#include "api/act.h"
#include "base/diag.h"

enum status call_find_person(struct call *call, const char *meeting)
{
    char cookie[128];
    const char *token = call_bearer(call);
    struct people *people = call->people;
    enum status status = STATUS_UNAUTHORIZED;
    if (token)
        status = person_by_token(people, token, meeting, loop_now_ms(), &call->seat);
    else if (call_cookie(call, cookie, sizeof cookie))
        status = person_by_cookie(people, cookie, meeting, loop_now_ms(), &call->seat);
    if (status == STATUS_OK && !role_from_name(call->seat.role, &call->role))
        status = STATUS_CORRUPT;
    return status;
}

enum status call_each_person(const struct call *call, bool (*each)(void *, const struct seat *),
                             void *context)
{
    char cookie[128];
    if (call_bearer(call))
        return persons_of_token(call->people, call_bearer(call), loop_now_ms(), each, context);
    if (call_cookie(call, cookie, sizeof cookie))
        return persons_of_cookie(call->people, cookie, loop_now_ms(), each, context);
    return STATUS_UNAUTHORIZED;
}

struct meeting_act call_meeting_act(const struct call *call)
{
    return (struct meeting_act){call->people, call->segments[2], call->seat.participant, loop_now_ms()};
}

static bool take_archived(void *context, const struct meeting_row *row)
{
    *(bool *)context = row->archived_at != 0;
    return false;
}

bool call_meeting_is_open(struct call *call)
{
    bool archived = false;
    enum status status = meetings_list(call->people, call->segments[2], take_archived, &archived);
    if (status == STATUS_OK && !archived)
        return true;
    call_respond_error(
        call, status == STATUS_OK ? STATUS_LOCKED : status,
        archived ? "The meeting is archived and can only be read; ask its chair to open it again." : NULL);
    return false;
}

bool call_may_spend(struct call *call, uint64_t cost)
{
    bool has =
        budgets_spend(&call->service->budgets, BUDGET_MEETING_ACTS, call->segments[2], cost, loop_clock_us());
    if (!has)
        call_respond_busy(call, BUDGET_MEETING_ACTS);
    return has;
}

void call_act_on_meeting(struct call *call, uint64_t cost, act_cb act)
{
    if (call_may_spend(call, cost))
        call_act_with_body(call, act);
}

struct renewal {
    struct call *call;
    const char *person;
};

static void renew_seat(const struct call *call, const char *seat, const char *unused)
{
    (void)unused;
    service_renew_seat(call->service, seat);
}

static bool renew(void *context, const struct meeting_seat *seat)
{
    const struct renewal *renewal = context;
    if (!renewal->person || (seat->person && strcmp(seat->person, renewal->person) == 0))
        call_afterwards(renewal->call, renew_seat, seat->id, NULL);
    return true;
}

void call_renew_seats_afterwards(struct call *call, const char *person)
{
    struct renewal renewal = {call, person};
    enum status status = meeting_seats_list(call->people, call->segments[2], renew, &renewal);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "connections of a meeting are not renewed: %s", status_message(status));
}

void call_acted(struct call *call, enum status status, const char *wrong)
{
    struct buf out = BUF_EMPTY;
    if (status != STATUS_OK) {
        call_respond_error(call, status, wrong);
        return;
    }
    buf_text(&out, "{}");
    call_respond_json(call, 200, &out);
}
