#include "store/admin_keys.h"

#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "store/people_database.h"

struct key {
    struct sha256 hash;
    const char *kind; /* token, cookie or host */
    const char *name;
    const struct sha256 *of; /* of a cookie: its token */
    int64_t created_at, expires_at;
};

static enum status insert(struct people *people, const struct key *key)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people_database(people),
                                          "INSERT INTO admin_keys(hash, kind, name, token, created_at,"
                                          " expires_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                                          &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &key->hash);
        database_bind_text(statement, 2, key->kind);
        database_bind_text(statement, 3, key->name);
        if (key->of)
            database_bind_hash(statement, 4, key->of);
        database_bind_time(statement, 5, key->created_at);
        database_bind_time(statement, 6, key->expires_at);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

/* Runs a statement about a name or a hash; `*changed` says whether it found one. */
static enum status change(struct people *people, const char *sql, const char *name, const struct sha256 *hash,
                          int64_t now, bool *changed)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people_database(people), sql, &statement);
    if (status == STATUS_OK) {
        int most = sqlite3_bind_parameter_count(statement);
        if (most >= 1 && name)
            database_bind_text(statement, 1, name);
        else if (most >= 1)
            database_bind_hash(statement, 1, hash);
        if (most >= 2)
            database_bind_time(statement, 2, now);
        status = database_finish(statement);
    }
    *changed = status == STATUS_OK && sqlite3_changes(people_database(people)) > 0;
    sqlite3_finalize(statement);
    return status;
}

static enum status ask(struct people *people, const char *sql, const char *name, bool *yes)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people_database(people), sql, &statement);
    if (status == STATUS_OK) {
        if (sqlite3_bind_parameter_count(statement))
            database_bind_text(statement, 1, name);
        status = database_step(statement, yes);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status check_room(struct people *people, const char *name)
{
    bool taken = false, full = false;
    enum status status =
        ask(people, "SELECT 1 FROM admin_keys WHERE kind = 'token' AND name = ?1", name, &taken);
    if (status == STATUS_OK)
        status = ask(people, "SELECT 1 FROM admin_keys WHERE kind = 'token' LIMIT 1 OFFSET 49", NULL, &full);
    _Static_assert(ADMIN_KEYS_MAX == 50, "the query counts that many");
    if (status != STATUS_OK)
        return status;
    return taken ? STATUS_EXISTS : full ? STATUS_LIMIT : STATUS_OK;
}

static enum status note(struct people *people, const char *act, const char *by, const char *target,
                        int64_t now)
{
    return audit_note(people, &(struct audit_entry){.at = now, .act = act, .by = by, .target = target});
}

enum status admin_token_add(struct people *people, const char *name, int64_t expires_at, int64_t now,
                            char token[PEOPLE_SECRET_BYTES])
{
    random_id(token, PEOPLE_SECRET_BYTES);
    struct key key = {people_hash_secret(token), "token", name, NULL, now, expires_at};
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = check_room(people, name);
    if (status == STATUS_OK)
        status = insert(people, &key);
    if (status == STATUS_OK)
        status = note(people, "admin.token", PEOPLE_HOST, name, now);
    return people_end(people, status);
}

enum status admin_token_end(struct people *people, const char *name, int64_t now)
{
    bool found = false;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = change(people,
                        "DELETE FROM admin_keys WHERE kind = 'cookie' AND token IN"
                        " (SELECT hash FROM admin_keys WHERE kind = 'token' AND name = ?1)",
                        name, NULL, 0, &found);
    if (status == STATUS_OK)
        status = change(people, "DELETE FROM admin_keys WHERE kind = 'token' AND name = ?1", name, NULL, 0,
                        &found);
    if (status == STATUS_OK && !found)
        status = STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = note(people, "admin.token-end", PEOPLE_HOST, name, now);
    return people_end(people, status);
}

enum status admin_tokens_list(struct people *people,
                              bool (*each)(void *context, const char *name, int64_t created_at,
                                           int64_t expires_at),
                              void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false, more = true;
    enum status status = database_prepare(people_database(people),
                                          "SELECT name, created_at, expires_at FROM admin_keys"
                                          " WHERE kind = 'token' ORDER BY created_at, name",
                                          &statement);
    while (status == STATUS_OK && more && (status = database_step(statement, &row)) == STATUS_OK && row)
        more = each(context, database_text(statement, 0), (int64_t)database_number(statement, 1),
                    (int64_t)database_number(statement, 2));
    sqlite3_finalize(statement);
    return status;
}

enum status admin_host_key_add(struct people *people, int64_t now, char token[PEOPLE_SECRET_BYTES])
{
    random_id(token, PEOPLE_SECRET_BYTES);
    struct key key = {people_hash_secret(token), "host", PEOPLE_HOST, NULL, now, now + ADMIN_HOST_KEY_MS};
    enum status status = people_begin(people);
    return people_end(people, status == STATUS_OK ? insert(people, &key) : status);
}

/* Ends one, and those whose time is over. */
static enum status end_key(struct people *people, const char *secret)
{
    bool found;
    struct sha256 hash = people_hash_secret(secret);
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = change(people, "DELETE FROM admin_keys WHERE hash = ?1", NULL, &hash, 0, &found);
    return people_end(people, status);
}

enum status admin_host_key_end(struct people *people, const char *token)
{
    return end_key(people, token);
}

enum status admin_cookie_end(struct people *people, const char *cookie)
{
    return end_key(people, cookie);
}

/* By a secret of the kinds that the query asks for. */
static enum status find(struct people *people, const char *sql, const char *secret, int64_t now,
                        char by[PEOPLE_ID_BYTES])
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    struct sha256 hash = people_hash_secret(secret);
    enum status status = database_prepare(people_database(people), sql, &statement);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 1, &hash);
        database_bind_time(statement, 2, now);
        status = database_step(statement, &row);
    }
    if (row && strcmp(database_text(statement, 0), "host") == 0)
        snprintf(by, PEOPLE_ID_BYTES, "%s", PEOPLE_HOST);
    else if (row)
        snprintf(by, PEOPLE_ID_BYTES, "admin:%s", database_text(statement, 1));
    sqlite3_finalize(statement);
    return status == STATUS_OK && !row ? STATUS_UNAUTHORIZED : status;
}

enum status admin_by_token(struct people *people, const char *token, int64_t now, char by[PEOPLE_ID_BYTES])
{
    return find(people,
                "SELECT kind, name FROM admin_keys WHERE hash = ?1 AND kind <> 'cookie'"
                " AND (expires_at = 0 OR expires_at > ?2)",
                token, now, by);
}

enum status admin_by_cookie(struct people *people, const char *cookie, int64_t now, char by[PEOPLE_ID_BYTES])
{
    return find(people,
                "SELECT c.kind, c.name FROM admin_keys c JOIN admin_keys t ON t.hash = c.token"
                " WHERE c.hash = ?1 AND c.kind = 'cookie' AND c.expires_at > ?2"
                " AND (t.expires_at = 0 OR t.expires_at > ?2)",
                cookie, now, by);
}

enum status admin_cookie_add(struct people *people, const char *token, int64_t now,
                             char cookie[PEOPLE_SECRET_BYTES])
{
    char by[PEOPLE_ID_BYTES];
    bool found;
    struct sha256 of = people_hash_secret(token);
    enum status status = admin_by_token(people, token, now, by);
    if (status != STATUS_OK)
        return status;
    random_id(cookie, PEOPLE_SECRET_BYTES);
    const char *name = strchr(by, ':') ? strchr(by, ':') + 1 : by;
    struct key key = {people_hash_secret(cookie), "cookie", name, &of, now, now + ADMIN_COOKIE_MS};
    status = people_begin(people);
    if (status == STATUS_OK)
        status =
            change(people, "DELETE FROM admin_keys WHERE kind <> ?1 AND expires_at <> 0 AND expires_at <= ?2",
                   "token", NULL, now, &found);
    if (status == STATUS_OK)
        status = insert(people, &key);
    if (status == STATUS_OK)
        status = note(people, "admin.enter", by, NULL, now);
    return people_end(people, status);
}
