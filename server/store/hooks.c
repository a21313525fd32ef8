#include "store/hooks.h"

#include "base/buf.h"
#include "store/audit.h"
#include "store/people_query.h"

#define HOOK_SELECT                                                                                          \
    "SELECT h.name, h.created_at, h.failing_since, h.paused_at, h.why,"                                      \
    " (SELECT count(*) FROM hook_positions p WHERE p.hook = h.name),"                                        \
    " (SELECT count(*) FROM hook_positions p JOIN logs l ON l.draft = p.draft"                               \
    "   WHERE p.hook = h.name AND l.last_seq > p.seq) FROM hooks h"

static struct hook_row row_of(sqlite3_stmt *statement)
{
    return (struct hook_row){.name = database_text(statement, 0),
                             .created_at = (int64_t)database_number(statement, 1),
                             .failing_since = (int64_t)database_number(statement, 2),
                             .paused_at = (int64_t)database_number(statement, 3),
                             .why = database_text(statement, 4),
                             .drafts = database_number(statement, 5),
                             .behind = database_number(statement, 6)};
}

enum status hooks_list(struct people *people, bool (*each)(void *context, const struct hook_row *row),
                       void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status = people_query(people, &statement, HOOK_SELECT " ORDER BY h.name", "");
    while (more && people_next_row(statement, &status)) {
        struct hook_row row = row_of(statement);
        more = each(context, &row);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status hooks_read(struct people *people, const char *name,
                       void (*each)(void *context, const struct hook_row *row), void *context)
{
    sqlite3_stmt *statement;
    enum status status = people_query(people, &statement, HOOK_SELECT " WHERE h.name = ?1", "t", name);
    bool found = people_next_row(statement, &status);
    if (found) {
        struct hook_row row = row_of(statement);
        each(context, &row);
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

enum status hooks_know(struct people *people, const char *name, int64_t now, bool *fresh)
{
    int changed;
    enum status status = people_run(people, &changed,
                                    "INSERT OR IGNORE INTO hooks(name, created_at, failing_since, paused_at)"
                                    " VALUES(?1, ?2, 0, 0)",
                                    "tn", name, now);
    *fresh = changed > 0;
    return status;
}

enum status hooks_note(struct people *people, const char *name, int64_t failing_since, const char *why)
{
    return people_run(people, NULL, "UPDATE hooks SET failing_since = ?2, why = ?3 WHERE name = ?1", "tnt",
                      name, failing_since, why);
}

static enum status exists(struct people *people, const char *name)
{
    bool yes;
    enum status status = people_ask(people, &yes, "SELECT 1 FROM hooks WHERE name = ?1", "t", name);
    return status == STATUS_OK && !yes ? STATUS_NOT_FOUND : status;
}

enum status hooks_pause(struct people *people, const char *name, bool paused, const char *by, int64_t now,
                        const char *why)
{
    int changed = 0;
    const struct audit_entry entry = {
        .at = now, .act = paused ? "hook.pause" : "hook.resume", .by = by, .target = name};
    enum status status = exists(people, name);
    if (status == STATUS_OK)
        status = people_run(people, &changed,
                            "UPDATE hooks SET paused_at = ?2, why = ?3, failing_since ="
                            " CASE WHEN ?2 = 0 THEN 0 ELSE failing_since END"
                            " WHERE name = ?1 AND (paused_at = 0) = (?2 <> 0)",
                            "tnt", name, paused ? now : INT64_C(0), why);
    if (status == STATUS_OK && !changed)
        status = STATUS_CONFLICT;
    return status == STATUS_OK ? audit_note(people, &entry) : status;
}

enum status hooks_forget(struct people *people, const char *name, const char *by, int64_t now)
{
    const struct audit_entry entry = {.at = now, .act = "hook.forget", .by = by, .target = name};
    enum status status = exists(people, name);
    if (status == STATUS_OK)
        status = people_run(people, NULL, "DELETE FROM hook_positions WHERE hook = ?1", "t", name);
    if (status == STATUS_OK)
        status = people_run(people, NULL, "DELETE FROM hooks WHERE name = ?1", "t", name);
    return status == STATUS_OK ? audit_note(people, &entry) : status;
}

/* ---- drafts ---- */

#define DRAFT_SELECT                                                                                         \
    "SELECT d.id, a.meeting, a.closed FROM drafts d LEFT JOIN agenda a ON a.draft = d.id"                    \
    " WHERE d.deleted_at = 0"

static struct hook_draft draft_of(sqlite3_stmt *statement)
{
    return (struct hook_draft){.id = database_text(statement, 0),
                               .meeting = database_text(statement, 1),
                               .closed = database_number(statement, 2) != 0};
}

enum status hooks_draft(struct people *people, const char *draft,
                        void (*each)(void *context, const struct hook_draft *draft), void *context)
{
    sqlite3_stmt *statement;
    enum status status = people_query(people, &statement, DRAFT_SELECT " AND d.id = ?1", "t", draft);
    bool found = people_next_row(statement, &status);
    if (found) {
        struct hook_draft row = draft_of(statement);
        each(context, &row);
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

enum status hooks_new_drafts(struct people *people, const char *hook, int64_t since,
                             bool (*each)(void *context, const struct hook_draft *draft), void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status = people_query(people, &statement,
                                      DRAFT_SELECT " AND d.created_at >= ?2 AND NOT EXISTS(SELECT 1"
                                                   " FROM hook_positions p WHERE p.hook = ?1"
                                                   " AND p.draft = d.id) ORDER BY d.created_at, d.id",
                                      "tn", hook, since);
    while (more && people_next_row(statement, &status)) {
        struct hook_draft row = draft_of(statement);
        more = each(context, &row);
    }
    sqlite3_finalize(statement);
    return status;
}

/* ---- positions ---- */

enum status hooks_position(struct people *people, const char *hook, const char *draft, uint64_t *seq)
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement, "SELECT seq FROM hook_positions WHERE hook = ?1 AND draft = ?2",
                     "tt", hook, draft);
    *seq = people_next_row(statement, &status) ? database_number(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

enum status hooks_move(struct people *people, const char *hook, const char *draft, uint64_t seq)
{
    return people_run(people, NULL,
                      "INSERT INTO hook_positions(hook, draft, seq, asked) SELECT ?1, id, ?3, 0 FROM drafts"
                      " WHERE id = ?2 AND purged_at = 0 ON CONFLICT(hook, draft) DO UPDATE"
                      " SET seq = excluded.seq WHERE excluded.seq > hook_positions.seq"
                      " AND hook_positions.asked = 0",
                      "ttn", hook, draft, (int64_t)seq);
}

enum status hooks_set(struct people *people, const char *hook, const char *draft, uint64_t seq)
{
    return people_run(people, NULL,
                      "INSERT INTO hook_positions(hook, draft, seq, asked) VALUES(?1, ?2, ?3, 0)"
                      " ON CONFLICT(hook, draft) DO UPDATE SET seq = excluded.seq",
                      "ttn", hook, draft, (int64_t)seq);
}

enum status hooks_replay(struct people *people, const char *hook, const char *draft, uint64_t from,
                         const char *by, int64_t now)
{
    struct buf detail = BUF_EMPTY;
    bool there = false;
    enum status status = exists(people, hook);
    if (status == STATUS_OK)
        status =
            people_ask(people, &there, "SELECT 1 FROM drafts WHERE id = ?1 AND deleted_at = 0", "t", draft);
    if (status == STATUS_OK && !there)
        status = STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = people_run(people, NULL,
                            "INSERT INTO hook_positions(hook, draft, seq, asked) VALUES(?1, ?2, ?3, 1)"
                            " ON CONFLICT(hook, draft) DO UPDATE SET seq = excluded.seq, asked = 1",
                            "ttn", hook, draft, (int64_t)(from ? from - 1 : 0));
    buf_format(&detail, "{\"from\":%llu}", (unsigned long long)from);
    const struct audit_entry entry = {
        .at = now, .act = "hook.replay", .by = by, .draft = draft, .target = hook, .detail = detail.bytes};
    if (status == STATUS_OK)
        status = audit_note(people, &entry);
    buf_clear(&detail);
    return status;
}

enum status hooks_asked(struct people *people,
                        bool (*each)(void *context, const char *hook, const char *draft, uint64_t seq),
                        void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status = people_query(
        people, &statement,
        "SELECT hook, draft, seq FROM hook_positions WHERE asked <> 0 ORDER BY hook, draft LIMIT 1000", "");
    while (more && people_next_row(statement, &status))
        more = each(context, database_text(statement, 0), database_text(statement, 1),
                    database_number(statement, 2));
    sqlite3_finalize(statement);
    return status;
}

enum status hooks_heeded(struct people *people, const char *hook, const char *draft)
{
    return people_run(people, NULL, "UPDATE hook_positions SET asked = 0 WHERE hook = ?1 AND draft = ?2",
                      "tt", hook, draft);
}
