#include "store/logins.h"

#include <stdio.h>

#include "store/audit.h"
#include "store/people_query.h"

#define NONCE_KEPT_MS INT64_C(86400000) /* longer than anybody may take to sign in */
#define MOST_ENTRIES  40                /* that one login notes */

/* Which seats a login opens. What a link has opened stays the link's as long as links count. `which` chooses among logins `l` and persons `i`. */
#define OTHERS                                                                                               \
    "SELECT 1 FROM persons q JOIN invitations j ON j.id = q.id WHERE q.email = p.email COLLATE NOCASE"       \
    " AND j.meeting = i.meeting AND j.revoked_at = 0 AND j.id <> i.id"
#define GIVE(which)                                                                                          \
    "INSERT INTO cookie_seats(cookie, invitation, at, until) SELECT l.cookie, i.id,"                         \
    " max(?2, ifnull((SELECT max(at) + 1 FROM cookie_seats WHERE cookie = l.cookie), 0)), l.expires_at"      \
    " FROM logins l JOIN persons p ON p.email = l.email COLLATE NOCASE JOIN invitations i ON i.id = p.id"    \
    " JOIN meetings m ON m.id = i.meeting WHERE " which " AND l.expires_at > ?2 AND " PEOPLE_GOOD(           \
        "i", "?2") " AND NOT EXISTS(" OTHERS ")"                                                             \
                   " AND NOT (m.links = 1 AND EXISTS(SELECT 1 FROM cookie_seats s"                           \
                   " WHERE s.cookie = l.cookie AND s.invitation = i.id AND s.until = 0))"                    \
                   " ON CONFLICT(cookie, invitation) DO UPDATE SET until = excluded.until,"                  \
                   " at = excluded.at WHERE until <> excluded.until"

/* Those that it opens no more. */
static const char take[] =
    "DELETE FROM cookie_seats WHERE until > 0"
    " AND invitation IN (SELECT id FROM invitations WHERE meeting = ?1) AND NOT EXISTS(SELECT 1 FROM logins l"
    " JOIN persons p ON p.email = l.email COLLATE NOCASE JOIN invitations i ON i.id = p.id"
    " WHERE l.cookie = cookie_seats.cookie AND p.id = cookie_seats.invitation AND i.revoked_at = 0"
    " AND NOT EXISTS(" OTHERS "))";

enum status logins_follow(struct people *people, const char *meeting, int64_t now)
{
    enum status status = people_run(people, NULL, take, "t", meeting);
    return status == STATUS_OK ? people_run(people, NULL, GIVE("i.meeting = ?1"), "tn", meeting, now)
                               : status;
}

/* ---- beginning ---- */

struct beginning {
    const struct login *login;
    struct sha256 fresh, old;
    const char *nonce;
    int64_t now, ends_at;
    int64_t most;
};

static enum status use_up(struct people *people, const struct beginning *begin)
{
    struct sha256 hash = people_hash_secret(begin->nonce);
    enum status status =
        people_run(people, NULL, "DELETE FROM login_nonces WHERE expires_at <= ?1", "n", begin->now);
    return status == STATUS_OK
               ? people_run(people, NULL, "INSERT INTO login_nonces(hash, expires_at) VALUES(?1, ?2)", "hn",
                            &hash, begin->now + NONCE_KEPT_MS)
               : status;
}

/* What the old cookie held by links goes to the fresh one; its login ends with it. */
static enum status follow_cookie(struct people *people, const struct beginning *begin)
{
    enum status status =
        people_run(people, NULL, "INSERT INTO cookies(hash, created_at, expires_at) VALUES(?1, ?2, ?3)",
                   "hnn", &begin->fresh, begin->now, begin->ends_at);
    if (status == STATUS_OK)
        status = people_run(people, NULL,
                            "INSERT INTO cookie_seats(cookie, invitation, at) SELECT ?1, s.invitation, s.at"
                            " FROM cookie_seats s JOIN cookies c ON c.hash = s.cookie"
                            " WHERE s.cookie = ?2 AND s.until = 0 AND c.expires_at > ?3",
                            "hhn", &begin->fresh, &begin->old, begin->now);
    if (status == STATUS_OK)
        status = people_run(people, NULL, "DELETE FROM cookies WHERE hash = ?1 OR expires_at <= ?2", "hn",
                            &begin->old, begin->now);
    return status;
}

static enum status insert_login(struct people *people, const struct beginning *begin)
{
    const struct login *login = begin->login;
    return people_run(people, NULL,
                      "INSERT INTO logins(cookie, issuer, subject, session, email, name, id_token,"
                      " created_at, expires_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                      "httttttnn", &begin->fresh, login->issuer, login->subject, login->session, login->email,
                      login->name, login->id_token, begin->now, login->expires_at);
}

/* Whoever can sign in could fill the disk with logins. */
static enum status end_oldest(struct people *people, const struct beginning *begin)
{
    return people_run(people, NULL,
                      "DELETE FROM cookies WHERE hash IN (SELECT cookie FROM logins WHERE"
                      " email = ?1 COLLATE NOCASE ORDER BY created_at DESC, rowid DESC LIMIT -1 OFFSET ?2)",
                      "tn", begin->login->email, begin->most);
}

struct entry {
    char seat[PEOPLE_ID_BYTES], by[PEOPLE_ID_BYTES];
};

/* As for a link, that somebody has come in stands in the log of a draft of theirs, unless it does often enough. */
static enum status note_entries(struct people *people, const struct beginning *begin)
{
    struct entry entries[MOST_ENTRIES] = {0};
    size_t count = 0;
    sqlite3_stmt *statement;
    enum status status = people_query(
        people, &statement,
        "SELECT (SELECT i.id FROM invitations i WHERE i.person = v.id AND i.revoked_at = 0"
        " ORDER BY i.created_at DESC, i.rowid DESC LIMIT 1) AS seat, v.participant FROM cookie_seats s"
        " JOIN invitations v ON v.id = s.invitation WHERE s.cookie = ?1 AND s.until > 0 AND seat IS NOT NULL"
        " AND (SELECT count(*) FROM acts a WHERE a.seat = seat AND a.kind = 4 AND a.at > ?2 - 3600000) < ?3"
        " ORDER BY s.at DESC LIMIT ?4",
        "hnnn", &begin->fresh, begin->now, (int64_t)PEOPLE_ENTRIES_AN_HOUR, (int64_t)MOST_ENTRIES);
    while (people_next_row(statement, &status)) {
        snprintf(entries[count].seat, PEOPLE_ID_BYTES, "%s", database_text(statement, 0));
        snprintf(entries[count++].by, PEOPLE_ID_BYTES, "%s", database_text(statement, 1));
    }
    sqlite3_finalize(statement);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = people_note_act(people, ACT_ENTER, entries[i].seat, entries[i].by, begin->now);
    return status;
}

/* In the audit log; of an address that signs in again and again, once an hour. */
static enum status note_login(struct people *people, const struct beginning *begin)
{
    bool lately;
    struct audit_entry entry = {.at = begin->now,
                                .act = "login",
                                .by = "login",
                                .target = begin->login->issuer,
                                .personal = begin->login->email};
    enum status status = people_ask(
        people, &lately, "SELECT 1 FROM logins WHERE email = ?1 COLLATE NOCASE AND created_at > ?2", "tn",
        begin->login->email, begin->now - AUDIT_HOUR_MS);
    return status == STATUS_OK && !lately ? audit_note(people, &entry) : status;
}

static enum status begin_login(struct people *people, const struct beginning *begin)
{
    enum status status = begin->nonce ? use_up(people, begin) : STATUS_OK;
    if (status == STATUS_OK)
        status = note_login(people, begin);
    if (status == STATUS_OK)
        status = follow_cookie(people, begin);
    if (status == STATUS_OK)
        status = insert_login(people, begin);
    if (status == STATUS_OK)
        status = end_oldest(people, begin);
    if (status == STATUS_OK)
        status = people_run(people, NULL, GIVE("l.cookie = ?1"), "hn", &begin->fresh, begin->now);
    if (status == STATUS_OK)
        status = people_run(people, NULL,
                            "UPDATE persons SET opened_at = ?2 WHERE id IN (SELECT invitation"
                            " FROM cookie_seats WHERE cookie = ?1 AND until > 0)",
                            "hn", &begin->fresh, begin->now);
    return status == STATUS_OK ? note_entries(people, begin) : status;
}

enum status logins_begin(struct people *people, const struct login *login, const char *old, const char *nonce,
                         int64_t now, struct cookie_bounds bounds, char cookie[PEOPLE_SECRET_BYTES])
{
    random_id(cookie, PEOPLE_SECRET_BYTES);
    struct beginning begin = {.login = login,
                              .fresh = people_hash_secret(cookie),
                              .old = people_hash_secret(old ? old : ""),
                              .nonce = nonce,
                              .now = now,
                              .ends_at = now + bounds.lifetime_ms,
                              .most = (int64_t)bounds.per_token};
    if (begin.ends_at < login->expires_at)
        begin.ends_at = login->expires_at;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = begin_login(people, &begin);
    return people_end(people, status);
}

/* ---- asking and ending ---- */

static enum status find(struct people *people, const char *cookie, int64_t now,
                        void (*tell)(void *context, const struct login *login), void *context)
{
    sqlite3_stmt *statement;
    struct sha256 hash = people_hash_secret(cookie);
    enum status status = people_query(people, &statement,
                                      "SELECT issuer, subject, session, email, name, id_token, expires_at"
                                      " FROM logins WHERE cookie = ?1 AND expires_at > ?2",
                                      "hn", &hash, now);
    bool found = people_next_row(statement, &status);
    if (found)
        tell(context, &(struct login){database_text(statement, 0), database_text(statement, 1),
                                      database_text(statement, 2), database_text(statement, 3),
                                      database_text(statement, 4), database_text(statement, 5),
                                      (int64_t)database_number(statement, 6)});
    sqlite3_finalize(statement);
    return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

enum status logins_find(struct people *people, const char *cookie, int64_t now,
                        void (*tell)(void *context, const struct login *login), void *context)
{
    enum status status = find(people, cookie, now, tell, context);
    return status == STATUS_NOT_FOUND && people_catch_up(people) ? find(people, cookie, now, tell, context)
                                                                 : status;
}

enum status logins_is_person(struct people *people, const char *cookie, const char *person, int64_t now,
                             bool *yes)
{
    struct sha256 hash = people_hash_secret(cookie);
    return people_ask(people, yes,
                      "SELECT 1 FROM logins l JOIN persons p ON p.email = l.email COLLATE NOCASE"
                      " WHERE l.cookie = ?1 AND p.id = ?2 AND l.expires_at > ?3",
                      "htn", &hash, person, now);
}

enum status logins_clash(struct people *people, const char *email, bool *yes)
{
    return people_ask(people, yes,
                      "SELECT 1 FROM persons p JOIN invitations i ON i.id = p.id"
                      " WHERE p.email = ?1 COLLATE NOCASE AND i.revoked_at = 0 AND EXISTS(" OTHERS ")",
                      "t", email);
}

enum status logins_end(struct people *people, const char *issuer, const char *subject, const char *session,
                       int *ended)
{
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = people_run(people, ended,
                            "DELETE FROM cookies WHERE hash IN (SELECT cookie FROM logins WHERE issuer = ?1"
                            " AND subject = ifnull(?2, subject) AND (?3 IS NULL OR session = ?3)"
                            " AND (?2 IS NOT NULL OR ?3 IS NOT NULL))",
                            "ttt", issuer, subject, session);
    return people_end(people, status);
}

enum status logins_erase(struct people *people, const char *email, uint64_t *erased)
{
    int logins, asks;
    enum status status = people_run(people, &logins,
                                    "DELETE FROM cookies WHERE hash IN"
                                    " (SELECT cookie FROM logins WHERE email = ?1 COLLATE NOCASE)",
                                    "t", email);
    if (status == STATUS_OK)
        status = people_run(people, &asks, "DELETE FROM asks WHERE email = ?1", "t", email);
    if (status == STATUS_OK)
        *erased += (uint64_t)logins + (uint64_t)asks;
    return status;
}
