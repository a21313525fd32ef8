#include "api/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/act.h"
#include "base/json_write.h"
#include "base/mem.h"
#include "net/header_value.h"
#include "session/service.h"
#include "bounds/workers.h"

#define BODY_MAX_VALUES 10000

void call_respond(struct call *call, const struct http_answer *answer, const char *bytes, size_t len)
{
    if (call->act)
        act_keep_answer(call->act, answer, bytes, len);
    else
        http_respond_bytes(call->request, answer, bytes, len);
}

static void respond(struct call *call, int status, const struct http_field *fields, size_t count,
                    struct buf *json)
{
    struct http_answer answer = {
        .status = status, .type = "application/json; charset=utf-8", .fields = fields, .field_count = count};
    call_respond(call, &answer, json->bytes, json->len);
    buf_clear(json);
}

void call_respond_json(struct call *call, int status, struct buf *json)
{
    respond(call, status, NULL, 0, json);
}

void call_respond_error(struct call *call, enum status status, const char *message)
{
    static const struct http_field later[] = {{"retry-after", "1"}};
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"error\":{\"code\":");
    json_write_string(&out, status_code(status));
    buf_text(&out, ",\"message\":");
    json_write_string(&out, message ? message : status_message(status));
    buf_text(&out, "}}");
    respond(call, status_http(status), later, status == STATUS_LIMIT, &out);
}

struct json_doc *call_body(struct call *call)
{
    size_t len;
    const char *bytes = http_body(call->request, &len);
    struct json_doc *doc = json_parse(bytes, len, BODY_MAX_VALUES);
    if (doc && json_is_object(json_root(doc)))
        return doc;
    json_free(doc);
    call_respond_error(call, STATUS_BAD_MESSAGE, "Send one JSON object.");
    return NULL;
}

const char *call_bearer(const struct call *call)
{
    return header_bearer(http_header(call->request, "authorization"));
}

const char *api_cookie_name(const struct api *api)
{
    return api_is_secure(api) ? "__Host-" OLD_COOKIE : OLD_COOKIE;
}

char *api_cookie(const struct api *api, const char *cookies)
{
    return header_cookie(cookies, api_cookie_name(api));
}

void call_write_cookie(const struct call *call, struct buf *out, const char *value, int64_t seconds)
{
    buf_format(out, "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s", api_cookie_name(call->api),
               value, (long long)seconds, api_is_secure(call->api) ? "; Secure" : "");
}

bool call_cookie(const struct call *call, char *out, size_t room)
{
    char *value = api_cookie(call->api, http_header(call->request, "cookie"));
    size_t len = value ? strlen(value) : 0;
    bool fits = len > 0 && len < room;
    if (fits)
        memcpy(out, value, len + 1);
    free(value);
    return fits;
}

struct call call_elsewhere(const struct call *call)
{
    struct call there = *call;
    there.seat = (struct seat){0};
    return there;
}

enum status call_find_seat(struct call *call, const char *draft)
{
    char cookie[128];
    enum status status = STATUS_UNAUTHORIZED;
    int64_t now = loop_now_ms();
    if (call_bearer(call))
        status = people_seat_by_token(call->people, call_bearer(call), draft, now, &call->seat);
    else if (call_cookie(call, cookie, sizeof cookie))
        status = people_seat_by_cookie(call->people, cookie, draft,
                                       http_header(call->request, "plenaria-participant"), now, &call->seat);
    if (status == STATUS_OK && !role_from_name(call->seat.role, &call->role))
        status = STATUS_CORRUPT;
    return status;
}

enum status call_each_seat(const struct call *call, bool (*each)(void *, const struct seat *), void *context)
{
    char cookie[128];
    if (call_bearer(call))
        return people_seats_of_token(call->people, call_bearer(call), loop_now_ms(), each, context);
    if (call_cookie(call, cookie, sizeof cookie))
        return people_seats_of_cookie(call->people, cookie, loop_now_ms(), each, context);
    return STATUS_UNAUTHORIZED;
}

void call_copy_seat(const struct seat *from, struct seat *out)
{
    *out = *from;
    out->name = mem_copy_string(from->name);
    out->delegation = mem_copy_string(from->delegation);
}

static bool stop_at_first(void *context, const struct seat *seat)
{
    (void)seat;
    *(bool *)context = true;
    return false;
}

bool call_is_known(const struct call *call)
{
    bool known = false;
    return call_each_seat(call, stop_at_first, &known) == STATUS_OK && known;
}

static bool take_keeper(void *context, const struct seat *seat)
{
    struct call *call = context;
    enum role role;
    const char *wanted = http_header(call->request, "plenaria-participant");
    if (!role_from_name(seat->role, &role) || (role != ROLE_SECRETARIAT && role != ROLE_CHAIR) ||
        (wanted && strcmp(wanted, seat->participant) != 0))
        return true;
    seat_clear(&call->seat);
    call_copy_seat(seat, &call->seat);
    call->role = role;
    return false;
}

enum status call_find_keeper(struct call *call)
{
    enum status status = call_each_seat(call, take_keeper, call);
    return status == STATUS_OK && !call->seat.draft[0] ? STATUS_FORBIDDEN : status;
}

void call_write_base_url(const struct call *call, struct buf *out)
{
    if (call->api->settings.public_url) {
        buf_text(out, call->api->settings.public_url);
        return;
    }
    const char *host = http_header(call->request, "host");
    buf_text(out, api_is_secure(call->api) ? "https://" : "http://");
    buf_text(out, host ? host : "localhost");
}

bool call_hold_seat(const struct call *call, struct seat_hold *hold, enum budget_name budget,
                    void (*end)(struct seat_hold *, enum status, const char *))
{
    char cookie[128];
    bool by_cookie = !call_bearer(call) && call_cookie(call, cookie, sizeof cookie);
    hold->end = end;
    return seat_hold_start(call->service->holds, hold, budget, &call->seat, by_cookie ? cookie : NULL);
}

void call_respond_busy(struct call *call, enum budget_name budget)
{
    struct refusal refusal;
    enum status status = budgets_refuse(budget, &refusal);
    call_respond_error(call, status, refusal.message);
}

void call_seat_has_ended(struct seat_hold *hold, enum status status, const char *text)
{
    (void)hold;
    (void)status;
    (void)text;
}

bool call_query_seq(const struct call *call, const char *name, uint64_t *out)
{
    const char *text = http_query(call->request, name);
    char *end = NULL;
    *out = 0;
    if (!text)
        return true;
    *out = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && *out && *out <= JSON_MAX_INTEGER;
}

bool call_query_lang(const struct call *call, char lang[LANG_MAX + 1])
{
    const char *text = http_query(call->request, "lang");
    snprintf(lang, LANG_MAX + 1, "%s", text ? text : "");
    return !text || lang_valid(text);
}

static void do_job(void *context)
{
    struct call_job *job = context;
    job->status = STATUS_OK;
    job->work(job);
}

static void finish_job(void *context)
{
    struct call_job *job = context;
    if (seat_hold_has_ended(&job->hold))
        job->status = STATUS_UNAUTHORIZED;
    seat_hold_stop(&job->hold);
    job->done(job);
}

void call_start_job(const struct call *call, struct call_job *job, loop_cb work, loop_cb done)
{
    struct refusal refusal;
    job->call = *call;
    call_copy_seat(&call->seat, &job->call.seat);
    job->log = call->service->log;
    job->work = work;
    job->done = done;
    job->status = STATUS_STOPPING; /* unless it is done */
    if (call_hold_seat(call, &job->hold, BUDGET_SEAT_JOBS, call_seat_has_ended)) {
        workers_add(call->service->workers, call->seat.participant, do_job, finish_job, job);
        return;
    }
    job->status = budgets_refuse(BUDGET_SEAT_JOBS, &refusal);
    buf_text(&job->why, refusal.message);
    done(job);
}

void call_job_clear(struct call_job *job)
{
    seat_clear(&job->call.seat);
    buf_clear(&job->why);
}
