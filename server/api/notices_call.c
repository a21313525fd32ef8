/* /api/notices: what a person was told, in all their drafts; which of it they have read; what they want mailed. */
#include "api/act.h"
#include "api/handlers.h"

#include <stdlib.h>
#include <string.h>

#include "api/meeting_access.h"
#include "base/json_write.h"
#include "base/mem.h"
#include "notify/events.h"
#include "store/notices.h"

#define PARTICIPANTS_MOST 8 /* whose notices one browser is shown: it may have opened links of several */

/* The participants that the caller is. */
struct callers {
    char *all[PARTICIPANTS_MOST];
    size_t count;
    const char *only; /* of a request that names one; NULL: all */
};

static bool take_participant(void *context, const struct seat *seat)
{
    struct callers *callers = context;
    for (size_t i = 0; i < callers->count; i++)
        if (strcmp(callers->all[i], seat->participant) == 0)
            return true;
    if (!callers->only || strcmp(callers->only, seat->participant) == 0)
        callers->all[callers->count++] = mem_copy_string(seat->participant);
    return callers->count < PARTICIPANTS_MOST;
}

static void callers_end(struct callers *callers)
{
    for (size_t i = 0; i < callers->count; i++)
        free(callers->all[i]);
}

/* Answers where the caller is nobody. */
static bool find_callers(struct call *call, struct callers *out)
{
    *out = (struct callers){.only = http_header(call->request, "plenaria-participant")};
    enum status status = call_each_seat(call, take_participant, out);
    if (status == STATUS_OK && out->count < PARTICIPANTS_MOST)
        status = call_each_person(call, take_participant, out);
    if (status == STATUS_OK && !out->count)
        status = STATUS_UNAUTHORIZED;
    if (status != STATUS_OK) {
        callers_end(out);
        call_respond_error(call, status, NULL);
    }
    return status == STATUS_OK;
}

/* ---- the list ---- */

static bool write_notice(void *context, const struct notice *notice)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_char(out, '{');
    json_write_optional(out, "event", notice->event);
    json_write_optional(out, "kind", notice->kind);
    json_write_optional(out, "draft", notice->draft);
    buf_format(out, ",\"title\":%s,\"seq\":%llu,\"at\":%lld", notice->title ? notice->title : "{}",
               (unsigned long long)notice->seq, (long long)notice->at);
    json_write_optional(out, "item", notice->item);
    json_write_optional(out, "label", notice->label);
    json_write_optional(out, "subject", notice->subject);
    json_write_optional(out, "outcome", notice->outcome);
    json_write_optional(out, "words", notice->words);
    json_write_optional(out, "by", notice->by_name);
    json_write_optional(out, "delegation", notice->by_delegation);
    json_write_time(out, "until", notice->until);
    json_write_time(out, "read", notice->read_at);
    buf_char(out, '}');
    return true;
}

static void write_settings(struct buf *out, const struct notice_settings *settings)
{
    buf_text(out, "{\"muted\":[");
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        if (settings->muted >> kind & 1) {
            json_write_comma(out);
            json_write_string(out, event_kind_name((enum event_kind)kind));
        }
    buf_format(out, "],\"digest\":%llu}", (unsigned long long)settings->digest);
}

void handle_notices(struct call *call)
{
    struct callers callers;
    struct buf out = BUF_EMPTY;
    struct notice_settings settings;
    int64_t now = loop_now_ms();
    if (!find_callers(call, &callers))
        return;
    buf_text(&out, "{\"notices\":[");
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < callers.count; i++)
        status = notices_list(call->people, callers.all[i], now, write_notice, &out);
    if (status == STATUS_OK)
        status = notice_settings_read(call->people, callers.all[0], &settings);
    buf_text(&out, "],\"settings\":");
    if (status == STATUS_OK)
        write_settings(&out, &settings);
    buf_format(&out, ",\"now\":%lld}", (long long)now);
    callers_end(&callers);
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &out);
        return;
    }
    buf_clear(&out);
    call_respond_error(call, status, NULL);
}

/* ---- what is done to it ---- */

struct notice_act {
    struct people *people;
    const struct callers *callers;
    const char *event;
    int64_t until;
    struct notice_settings settings;
};

static enum status mark_read(void *context)
{
    const struct notice_act *act = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < act->callers->count; i++)
        status = notices_read(act->people, act->callers->all[i], act->event, act->until, loop_now_ms());
    return status;
}

static enum status keep_settings(void *context)
{
    const struct notice_act *act = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < act->callers->count; i++)
        status = notice_settings_write(act->people, act->callers->all[i], &act->settings);
    return status;
}

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_read(const struct json *json, struct notice_act *act)
{
    const struct json *until = json_get(json, "until");
    act->event = json_get_string(json, "event");
    if (!act->event == !until || (until && !json_signed(until, &act->until)))
        return "Give event, the notice that was read, or until, a time up to which all were.";
    return NULL;
}

static const char *read_settings(const struct json *json, struct notice_act *act)
{
    static const char wrong[] = "Give muted as a list of kinds that are not mailed.";
    const struct json *muted = json_get(json, "muted");
    if (!json_is_array(muted) || json_count(muted) > EVENT_KIND_COUNT)
        return wrong;
    for (const struct json *one = json_first(muted); one; one = json_after(one)) {
        enum event_kind kind;
        if (!json_string(one) || !event_kind_from_name(json_string(one), &kind))
            return wrong;
        act->settings.muted |= UINT64_C(1) << kind;
    }
    if (!json_get_integer(json, "digest", &act->settings.digest) || act->settings.digest > NOTICE_DIGEST_MOST)
        return "Give digest, the least minutes between two mails, from 0 to 10080.";
    return NULL;
}

static void do_act(struct call *call, const struct json_doc *doc,
                   const char *(*read)(const struct json *, struct notice_act *), enum status (*body)(void *))
{
    struct callers callers;
    struct notice_act act = {.people = call->people, .callers = &callers};
    const char *wrong = read(json_root(doc), &act);
    if (wrong) {
        call_respond_error(call, STATUS_BAD_MESSAGE, wrong);
    } else if (find_callers(call, &callers)) {
        enum status status = people_transact(act.people, body, &act);
        struct buf out = BUF_EMPTY;
        buf_text(&out, "{}");
        if (status == STATUS_OK)
            call_respond_json(call, 200, &out);
        else
            call_respond_error(call, status, NULL);
        buf_clear(&out);
        callers_end(&callers);
    }
}

static void act_read(struct call *call, void *body)
{
    do_act(call, body, read_read, mark_read);
}

static void act_settings(struct call *call, void *body)
{
    do_act(call, body, read_settings, keep_settings);
}

/* Strangers come no further. */
static void start(struct call *call, act_cb act)
{
    struct callers callers;
    if (!find_callers(call, &callers))
        return;
    callers_end(&callers);
    call_act_with_body(call, act);
}

void handle_notices_read(struct call *call)
{
    start(call, act_read);
}

void handle_notices_settings(struct call *call)
{
    start(call, act_settings);
}
