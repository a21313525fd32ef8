#include "store/deletion.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/audit.h"
#include "store/people_database.h"

/* Ops that go in one transaction: nobody who writes waits long. They go from the end, and with each slice the log ends where they began, so that
 * whoever looks in between finds a log that is whole. */
#define SLICE 2000

/* Bytes of free pages that are overwritten at once. */
#define WIPE_BYTES 8000000

struct value {
    const char *text;
    int64_t number;
};

static enum status run(sqlite3 *db, const char *sql, struct value value, bool *changed)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(db, sql, &statement);
    if (status == STATUS_OK) {
        int most = sqlite3_bind_parameter_count(statement);
        if (most >= 1)
            database_bind_text(statement, 1, value.text);
        if (most >= 2)
            database_bind_time(statement, 2, value.number);
        status = database_finish(statement);
    }
    if (changed)
        *changed = status == STATUS_OK && sqlite3_changes(db) > 0;
    sqlite3_finalize(statement);
    return status;
}

static enum status run_all(sqlite3 *db, const char *const *steps, struct value value)
{
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && *steps; steps++)
        status = run(db, *steps, value, NULL);
    return status;
}

/* ---- deleted, and taken back ---- */

enum status deletion_at(struct people *people, enum deletion_kind kind, const char *id, int64_t *at)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(
        people_database(people),
        kind == DELETION_DRAFT ? "SELECT deleted_at FROM drafts WHERE id = ?1 AND purged_at = 0"
                               : "SELECT deleted_at FROM meetings WHERE id = ?1 AND purged_at = 0",
        &statement);
    *at = 0;
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, id);
        status = database_step(statement, &row);
    }
    if (row)
        *at = (int64_t)database_number(statement, 0);
    sqlite3_finalize(statement);
    return status == STATUS_OK && !row ? STATUS_NOT_FOUND : status;
}

/* The drafts of a meeting go with it, and come back with it; those that were deleted before stay so. */
static const char *const delete_meeting[] = {"UPDATE drafts SET deleted_at = ?2 WHERE deleted_at = 0"
                                             " AND id IN (SELECT draft FROM agenda WHERE meeting = ?1)",
                                             "UPDATE meetings SET deleted_at = ?2 WHERE id = ?1", NULL};
static const char *const restore_meeting[] = {
    "UPDATE drafts SET deleted_at = 0 WHERE id IN (SELECT draft FROM agenda WHERE meeting = ?1)"
    " AND deleted_at = (SELECT deleted_at FROM meetings WHERE id = ?1)",
    "UPDATE meetings SET deleted_at = 0 WHERE id = ?1", NULL};
static const char *const delete_draft[] = {"UPDATE drafts SET deleted_at = ?2 WHERE id = ?1", NULL};
static const char *const restore_draft[] = {"UPDATE drafts SET deleted_at = 0 WHERE id = ?1", NULL};

static struct audit_entry entry_of(enum deletion_kind kind, const char *id, const char *of_draft,
                                   const char *of_meeting)
{
    return kind == DELETION_DRAFT ? (struct audit_entry){.act = of_draft, .draft = id}
                                  : (struct audit_entry){.act = of_meeting, .meeting = id};
}

enum status deletion_set(struct people *people, enum deletion_kind kind, const char *id, bool deleted,
                         const char *by, int64_t now)
{
    int64_t at;
    bool is_draft = kind == DELETION_DRAFT;
    struct audit_entry entry = deleted ? entry_of(kind, id, "draft.delete", "meeting.delete")
                                       : entry_of(kind, id, "draft.undelete", "meeting.undelete");
    const char *const *steps = deleted    ? is_draft ? delete_draft : delete_meeting
                               : is_draft ? restore_draft
                                          : restore_meeting;
    entry.by = by;
    entry.at = now;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = deletion_at(people, kind, id, &at);
    if (status == STATUS_OK && (at != 0) == deleted)
        status = STATUS_CONFLICT;
    if (status == STATUS_OK)
        status = run_all(people_database(people), steps, (struct value){id, now});
    if (status == STATUS_OK)
        status = audit_note(people, &entry);
    return people_end(people, status);
}

enum status deletion_each_seat(struct people *people, int64_t at,
                               void (*each)(void *context, const char *draft, const char *seat),
                               void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        database_prepare(people_database(people),
                         "SELECT d.id, i.id FROM drafts d JOIN invitations i ON i.draft = d.id"
                         " WHERE d.deleted_at = ?1 AND d.purged_at = 0",
                         &statement);
    if (status == STATUS_OK)
        database_bind_time(statement, 1, at);
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row)
        each(context, database_text(statement, 0), database_text(statement, 1));
    sqlite3_finalize(statement);
    return status;
}

/* ---- purged ---- */

/* Browsers forget those that nobody needs elsewhere; and those seats go. */
#define FORGET_COOKIES(of, elsewhere)                                                                        \
    "DELETE FROM cookie_seats WHERE invitation IN (SELECT i.id FROM invitations i WHERE i." of " = ?1"       \
    " AND NOT EXISTS(SELECT 1 FROM invitations o WHERE o.participant = i.id AND " elsewhere "))"
#define FORGET_SEATS(of)                                                                                     \
    "DELETE FROM invitations AS i WHERE i." of " = ?1"                                                       \
    " AND NOT EXISTS(SELECT 1 FROM invitations o WHERE o.participant = i.id AND o.id <> i.id)"

static const char forget_cookies_of_draft[] = FORGET_COOKIES("draft", "o.draft IS NOT i.draft");
static const char forget_cookies_of_meeting[] = FORGET_COOKIES("meeting", "o.id <> i.id");
static const char forget_seats_of_draft[] = FORGET_SEATS("draft");
static const char forget_seats_of_meeting[] = FORGET_SEATS("meeting");

/* What was told and mailed to people goes with the last that is known of them. */
#define FORGET_TOLD(table)                                                                                   \
    "DELETE FROM " table " WHERE NOT EXISTS(SELECT 1 FROM invitations i"                                     \
    " WHERE i.participant = " table ".participant)"

static const char forget_mails[] = FORGET_TOLD("mails");
static const char forget_notices[] = FORGET_TOLD("notices");
static const char forget_notice_settings[] = FORGET_TOLD("notice_settings");

/* What becomes of a seat that others stand on: the first link of somebody who has seats elsewhere stays as it is, revoked. */
static const char *const purge_draft[] = {
    "DELETE FROM snapshots WHERE log = (SELECT id FROM logs WHERE draft = ?1)",
    "DELETE FROM ops WHERE log = (SELECT id FROM logs WHERE draft = ?1)",
    "DELETE FROM logs WHERE draft = ?1",
    "DELETE FROM acts WHERE draft = ?1",
    "DELETE FROM exceptions WHERE scope = 'draft' AND target = ?1",
    "DELETE FROM agenda WHERE draft = ?1",
    "DELETE FROM notices WHERE draft = ?1",
    "DELETE FROM reminders WHERE draft = ?1",
    "DELETE FROM told WHERE draft = ?1",
    "DELETE FROM hook_positions WHERE draft = ?1",
    "UPDATE invitations SET person = NULL, revoked_at = max(revoked_at, ?2) WHERE draft = ?1",
    forget_cookies_of_draft,
    "DELETE FROM invitations AS i WHERE i.draft = ?1 AND i.participant <> i.id",
    forget_seats_of_draft,
    forget_mails,
    forget_notices,
    forget_notice_settings,
    "UPDATE drafts SET purged_at = ?2 WHERE id = ?1",
    NULL};

static const char *const purge_meeting[] = {
    "UPDATE invitations SET person = NULL WHERE person IN (SELECT id FROM invitations WHERE meeting = ?1)",
    "DELETE FROM exceptions WHERE person IN (SELECT id FROM invitations WHERE meeting = ?1)",
    "DELETE FROM persons WHERE id IN (SELECT id FROM invitations WHERE meeting = ?1)",
    "DELETE FROM asks WHERE meeting = ?1",
    "DELETE FROM mails WHERE meeting = ?1 OR person IN (SELECT id FROM invitations WHERE meeting = ?1)",
    "DELETE FROM agenda WHERE meeting = ?1",
    "UPDATE invitations SET revoked_at = max(revoked_at, ?2) WHERE meeting = ?1",
    "DELETE FROM invitations AS i WHERE i.meeting = ?1 AND i.participant <> i.id",
    forget_cookies_of_meeting,
    forget_seats_of_meeting,
    forget_mails,
    forget_notices,
    forget_notice_settings,
    "UPDATE meetings SET purged_at = ?2, document = '{}', logo = NULL, logo_type = NULL WHERE id = ?1",
    NULL};

/* Cuts a slice off the end of the draft's log. `*more`: there is more than one left. */
static enum status cut_log(struct people *people, const char *draft, bool *more)
{
    static const char *const steps[] = {
        "DELETE FROM snapshots WHERE log = (SELECT id FROM logs WHERE draft = ?1)",
        "DELETE FROM ops WHERE log = (SELECT id FROM logs WHERE draft = ?1)"
        " AND seq > (SELECT last_seq FROM logs WHERE draft = ?1) - ?2",
        "UPDATE logs SET last_seq = last_seq - ?2, wake_at = 0, bytes = 0, head ="
        " (SELECT hash FROM ops WHERE log = logs.id ORDER BY seq DESC LIMIT 1) WHERE draft = ?1",
        NULL};
    sqlite3 *db = people_database(people);
    sqlite3_stmt *statement = NULL;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = database_prepare(db, "SELECT 1 FROM logs WHERE draft = ?1 AND last_seq > ?2", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, SLICE);
        status = database_step(statement, more);
    }
    sqlite3_finalize(statement);
    if (status == STATUS_OK && *more)
        status = run_all(db, steps, (struct value){draft, SLICE});
    return people_end(people, status);
}

struct end {
    enum deletion_kind kind;
    char *id;
};

struct ends {
    struct end *all;
    size_t count, capacity;
};

static enum status list_ends(sqlite3 *db, const char *id, int64_t before, struct ends *out)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(
        db,
        "SELECT 0, id FROM drafts WHERE deleted_at <> 0 AND purged_at = 0 AND deleted_at <= ?2"
        " AND (?1 IS NULL OR id = ?1 OR id IN (SELECT draft FROM agenda WHERE meeting = ?1))"
        " UNION ALL SELECT 1, id FROM meetings WHERE deleted_at <> 0 AND purged_at = 0"
        " AND deleted_at <= ?2 AND id = ifnull(?1, id) ORDER BY 1",
        &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, id);
        database_bind_time(statement, 2, before);
    }
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row) {
        out->all = mem_grow(out->all, out->count, &out->capacity, sizeof *out->all);
        out->all[out->count++] =
            (struct end){database_number(statement, 0) ? DELETION_MEETING : DELETION_DRAFT,
                         mem_copy_string(database_text(statement, 1))};
    }
    sqlite3_finalize(statement);
    return status;
}

/* What is left when its log is cut short. Two servers may come to it at the same time; the second finds it done. */
static enum status purge_rows(struct people *people, const struct end *end, const char *by, int64_t now)
{
    bool is_draft = end->kind == DELETION_DRAFT;
    struct audit_entry entry = entry_of(end->kind, end->id, "draft.purge", "meeting.purge");
    int64_t at;
    entry.by = by;
    entry.at = now;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = deletion_at(people, end->kind, end->id, &at);
    bool done = status == STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = run_all(people_database(people), is_draft ? purge_draft : purge_meeting,
                         (struct value){end->id, now});
    if (status == STATUS_OK)
        status = audit_note(people, &entry);
    status = people_end(people, status);
    return done ? STATUS_OK : status;
}

static enum status purge_one(const struct purge *purge, const struct end *end)
{
    bool is_draft = end->kind == DELETION_DRAFT, more = is_draft;
    enum status status = STATUS_OK;
    if (is_draft && purge->erase_log)
        status = purge->erase_log(purge->context, end->id);
    while (status == STATUS_OK && more)
        status = cut_log(purge->people, end->id, &more);
    return status == STATUS_OK ? purge_rows(purge->people, end, purge->by, purge->now) : status;
}

static int64_t free_bytes(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    int64_t bytes = 0;
    enum status status = database_prepare(
        db, "SELECT f.freelist_count * p.page_size FROM pragma_freelist_count f, pragma_page_size p",
        &statement);
    if (status == STATUS_OK && database_step(statement, &row) == STATUS_OK && row)
        bytes = (int64_t)database_number(statement, 0);
    sqlite3_finalize(statement);
    return bytes;
}

/* Rows that go are overwritten where they stood (database.c); pages that went free keep what they had until they are used. So all of them are used, for
 * zeros, and then the write-ahead log is emptied. */
static enum status wipe(sqlite3 *db)
{
    int64_t left = free_bytes(db);
    enum status status = database_run(db, "BEGIN IMMEDIATE; CREATE TABLE wipe(zeros BLOB)");
    for (; status == STATUS_OK && left > 0; left -= WIPE_BYTES)
        status = run(db, "INSERT INTO wipe SELECT zeroblob(?2) WHERE ?1 IS NULL",
                     (struct value){NULL, left < WIPE_BYTES ? left : WIPE_BYTES}, NULL);
    if (status == STATUS_OK)
        status = database_run(db, "DROP TABLE wipe; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    return status;
}

/* Meetings come behind the drafts on their agendas, which would be lost sight of without them. */
static enum status purge_all(const struct purge *purge, const struct ends *ends)
{
    bool fenced = false;
    for (size_t i = 0; i < ends->count; i++) {
        const struct end *end = &ends->all[i];
        if (fenced && end->kind == DELETION_MEETING)
            break;
        enum status status = purge_one(purge, end);
        if (status != STATUS_OK && status != STATUS_FENCED)
            return status;
        fenced = fenced || status == STATUS_FENCED;
    }
    return fenced ? STATUS_FENCED : STATUS_OK;
}

enum status deletion_purge(const struct purge *purge)
{
    struct ends ends = {0};
    enum status status = list_ends(people_database(purge->people), purge->id, purge->before, &ends);
    if (status == STATUS_OK && purge->id && !ends.count)
        status = STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = purge_all(purge, &ends);
    for (size_t i = 0; i < ends.count; i++)
        free(ends.all[i].id);
    free(ends.all);
    return status;
}

/* ---- beside the rows ---- */

static enum status each_purged(sqlite3 *db, int64_t since, void (*each)(void *context, const char *draft),
                               void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(db, "SELECT id FROM drafts WHERE purged_at > ?1", &statement);
    if (status == STATUS_OK)
        database_bind_time(statement, 1, since);
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row)
        each(context, database_text(statement, 0));
    sqlite3_finalize(statement);
    return status;
}

static enum status purged_after(sqlite3 *db, int64_t since, bool *any)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(db,
                                          "SELECT 1 FROM drafts WHERE purged_at > ?1"
                                          " UNION ALL SELECT 1 FROM meetings WHERE purged_at > ?1 LIMIT 1",
                                          &statement);
    *any = false;
    if (status == STATUS_OK) {
        database_bind_time(statement, 1, since);
        status = database_step(statement, any);
    }
    sqlite3_finalize(statement);
    return status;
}

#define OF_PURGED "(SELECT l.id FROM logs l JOIN drafts d ON d.id = l.draft WHERE d.purged_at <> 0)"

enum status deletion_tidy(const char *dir, int64_t since, void (*each)(void *context, const char *draft),
                          void *context)
{
    sqlite3 *db = NULL;
    bool any = false;
    enum status status = database_open(dir, DATABASE_WRITE, NULL, &db);
    if (status != STATUS_OK)
        return status;
    status = each_purged(db, since, each, context);
    if (status == STATUS_OK)
        status = purged_after(db, since, &any);
    if (status == STATUS_OK && any)
        status = database_run(db, "BEGIN IMMEDIATE; DELETE FROM snapshots WHERE log IN " OF_PURGED
                                  "; DELETE FROM ops WHERE log IN " OF_PURGED
                                  "; DELETE FROM logs WHERE id IN " OF_PURGED "; COMMIT");
    if (status == STATUS_OK && any)
        status = wipe(db);
    if (status != STATUS_OK)
        database_rollback(db);
    sqlite3_close(db);
    return status;
}
