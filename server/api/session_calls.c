/* POST and DELETE /api/session: an invitation's token against a cookie. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/login.h"

#include <string.h>

#include "base/json_write.h"
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
    call_respond(call, &answer, json->bytes, json->len);
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

static enum status exchange(struct call *call, const char *token, struct cookie_bounds bounds,
                            char cookie[PEOPLE_SECRET_BYTES])
{
    char old[128];
    int64_t now = loop_now_ms();
    struct people *people = call->people;
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
        call_follow_cookie_afterwards(call, old, cookie);
    return status;
}

static void act_create(struct call *call, void *body)
{
    char cookie[PEOPLE_SECRET_BYTES];
    struct buf out = BUF_EMPTY;
    struct cookie_bounds bounds = call_cookie_bounds(call);
    enum status status = exchange(call, json_get_string(json_root(body), "token"), bounds, cookie);
    if (status == STATUS_OK) {
        write_you(&out, &call->seat, call->role);
        respond_with_cookie(call, cookie, bounds.lifetime_ms / 1000, &out);
    } else {
        call_respond_error(call, status, NULL);
    }
}

/* Strangers ask too: whoever has no good token does not come into the queue. */
void handle_session_create(struct call *call)
{
    struct json_doc *doc = call_body(call);
    if (!doc)
        return;
    const char *token = json_get_string(json_root(doc), "token");
    enum status status = token ? people_judge_token(call->people, token, loop_now_ms()) : STATUS_BAD_MESSAGE;
    if (status == STATUS_OK) {
        call_act_on(call, act_create, doc);
        return;
    }
    call_respond_error(call, status, NULL);
    json_free(doc);
}

static void act_end(struct call *call, void *unused)
{
    char cookie[128];
    const char *everywhere = http_query(call->request, "everywhere");
    struct buf leave = BUF_EMPTY, out = BUF_EMPTY;
    (void)unused;
    if (call_cookie(call, cookie, sizeof cookie)) {
        call_write_leave(call, cookie, &leave);
        enum status status =
            people_cookie_end(call->people, cookie, everywhere && strcmp(everywhere, "true") == 0);
        if (status != STATUS_OK) {
            buf_clear(&leave);
            call_respond_error(call, status, NULL);
            return;
        }
        call_close_cookies_afterwards(call);
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

void handle_session_end(struct call *call)
{
    call_act(call, act_end, NULL, NULL);
}
