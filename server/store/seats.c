/* What a token or a cookie opens. `v` is always the invitation whose token was shown, `i` the seat: of the same
 * participant, in the same draft or, by a grant, in another one. */
#include "store/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/meetings.h"
#include "store/people_database.h"

#define SEAT_COLUMNS                                                                                         \
    "i.id, i.draft, i.participant, i.role, i.name, i.delegation, i.expires_at, v.expires_at,"                \
    " i.revoked_at, i.pending, i.meeting, i.silent,"                                                         \
    " coalesce((SELECT deleted_at FROM drafts d WHERE d.id = i.draft),"                                      \
    " (SELECT deleted_at FROM meetings m WHERE m.id = i.meeting))"

/* Whether the seat `i`, or the link `v`, is of a meeting that is not entered by links. */
#define LINKS_OFF                                                                                            \
    "EXISTS(SELECT 1 FROM meetings m WHERE m.links = 0 AND m.id IN (v.meeting, i.meeting,"                   \
    " (SELECT a.meeting FROM agenda a WHERE a.draft = i.draft)))"

/* How the seat is opened: when that ends, 0 where by a link; and whether it is of no use, as it is by a link that counts no more. */
#define BY_NOTHING "0, 0"
#define BY_TOKEN   "0, " LINKS_OFF
#define BY_COOKIE  "s.until, s.until = 0 AND " LINKS_OFF

struct sha256 people_hash_secret(const char *secret)
{
    return sha256_of(secret, strlen(secret), NULL, 0);
}

void seat_clear(struct seat *seat)
{
    free(seat->name);
    free(seat->delegation);
    *seat = (struct seat){0};
}

static void copy_text(char *to, size_t size, sqlite3_stmt *row, int column)
{
    const char *text = database_text(row, column);
    snprintf(to, size, "%s", text ? text : "");
}

static int64_t earlier(int64_t a, int64_t b)
{
    if (!a || !b)
        return a ? a : b;
    return a < b ? a : b;
}

/* STATUS_NOT_FOUND: the draft or the meeting was deleted; STATUS_REVOKED, STATUS_EXPIRED, STATUS_SIGN_IN. On success the caller clears the seat. */
static enum status read_seat(sqlite3_stmt *row, int64_t now, struct seat *out)
{
    int64_t expires_at = earlier((int64_t)database_number(row, 6), (int64_t)database_number(row, 7));
    int64_t until = (int64_t)database_number(row, 13);
    if (database_number(row, 12))
        return STATUS_NOT_FOUND;
    if (database_number(row, 8))
        return STATUS_REVOKED;
    if (expires_at && expires_at <= now)
        return STATUS_EXPIRED;
    if (database_number(row, 14) || (until && until <= now))
        return STATUS_SIGN_IN;
    expires_at = earlier(expires_at, until);
    copy_text(out->invitation, sizeof out->invitation, row, 0);
    copy_text(out->draft, sizeof out->draft, row, 1);
    copy_text(out->participant, sizeof out->participant, row, 2);
    copy_text(out->meeting, sizeof out->meeting, row, 10);
    copy_text(out->role, sizeof out->role, row, 3);
    out->pending = database_number(row, 9) != 0;
    out->silent = database_number(row, 11) != 0;
    if (out->pending)
        snprintf(out->role, sizeof out->role, "observer");
    out->name = mem_copy_string(database_text(row, 4));
    out->delegation = mem_copy_string(database_text(row, 5));
    out->expires_at = expires_at;
    return STATUS_OK;
}

/* The first good seat among the rows; else why there is none. */
static enum status first_good(sqlite3_stmt *statement, int64_t now, struct seat *out)
{
    enum status status, result = STATUS_NOT_FOUND;
    bool row = false;
    while ((status = database_step(statement, &row)) == STATUS_OK && row) {
        result = read_seat(statement, now, out);
        if (result == STATUS_OK)
            return STATUS_OK;
    }
    return status == STATUS_OK ? result : status;
}

static enum status each_good(sqlite3_stmt *statement, int64_t now, bool (*each)(void *, const struct seat *),
                             void *context)
{
    enum status status = STATUS_OK;
    bool row = false, more = true;
    while (more && (status = database_step(statement, &row)) == STATUS_OK && row) {
        struct seat seat = {0};
        if (read_seat(statement, now, &seat) == STATUS_OK)
            more = each(context, &seat);
        seat_clear(&seat);
    }
    return status;
}

static enum status find_secret(struct people *people, const char *sql, const char *secret, int64_t now)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    struct sha256 hash = people_hash_secret(secret);
    enum status status = people_take_statement(people, sql, &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &hash);
        database_bind_time(statement, 2, now);
        status = database_step(statement, &row);
    }
    people_give_statement(people, statement);
    return status == STATUS_OK && !row ? STATUS_UNAUTHORIZED : status;
}

/* Whether the secret's row is there and good at this time; else STATUS_UNAUTHORIZED. */
static enum status check_secret(struct people *people, const char *sql, const char *secret, int64_t now)
{
    enum status status = find_secret(people, sql, secret, now);
    return status == STATUS_UNAUTHORIZED && people_catch_up(people) ? find_secret(people, sql, secret, now)
                                                                    : status;
}

static enum status check_token(struct people *people, const char *token, int64_t now)
{
    return check_secret(
        people,
        "SELECT 1 FROM invitations v WHERE v.token_hash = ?1 AND " PEOPLE_UNEXPIRED(
            "v", "?2") " AND EXISTS(SELECT 1 FROM invitations i WHERE i.participant = v.participant"
                       " AND " PEOPLE_GOOD("i", "?2") ")",
        token, now);
}

static enum status judge_token(struct people *people, const char *token, int64_t now)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    struct sha256 hash = people_hash_secret(token);
    enum status status = database_prepare(
        people_database(people),
        "SELECT " PEOPLE_UNEXPIRED(
            "v", "?2") ", EXISTS(SELECT 1 FROM invitations i"
                       " WHERE i.participant = v.participant AND " PEOPLE_GOOD(
                           "i", "?2") "),"
                                      " v.revoked_at FROM invitations v WHERE v.token_hash = ?1",
        &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &hash);
        database_bind_time(statement, 2, now);
        status = database_step(statement, &row);
    }
    if (status == STATUS_OK && !row)
        status = STATUS_UNAUTHORIZED;
    else if (status == STATUS_OK && database_number(statement, 2) && !database_number(statement, 1))
        status = STATUS_REVOKED;
    else if (status == STATUS_OK && (!database_number(statement, 0) || !database_number(statement, 1)))
        status = STATUS_EXPIRED;
    sqlite3_finalize(statement);
    return status;
}

enum status people_judge_token(struct people *people, const char *token, int64_t now)
{
    enum status status = judge_token(people, token, now);
    return status == STATUS_UNAUTHORIZED && people_catch_up(people) ? judge_token(people, token, now)
                                                                    : status;
}

static enum status check_cookie(struct people *people, const char *cookie, int64_t now)
{
    return check_secret(people, "SELECT 1 FROM cookies WHERE hash = ?1 AND expires_at > ?2", cookie, now);
}

static enum status look_for(struct people *people, const char *sql, const char *secret, const char *id,
                            int64_t now, struct seat *out)
{
    sqlite3_stmt *statement = NULL;
    struct sha256 hash = people_hash_secret(secret);
    enum status status = people_take_statement(people, sql, &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &hash);
        database_bind_text(statement, 2, id);
        status = first_good(statement, now, out);
    }
    people_give_statement(people, statement);
    return status;
}

/* The first good seat that a query finds by the hash of a secret, ?1, and an id that may be missing, ?2. */
static enum status find_by_secret(struct people *people, const char *sql, const char *secret, const char *id,
                                  int64_t now, struct seat *out)
{
    enum status status = look_for(people, sql, secret, id, now, out);
    return status == STATUS_NOT_FOUND && people_catch_up(people) ? look_for(people, sql, secret, id, now, out)
                                                                 : status;
}

enum status people_seat_by_token(struct people *people, const char *token, const char *draft, int64_t now,
                                 struct seat *out)
{
    *out = (struct seat){0};
    enum status status = check_token(people, token, now);
    if (status != STATUS_OK)
        return status;
    return find_by_secret(people,
                          "SELECT " SEAT_COLUMNS ", " BY_TOKEN " FROM invitations v"
                          " JOIN invitations i ON i.participant = v.participant"
                          " WHERE v.token_hash = ?1 AND i.draft = ifnull(?2, i.draft)"
                          " ORDER BY i.id = v.id DESC, i.created_at DESC, i.rowid DESC",
                          token, draft, now, out);
}

static enum status seat_by_cookie(struct people *people, const char *cookie, const char *draft,
                                  const char *participant, int64_t now, struct seat *out)
{
    sqlite3_stmt *statement = NULL;
    struct sha256 hash = people_hash_secret(cookie);
    *out = (struct seat){0};
    enum status status = check_cookie(people, cookie, now);
    if (status == STATUS_OK)
        status =
            people_take_statement(people,
                                  "SELECT " SEAT_COLUMNS ", " BY_COOKIE ", c.expires_at FROM cookie_seats s"
                                  " JOIN cookies c ON c.hash = s.cookie"
                                  " JOIN invitations v ON v.id = s.invitation"
                                  " JOIN invitations i ON i.participant = v.participant AND i.draft = ?2"
                                  " WHERE s.cookie = ?1 AND i.participant = ifnull(?3, i.participant)"
                                  " ORDER BY s.at DESC, i.created_at DESC, i.rowid DESC",
                                  &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &hash);
        database_bind_text(statement, 2, draft);
        database_bind_text(statement, 3, participant);
        status = first_good(statement, now, out);
        if (status == STATUS_OK)
            out->expires_at = earlier(
                out->expires_at, (int64_t)database_number(statement, sqlite3_column_count(statement) - 1));
    }
    people_give_statement(people, statement);
    return status;
}

enum status people_seat_by_cookie(struct people *people, const char *cookie, const char *draft,
                                  const char *participant, int64_t now, struct seat *out)
{
    enum status status = seat_by_cookie(people, cookie, draft, participant, now, out);
    return status == STATUS_NOT_FOUND && people_catch_up(people)
               ? seat_by_cookie(people, cookie, draft, participant, now, out)
               : status;
}

/* Invitations to meetings (meetings.h): the same, where `i` is a person. */

enum status person_by_token(struct people *people, const char *token, const char *meeting, int64_t now,
                            struct seat *out)
{
    *out = (struct seat){0};
    enum status status = check_token(people, token, now);
    if (status != STATUS_OK)
        return status;
    return find_by_secret(people,
                          "SELECT " SEAT_COLUMNS ", " BY_TOKEN " FROM invitations v"
                          " JOIN invitations i ON i.participant = v.participant"
                          " WHERE v.token_hash = ?1 AND i.meeting = ifnull(?2, v.meeting)"
                          " ORDER BY i.created_at DESC, i.rowid DESC",
                          token, meeting, now, out);
}

enum status person_by_cookie(struct people *people, const char *cookie, const char *meeting, int64_t now,
                             struct seat *out)
{
    *out = (struct seat){0};
    enum status status = check_cookie(people, cookie, now);
    if (status != STATUS_OK)
        return status;
    return find_by_secret(people,
                          "SELECT " SEAT_COLUMNS ", " BY_COOKIE " FROM cookie_seats s"
                          " JOIN invitations v ON v.id = s.invitation"
                          " JOIN invitations i ON i.participant = v.participant AND i.meeting = ?2"
                          " WHERE s.cookie = ?1 ORDER BY s.at DESC, i.created_at DESC, i.rowid DESC",
                          cookie, meeting, now, out);
}

static enum status list_seats(struct people *people, const char *sql, const char *secret, int64_t now,
                              bool (*each)(void *, const struct seat *), void *context)
{
    sqlite3_stmt *statement = NULL;
    struct sha256 hash = people_hash_secret(secret);
    enum status status = database_prepare(people_database(people), sql, &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &hash);
        status = each_good(statement, now, each, context);
    }
    sqlite3_finalize(statement);
    return status;
}

/* Those that a condition about one id chooses, as the participant's own token opens them. */
static enum status list_by_text(struct people *people, const char *where, const char *text, int64_t now,
                                bool (*each)(void *, const struct seat *), void *context)
{
    sqlite3_stmt *statement = NULL;
    struct buf sql = BUF_EMPTY;
    buf_format(&sql,
               "SELECT " SEAT_COLUMNS ", " BY_NOTHING
               " FROM invitations i JOIN invitations v ON v.id = i.participant%s",
               where);
    enum status status = database_prepare(people_database(people), sql.bytes, &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, text);
        status = each_good(statement, now, each, context);
    }
    sqlite3_finalize(statement);
    buf_clear(&sql);
    return status;
}

enum status people_seats_of_token(struct people *people, const char *token, int64_t now,
                                  bool (*each)(void *context, const struct seat *seat), void *context)
{
    enum status status = check_token(people, token, now);
    if (status != STATUS_OK)
        return status;
    return list_seats(people,
                      "SELECT " SEAT_COLUMNS ", " BY_TOKEN " FROM invitations v"
                      " JOIN invitations i ON i.participant = v.participant"
                      " WHERE v.token_hash = ?1 AND i.draft IS NOT NULL"
                      " ORDER BY i.created_at DESC, i.rowid DESC",
                      token, now, each, context);
}

enum status people_seats_of_cookie(struct people *people, const char *cookie, int64_t now,
                                   bool (*each)(void *context, const struct seat *seat), void *context)
{
    enum status status = check_cookie(people, cookie, now);
    if (status != STATUS_OK)
        return status;
    return list_seats(people,
                      "SELECT " SEAT_COLUMNS ", " BY_COOKIE " FROM cookie_seats s"
                      " JOIN invitations v ON v.id = s.invitation"
                      " JOIN invitations i ON i.participant = v.participant"
                      " WHERE s.cookie = ?1 AND i.draft IS NOT NULL"
                      " ORDER BY s.at DESC, i.created_at DESC, i.rowid DESC",
                      cookie, now, each, context);
}

enum status persons_of_token(struct people *people, const char *token, int64_t now,
                             bool (*each)(void *, const struct seat *), void *context)
{
    enum status status = check_token(people, token, now);
    if (status != STATUS_OK)
        return status;
    return list_seats(people,
                      "SELECT " SEAT_COLUMNS ", " BY_TOKEN " FROM invitations v"
                      " JOIN invitations i ON i.participant = v.participant"
                      " WHERE v.token_hash = ?1 AND i.meeting IS NOT NULL"
                      " ORDER BY i.created_at DESC, i.rowid DESC",
                      token, now, each, context);
}

enum status persons_of_cookie(struct people *people, const char *cookie, int64_t now,
                              bool (*each)(void *, const struct seat *), void *context)
{
    enum status status = check_cookie(people, cookie, now);
    if (status != STATUS_OK)
        return status;
    return list_seats(people,
                      "SELECT " SEAT_COLUMNS ", " BY_COOKIE " FROM cookie_seats s"
                      " JOIN invitations v ON v.id = s.invitation"
                      " JOIN invitations i ON i.participant = v.participant"
                      " WHERE s.cookie = ?1 AND i.meeting IS NOT NULL"
                      " ORDER BY s.at DESC, i.created_at DESC, i.rowid DESC",
                      cookie, now, each, context);
}

enum status people_seats_of_participant(struct people *people, const char *participant, int64_t now,
                                        bool (*each)(void *context, const struct seat *seat), void *context)
{
    return list_by_text(people,
                        " WHERE i.participant = ?1 AND i.draft IS NOT NULL ORDER BY i.created_at, i.rowid",
                        participant, now, each, context);
}

enum status people_chairs_of_draft(struct people *people, const char *draft, int64_t now,
                                   bool (*each)(void *context, const struct seat *seat), void *context)
{
    return list_by_text(people,
                        " WHERE i.draft = ?1 AND i.role = 'chair' AND i.pending = 0"
                        " ORDER BY i.created_at, i.rowid",
                        draft, now, each, context);
}

/* Cookies */

struct cookie_change {
    struct sha256 fresh;
    struct sha256 old; /* where there is none: of something that is no cookie */
    struct sha256 token;
    int64_t now;
    int64_t expires_at;
    uint64_t most; /* cookies of the token */
};

static void bind_hash(sqlite3_stmt *statement, const char *name, const struct sha256 *hash)
{
    int parameter = sqlite3_bind_parameter_index(statement, name);
    if (parameter)
        database_bind_hash(statement, parameter, hash);
}

static void bind_time(sqlite3_stmt *statement, const char *name, int64_t time)
{
    int parameter = sqlite3_bind_parameter_index(statement, name);
    if (parameter)
        database_bind_time(statement, parameter, time);
}

static void bind_number(sqlite3_stmt *statement, const char *name, uint64_t number)
{
    int parameter = sqlite3_bind_parameter_index(statement, name);
    if (parameter)
        database_bind_number(statement, parameter, number);
}

/* Those of the change's values that the statement names. */
static void bind_change(sqlite3_stmt *statement, const struct cookie_change *change)
{
    bind_hash(statement, ":fresh", &change->fresh);
    bind_hash(statement, ":old", &change->old);
    bind_hash(statement, ":token", &change->token);
    bind_time(statement, ":now", change->now);
    bind_time(statement, ":end", change->expires_at);
    bind_number(statement, ":most", change->most);
    bind_number(statement, ":entries", PEOPLE_ENTRIES_AN_HOUR);
}

static enum status run_with(sqlite3 *db, const char *sql, const struct cookie_change *change)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(db, sql, &statement);
    if (status == STATUS_OK) {
        bind_change(statement, change);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

/* The oldest cookies of a token that has more than it may have. */
#define BEYOND                                                                                               \
    "SELECT s.cookie FROM cookie_seats s JOIN invitations v ON v.id = s.invitation"                          \
    " WHERE v.token_hash = :token AND s.cookie <> :fresh ORDER BY s.at DESC LIMIT -1 OFFSET :most - 1"

/* The seat that a token opens first, where its old cookie did not, and not too often. */
static const char entered[] =
    "SELECT i.id, i.participant FROM invitations v JOIN invitations i ON i.participant = v.participant"
    " WHERE v.token_hash = :token AND " PEOPLE_GOOD(
        "i", ":now") " AND NOT EXISTS(SELECT 1 FROM cookie_seats s"
                     " JOIN cookies c ON c.hash = s.cookie WHERE s.cookie = :old AND c.expires_at > :now AND "
                     "s.invitation = v.id)"
                     " AND (SELECT count(*) FROM acts a WHERE a.seat = i.id AND a.kind = 4 AND a.at > :now - "
                     "3600000) < :entries"
                     " ORDER BY i.id = v.id DESC, i.created_at DESC, i.rowid DESC LIMIT 1";

static enum status note_entry(struct people *people, const struct cookie_change *change)
{
    sqlite3_stmt *statement = NULL;
    char seat[PEOPLE_ID_BYTES];
    char by[PEOPLE_ID_BYTES];
    bool row = false;
    enum status status = database_prepare(people_database(people), entered, &statement);
    if (status == STATUS_OK) {
        bind_change(statement, change);
        status = database_step(statement, &row);
    }
    if (row) {
        copy_text(seat, sizeof seat, statement, 0);
        copy_text(by, sizeof by, statement, 1);
    }
    sqlite3_finalize(statement);
    return row && status == STATUS_OK ? people_note_act(people, ACT_ENTER, seat, by, change->now) : status;
}

static enum status change_cookies(struct people *people, const struct cookie_change *change)
{
    sqlite3 *db = people_database(people);
    static const char *const steps[] = {
        "INSERT INTO cookies(hash, created_at, expires_at) VALUES(:fresh, :now, :end)",
        "INSERT INTO cookie_seats(cookie, invitation, at, until) SELECT :fresh, s.invitation, s.at, s.until"
        " FROM cookie_seats s JOIN cookies c ON c.hash = s.cookie JOIN invitations v ON v.id = s.invitation"
        " WHERE s.cookie = :old AND c.expires_at > :now AND " PEOPLE_UNEXPIRED("v", ":now"),
        /* the newest comes last even where the clock stands still or goes back */
        "INSERT OR REPLACE INTO cookie_seats(cookie, invitation, at) SELECT :fresh, v.id,"
        " max(:now, (SELECT ifnull(max(at) + 1, 0) FROM cookie_seats WHERE cookie = :fresh))"
        " FROM invitations v WHERE v.token_hash = :token",
        "UPDATE persons SET opened_at = :now WHERE id ="
        " (SELECT id FROM invitations WHERE token_hash = :token)",
        "UPDATE logins SET cookie = :fresh WHERE cookie = :old",
        "DELETE FROM cookies WHERE hash = :old",
        "DELETE FROM cookies WHERE expires_at <= :now",
        /* who holds a token could fill the disk with cookies */
        "DELETE FROM cookies WHERE hash IN (" BEYOND ") AND NOT EXISTS(SELECT 1 FROM cookie_seats o"
        " WHERE o.cookie = hash AND o.invitation <> (SELECT id FROM invitations WHERE token_hash = :token))",
        "DELETE FROM cookie_seats WHERE cookie IN (" BEYOND ")"
        " AND invitation = (SELECT id FROM invitations WHERE token_hash = :token)",
    };
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = note_entry(people, change);
    for (size_t i = 0; status == STATUS_OK && i < sizeof steps / sizeof steps[0]; i++)
        status = run_with(db, steps[i], change);
    return people_end(people, status);
}

enum status people_cookie_create(struct people *people, const char *token, const char *old, int64_t now,
                                 struct cookie_bounds bounds, char cookie[PEOPLE_SECRET_BYTES])
{
    sqlite3 *db = people_database(people);
    enum status status = check_token(people, token, now);
    if (status != STATUS_OK)
        return status;
    random_id(cookie, PEOPLE_SECRET_BYTES);
    struct cookie_change change = {.fresh = people_hash_secret(cookie),
                                   .old = people_hash_secret(old ? old : ""),
                                   .token = people_hash_secret(token),
                                   .now = now,
                                   .expires_at = now + bounds.lifetime_ms,
                                   .most = bounds.per_token};
    /* no waiting for the disk: hundreds of people may open their links at the same time, on the loop's thread */
    status = database_run(db, "PRAGMA synchronous=NORMAL");
    if (status == STATUS_OK)
        status = change_cookies(people, &change);
    enum status back = database_run(db, "PRAGMA synchronous=FULL");
    return status == STATUS_OK ? back : status;
}

enum status people_cookie_end(struct people *people, const char *cookie, bool everywhere)
{
    sqlite3_stmt *statement = NULL;
    struct sha256 hash = people_hash_secret(cookie);
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = database_prepare(people_database(people),
                                  "DELETE FROM cookies WHERE hash = ?1 OR (?2 AND (hash IN (SELECT o.cookie"
                                  " FROM cookie_seats s JOIN cookie_seats o ON o.invitation = s.invitation"
                                  " WHERE s.cookie = ?1) OR hash IN (SELECT o.cookie FROM logins l"
                                  " JOIN logins o ON o.email = l.email COLLATE NOCASE WHERE l.cookie = ?1)))",
                                  &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &hash);
        database_bind_number(statement, 2, everywhere);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return people_end(people, status);
}

enum status people_cookie_check(struct people *people, const char *cookie, int64_t now)
{
    return check_cookie(people, cookie, now);
}
