/* Asking to be let into a meeting, by whoever is signed in with the login of the institution and is not in it; and what its secretariat makes of that. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/login.h"
#include "api/meeting_access.h"
#include "api/person_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "people/access.h"
#include "store/asks.h"

#define ASK_COST                                                                                             \
    50 /* of what may be done to a meeting: an address asks some ten times, and then once in a while */

/* ---- asking ---- */

struct wanted_draft {
    const char *id;
    bool closed;
};

static bool look_at(void *context, const struct agenda_row *row)
{
    struct wanted_draft *wanted = context;
    wanted->closed |= strcmp(row->draft, wanted->id) == 0 && row->closed;
    return true;
}

/* The meeting that is asked about, by its own id or by that of a draft of it. STATUS_NOT_FOUND. */
static enum status find_meeting(const struct call *call, const struct json *root, char out[PEOPLE_ID_BYTES],
                                bool *by_draft)
{
    const char *meeting, *draft;
    *by_draft = false;
    if (!json_take_string(root, "meeting", &meeting) || !json_take_string(root, "draft", &draft))
        return STATUS_BAD_MESSAGE;
    struct wanted_draft wanted = {draft, false};
    *by_draft = !meeting && draft;
    if (meeting && id_valid(meeting)) {
        snprintf(out, PEOPLE_ID_BYTES, "%s", meeting);
        return STATUS_OK;
    }
    if (!draft || !id_valid(draft))
        return STATUS_BAD_MESSAGE;
    enum status status = agenda_meeting_of(call->people, draft, out);
    if (status == STATUS_OK)
        status = agenda_list(call->people, out, look_at, &wanted);
    return status == STATUS_OK && wanted.closed ? STATUS_NOT_FOUND : status;
}

static const char *sentence_of(enum status status)
{
    switch (status) {
    case STATUS_BAD_MESSAGE:
        return "Name the meeting, or a draft of it.";
    case STATUS_UNAUTHORIZED:
        return "Sign in with the login of your institution first.";
    case STATUS_EXISTS:
        return "You are in this meeting already; load the page again.";
    case STATUS_FORBIDDEN:
        return "The secretariat did not let you in; write to them.";
    case STATUS_LIMIT:
        return "As many wait to be let in as may; write to the secretariat.";
    default:
        return NULL;
    }
}

static enum status ask(const struct call *call, const struct json *root)
{
    char meeting[PEOPLE_ID_BYTES], *name = NULL;
    bool by_draft = false;
    char *email = call_login_email(call, &name);
    enum status status = email ? find_meeting(call, root, meeting, &by_draft) : STATUS_UNAUTHORIZED;
    if (status == STATUS_OK)
        status = asks_add(call->people, meeting, email, name, loop_now_ms());
    /* names of drafts can be guessed: whether there is one, and whose, is not told */
    if (by_draft && (status == STATUS_NOT_FOUND || status == STATUS_FORBIDDEN))
        status = STATUS_OK;
    free(email);
    free(name);
    return status;
}

static void act_ask(struct call *call, void *body)
{
    struct buf out = BUF_EMPTY;
    enum status status = ask(call, json_root(body));
    if (status != STATUS_OK) {
        call_respond_error(call, status, sentence_of(status));
        return;
    }
    buf_text(&out, "{}");
    call_respond_json(call, 202, &out);
}

/* STATUS_UNAUTHORIZED: nobody is signed in. */
static enum status spend(struct call *call)
{
    char *email = call_login_email(call, NULL);
    enum status status =
        !email ? STATUS_UNAUTHORIZED
        : budgets_spend(&call->service->budgets, BUDGET_MEETING_ACTS, email, ASK_COST, loop_clock_us())
            ? STATUS_OK
            : STATUS_LIMIT;
    free(email);
    return status;
}

void handle_ask(struct call *call)
{
    enum status status = spend(call);
    if (status == STATUS_OK)
        call_act_with_body(call, act_ask);
    else
        call_respond_error(call, status, sentence_of(status));
}

/* ---- deciding ---- */

static bool write_ask(void *context, const struct ask_row *row)
{
    struct buf *out = context;
    if (row->refused_at)
        return true;
    json_write_comma(out);
    buf_format(out, "{\"id\":\"%s\",\"email\":", row->id);
    json_write_string(out, row->email);
    buf_text(out, ",\"name\":");
    json_write_string(out, row->name);
    json_write_time(out, "created", row->created_at);
    buf_char(out, '}');
    return true;
}

void handle_asks_list(struct call *call)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"asks\":[");
    enum status status = asks_list(call->people, call->segments[2], NULL, NULL, write_ask, &out);
    buf_text(&out, "]}");
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &out);
        return;
    }
    buf_clear(&out);
    call_respond_error(call, status, NULL);
}

struct found_ask {
    char *email, *name;
};

static bool take_ask(void *context, const struct ask_row *row)
{
    *(struct found_ask *)context =
        (struct found_ask){mem_copy_string(row->email), mem_copy_string(row->name)};
    return false;
}

static enum status find_ask(const struct call *call, struct found_ask *out)
{
    *out = (struct found_ask){NULL, NULL};
    enum status status = asks_list(call->people, call->segments[2], call->segments[4], NULL, take_ask, out);
    return status == STATUS_OK && !out->email ? STATUS_NOT_FOUND : status;
}

/* As inviting; the address is the one that asked, whatever the body says. */
static enum status admit(struct call *call, const struct json *root, const struct found_ask *ask,
                         const char **wrong)
{
    uint64_t revision;
    bool archived;
    struct meeting_document document = {0};
    struct meeting_act act = call_meeting_act(call);
    struct person_row row = {.name = ask->name};
    enum status status = meeting_read(act.people, act.meeting, &document, &revision, &archived);
    if (status == STATUS_OK && (*wrong = person_read(root, &document, act.now, &row)))
        status = STATUS_BAD_MESSAGE;
    row.email = ask->email;
    if (status == STATUS_OK && !access_may_give(call->role, row.role)) {
        *wrong = person_above_own;
        status = STATUS_FORBIDDEN;
    }
    if (status == STATUS_OK)
        status = call_check_emails(call, &row, 1, wrong);
    if (status == STATUS_OK)
        status = meeting_admit(&act, call->segments[4], &row);
    meeting_document_clear(&document);
    return status;
}

static void act_admit(struct call *call, void *body)
{
    struct found_ask found;
    const char *wrong = NULL;
    if (!call_meeting_is_open(call))
        return;
    enum status status = find_ask(call, &found);
    if (status == STATUS_OK)
        status = admit(call, json_root(body), &found, &wrong);
    free(found.email);
    free(found.name);
    call_acted(call, status, wrong);
}

void handle_ask_admit(struct call *call)
{
    call_act_on_meeting(call, 1, act_admit);
}

static void act_refuse(struct call *call, void *unused)
{
    struct meeting_act act = call_meeting_act(call);
    (void)unused;
    if (call_meeting_is_open(call))
        call_acted(call, meeting_refuse(&act, call->segments[4]), NULL);
}

void handle_ask_refuse(struct call *call)
{
    if (call_may_spend(call, 1))
        call_act(call, act_refuse, NULL, NULL);
}
