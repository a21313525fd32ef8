/* POST and DELETE /api/admin/…: what whoever runs the server does. Each act is in the audit log. */
#include "api/act.h"
#include "api/handlers.h"

#include "people/meeting.h"
#include "store/deletion.h"
#include "store/holdings.h"

static void respond(struct call *call, enum status status, const char *wrong)
{
    struct buf out = BUF_EMPTY;
    if (status != STATUS_OK) {
        call_respond_error(call, status, wrong);
        return;
    }
    buf_text(&out, "{}");
    call_respond_json(call, 200, &out);
}

/* Reads one member that is true or false. */
static enum status read_bool(const struct json *root, const char *name, bool *given, bool *value)
{
    const struct json *json = json_get(root, name);
    *given = json != NULL;
    return !json || json_bool(json, value) ? STATUS_OK : STATUS_BAD_MESSAGE;
}

static const char *deletion_words(enum status status)
{
    return status == STATUS_CONFLICT      ? "It is so already."
           : status == STATUS_BAD_MESSAGE ? "Say what becomes of it: true or false."
                                          : NULL;
}

/* POST /api/admin/drafts/ID {"deleted"} */
static void act_draft(struct call *call, void *body)
{
    bool given, deleted = false;
    enum status status = read_bool(json_root(body), "deleted", &given, &deleted);
    if (status == STATUS_OK)
        status = given ? deletion_set(call->people, DELETION_DRAFT, call->segments[3], deleted,
                                      call->seat.participant, loop_now_ms())
                       : STATUS_BAD_MESSAGE;
    respond(call, status, deletion_words(status));
}

void handle_admin_draft(struct call *call)
{
    call_act_with_body(call, act_draft);
}

/* POST /api/admin/meetings/ID {"deleted"} or {"archived"} */
static void act_meeting(struct call *call, void *body)
{
    bool deletes, archives, deleted = false, archived = false;
    struct meeting_act act = {call->people, call->segments[3], call->seat.participant, loop_now_ms()};
    enum status status = read_bool(json_root(body), "deleted", &deletes, &deleted);
    if (status == STATUS_OK)
        status = read_bool(json_root(body), "archived", &archives, &archived);
    if (status == STATUS_OK && deletes == archives)
        status = STATUS_BAD_MESSAGE;
    if (status == STATUS_OK)
        status = archives ? meeting_archive(&act, archived)
                          : deletion_set(act.people, DELETION_MEETING, act.meeting, deleted, act.by, act.now);
    respond(call, status, deletion_words(status));
}

void handle_admin_meeting(struct call *call)
{
    call_act_with_body(call, act_meeting);
}

/* POST /api/admin/erase {"who"}: an id or an e-mail address */
static void act_erase(struct call *call, void *body)
{
    uint64_t erased = 0;
    struct buf out = BUF_EMPTY;
    const char *who = json_get_string(json_root(body), "who");
    enum status status =
        who ? holdings_erase_emails(call->people, who, call->seat.participant, loop_now_ms(), &erased)
            : STATUS_BAD_MESSAGE;
    if (status != STATUS_OK) {
        call_respond_error(call, status,
                           who ? NULL : "Say whose addresses are erased: an id or an e-mail address.");
        return;
    }
    buf_format(&out, "{\"erased\":%llu}", (unsigned long long)erased);
    call_respond_json(call, 200, &out);
}

void handle_admin_erase(struct call *call)
{
    call_act_with_body(call, act_erase);
}

void handle_admin_reload(struct call *call)
{
    const struct api_host *host = &call->api->settings.host;
    struct buf report = BUF_EMPTY, why = BUF_EMPTY;
    enum status status = host->reload(host->context, call->seat.participant, &report, &why);
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &report);
    } else {
        call_respond_error(call, status, why.len ? why.bytes : NULL);
        buf_clear(&report);
    }
    buf_clear(&why);
}
