#include "host/host_view.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "people/meeting_document.h"
#include "store/admin_keys.h"
#include "store/hooks.h"
#include "wire/change_codec.h"

/* A member; nothing where there is no text. */
static void write_count(struct buf *out, const char *name, uint64_t count)
{
    json_write_comma(out);
    json_write_key(out, name);
    buf_format(out, "%" PRIu64, count);
}

/* ---- drafts and meetings ---- */

struct drafts {
    void (*write_more)(void *context, const char *draft, struct buf *out);
    void *context;
    struct buf *out;
};

static bool write_draft(void *context, const struct draft_holding *draft)
{
    const struct drafts *drafts = context;
    struct buf *out = drafts->out;
    json_write_comma(out);
    buf_char(out, '{');
    json_write_optional(out, "id", draft->id);
    json_write_optional(out, "meeting", draft->meeting);
    json_write_time(out, "created", draft->created_at);
    json_write_time(out, "deleted", draft->deleted_at);
    json_write_time(out, "purged", draft->purged_at);
    write_count(out, "seats", draft->seats);
    write_count(out, "seq", draft->seq);
    write_count(out, "bytes", draft->bytes);
    if (drafts->write_more && !draft->purged_at)
        drafts->write_more(drafts->context, draft->id, out);
    buf_char(out, '}');
    return true;
}

enum status host_write_drafts(struct people *people,
                              void (*write_more)(void *context, const char *draft, struct buf *out),
                              void *context, struct buf *out)
{
    struct drafts drafts = {write_more, context, out};
    buf_char(out, '[');
    enum status status = holdings_drafts(people, write_draft, &drafts);
    buf_char(out, ']');
    return status;
}

static bool write_meeting(void *context, const struct meeting_holding *meeting)
{
    struct buf *out = context;
    struct meeting_document document = {0};
    json_write_comma(out);
    buf_char(out, '{');
    json_write_optional(out, "id", meeting->id);
    if (!meeting->purged_at && meeting_document_parse(meeting->document, &document)) {
        buf_text(out, ",\"title\":");
        title_write_json(out, &document.title);
        json_write_optional(out, "starts", *document.starts ? document.starts : NULL);
        json_write_optional(out, "ends", *document.ends ? document.ends : NULL);
    }
    meeting_document_clear(&document);
    json_write_time(out, "created", meeting->created_at);
    json_write_time(out, "archived", meeting->archived_at);
    json_write_time(out, "deleted", meeting->deleted_at);
    json_write_time(out, "purged", meeting->purged_at);
    write_count(out, "people", meeting->people);
    write_count(out, "drafts", meeting->drafts);
    buf_char(out, '}');
    return true;
}

enum status host_write_meetings(struct people *people, struct buf *out)
{
    buf_char(out, '[');
    enum status status = holdings_meetings(people, write_meeting, out);
    buf_char(out, ']');
    return status;
}

/* ---- the log ---- */

struct log_view {
    struct people *people;
    struct buf *out;
};

static bool take_name(void *context, const struct invitation_holding *invitation)
{
    char **name = context;
    *name = mem_copy_string(invitation->name);
    return false;
}

/* Whom an id means, where somebody in the database has it. */
static void write_name(const struct log_view *view, const char *name, const char *id)
{
    char *found = NULL;
    if (id && holdings_person(view->people, id, take_name, &found) == STATUS_OK)
        json_write_optional(view->out, name, found);
    free(found);
}

static bool write_entry(void *context, const struct audit_entry *entry)
{
    const struct log_view *view = context;
    struct buf *out = view->out;
    char hash[SHA256_HEX + 1];
    json_write_comma(out);
    buf_format(out, "{\"number\":%" PRIu64 ",\"at\":%" PRId64, entry->number, entry->at);
    json_write_optional(out, "act", entry->act);
    json_write_optional(out, "by", entry->by);
    write_name(view, "by_name", entry->by);
    json_write_optional(out, "meeting", entry->meeting);
    json_write_optional(out, "draft", entry->draft);
    json_write_optional(out, "target", entry->target);
    write_name(view, "target_name", entry->target);
    if (entry->detail)
        buf_format(out, ",\"detail\":%s", entry->detail);
    json_write_optional(out, "personal", entry->personal);
    sha256_hex(&entry->hash, hash);
    json_write_optional(out, "hash", hash);
    buf_char(out, '}');
    return true;
}

enum status host_write_log(struct people *people, const struct audit_filter *filter, struct buf *out)
{
    struct log_view view = {people, out};
    buf_char(out, '[');
    enum status status = audit_list(people, filter, write_entry, &view);
    buf_char(out, ']');
    return status;
}

/* ---- one person ---- */

struct person_view {
    struct buf *out;
    char **ids; /* of their invitations, then the participant */
    size_t count, capacity;
};

static void remember(struct person_view *view, const char *id)
{
    for (size_t i = 0; i < view->count; i++)
        if (strcmp(view->ids[i], id) == 0)
            return;
    view->ids = mem_grow(view->ids, view->count, &view->capacity, sizeof *view->ids);
    view->ids[view->count++] = mem_copy_string(id);
}

static bool write_invitation(void *context, const struct invitation_holding *invitation)
{
    struct person_view *view = context;
    struct buf *out = view->out;
    remember(view, invitation->id);
    remember(view, invitation->participant);
    json_write_comma(out);
    buf_char(out, '{');
    json_write_optional(out, "id", invitation->id);
    json_write_optional(out, "participant", invitation->participant);
    json_write_optional(out, "meeting", invitation->meeting);
    json_write_optional(out, "draft", invitation->draft);
    json_write_optional(out, "role", invitation->role);
    json_write_optional(out, "name", invitation->name);
    json_write_optional(out, "delegation", invitation->delegation);
    json_write_optional(out, "email", invitation->email);
    json_write_optional(out, "lang", invitation->lang);
    json_write_time(out, "created", invitation->created_at);
    json_write_time(out, "expires", invitation->expires_at);
    json_write_time(out, "revoked", invitation->revoked_at);
    json_write_time(out, "opened", invitation->opened_at);
    write_count(out, "devices", invitation->devices);
    buf_char(out, '}');
    return true;
}

enum status host_write_person(struct people *people, const char *who, struct buf *out)
{
    struct person_view view = {.out = out};
    struct log_view log = {people, out};
    buf_text(out, "{\"invitations\":[");
    enum status status = holdings_person(people, who, write_invitation, &view);
    buf_text(out, "],\"log\":[");
    for (size_t i = 0; status == STATUS_OK && i < view.count; i++)
        status = audit_list(people, &(struct audit_filter){.about = view.ids[i]}, write_entry, &log);
    buf_text(out, "]}");
    if (status == STATUS_OK && !view.count)
        status = STATUS_NOT_FOUND;
    for (size_t i = 0; i < view.count; i++)
        free(view.ids[i]);
    free(view.ids);
    return status;
}

/* ---- tokens ---- */

static bool write_token(void *context, const char *name, int64_t created_at, int64_t expires_at)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_char(out, '{');
    json_write_optional(out, "name", name);
    json_write_time(out, "created", created_at);
    json_write_time(out, "expires", expires_at);
    buf_char(out, '}');
    return true;
}

enum status host_write_tokens(struct people *people, struct buf *out)
{
    buf_char(out, '[');
    enum status status = admin_tokens_list(people, write_token, out);
    buf_char(out, ']');
    return status;
}

/* ---- hooks ---- */

static bool write_hook(void *context, const struct hook_row *row)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_char(out, '{');
    json_write_optional(out, "name", row->name);
    json_write_time(out, "created", row->created_at);
    json_write_time(out, "failing", row->failing_since);
    json_write_time(out, "paused", row->paused_at);
    json_write_optional(out, "why", row->why);
    write_count(out, "drafts", row->drafts);
    write_count(out, "behind", row->behind);
    buf_char(out, '}');
    return true;
}

enum status host_write_hooks(struct people *people, struct buf *out)
{
    buf_char(out, '[');
    enum status status = hooks_list(people, write_hook, out);
    buf_char(out, ']');
    return status;
}
