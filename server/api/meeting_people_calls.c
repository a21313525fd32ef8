/* /api/meetings/ID/people: who is invited, as the secretariat and the chair see it; lists pasted in; links; exceptions; the chair's handing over. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/meeting_access.h"
#include "api/person_request.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "people/access.h"
#include "people/roster.h"
#include "store/mails.h"
#include "text/utf.h"

/* ---- the list ---- */

static bool write_exception(void *context, const struct exception_row *row)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_format(out, "{\"scope\":\"%s\",\"target\":", row->scope);
    json_write_string(out, row->target);
    buf_format(out, ",\"role\":\"%s\"}", row->role);
    return true;
}

struct listing {
    struct call *call;
    struct buf out;
    enum status status;
};

static bool write_person(void *context, const struct person_row *row)
{
    struct listing *listing = context;
    struct buf *out = &listing->out;
    json_write_comma(out);
    buf_text(out, "{\"id\":");
    json_write_string(out, row->id);
    buf_text(out, ",\"participant\":");
    json_write_string(out, row->participant);
    buf_format(out, ",\"role\":\"%s\",\"name\":", row->role);
    json_write_string(out, row->name);
    json_write_optional(out, "delegation", row->delegation);
    json_write_optional(out, "email", row->email);
    json_write_optional(out, "lang", row->lang);
    buf_text(out, ",\"head\":");
    json_write_bool(out, row->head);
    json_write_time(out, "created", row->created_at);
    json_write_time(out, "expires", row->expires_at);
    json_write_time(out, "revoked", row->revoked_at);
    json_write_time(out, "linked", row->linked_at);
    json_write_time(out, "opened", row->opened_at);
    buf_format(out, ",\"devices\":%llu,\"exceptions\":[", (unsigned long long)row->devices);
    listing->status =
        exceptions_list(listing->call->people, listing->call->segments[2], row->id, write_exception, out);
    buf_text(out, "]}");
    return listing->status == STATUS_OK;
}

void handle_people_list(struct call *call)
{
    struct listing listing = {call, BUF_EMPTY, STATUS_OK};
    buf_text(&listing.out, "{\"people\":[");
    enum status status = persons_list(call->people, call->segments[2], NULL, write_person, &listing);
    buf_text(&listing.out, "]}");
    if (status == STATUS_OK && listing.status == STATUS_OK) {
        call_respond_json(call, 200, &listing.out);
        return;
    }
    buf_clear(&listing.out);
    call_respond_error(call, status == STATUS_OK ? listing.status : status, NULL);
}

/* The document of the meeting of the path; the caller clears it in any case. */
static enum status read_meeting(const struct call *call, struct meeting_document *document)
{
    uint64_t revision;
    bool archived;
    return meeting_read(call->people, call->segments[2], document, &revision, &archived);
}

/* ---- inviting ---- */

static void write_links(const struct call *call, const struct meeting_invited *invited, struct buf *out)
{
    struct buf base = BUF_EMPTY;
    call_write_base_url(call, &base);
    json_write_comma(out);
    if (invited->mailed) {
        buf_format(out, "{\"id\":\"%s\",\"mailed\":true}", invited->id);
        buf_clear(&base);
        return;
    }
    buf_format(out, "{\"id\":\"%s\",\"token\":\"%s\",\"url\":", invited->id, invited->token);
    buf_format(&base, "/join#%s", invited->token);
    json_write_string(out, base.bytes);
    buf_char(out, '}');
    buf_clear(&base);
}

static void respond_invited(struct call *call, const struct meeting_invited *invited, size_t count)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"invited\":[");
    for (size_t i = 0; i < count; i++)
        write_links(call, &invited[i], &out);
    buf_text(&out, "]}");
    call_respond_json(call, 201, &out);
}

static const char no_mail[] = "No mail is sent here; ask the host for smtp_url, or give the links yourself.";

/* Whether those with an address are to be written to. A sentence that says what is wrong; NULL where nothing is. */
static const char *read_mail(const struct call *call, const struct json *json, bool *mail)
{
    const struct json *value = json_get(json, "mail");
    *mail = false;
    if (value && !json_bool(value, mail))
        return "Say whether they are to be written to, mail: true or false.";
    return *mail && !call_sends_mail(call) ? no_mail : NULL;
}

/* Reads up to ROSTER_MAX_ROWS people. */
static enum status read_people(const struct call *call, const struct json *list,
                               const struct meeting_document *document, struct person_row *rows,
                               size_t *count, const char **wrong)
{
    *count = json_is_array(list) ? json_count(list) : 0;
    if (!*count || *count > ROSTER_MAX_ROWS) {
        *wrong = "Give a list of 1 to 100 people.";
        return STATUS_BAD_MESSAGE;
    }
    size_t i = 0;
    for (const struct json *one = json_first(list); one; one = json_after(one), i++) {
        rows[i] = (struct person_row){0};
        if ((*wrong = person_read(one, document, loop_now_ms(), &rows[i])))
            return STATUS_BAD_MESSAGE;
        if (!access_may_give(call->role, rows[i].role)) {
            *wrong = person_above_own;
            return STATUS_FORBIDDEN;
        }
    }
    return STATUS_OK;
}

static void act_invite(struct call *call, void *body)
{
    struct person_row rows[ROSTER_MAX_ROWS];
    struct meeting_invited invited[ROSTER_MAX_ROWS];
    struct meeting_document document = {0};
    struct meeting_act act = call_meeting_act(call);
    const struct json *root = json_root(body);
    size_t count = 0;
    bool mail;
    if (!call_meeting_is_open(call))
        return;
    const char *wrong = read_mail(call, root, &mail);
    enum status status = wrong ? STATUS_BAD_MESSAGE : read_meeting(call, &document);
    if (status == STATUS_OK)
        status = read_people(call, json_get(root, "people"), &document, rows, &count, &wrong);
    if (status == STATUS_OK)
        status = call_check_emails(call, rows, count, &wrong);
    if (status == STATUS_OK)
        status = meeting_invite(&act, rows, count, mail, invited);
    if (status == STATUS_OK)
        respond_invited(call, invited, count);
    else
        call_respond_error(call, status, wrong);
    meeting_document_clear(&document);
}

/* What a list costs is taken before anybody looks at it; one that is too long is refused unread. */
void handle_people_invite(struct call *call)
{
    struct json_doc *doc = call_body(call);
    if (!doc)
        return;
    const struct json *list = json_get(json_root(doc), "people");
    size_t count = json_is_array(list) ? json_count(list) : 0;
    if (call_may_spend(call, count <= ROSTER_MAX_ROWS ? count : 1))
        call_act_on(call, act_invite, doc);
    else
        json_free(doc);
}

/* ---- a list pasted in: what would be read of it ---- */

static void write_row(struct buf *out, const struct roster_row *row)
{
    json_write_comma(out);
    buf_format(out, "{\"role\":\"%s\"", role_name(row->role));
    json_write_optional(out, "name", row->name);
    json_write_optional(out, "delegation", row->delegation);
    json_write_optional(out, "email", row->email);
    buf_text(out, ",\"head\":");
    json_write_bool(out, row->head);
    json_write_optional(out, "problem", row->problem);
    buf_char(out, '}');
}

void handle_people_read(struct call *call)
{
    struct meeting_document document = {0};
    struct roster *roster = mem_zero(1, sizeof *roster);
    struct buf out = BUF_EMPTY;
    struct json_doc *doc = call_body(call);
    const char *text = doc ? json_get_string(json_root(doc), "text") : NULL;
    enum status status = read_meeting(call, &document);
    if (status == STATUS_OK && doc && (!text || !utf_valid(text, strlen(text))))
        status = STATUS_BAD_MESSAGE;
    if (status == STATUS_OK && text) {
        roster_read(text, &document, roster);
        buf_text(&out, "{\"people\":[");
        for (size_t i = 0; i < roster->count; i++)
            write_row(&out, &roster->rows[i]);
        buf_format(&out, "],\"left_out\":%zu}", roster->left_out);
        call_respond_json(call, 200, &out);
    } else if (doc) {
        call_respond_error(call, status, status == STATUS_BAD_MESSAGE ? "Send the list as text." : NULL);
    }
    roster_clear(roster);
    free(roster);
    meeting_document_clear(&document);
    json_free(doc);
}

/* ---- what is done to a person that is there ---- */

struct target {
    const struct call *call;
    bool found, allowed;
    /* copies, as rows are borrowed */
    char *role, *name, *delegation, *email, *lang;
    struct person_row row;
};

static bool judge_exception(void *context, const struct exception_row *row)
{
    struct target *target = context;
    target->allowed &= access_may_give(target->call->role, row->role);
    return true;
}

static bool take_target(void *context, const struct person_row *row)
{
    struct target *target = context;
    target->found = !row->revoked_at;
    target->allowed = access_may_give(target->call->role, row->role);
    target->row = *row;
    target->row.id = target->call->segments[4];
    target->row.role = target->role = mem_copy_string(row->role);
    target->row.name = target->name = mem_copy_string(row->name);
    target->row.delegation = target->delegation = mem_copy_string(row->delegation);
    target->row.email = target->email = mem_copy_string(row->email);
    target->row.lang = target->lang = mem_copy_string(row->lang);
    return false;
}

static void target_clear(struct target *target)
{
    free(target->role);
    free(target->name);
    free(target->delegation);
    free(target->email);
    free(target->lang);
}

/* Whoever has a role above the caller's, in the meeting or by an exception, is not theirs to change: not even their link, which would be that role.
 * STATUS_NOT_FOUND, STATUS_FORBIDDEN. */
static enum status find_target(const struct call *call, struct target *target)
{
    struct people *people = call->people;
    *target = (struct target){.call = call};
    enum status status = persons_list(people, call->segments[2], call->segments[4], take_target, target);
    if (status == STATUS_OK && !target->found)
        return STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = exceptions_list(people, call->segments[2], call->segments[4], judge_exception, target);
    return status == STATUS_OK && !target->allowed ? STATUS_FORBIDDEN : status;
}

static bool same_email(const char *a, const char *b)
{
    return a && b ? strcasecmp(a, b) == 0 : a == b;
}

static enum status change_target(struct call *call, struct target *target, const struct json *root,
                                 const char **wrong)
{
    struct meeting_document document = {0};
    struct meeting_act act = call_meeting_act(call);
    enum status status = read_meeting(call, &document);
    if (status == STATUS_OK && (*wrong = person_read(root, &document, loop_now_ms(), &target->row)))
        status = STATUS_BAD_MESSAGE;
    if (status == STATUS_OK && !access_may_give(call->role, target->row.role))
        status = STATUS_FORBIDDEN;
    if (status == STATUS_OK && target->row.email && !same_email(target->row.email, target->email))
        status = call_check_emails(call, &target->row, 1, wrong);
    if (status == STATUS_OK)
        status = meeting_change_person(&act, &target->row);
    if (status == STATUS_OK && !same_email(target->row.email, target->email))
        call_renew_seats_afterwards(call, target->row.id); /* whoever signed in by the former address */
    meeting_document_clear(&document);
    return status;
}

static void act_change(struct call *call, void *body)
{
    struct target target;
    const char *wrong = NULL;
    if (!call_meeting_is_open(call))
        return;
    enum status status = find_target(call, &target);
    if (status == STATUS_OK)
        status = change_target(call, &target, json_root(body), &wrong);
    call_acted(call, status, status == STATUS_FORBIDDEN ? person_above_own : wrong);
    target_clear(&target);
}

void handle_person_change(struct call *call)
{
    call_act_on_meeting(call, 1, act_change);
}

static const char *read_exception(const struct json *root, const char *person, struct exception_row *out)
{
    const struct json *role = json_get(root, "role");
    *out = (struct exception_row){person, json_get_string(root, "scope"), json_get_string(root, "target"),
                                  json_string(role)};
    if (!out->scope || (strcmp(out->scope, "draft") != 0 && strcmp(out->scope, "group") != 0))
        return "Say for what the exception is: draft or group.";
    if (!out->target || !id_valid(out->target))
        return "Name the draft or the working group.";
    if (!role || (!json_is_null(role) && (!out->role || !access_name_valid(out->role))))
        return "Name a role, none for no access, or null to take the exception away.";
    return NULL;
}

/* Who speaks for no delegation cannot be a delegate in one draft either. */
static const char *check_exception(const struct exception_row *row, const struct target *target)
{
    bool delegate = row->role && strcmp(row->role, "delegation") == 0;
    return delegate && !target->delegation ? "Say first which delegation the person is of." : NULL;
}

static void act_except(struct call *call, void *body)
{
    struct target target;
    struct exception_row row;
    struct meeting_act act = call_meeting_act(call);
    if (!call_meeting_is_open(call))
        return;
    enum status status = find_target(call, &target);
    const char *wrong = read_exception(json_root(body), call->segments[4], &row);
    if (!wrong && status == STATUS_OK)
        wrong = check_exception(&row, &target);
    if (status == STATUS_OK && wrong)
        status = STATUS_BAD_MESSAGE;
    if (status == STATUS_OK && row.role && !access_may_give(call->role, row.role))
        status = STATUS_FORBIDDEN;
    if (status == STATUS_OK)
        status = meeting_except(&act, &row);
    call_acted(call, status, status == STATUS_FORBIDDEN ? person_above_own : wrong);
    target_clear(&target);
}

void handle_person_exception(struct call *call)
{
    call_act_on_meeting(call, 1, act_except);
}

static void act_revoke(struct call *call, void *unused)
{
    struct target target;
    struct meeting_act act = call_meeting_act(call);
    (void)unused;
    if (!call_meeting_is_open(call))
        return;
    enum status status = find_target(call, &target);
    if (status == STATUS_OK)
        status = meeting_revoke(&act, call->segments[4]);
    target_clear(&target);
    call_acted(call, status, status == STATUS_FORBIDDEN ? person_above_own : NULL);
}

void handle_person_revoke(struct call *call)
{
    if (call_may_spend(call, 1))
        call_act(call, act_revoke, NULL, NULL);
}

static void act_link(struct call *call, void *body)
{
    struct target target;
    struct meeting_invited fresh = {{0}, {0}, false};
    struct meeting_act act = call_meeting_act(call);
    struct buf out = BUF_EMPTY;
    bool devices = false;
    if (!call_meeting_is_open(call))
        return;
    (void)json_bool(json_get(json_root(body), "devices"), &devices);
    const char *wrong = read_mail(call, json_root(body), &fresh.mailed);
    enum status status = find_target(call, &target);
    if (status == STATUS_OK && wrong)
        status = STATUS_BAD_MESSAGE;
    else if (status == STATUS_OK && fresh.mailed && !target.row.email)
        wrong = "Give the person an e-mail address first.", status = STATUS_BAD_MESSAGE;
    else if (status == STATUS_OK)
        status = fresh.mailed ? meeting_mail_link(&act, call->segments[4])
                              : meeting_new_link(&act, call->segments[4], devices, fresh.token);
    target_clear(&target);
    if (status != STATUS_OK) {
        call_respond_error(call, status, status == STATUS_FORBIDDEN ? person_above_own : wrong);
        return;
    }
    memcpy(fresh.id, call->segments[4], strnlen(call->segments[4], sizeof fresh.id - 1));
    write_links(call, &fresh, &out);
    call_close_cookies_afterwards(call);
    call_respond_json(call, 200, &out);
}

void handle_person_link(struct call *call)
{
    call_act_on_meeting(call, 1, act_link);
}

/* ---- the chair ---- */

static void act_hand_over(struct call *call, void *body)
{
    struct meeting_act act = call_meeting_act(call);
    if (!call_meeting_is_open(call))
        return;
    const char *to = json_get_string(json_root(body), "to"), *from = json_get_string(json_root(body), "from");
    enum status status = !to                        ? STATUS_BAD_MESSAGE
                         : call->role != ROLE_CHAIR ? STATUS_FORBIDDEN
                                                    : meeting_hand_over(&act, from, to);
    call_acted(call, status,
               status == STATUS_FORBIDDEN  ? "The chair hands the chair over; ask them, or the host."
               : status == STATUS_CONFLICT ? "They have the chair already, or it is not theirs to hand over."
               : status == STATUS_BAD_MESSAGE ? "Name the person that the chair goes to."
                                              : NULL);
}

void handle_chair_hand_over(struct call *call)
{
    call_act_on_meeting(call, 10, act_hand_over);
}
