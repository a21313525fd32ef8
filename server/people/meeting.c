#include "people/meeting.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "people/seating.h"
#include "store/asks.h"
#include "store/audit.h"
#include "store/logins.h"
#include "store/mails.h"

/* Every act is a step, the seats that follow, and the entry of the audit log that tells of it, in one transaction. */
struct task {
    const struct meeting_act *act;
    enum status (*step)(const struct meeting_act *act, void *context);
    void *context;
    struct audit_entry entry;
};

static enum status note(const struct meeting_act *act, struct audit_entry entry)
{
    entry.at = act->now;
    entry.by = act->by;
    entry.meeting = act->meeting;
    return audit_note(act->people, &entry);
}

static enum status run(void *context)
{
    const struct task *task = context;
    const struct meeting_act *act = task->act;
    enum status status = task->step(act, task->context);
    if (status == STATUS_OK)
        status = seating_apply(act->people, act->meeting, act->by, act->now);
    if (status == STATUS_OK)
        status = logins_follow(act->people, act->meeting, act->now);
    return status == STATUS_OK && task->entry.act ? note(act, task->entry) : status;
}

/* `entry` says what was done and to what; without an act the step has noted it itself. */
static enum status carry_out(const struct meeting_act *act,
                             enum status (*step)(const struct meeting_act *act, void *context), void *context,
                             struct audit_entry entry)
{
    struct task task = {act, step, context, entry};
    return people_transact(act->people, run, &task);
}

#define ENTRY(...) ((struct audit_entry){__VA_ARGS__})

/* ---- the meeting itself ---- */

struct creation {
    struct buf document;
    const struct seat *creator;
};

static enum status add_creator(const struct meeting_act *act, const struct seat *creator)
{
    struct meeting_invited out;
    struct person_row row = {.participant = creator->participant,
                             .role = creator->role,
                             .name = creator->name,
                             .delegation = creator->delegation}; /* for good, as whoever makes a draft */
    return persons_add(act->people, act->meeting, &row, act->now, out.id, out.token);
}

static enum status create(const struct meeting_act *act, void *context)
{
    const struct creation *creation = context;
    enum status status = meetings_add(act->people, act->meeting, creation->document.bytes, act->now);
    return status == STATUS_OK && creation->creator ? add_creator(act, creation->creator) : status;
}

enum status meeting_create(struct people *people, const struct meeting_document *document,
                           const struct seat *creator, int64_t now, char id[PEOPLE_SECRET_BYTES])
{
    struct creation creation = {BUF_EMPTY, creator};
    random_id(id, PEOPLE_SECRET_BYTES);
    struct meeting_act act = {people, id, creator ? creator->participant : PEOPLE_HOST, now};
    meeting_document_write(&creation.document, document);
    enum status status = carry_out(&act, create, &creation, ENTRY(.act = "meeting.create"));
    buf_clear(&creation.document);
    return status;
}

struct rewriting {
    struct buf document;
    uint64_t revision;
    bool links;
};

static enum status rewrite(const struct meeting_act *act, void *context)
{
    const struct rewriting *rewriting = context;
    enum status status =
        meetings_write(act->people, act->meeting, rewriting->document.bytes, rewriting->revision);
    return status == STATUS_OK ? meetings_set_links(act->people, act->meeting, rewriting->links) : status;
}

enum status meeting_rewrite(const struct meeting_act *act, const struct meeting_document *document,
                            uint64_t revision)
{
    struct rewriting rewriting = {BUF_EMPTY, revision, !document->links_off};
    meeting_document_write(&rewriting.document, document);
    enum status status = carry_out(act, rewrite, &rewriting, ENTRY(.act = "meeting.change"));
    buf_clear(&rewriting.document);
    return status;
}

struct reading {
    struct meeting_document *document;
    uint64_t *revision;
    bool *archived;
    bool ok;
};

static bool take_row(void *context, const struct meeting_row *row)
{
    struct reading *reading = context;
    reading->ok = meeting_document_parse(row->document, reading->document);
    *reading->revision = row->revision;
    *reading->archived = row->archived_at != 0;
    return false;
}

enum status meeting_read(struct people *people, const char *meeting, struct meeting_document *document,
                         uint64_t *revision, bool *archived)
{
    struct reading reading = {document, revision, archived, false};
    meeting_document_init(document);
    enum status status = meetings_list(people, meeting, take_row, &reading);
    return status == STATUS_OK && !reading.ok ? STATUS_CORRUPT : status;
}

static enum status archive(const struct meeting_act *act, void *context)
{
    return meetings_set_archived(act->people, act->meeting, *(const bool *)context ? act->now : 0);
}

enum status meeting_archive(const struct meeting_act *act, bool archived)
{
    return carry_out(act, archive, &archived, ENTRY(.act = archived ? "meeting.archive" : "meeting.reopen"));
}

struct logo {
    const char *type, *bytes;
    size_t len;
};

static enum status set_logo(const struct meeting_act *act, void *context)
{
    const struct logo *logo = context;
    return meetings_set_logo(act->people, act->meeting, logo->type, logo->bytes, logo->len);
}

enum status meeting_set_logo(const struct meeting_act *act, const char *type, const char *bytes, size_t len)
{
    struct logo logo = {type, bytes, len};
    return carry_out(act, set_logo, &logo, ENTRY(.act = type ? "meeting.logo" : "meeting.logo-remove"));
}

/* ---- people ---- */

/* Who they are in the meeting; their name is found by their id, and their address can be erased. */
static enum status note_person(const struct meeting_act *act, const char *what, const char *id,
                               const struct person_row *row)
{
    struct buf detail = BUF_EMPTY;
    buf_format(&detail, "{\"role\":\"%s\",\"delegation\":", row->role);
    json_write_string(&detail, row->delegation);
    buf_text(&detail, ",\"head\":");
    json_write_bool(&detail, row->head);
    json_write_time(&detail, "expires", row->expires_at);
    buf_char(&detail, '}');
    enum status status =
        note(act, ENTRY(.act = what, .target = id, .detail = detail.bytes, .personal = row->email));
    buf_clear(&detail);
    return status;
}

struct inviting {
    const struct person_row *rows;
    size_t count;
    bool mail;
    struct meeting_invited *out;
};

static enum status invite(const struct meeting_act *act, void *context)
{
    const struct inviting *inviting = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < inviting->count; i++) {
        status = persons_add(act->people, act->meeting, &inviting->rows[i], act->now, inviting->out[i].id,
                             inviting->out[i].token);
        if (status == STATUS_OK)
            status = note_person(act, "person.invite", inviting->out[i].id, &inviting->rows[i]);
        inviting->out[i].mailed = inviting->mail && inviting->rows[i].email;
        if (status == STATUS_OK && inviting->out[i].mailed)
            status = mails_add_invitation(act->people, act->meeting, inviting->out[i].id, act->now);
    }
    return status;
}

enum status meeting_invite(const struct meeting_act *act, const struct person_row *rows, size_t count,
                           bool mail, struct meeting_invited *out)
{
    struct inviting inviting = {rows, count, mail, out};
    return carry_out(act, invite, &inviting, ENTRY(.act = NULL));
}

struct admitting {
    const char *ask;
    const struct person_row *row;
};

static enum status admit(const struct meeting_act *act, void *context)
{
    const struct admitting *admitting = context;
    struct meeting_invited invited;
    struct inviting inviting = {admitting->row, 1, false, &invited};
    enum status status = asks_remove(act->people, act->meeting, admitting->ask);
    return status == STATUS_OK ? invite(act, &inviting) : status;
}

enum status meeting_admit(const struct meeting_act *act, const char *ask, const struct person_row *row)
{
    struct admitting admitting = {ask, row};
    return carry_out(act, admit, &admitting, ENTRY(.act = NULL));
}

static enum status refuse(const struct meeting_act *act, void *context)
{
    return asks_refuse(act->people, act->meeting, context, act->now);
}

enum status meeting_refuse(const struct meeting_act *act, const char *ask)
{
    return carry_out(act, refuse, (void *)ask, ENTRY(.act = "ask.refuse", .target = ask));
}

static bool stop_if_good(void *context, const struct person_row *row)
{
    *(bool *)context = !row->revoked_at;
    return false;
}

/* STATUS_NOT_FOUND where the meeting has no such person any more. */
static enum status check_person(const struct meeting_act *act, const char *person)
{
    bool good = false;
    enum status status = persons_list(act->people, act->meeting, person, stop_if_good, &good);
    return status == STATUS_OK && !good ? STATUS_NOT_FOUND : status;
}

static enum status change_person(const struct meeting_act *act, void *context)
{
    const struct person_row *row = context;
    enum status status = check_person(act, row->id);
    if (status == STATUS_OK)
        status = persons_write(act->people, row);
    return status == STATUS_OK ? note_person(act, "person.change", row->id, row) : status;
}

enum status meeting_change_person(const struct meeting_act *act, const struct person_row *row)
{
    return carry_out(act, change_person, (void *)row, ENTRY(.act = NULL));
}

static enum status except(const struct meeting_act *act, void *context)
{
    const struct exception_row *row = context;
    enum status status = check_person(act, row->person);
    return status == STATUS_OK ? exceptions_set(act->people, row) : status;
}

enum status meeting_except(const struct meeting_act *act, const struct exception_row *row)
{
    struct buf detail = BUF_EMPTY;
    buf_format(&detail, "{\"%s\":", row->scope);
    json_write_string(&detail, row->target);
    buf_text(&detail, ",\"role\":");
    json_write_string(&detail, row->role);
    buf_char(&detail, '}');
    enum status status =
        carry_out(act, except, (void *)row,
                  ENTRY(.act = "person.exception", .target = row->person, .detail = detail.bytes));
    buf_clear(&detail);
    return status;
}

static enum status revoke(const struct meeting_act *act, void *context)
{
    const char *person = context;
    enum status status = check_person(act, person);
    return status == STATUS_OK ? persons_revoke(act->people, person, act->now) : status;
}

enum status meeting_revoke(const struct meeting_act *act, const char *person)
{
    return carry_out(act, revoke, (void *)person, ENTRY(.act = "person.revoke", .target = person));
}

struct linking {
    const char *person;
    bool devices;
    char *token;
};

static enum status new_link(const struct meeting_act *act, void *context)
{
    const struct linking *linking = context;
    enum status status = check_person(act, linking->person);
    return status == STATUS_OK
               ? persons_new_link(act->people, linking->person, linking->devices, act->now, linking->token)
               : status;
}

enum status meeting_new_link(const struct meeting_act *act, const char *person, bool devices,
                             char token[PEOPLE_SECRET_BYTES])
{
    struct linking linking = {person, devices, token};
    return carry_out(act, new_link, &linking, ENTRY(.act = "person.link", .target = person));
}

static enum status mail_link(const struct meeting_act *act, void *context)
{
    return mails_add_invitation(act->people, act->meeting, context, act->now);
}

enum status meeting_mail_link(const struct meeting_act *act, const char *person)
{
    return carry_out(act, mail_link, (void *)person, ENTRY(.act = "person.mail", .target = person));
}

/* ---- the chair ---- */

/* Copies of what persons_write writes, as rows are borrowed. */
struct kept_person {
    char *id, *role, *name, *delegation, *email, *lang;
    bool head;
    int64_t expires_at;
};

struct hand_over {
    const char *from, *to;
    struct kept_person *chairs;
    size_t count, capacity;
    struct kept_person next; /* whom it goes to; id NULL: nobody found */
};

static struct kept_person keep(const struct person_row *row)
{
    return (struct kept_person){mem_copy_string(row->id),
                                mem_copy_string(row->role),
                                mem_copy_string(row->name),
                                mem_copy_string(row->delegation),
                                mem_copy_string(row->email),
                                mem_copy_string(row->lang),
                                row->head,
                                row->expires_at};
}

static void kept_clear(struct kept_person *kept)
{
    free(kept->id);
    free(kept->role);
    free(kept->name);
    free(kept->delegation);
    free(kept->email);
    free(kept->lang);
}

static bool take_sides(void *context, const struct person_row *row)
{
    struct hand_over *over = context;
    if (row->revoked_at)
        return true;
    if (strcmp(row->id, over->to) == 0) {
        over->next = keep(row);
    } else if (strcmp(row->role, "chair") == 0 && (!over->from || strcmp(row->id, over->from) == 0)) {
        over->chairs = mem_grow(over->chairs, over->count, &over->capacity, sizeof *over->chairs);
        over->chairs[over->count++] = keep(row);
    }
    return true;
}

/* Who speaks for no delegation cannot become a delegate. */
static enum status give_role(const struct meeting_act *act, const struct kept_person *kept, const char *role)
{
    if (!kept->delegation && strcmp(role, "delegation") == 0)
        role = "observer";
    return persons_write(act->people, &(struct person_row){.id = kept->id,
                                                           .role = role,
                                                           .name = kept->name,
                                                           .delegation = kept->delegation,
                                                           .email = kept->email,
                                                           .lang = kept->lang,
                                                           .head = kept->head,
                                                           .expires_at = kept->expires_at});
}

static enum status swap_roles(const struct meeting_act *act, void *context)
{
    struct hand_over *over = context;
    enum status status = persons_list(act->people, act->meeting, NULL, take_sides, over);
    if (status == STATUS_OK && !over->next.id)
        return STATUS_NOT_FOUND;
    if (status == STATUS_OK && (strcmp(over->next.role, "chair") == 0 || (over->from && !over->count)))
        return STATUS_CONFLICT;
    for (size_t i = 0; status == STATUS_OK && i < over->count; i++)
        status = give_role(act, &over->chairs[i], over->next.role);
    return status == STATUS_OK ? give_role(act, &over->next, "chair") : status;
}

enum status meeting_hand_over(const struct meeting_act *act, const char *from, const char *to)
{
    struct hand_over over = {.from = from, .to = to};
    enum status status = carry_out(act, swap_roles, &over, ENTRY(.act = "chair.hand-over", .target = to));
    for (size_t i = 0; i < over.count; i++)
        kept_clear(&over.chairs[i]);
    free(over.chairs);
    kept_clear(&over.next);
    return status;
}

/* ---- the agenda ---- */

static enum status put_draft(const struct meeting_act *act, void *context)
{
    return agenda_put(act->people, act->meeting, context);
}

enum status meeting_put_draft(const struct meeting_act *act, const struct agenda_row *row)
{
    return carry_out(act, put_draft, (void *)row,
                     ENTRY(.act = "agenda.put", .draft = row->draft, .target = row->group,
                           .detail = row->closed ? "{\"closed\":true}" : NULL));
}

struct ordering {
    const char *const *drafts;
    size_t count;
    char *others[MEETING_MAX_DRAFTS];
    size_t other_count;
};

static bool take_other(void *context, const struct agenda_row *row)
{
    struct ordering *ordering = context;
    for (size_t i = 0; i < ordering->count; i++)
        if (strcmp(ordering->drafts[i], row->draft) == 0)
            return true;
    ordering->others[ordering->other_count++] = mem_copy_string(row->draft);
    return ordering->other_count < MEETING_MAX_DRAFTS;
}

static enum status order(const struct meeting_act *act, void *context)
{
    struct ordering *ordering = context;
    enum status status = agenda_list(act->people, act->meeting, take_other, ordering);
    for (size_t i = 0; status == STATUS_OK && i < ordering->count; i++)
        status = agenda_place(act->people, act->meeting, ordering->drafts[i], i);
    for (size_t i = 0; status == STATUS_OK && i < ordering->other_count; i++)
        status = agenda_place(act->people, act->meeting, ordering->others[i], ordering->count + i);
    return status;
}

enum status meeting_order(const struct meeting_act *act, const char *const *drafts, size_t count)
{
    struct ordering ordering = {.drafts = drafts, .count = count};
    enum status status = carry_out(act, order, &ordering, ENTRY(.act = "agenda.order"));
    for (size_t i = 0; i < ordering.other_count; i++)
        free(ordering.others[i]);
    return status;
}

static enum status drop_draft(const struct meeting_act *act, void *context)
{
    return agenda_remove(act->people, act->meeting, context);
}

enum status meeting_drop_draft(const struct meeting_act *act, const char *draft)
{
    return carry_out(act, drop_draft, (void *)draft, ENTRY(.act = "agenda.drop", .draft = draft));
}
