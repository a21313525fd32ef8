/* /api/meetings: what meetings the caller is in, a new one, what one is, its logo, its end. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/login.h"
#include "api/meeting_access.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "people/access.h"
#include "session/seat_acts.h"
#include "wire/change_codec.h"
#include "store/logins.h"

/* ---- the list ---- */

struct listing {
    struct people *people;
    const struct seat *person;
    struct buf *out;
};

static bool write_short(void *context, const struct meeting_row *row)
{
    struct listing *listing = context;
    struct meeting_document document = {0};
    struct buf *out = listing->out;
    bool ok = meeting_document_parse(row->document, &document);
    if (ok) {
        json_write_comma(out);
        buf_format(out, "{\"id\":\"%s\",\"title\":", row->id);
        title_write_json(out, &document.title);
        if (*document.starts)
            buf_format(out, ",\"starts\":\"%s\"", document.starts);
        if (*document.ends)
            buf_format(out, ",\"ends\":\"%s\"", document.ends);
        buf_format(out, ",\"role\":\"%s\"", listing->person->role);
        json_write_time(out, "archived", row->archived_at);
        buf_char(out, '}');
    }
    meeting_document_clear(&document);
    return false;
}

static bool list_one(void *context, const struct seat *person)
{
    struct listing *listing = context;
    listing->person = person;
    return meetings_list(listing->people, person->meeting, write_short, listing) == STATUS_OK;
}

void handle_meetings_list(struct call *call)
{
    struct buf out = BUF_EMPTY;
    struct listing listing = {call->people, NULL, &out};
    buf_text(&out, "{\"meetings\":[");
    enum status status = call_each_person(call, list_one, &listing);
    buf_text(&out, "]}");
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &out);
        return;
    }
    buf_clear(&out);
    call_respond_error(call, status, NULL);
}

/* ---- one meeting ---- */

struct own_seats {
    char *drafts[MEETING_MAX_DRAFTS];
    size_t count;
};

static bool take_draft(void *context, const struct seat *seat)
{
    struct own_seats *own = context;
    if (own->count < MEETING_MAX_DRAFTS)
        own->drafts[own->count++] = mem_copy_string(seat->draft);
    return true;
}

struct showing {
    struct call *call;
    struct own_seats own;
    struct buf agenda;
    char *groups[MEETING_MAX_DRAFTS]; /* of the drafts that are shown */
    size_t group_count;
};

static bool sees(const struct own_seats *own, const char *draft)
{
    for (size_t i = 0; i < own->count; i++)
        if (strcmp(own->drafts[i], draft) == 0)
            return true;
    return false;
}

/* A draft in which the caller has no seat is not there for them. */
static bool write_entry(void *context, const struct agenda_row *row)
{
    struct showing *showing = context;
    struct buf *out = &showing->agenda;
    if (!sees(&showing->own, row->draft))
        return true;
    json_write_comma(out);
    buf_format(out, "{\"draft\":\"%s\",\"group\":", row->draft);
    json_write_string(out, row->group);
    buf_text(out, ",\"closed\":");
    json_write_bool(out, row->closed);
    buf_char(out, '}');
    if (row->group && showing->group_count < MEETING_MAX_DRAFTS)
        showing->groups[showing->group_count++] = mem_copy_string(row->group);
    return true;
}

static bool shows_group(const struct showing *showing, const char *group)
{
    for (size_t i = 0; i < showing->group_count; i++)
        if (strcmp(showing->groups[i], group) == 0)
            return true;
    return false;
}

/* Whoever does not keep the meeting knows of the working groups whose drafts they see. */
static void hide_groups(const struct showing *showing, struct meeting_document *document)
{
    size_t kept = 0;
    for (size_t i = 0; i < document->group_count; i++) {
        if (shows_group(showing, document->groups[i].id))
            document->groups[kept++] = document->groups[i];
        else
            lang_map_clear(&document->groups[i].names);
    }
    document->group_count = kept;
}

static void write_you(struct buf *out, const struct seat *seat, enum role role)
{
    struct participant you = {(char *)seat->participant, role, seat->name, seat->delegation, seat->silent};
    buf_text(out, ",\"you\":");
    participant_write_json(out, &you);
    buf_format(out, ",\"person\":\"%s\"", seat->invitation);
}

static bool write_meeting(void *context, const struct meeting_row *row)
{
    struct showing *showing = context;
    struct call *call = showing->call;
    struct meeting_document document = {0};
    struct buf out = BUF_EMPTY;
    bool ok = meeting_document_parse(row->document, &document);
    if (ok && !access_keeps(call->role))
        hide_groups(showing, &document);
    buf_format(&out, "{\"id\":\"%s\",\"revision\":%llu,\"logo\":%s", row->id,
               (unsigned long long)row->revision, row->has_logo ? "true" : "false");
    json_write_time(&out, "created", row->created_at);
    json_write_time(&out, "archived", row->archived_at);
    write_you(&out, &call->seat, call->role);
    buf_text(&out, ",\"meeting\":");
    meeting_document_write(&out, &document);
    buf_format(&out, ",\"agenda\":[%s]}", showing->agenda.len ? showing->agenda.bytes : "");
    meeting_document_clear(&document);
    if (ok) {
        call_respond_json(call, 200, &out);
    } else {
        buf_clear(&out);
        call_respond_error(call, STATUS_CORRUPT, NULL);
    }
    return false;
}

void handle_meeting(struct call *call)
{
    struct people *people = call->people;
    struct showing showing = {.call = call};
    enum status status =
        people_seats_of_participant(people, call->seat.participant, loop_now_ms(), take_draft, &showing.own);
    if (status == STATUS_OK)
        status = agenda_list(people, call->segments[2], write_entry, &showing);
    if (status == STATUS_OK)
        status = meetings_list(people, call->segments[2], write_meeting, &showing);
    if (status != STATUS_OK)
        call_respond_error(call, status, NULL);
    for (size_t i = 0; i < showing.own.count; i++)
        free(showing.own.drafts[i]);
    for (size_t i = 0; i < showing.group_count; i++)
        free(showing.groups[i]);
    buf_clear(&showing.agenda);
}

static void act_create(struct call *call, void *body)
{
    char id[PEOPLE_SECRET_BYTES];
    struct meeting_document document = {0};
    struct buf out = BUF_EMPTY;
    meeting_document_init(&document);
    const char *wrong = meeting_document_read(json_root(body), &document);
    enum status status =
        wrong ? STATUS_BAD_MESSAGE : meeting_create(call->people, &document, &call->seat, loop_now_ms(), id);
    meeting_document_clear(&document);
    if (status != STATUS_OK) {
        call_respond_error(call, status, wrong);
        return;
    }
    buf_format(&out, "{\"id\":\"%s\"}", id);
    call_respond_json(call, 201, &out);
}

void handle_meeting_create(struct call *call)
{
    call_act_with_body(call, act_create);
}

/* Whoever leaves no other way in than a login comes in by one themselves, so that nobody locks the meeting behind them. */
static enum status judge_links_off(const struct call *call, const char **wrong)
{
    char cookie[128];
    bool signed_in = false;
    enum status status = STATUS_OK;
    if (api_has_login(call->api) && !call_bearer(call) && call_cookie(call, cookie, sizeof cookie))
        status = logins_is_person(call->people, cookie, call->seat.invitation, loop_now_ms(), &signed_in);
    if (status != STATUS_OK || signed_in)
        return status;
    *wrong = "Sign in with the login of your institution first, so that you do not lock yourself out.";
    return STATUS_SIGN_IN;
}

/* What a body says, over what there is. */
static enum status rewrite(struct call *call, const struct json *root, const char **wrong)
{
    struct meeting_document document = {0};
    uint64_t revision, wanted;
    bool archived;
    struct meeting_act act = call_meeting_act(call);
    enum status status = meeting_read(act.people, act.meeting, &document, &revision, &archived);
    if (status == STATUS_OK && !json_get_integer(root, "revision", &wanted)) {
        *wrong = "Give the revision of the meeting that the change was made to.";
        status = STATUS_BAD_MESSAGE;
    }
    bool links_were_off = document.links_off;
    if (status == STATUS_OK && (*wrong = meeting_document_read(root, &document)))
        status = STATUS_BAD_MESSAGE;
    if (status == STATUS_OK && document.links_off && !links_were_off)
        status = judge_links_off(call, wrong);
    if (status == STATUS_OK)
        status = meeting_rewrite(&act, &document, wanted);
    if (status == STATUS_OK && document.links_off && !links_were_off)
        call_renew_seats_afterwards(call, NULL);
    meeting_document_clear(&document);
    return status;
}

static void act_change(struct call *call, void *body)
{
    const char *wrong = NULL;
    if (!call_meeting_is_open(call))
        return;
    enum status status = rewrite(call, json_root(body), &wrong);
    call_acted(call, status, wrong);
}

void handle_meeting_change(struct call *call)
{
    call_act_on_meeting(call, 1, act_change);
}

/* Keepers end a meeting; its chair alone opens it again, as that gives roles back. */
static void act_archive(struct call *call, void *body)
{
    bool archived;
    struct meeting_act act = call_meeting_act(call);
    bool given = json_bool(json_get(json_root(body), "archived"), &archived);
    enum status status = given ? STATUS_OK : STATUS_BAD_MESSAGE;
    if (given && !archived && call->role != ROLE_CHAIR)
        status = STATUS_FORBIDDEN;
    if (status == STATUS_OK)
        status = meeting_archive(&act, archived);
    call_acted(call, status, given ? NULL : "Say whether the meeting is archived: true or false.");
}

void handle_meeting_archive(struct call *call)
{
    call_act_with_body(call, act_archive);
}

/* ---- the logo ---- */

/* By the first bytes, as the browser must not guess: PNG, JPEG and WebP hold no scripts. NULL: none of them. */
static const char *image_type(const char *bytes, size_t len)
{
    if (len >= 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        return "image/png";
    if (len >= 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0)
        return "image/jpeg";
    if (len >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
        return "image/webp";
    return NULL;
}

static void act_put_logo(struct call *call, void *unused)
{
    size_t len;
    const char *bytes = http_body(call->request, &len), *type = image_type(bytes, len);
    struct meeting_act act = call_meeting_act(call);
    (void)unused;
    if (!call_meeting_is_open(call))
        return;
    enum status status = len > MEETING_LOGO_BYTES ? STATUS_TOO_LARGE : type ? STATUS_OK : STATUS_BAD_MESSAGE;
    if (status == STATUS_OK)
        status = meeting_set_logo(&act, type, bytes, len);
    call_acted(call, status, status == STATUS_BAD_MESSAGE ? "Send a PNG, JPEG or WebP image." : NULL);
}

void handle_meeting_logo_put(struct call *call)
{
    if (call_may_spend(call, 1))
        call_act(call, act_put_logo, NULL, NULL);
}

static void act_remove_logo(struct call *call, void *unused)
{
    struct meeting_act act = call_meeting_act(call);
    (void)unused;
    if (call_meeting_is_open(call))
        call_acted(call, meeting_set_logo(&act, NULL, NULL, 0), NULL);
}

void handle_meeting_logo_remove(struct call *call)
{
    if (call_may_spend(call, 1))
        call_act(call, act_remove_logo, NULL, NULL);
}

void handle_meeting_logo(struct call *call)
{
    struct buf image = BUF_EMPTY;
    char *type = NULL;
    enum status status = meetings_logo(call->people, call->segments[2], &type, &image);
    if (status == STATUS_OK)
        http_respond_bytes(call->request, &(struct http_answer){.status = 200, .type = type}, image.bytes,
                           image.len);
    else
        call_respond_error(call, status, NULL);
    free(type);
    buf_clear(&image);
}
