#include "store/notices.h"

#include "store/notice_row.h"

enum status notices_position(struct people *people, const char *draft, uint64_t *seq)
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement, "SELECT seq FROM told WHERE draft = ?1", "t", draft);
    *seq = people_next_row(statement, &status) ? database_number(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

enum status notices_move(struct people *people, const char *draft, uint64_t seq, const char *title)
{
    return people_run(
        people, NULL,
        "INSERT INTO told(draft, seq, title) VALUES(?1, ?2, ?3) ON CONFLICT(draft) DO UPDATE"
        " SET seq = excluded.seq, title = coalesce(?4, told.title) WHERE excluded.seq > told.seq",
        "tntt", draft, (int64_t)seq, title ? title : "{}", title);
}

enum status notices_add(struct people *people, const char *participant, const struct notice *notice,
                        bool mailed)
{
    return people_run(
        people, NULL,
        "INSERT OR IGNORE INTO notices(participant, event, kind, draft, seq, item, label, subject,"
        " outcome, words, by, until, at, read_at, mail)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, ?14)",
        "ttttnttttttnnt", participant, notice->event, notice->kind, notice->draft, (int64_t)notice->seq,
        notice->item, notice->label, notice->subject, notice->outcome, notice->words, notice->by,
        notice->until, notice->at, mailed ? "due" : NULL);
}

enum status notices_prune(struct people *people, const char *participant, int64_t now)
{
    return people_run(
        people, NULL,
        "DELETE FROM notices WHERE participant = ?1 AND (at < ?2 OR at < (SELECT at FROM notices"
        "  WHERE participant = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?3))",
        "tnn", participant, now - NOTICES_KEPT_MS, (int64_t)NOTICES_KEPT - 1);
}

struct notice notice_of_row(sqlite3_stmt *statement)
{
    return (struct notice){.event = database_text(statement, 0),
                           .kind = database_text(statement, 1),
                           .draft = database_text(statement, 2),
                           .seq = database_number(statement, 3),
                           .item = database_text(statement, 4),
                           .label = database_text(statement, 5),
                           .subject = database_text(statement, 6),
                           .outcome = database_text(statement, 7),
                           .words = database_text(statement, 8),
                           .by = database_text(statement, 9),
                           .until = (int64_t)database_number(statement, 10),
                           .at = (int64_t)database_number(statement, 11),
                           .read_at = (int64_t)database_number(statement, 12),
                           .title = database_text(statement, 13),
                           .by_name = database_text(statement, 14),
                           .by_delegation = database_text(statement, 15)};
}

enum status notices_list(struct people *people, const char *participant, int64_t now,
                         bool (*each)(void *context, const struct notice *notice), void *context)
{
    sqlite3_stmt *statement;
    enum status status = people_query(people, &statement,
                                      NOTICE_SELECT " WHERE n.participant = ?1 AND " NOTICE_IS_SEEN
                                                    " ORDER BY n.at DESC, n.event DESC LIMIT ?3",
                                      "tnn", participant, now, (int64_t)NOTICES_A_LIST);
    bool more = true;
    while (more && people_next_row(statement, &status)) {
        struct notice notice = notice_of_row(statement);
        more = each(context, &notice);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status notices_read(struct people *people, const char *participant, const char *event, int64_t until,
                         int64_t now)
{
    return people_run(people, NULL,
                      "UPDATE notices SET read_at = ?4 WHERE participant = ?1 AND read_at = 0"
                      " AND (event = ?2 OR (?2 IS NULL AND at <= ?3))",
                      "ttnn", participant, event, until, now);
}

/* Reminders */

enum status reminders_add(struct people *people, const struct reminder *reminder)
{
    return people_run(
        people, NULL,
        "INSERT OR IGNORE INTO reminders(event, draft, seq, item, label, outcome, delegations, until,"
        " due_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        "ttntttt"
        "nn",
        reminder->event, reminder->draft, (int64_t)reminder->seq, reminder->item, reminder->label,
        reminder->outcome, reminder->delegations, reminder->until, reminder->due_at);
}

enum status reminders_drop(struct people *people, const char *draft, const char *item)
{
    return people_run(people, NULL, "DELETE FROM reminders WHERE draft = ?1 AND item = ?2", "tt", draft,
                      item);
}

enum status reminders_due(struct people *people, int64_t now,
                          bool (*each)(void *context, const struct reminder *reminder), void *context)
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement,
                     "SELECT event, draft, seq, item, label, outcome, delegations, until, due_at"
                     " FROM reminders WHERE due_at <= ?1 ORDER BY due_at LIMIT 1",
                     "n", now);
    if (people_next_row(statement, &status)) {
        struct reminder reminder = {
            database_text(statement, 0),           database_text(statement, 1),
            database_number(statement, 2),         database_text(statement, 3),
            database_text(statement, 4),           database_text(statement, 5),
            database_text(statement, 6),           (int64_t)database_number(statement, 7),
            (int64_t)database_number(statement, 8)};
        (void)each(context, &reminder);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status reminders_remove(struct people *people, const char *event)
{
    return people_run(people, NULL, "DELETE FROM reminders WHERE event = ?1", "t", event);
}

/* Settings */

enum status notice_settings_read(struct people *people, const char *participant, struct notice_settings *out)
{
    sqlite3_stmt *statement;
    *out = (struct notice_settings){.muted = 0, .digest = NOTICE_DIGEST_MIN};
    enum status status =
        people_query(people, &statement, "SELECT muted, digest FROM notice_settings WHERE participant = ?1",
                     "t", participant);
    if (people_next_row(statement, &status))
        *out = (struct notice_settings){database_number(statement, 0), database_number(statement, 1)};
    sqlite3_finalize(statement);
    return status;
}

enum status notice_settings_write(struct people *people, const char *participant,
                                  const struct notice_settings *settings)
{
    return people_run(
        people, NULL,
        "INSERT INTO notice_settings(participant, muted, digest) VALUES(?1, ?2, ?3)"
        " ON CONFLICT(participant) DO UPDATE SET muted = excluded.muted, digest = excluded.digest",
        "tnn", participant, (int64_t)settings->muted, (int64_t)settings->digest);
}
