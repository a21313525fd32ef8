#include "store/audit.h"

#include <inttypes.h>
#include <string.h>

#include "base/json_write.h"
#include "store/people_database.h"
#include "store/why.h"

#define SALT_BYTES 16

#define COLUMNS "number, at, act, by, meeting, draft, target, detail, personal, commitment, salt, hash"

enum column {
    COLUMN_NUMBER,
    COLUMN_AT,
    COLUMN_ACT,
    COLUMN_BY,
    COLUMN_MEETING,
    COLUMN_DRAFT,
    COLUMN_TARGET,
    COLUMN_DETAIL,
    COLUMN_PERSONAL,
    COLUMN_COMMITMENT,
    COLUMN_SALT,
    COLUMN_HASH
};

/* How far the log goes. */
struct end {
    uint64_t number;
    struct sha256 hash; /* zeros before the first entry */
};

/* ---- the chain ---- */

static struct sha256 commit_to(const unsigned char salt[SALT_BYTES], const char *personal)
{
    return sha256_of(salt, SALT_BYTES, personal, strlen(personal));
}

/* The canonical bytes of an entry, hashed behind the former hash. `commitment` may be NULL. `detail` goes in as a string: that it is JSON is its reader's
 * matter. */
static struct sha256 link_hash(const struct sha256 *former, const struct audit_entry *entry,
                               const struct sha256 *commitment)
{
    struct buf bytes = BUF_EMPTY;
    char hex[SHA256_HEX + 1];
    buf_format(&bytes, "{\"number\":%" PRIu64 ",\"at\":%" PRId64, entry->number, entry->at);
    json_write_optional(&bytes, "act", entry->act);
    json_write_optional(&bytes, "by", entry->by);
    json_write_optional(&bytes, "meeting", entry->meeting);
    json_write_optional(&bytes, "draft", entry->draft);
    json_write_optional(&bytes, "target", entry->target);
    json_write_optional(&bytes, "detail", entry->detail);
    if (commitment) {
        sha256_hex(commitment, hex);
        json_write_optional(&bytes, "personal", hex);
    }
    buf_char(&bytes, '}');
    struct sha256 hash = sha256_of(former->bytes, sizeof former->bytes, bytes.bytes, bytes.len);
    buf_clear(&bytes);
    return hash;
}

static enum status read_end(struct people *people, struct end *out)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *out = (struct end){0};
    enum status status = database_prepare(people_database(people),
                                          "SELECT number, hash FROM audit_end WHERE id = 1", &statement);
    if (status == STATUS_OK)
        status = database_step(statement, &row);
    if (row) {
        out->number = database_number(statement, 0);
        if (!database_hash(statement, 1, &out->hash))
            status = STATUS_CORRUPT;
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status write_end(struct people *people, const struct end *end)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        database_prepare(people_database(people),
                         "INSERT INTO audit_end(id, number, hash) VALUES(1, ?1, ?2)"
                         " ON CONFLICT(id) DO UPDATE SET number = excluded.number, hash = excluded.hash",
                         &statement);
    if (status == STATUS_OK) {
        database_bind_number(statement, 1, end->number);
        database_bind_hash(statement, 2, &end->hash);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status insert(struct people *people, const struct audit_entry *entry,
                          const struct sha256 *commitment, const unsigned char salt[SALT_BYTES],
                          const struct sha256 *hash)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people_database(people),
                                          "INSERT INTO audit(" COLUMNS
                                          ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                                          &statement);
    if (status == STATUS_OK) {
        database_bind_number(statement, COLUMN_NUMBER + 1, entry->number);
        database_bind_time(statement, COLUMN_AT + 1, entry->at);
        database_bind_text(statement, COLUMN_ACT + 1, entry->act);
        database_bind_text(statement, COLUMN_BY + 1, entry->by);
        database_bind_text(statement, COLUMN_MEETING + 1, entry->meeting);
        database_bind_text(statement, COLUMN_DRAFT + 1, entry->draft);
        database_bind_text(statement, COLUMN_TARGET + 1, entry->target);
        database_bind_text(statement, COLUMN_DETAIL + 1, entry->detail);
        database_bind_text(statement, COLUMN_PERSONAL + 1, entry->personal);
        if (entry->personal) {
            database_bind_hash(statement, COLUMN_COMMITMENT + 1, commitment);
            database_bind_blob(statement, COLUMN_SALT + 1, salt, SALT_BYTES);
        }
        database_bind_hash(statement, COLUMN_HASH + 1, hash);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status audit_note(struct people *people, const struct audit_entry *entry)
{
    unsigned char salt[SALT_BYTES] = {0};
    struct sha256 commitment = {{0}};
    struct audit_entry next = *entry;
    struct end end;
    enum status status = read_end(people, &end);
    if (status != STATUS_OK)
        return status;
    if (entry->personal) {
        random_fill(salt, sizeof salt);
        commitment = commit_to(salt, entry->personal);
    }
    next.number = ++end.number;
    end.hash = link_hash(&end.hash, &next, entry->personal ? &commitment : NULL);
    status = insert(people, &next, &commitment, salt, &end.hash);
    return status == STATUS_OK ? write_end(people, &end) : status;
}

static enum status was_noted(struct people *people, const struct audit_entry *entry, int64_t since, bool *yes)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people_database(people),
                                          "SELECT 1 FROM audit WHERE by = ?1 AND at > ?2 AND act = ?3"
                                          " AND meeting IS ?4 AND draft IS ?5 AND target IS ?6 LIMIT 1",
                                          &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, entry->by);
        database_bind_time(statement, 2, since);
        database_bind_text(statement, 3, entry->act);
        database_bind_text(statement, 4, entry->meeting);
        database_bind_text(statement, 5, entry->draft);
        database_bind_text(statement, 6, entry->target);
        status = database_step(statement, yes);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status audit_note_alone(struct people *people, const struct audit_entry *entry, int64_t every_ms)
{
    bool noted = false;
    enum status status = every_ms ? was_noted(people, entry, entry->at - every_ms, &noted) : STATUS_OK;
    if (status != STATUS_OK || noted)
        return status;
    status = people_begin(people);
    if (status == STATUS_OK)
        status = audit_note(people, entry);
    return people_end(people, status);
}

/* ---- reading ---- */

enum status audit_end(struct people *people, uint64_t *entries, struct sha256 *hash)
{
    struct end end;
    enum status status = read_end(people, &end);
    *entries = end.number;
    *hash = end.hash;
    return status;
}

enum status audit_hash(struct people *people, uint64_t number, struct sha256 *out)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        database_prepare(people_database(people), "SELECT hash FROM audit WHERE number = ?1", &statement);
    if (status == STATUS_OK) {
        database_bind_number(statement, 1, number);
        status = database_step(statement, &row);
    }
    if (row && !database_hash(statement, 0, out))
        status = STATUS_CORRUPT;
    sqlite3_finalize(statement);
    return status == STATUS_OK && !row ? STATUS_NOT_FOUND : status;
}

static enum status read_entry(sqlite3_stmt *row, struct audit_entry *out)
{
    *out = (struct audit_entry){.number = database_number(row, COLUMN_NUMBER),
                                .at = (int64_t)database_number(row, COLUMN_AT),
                                .act = database_text(row, COLUMN_ACT),
                                .by = database_text(row, COLUMN_BY),
                                .meeting = database_text(row, COLUMN_MEETING),
                                .draft = database_text(row, COLUMN_DRAFT),
                                .target = database_text(row, COLUMN_TARGET),
                                .detail = database_text(row, COLUMN_DETAIL),
                                .personal = database_text(row, COLUMN_PERSONAL)};
    return database_hash(row, COLUMN_HASH, &out->hash) ? STATUS_OK : STATUS_CORRUPT;
}

static uint64_t or_most(uint64_t value, uint64_t most)
{
    return value && value < most ? value : most;
}

enum status audit_list(struct people *people, const struct audit_filter *filter,
                       bool (*each)(void *context, const struct audit_entry *entry), void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false, more = true;
    struct audit_entry entry;
    enum status status =
        database_prepare(people_database(people),
                         "SELECT " COLUMNS " FROM audit WHERE number < ?1 AND at >= ?2"
                         " AND (?3 IS NULL OR substr(act, 1, length(?3)) = ?3) AND by = ifnull(?4, by)"
                         " AND (?5 IS NULL OR meeting = ?5) AND (?6 IS NULL OR draft = ?6)"
                         " AND (?8 IS NULL OR by = ?8 OR target = ?8)"
                         " ORDER BY number DESC LIMIT ?7",
                         &statement);
    if (status == STATUS_OK) {
        database_bind_number(statement, 1, or_most(filter->before, INT64_MAX));
        database_bind_time(statement, 2, filter->since);
        database_bind_text(statement, 3, filter->act);
        database_bind_text(statement, 4, filter->by);
        database_bind_text(statement, 5, filter->meeting);
        database_bind_text(statement, 6, filter->draft);
        database_bind_number(statement, 7, or_most(filter->most, AUDIT_MAX_LISTED));
        database_bind_text(statement, 8, filter->about);
    }
    while (status == STATUS_OK && more && (status = database_step(statement, &row)) == STATUS_OK && row) {
        status = read_entry(statement, &entry);
        more = status == STATUS_OK && each(context, &entry);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status audit_fresh(struct people *people, uint64_t *mark,
                        void (*each)(void *context, const struct audit_entry *entry), void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    struct audit_entry entry;
    struct end end;
    enum status status = read_end(people, &end);
    if (status != STATUS_OK || !each || end.number == *mark) {
        *mark = status == STATUS_OK ? end.number : *mark;
        return status;
    }
    status = database_prepare(people_database(people),
                              "SELECT " COLUMNS " FROM audit WHERE number > ?1 ORDER BY number", &statement);
    if (status == STATUS_OK)
        database_bind_number(statement, 1, *mark);
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row) {
        status = read_entry(statement, &entry);
        if (status == STATUS_OK)
            each(context, &entry);
        *mark = entry.number;
    }
    sqlite3_finalize(statement);
    return status;
}

enum status audit_erase(struct people *people, const char *target, const char *personal)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people_database(people),
                                          "UPDATE audit SET personal = NULL, salt = NULL"
                                          " WHERE target = ?1 OR personal = ?2 COLLATE NOCASE",
                                          &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, target);
        database_bind_text(statement, 2, personal);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

/* ---- verifying ---- */

/* Whether what stands beside the entry is what the entry has the hash of, or has been erased. */
static bool personal_fits(sqlite3_stmt *row, const struct audit_entry *entry, const struct sha256 *commitment,
                          bool committed)
{
    if (!entry->personal)
        return true;
    if (!committed || sqlite3_column_bytes(row, COLUMN_SALT) != SALT_BYTES)
        return false;
    struct sha256 found = commit_to(sqlite3_column_blob(row, COLUMN_SALT), entry->personal);
    return memcmp(&found, commitment, sizeof found) == 0;
}

/* Moves `at` on to the entry in the row. False: it is not the one that was written. */
static bool follow(sqlite3_stmt *row, struct end *at)
{
    struct audit_entry entry;
    struct sha256 commitment;
    bool has_one = sqlite3_column_type(row, COLUMN_COMMITMENT) != SQLITE_NULL;
    bool committed = has_one && database_hash(row, COLUMN_COMMITMENT, &commitment);
    if (read_entry(row, &entry) != STATUS_OK || has_one != committed || entry.number != at->number + 1 ||
        !entry.act || !entry.by || !personal_fits(row, &entry, &commitment, committed))
        return false;
    struct sha256 expected = link_hash(&at->hash, &entry, committed ? &commitment : NULL);
    *at = (struct end){entry.number, entry.hash};
    return memcmp(&expected, &entry.hash, sizeof expected) == 0;
}

static enum status follow_all(struct people *people, struct end *at, struct buf *why)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(people_database(people),
                                          "SELECT " COLUMNS " FROM audit ORDER BY number", &statement);
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row) {
        uint64_t number = at->number + 1;
        if (follow(statement, at))
            continue;
        why_add(why,
                "The audit log: entry %" PRIu64
                " is not what was written; compare it with a backup from before.",
                number);
        status = STATUS_CORRUPT;
    }
    sqlite3_finalize(statement);
    return status;
}

enum status audit_verify(struct people *people, uint64_t *entries, struct buf *why)
{
    struct end end, at = {0};
    enum status status = read_end(people, &end);
    if (status == STATUS_OK)
        status = follow_all(people, &at, why);
    if (status == STATUS_OK &&
        (at.number != end.number || memcmp(&at.hash, &end.hash, sizeof at.hash) != 0)) {
        why_add(why,
                "The audit log: its last entries are missing; it ends at %" PRIu64 " instead of %" PRIu64 ".",
                at.number, end.number);
        status = STATUS_CORRUPT;
    }
    *entries = at.number;
    return status;
}
