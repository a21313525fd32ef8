#include "store/asks.h"

#include "store/people_query.h"

/* Why there can be no ask. */
static enum status judge(struct people *people, const char *meeting, const char *email, int64_t now)
{
    static const struct {
        const char *sql;
        enum status status;
        bool where_not;
    } rules[] = {
        {"SELECT 1 FROM meetings WHERE id = ?1 AND ?2 = ?2 AND ?3 = ?3", STATUS_NOT_FOUND, true},
        {"SELECT 1 FROM persons p JOIN invitations i ON i.id = p.id WHERE i.meeting = ?1"
         " AND p.email = ?2 COLLATE NOCASE AND " PEOPLE_GOOD("i", "?3"),
         STATUS_EXISTS, false},
        {"SELECT 1 FROM asks WHERE meeting = ?1 AND email = ?2 AND refused_at > ?3 - 86400000",
         STATUS_FORBIDDEN, false},
        {"SELECT 1 FROM asks WHERE meeting = ?1 AND NOT EXISTS(SELECT 1 FROM asks WHERE meeting = ?1"
         " AND email = ?2) AND ?3 = ?3 LIMIT 1 OFFSET 199",
         STATUS_LIMIT, false},
        {"SELECT 1 FROM asks WHERE email = ?2 AND refused_at = 0 AND meeting <> ?1 AND ?3 = ?3"
         " LIMIT 1 OFFSET 9",
         STATUS_LIMIT, false},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof rules / sizeof *rules; i++) {
        bool found;
        status = people_ask(people, &found, rules[i].sql, "ttn", meeting, email, now);
        if (status == STATUS_OK && found != rules[i].where_not)
            status = rules[i].status;
    }
    return status;
}

enum status asks_add(struct people *people, const char *meeting, const char *email, const char *name,
                     int64_t now)
{
    char id[PEOPLE_SECRET_BYTES];
    random_id(id, sizeof id);
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = judge(people, meeting, email, now);
    if (status == STATUS_OK)
        status = people_run(people, NULL,
                            "INSERT INTO asks(id, meeting, email, name, created_at, refused_at)"
                            " VALUES(?1, ?2, ?3, ?4, ?5, 0) ON CONFLICT(meeting, email) DO UPDATE SET"
                            " name = excluded.name, refused_at = 0",
                            "ttttn", id, meeting, email, name, now);
    return people_end(people, status);
}

enum status asks_list(struct people *people, const char *meeting, const char *ask, const char *email,
                      bool (*each)(void *context, const struct ask_row *row), void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status =
        people_query(people, &statement,
                     "SELECT id, email, name, created_at, refused_at FROM asks WHERE meeting = ?1"
                     " AND id = ifnull(?2, id) AND email = ifnull(?3, email) ORDER BY created_at, id",
                     "ttt", meeting, ask, email);
    while (more && people_next_row(statement, &status))
        more = each(context,
                    &(struct ask_row){database_text(statement, 0), database_text(statement, 1),
                                      database_text(statement, 2), (int64_t)database_number(statement, 3),
                                      (int64_t)database_number(statement, 4)});
    sqlite3_finalize(statement);
    return status;
}

static enum status change(struct people *people, const char *sql, const char *meeting, const char *ask,
                          int64_t now)
{
    int changed;
    enum status status = people_run(people, &changed, sql, "ttn", meeting, ask, now);
    return status == STATUS_OK && !changed ? STATUS_NOT_FOUND : status;
}

enum status asks_refuse(struct people *people, const char *meeting, const char *ask, int64_t now)
{
    return change(people, "UPDATE asks SET refused_at = ?3 WHERE meeting = ?1 AND id = ?2 AND refused_at = 0",
                  meeting, ask, now);
}

enum status asks_remove(struct people *people, const char *meeting, const char *ask)
{
    return change(people, "DELETE FROM asks WHERE meeting = ?1 AND id = ?2 AND ?3 = ?3", meeting, ask, 0);
}
