/* POST and DELETE /api/session: an invitation's token against a cookie. */
#include "api/handlers.h"
#include "api/login.h"

#include <string.h>

#include "base/json_write.h"
#include "session/seat_acts.h"
#include "store/meetings.h"
#include "wire/change_codec.h"

static void respond_with_cookie(struct call *call, const char *cookie, int64_t seconds, struct buf *json)
{
    struct buf header = BUF_EMPTY;
    call_write_cookie(call, &header, cookie, seconds);
    struct http_field fields[] = {{"set-cookie", header.bytes},
                                  {"set-cookie", OLD_COOKIE "=; Path=/; Max-Age=0"}};
    struct http_answer answer = {.status = 200,
                                 .type = "application/json; charset=utf-8",
                                 .fields = fields,
                                 .field_count = api_is_secure(call->api) ? 2 : 1};
    http_respond_bytes(call->request, &answer, json->bytes, json->len);
    buf_clear(&header);
    buf_clear(json);
}

static void write_you(struct buf *out, const struct seat *seat, enum role role)
{
    struct participant you = {(char *)seat->participant, role, seat->name, seat->delegation, seat->silent};
    buf_text(out, "{\"you\":");
    participant_write_json(out, &you);
    if (*seat->draft) {
        buf_text(out, ",\"draft\":");
        json_write_string(out, seat->draft);
    }
    if (*seat->meeting) {
        buf_text(out, ",\"meeting\":");
        json_write_string(out, seat->meeting);
    }
    buf_char(out, '}');
}

static enum status exchange(struct call *call, const char *token, char cookie[PEOPLE_SECRET_BYTES])
{
    char old[128];
    int64_t now = loop_now_ms();
    struct people *people = call->service->people;
    const struct limits *limits = &call->service->limits;
    struct cookie_bounds bounds = {(int64_t)limits->cookie_ms, limits->sessions};
    enum status status = people_judge_token(people, token, now);
    if (status == STATUS_OK)
        status = person_by_token(people, token, NULL, now, &call->seat);
    if (status == STATUS_NOT_FOUND) /* an invitation to a draft */
        status = people_seat_by_token(people, token, NULL, now, &call->seat);
    if (status == STATUS_OK && !role_from_name(call->seat.role, &call->role))
        status = STATUS_CORRUPT;
    bool has_old = call_cookie(call, old, sizeof old);
    if (status == STATUS_OK)
        status = people_cookie_create(people, token, has_old ? old : NULL, now, bounds, cookie);
    if (status == STATUS_OK && has_old)
        seat_holds_follow_cookie(call->service->holds, old, cookie);
    return status;
}

void handle_session_create(struct call *call)
{
    char cookie[PEOPLE_SECRET_BYTES];
    struct buf out = BUF_EMPTY;
    struct json_doc *doc = call_body(call);
    if (!doc)
        return;
    const char *token = json_get_string(json_root(doc), "token");
    enum status status = token ? exchange(call, token, cookie) : STATUS_BAD_MESSAGE;
    if (status == STATUS_OK) {
        seat_acts_poll(call->service);
        write_you(&out, &call->seat, call->role);
        respond_with_cookie(call, cookie, (int64_t)call->service->limits.cookie_ms / 1000, &out);
    } else {
        call_respond_error(call, status, NULL);
    }
    json_free(doc);
}

void handle_session_end(struct call *call)
{
    char cookie[128];
    const char *everywhere = http_query(call->request, "everywhere");
    struct buf leave = BUF_EMPTY, out = BUF_EMPTY;
    if (call_cookie(call, cookie, sizeof cookie)) {
        call_write_leave(call, cookie, &leave);
        enum status status =
            people_cookie_end(call->service->people, cookie, everywhere && strcmp(everywhere, "true") == 0);
        if (status != STATUS_OK) {
            buf_clear(&leave);
            call_respond_error(call, status, NULL);
            return;
        }
        service_close_cookies(call->service);
    }
    buf_char(&out, '{');
    if (leave.len) {
        buf_text(&out, "\"leave\":");
        json_write_string(&out, leave.bytes);
    }
    buf_char(&out, '}');
    buf_clear(&leave);
    respond_with_cookie(call, "", 0, &out);
}
