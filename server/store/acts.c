#include "store/acts.h"

#include "store/people_database.h"

enum status people_note_act(struct people *people, enum act_kind kind, const char *seat, const char *by,
                            int64_t now)
{
    static const char *const steps[] = {
        "UPDATE drafts SET acts = acts + 1 WHERE id = (SELECT draft FROM invitations WHERE id = ?1)",
        "INSERT INTO acts(draft, number, kind, seat, by, at, pending)"
        " SELECT d.id, d.acts, ?2, i.id, ?3, ?4, i.pending FROM invitations i JOIN drafts d ON d.id = i.draft"
        " WHERE i.id = ?1",
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof steps / sizeof *steps; i++) {
        sqlite3_stmt *statement = NULL;
        status = database_prepare(people_database(people), steps[i], &statement);
        if (status == STATUS_OK) {
            database_bind_text(statement, 1, seat);
            if (i) {
                database_bind_number(statement, 2, kind);
                database_bind_text(statement, 3, by);
                database_bind_time(statement, 4, now);
            }
            status = database_finish(statement);
        }
        sqlite3_finalize(statement);
    }
    return status;
}

static struct act read_act(sqlite3_stmt *row)
{
    return (struct act){.number = database_number(row, 0),
                        .kind = (enum act_kind)database_number(row, 1),
                        .by = database_text(row, 2),
                        .at = (int64_t)database_number(row, 3),
                        .pending = database_number(row, 4) != 0,
                        .seat = database_text(row, 5),
                        .participant = database_text(row, 6),
                        .role = database_text(row, 7),
                        .name = database_text(row, 8),
                        .delegation = database_text(row, 9),
                        .expires_at = (int64_t)database_number(row, 10),
                        .silent = database_number(row, 11) != 0};
}

enum status people_acts_since(struct people *people, const char *draft, uint64_t after,
                              bool (*each)(void *context, const struct act *act), void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false, more = true;
    enum status status = database_prepare(
        people_database(people),
        "SELECT a.number, a.kind, a.by, a.at, a.pending, i.id, i.participant, i.role, i.name,"
        " i.delegation, i.expires_at, i.silent FROM acts a JOIN invitations i ON i.id = a.seat"
        " WHERE a.draft = ?1 AND a.number > ?2 ORDER BY a.number",
        &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, after);
    }
    while (status == STATUS_OK && more && (status = database_step(statement, &row)) == STATUS_OK && row) {
        struct act act = read_act(statement);
        more = each(context, &act);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status people_acts_fresh(struct people *people, uint64_t *mark,
                              void (*each)(void *context, const char *draft, enum act_kind kind,
                                           const char *seat),
                              void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    const char *sql = each ? "SELECT id, draft, kind, seat FROM acts WHERE id > ?1 ORDER BY id"
                           : "SELECT ifnull(max(id), 0) FROM acts WHERE id > ?1";
    enum status status = database_prepare(people_database(people), sql, &statement);
    if (status == STATUS_OK)
        database_bind_number(statement, 1, *mark);
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row) {
        if (database_number(statement, 0) > *mark)
            *mark = database_number(statement, 0);
        if (each)
            each(context, database_text(statement, 1), (enum act_kind)database_number(statement, 2),
                 database_text(statement, 3));
    }
    sqlite3_finalize(statement);
    return status;
}

enum status people_seat_has_successor(struct people *people, const char *seat, int64_t now)
{
    sqlite3_stmt *statement = NULL;
    bool has = false;
    enum status status =
        database_prepare(people_database(people),
                         "SELECT 1 FROM invitations o JOIN invitations i ON i.participant = o.participant"
                         " AND i.draft = o.draft WHERE o.id = ?1 AND " PEOPLE_GOOD("i", "?2"),
                         &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, seat);
        database_bind_time(statement, 2, now);
        status = database_step(statement, &has);
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && !has ? STATUS_NOT_FOUND : status;
}
