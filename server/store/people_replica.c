#include "store/people_replica.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/table_versions.h"
#include "store/why.h"

enum { WHOLE_EVERY = 1000 }; /* entries */

/* Tables that are no people's: the op log's, and how far this folder follows. */
#define OF_PEOPLE                                                                                            \
    "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"                                              \
    " AND name NOT IN ('logs', 'ops', 'snapshots', 'replica')"

struct mark {
    uint64_t seq;
    struct sha256 hash;
};

struct people_replica {
    struct people_journal *journal;
    struct table_versions *versions;
    sqlite3
        *db; /* for what comes from the journal, in which rows are in no order that foreign keys would like */
    sqlite3_session *session; /* while somebody writes */
    struct mark mark;         /* as of then */
};

struct sha256 people_entry_hash(const struct sha256 *before, const struct people_entry *entry)
{
    unsigned char head[SHA256_BYTES + 17];
    memcpy(head, before->bytes, SHA256_BYTES);
    for (int i = 0; i < 8; i++) {
        head[SHA256_BYTES + i] = (unsigned char)(entry->seq >> (56 - 8 * i));
        head[SHA256_BYTES + 8 + i] = (unsigned char)(entry->schema >> (56 - 8 * i));
    }
    head[SHA256_BYTES + 16] = entry->whole;
    return sha256_of(head, sizeof head, entry->bytes, entry->len);
}

/* ---- how far the folder follows ---- */

static enum status read_mark(sqlite3 *db, struct mark *mark)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *mark = (struct mark){0};
    enum status status = database_prepare(db, "SELECT seq, hash FROM replica", &statement);
    if (status == STATUS_OK)
        status = database_step(statement, &row);
    if (row) {
        mark->seq = database_number(statement, 0);
        if (!database_hash(statement, 1, &mark->hash))
            status = STATUS_CORRUPT;
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status write_mark(sqlite3 *db, const struct people_entry *entry)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(db,
                                          "INSERT INTO replica(one, seq, hash, address) VALUES(1, ?1, ?2, '')"
                                          " ON CONFLICT(one) DO UPDATE SET seq = ?1, hash = ?2",
                                          &statement);
    if (status == STATUS_OK) {
        database_bind_number(statement, 1, entry->seq);
        database_bind_hash(statement, 2, &entry->hash);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status write_address(sqlite3 *db, const char *address)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(db, "UPDATE replica SET address = ?1", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, address);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status people_replica_address(sqlite3 *db, struct buf *out)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(db, "SELECT address FROM replica", &statement);
    if (status == STATUS_OK)
        status = database_step(statement, &row);
    if (row)
        buf_text(out, database_text(statement, 0));
    sqlite3_finalize(statement);
    return status;
}

enum status people_replica_stray(sqlite3 *db)
{
    return database_run(db, "DELETE FROM replica");
}

/* ---- rows as bytes ---- */

/* Calls with the name of each table of people, and the statement that makes it, until it fails. */
static enum status
each_table(sqlite3 *db, enum status (*each)(void *context, const char *name, const char *sql), void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        database_prepare(db, "SELECT name, sql FROM main.sqlite_master WHERE " OF_PEOPLE, &statement);
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row)
        status = each(context, database_text(statement, 0), database_text(statement, 1));
    sqlite3_finalize(statement);
    return status;
}

/* SQLite's own takes no NULL. */
static void drop_session(struct people_replica *replica)
{
    if (replica->session)
        sqlite3session_delete(replica->session);
    replica->session = NULL;
}

static enum status attach(void *session, const char *name, const char *sql)
{
    (void)sql;
    return database_status(sqlite3session_attach(session, name));
}

/* Rows that are not in an empty table of the same making: all of them. */
static enum status compare_with_nothing(void *context, const char *name, const char *sql)
{
    struct people_replica *replica = context;
    struct buf make = BUF_EMPTY;
    buf_format(&make, "CREATE TABLE bare.%s", sql + strlen("CREATE TABLE "));
    enum status status = database_run(replica->db, make.bytes);
    buf_clear(&make);
    if (status == STATUS_OK)
        status = attach(replica->session, name, sql);
    if (status == STATUS_OK)
        status = database_status(sqlite3session_diff(replica->session, "bare", name, NULL));
    return status;
}

/* All people, as rows that were inserted. On success the caller frees `bytes` by sqlite3_free. */
static enum status write_whole(struct people_replica *replica, void **bytes, int *len)
{
    enum status status = database_run(replica->db, "ATTACH ':memory:' AS bare");
    if (status != STATUS_OK)
        return status;
    status = database_status(sqlite3session_create(replica->db, "main", &replica->session));
    if (status == STATUS_OK)
        status = each_table(replica->db, compare_with_nothing, replica);
    if (status == STATUS_OK)
        status = database_status(sqlite3session_changeset(replica->session, len, bytes));
    drop_session(replica);
    enum status back = database_run(replica->db, "DETACH bare");
    return status == STATUS_OK ? back : status;
}

static enum status empty(void *db, const char *name, const char *sql)
{
    (void)sql;
    struct buf text = BUF_EMPTY;
    buf_format(&text, "DELETE FROM \"%s\"", name);
    enum status status = database_run(db, text.bytes);
    buf_clear(&text);
    return status;
}

/* Nobody else changes these rows, so whatever does not fit is damage. */
static int refuse(void *context, int kind, sqlite3_changeset_iter *change)
{
    (void)context;
    (void)kind;
    (void)change;
    return SQLITE_CHANGESET_ABORT;
}

static enum status apply(sqlite3 *db, const struct people_entry *entry)
{
    if (!entry->len)
        return STATUS_OK;
    int result =
        sqlite3changeset_apply(db, (int)entry->len, (void *)(uintptr_t)entry->bytes, NULL, refuse, NULL);
    return (result & 0xff) == SQLITE_ABORT ? STATUS_CORRUPT : database_status(result);
}

/* ---- following ---- */

enum place { PLACE_KNOWN, PLACE_NEXT, PLACE_ELSEWHERE };

struct follow {
    struct people_replica *replica;
    struct people_followed *out;
    enum status status;
    struct mark from; /* what the folder had at the start; seq 0: nothing, or it does not count */
    size_t given;     /* entries, up to now */
    bool anew;        /* begins at a whole entry, whatever the folder has */
    bool diverged;    /* the journal holds another entry than the one that was taken over */
};

static enum place place_of(const struct people_entry *entry, const struct mark *mark)
{
    if (entry->seq == mark->seq)
        return memcmp(&entry->hash, &mark->hash, sizeof mark->hash) == 0 ? PLACE_KNOWN : PLACE_ELSEWHERE;
    struct sha256 hash = people_entry_hash(&mark->hash, entry);
    return entry->seq == mark->seq + 1 && memcmp(&hash, &entry->hash, sizeof hash) == 0 ? PLACE_NEXT
                                                                                        : PLACE_ELSEWHERE;
}

static enum status begin_anew(struct follow *follow, const struct mark *mark,
                              const struct people_entry *entry)
{
    sqlite3 *db = follow->replica->db;
    enum status status = each_table(db, empty, db);
    if (status == STATUS_OK)
        status = apply(db, entry);
    follow->anew = false;
    follow->out->anew = mark->seq > 0;
    return status;
}

/* Within a transaction, after which the folder's mark is that of the entry. */
static enum status take_over(struct follow *follow, const struct people_entry *entry)
{
    struct mark mark;
    sqlite3 *db = follow->replica->db;
    enum status status = read_mark(db, &mark);
    if (status != STATUS_OK)
        return status;
    enum place place = place_of(entry, &mark);
    if (entry->whole && (follow->anew || !mark.seq || (place == PLACE_ELSEWHERE && entry->seq > mark.seq)))
        status = begin_anew(follow, &mark, entry);
    else if (place == PLACE_KNOWN || (place == PLACE_ELSEWHERE && entry->seq < mark.seq && !follow->anew))
        return STATUS_OK; /* another process of this folder was first */
    else if (place == PLACE_NEXT)
        status = entry->whole ? STATUS_OK : apply(db, entry);
    else
        follow->diverged = true;
    if (follow->diverged)
        return STATUS_OK;
    follow->out->entries++;
    return status == STATUS_OK ? write_mark(db, entry) : status;
}

/* The journal went back, or on another way. */
static bool has_parted(const struct follow *follow, const struct people_entry *entry)
{
    return entry->seq < follow->from.seq ||
           (entry->seq == follow->from.seq && place_of(entry, &follow->from) != PLACE_KNOWN);
}

static bool take_over_one(void *context, const struct people_entry *entry)
{
    struct follow *follow = context;
    sqlite3 *db = follow->replica->db;
    follow->given++;
    follow->diverged = has_parted(follow, entry);
    if (follow->diverged || entry->seq == follow->from.seq)
        return !follow->diverged;
    follow->out->newer = entry->schema > (uint64_t)migrations_latest();
    if (follow->out->newer)
        follow->status = STATUS_CONFLICT;
    else
        follow->status = database_run(db, "BEGIN IMMEDIATE");
    if (follow->status == STATUS_OK)
        follow->status = take_over(follow, entry);
    if (follow->status == STATUS_OK)
        follow->status = database_run(db, "COMMIT");
    if (follow->status != STATUS_OK)
        database_rollback(db);
    return follow->status == STATUS_OK && !follow->diverged;
}

static enum status follow_from(struct follow *follow)
{
    struct people_journal *journal = follow->replica->journal;
    enum status status = journal->ops->read(journal, follow->from.seq, take_over_one, follow);
    if (status == STATUS_OK && follow->from.seq && !follow->given)
        status = STATUS_CONFLICT; /* nothing is there: another database, or an empty one */
    return status == STATUS_OK ? follow->status : status;
}

enum status people_replica_follow(struct people_replica *replica, struct people_followed *out)
{
    struct follow follow = {.replica = replica, .out = out};
    *out = (struct people_followed){0};
    enum status status = read_mark(replica->db, &follow.from);
    if (status == STATUS_OK)
        status = follow_from(&follow);
    if (follow.diverged || status == STATUS_CORRUPT) {
        diag(DIAG_ERROR,
             "the people here are not those of the journal from entry %" PRIu64 " on; they are made anew",
             follow.from.seq);
        follow = (struct follow){.replica = replica, .out = out, .anew = true};
        status = follow_from(&follow);
        if (status == STATUS_OK && follow.diverged)
            status = STATUS_CORRUPT;
    }
    return status;
}

/* ---- writing ---- */

/* Adds it to the journal, which ends the turn, and notes by `db` that the folder has it. */
static enum status add_entry(struct people_replica *replica, sqlite3 *db, struct people_entry entry,
                             const struct mark *last)
{
    struct people_journal *journal = replica->journal;
    entry.seq = last->seq + 1;
    enum status status = table_versions_oldest(replica->versions, entry.bytes, (int)entry.len, &entry.schema);
    if (status != STATUS_OK) {
        journal->ops->leave(journal);
        return status;
    }
    entry.hash = people_entry_hash(&last->hash, &entry);
    status = journal->ops->add(journal, &entry);
    return status == STATUS_OK ? write_mark(db, &entry) : status;
}

/* Within the turn, in which the journal's last entry is this one. Ends the turn. */
static enum status add_whole(struct people_replica *replica, const struct mark *last)
{
    struct people_journal *journal = replica->journal;
    void *bytes = NULL;
    int len = 0;
    enum status status = write_whole(replica, &bytes, &len);
    if (status != STATUS_OK) {
        journal->ops->leave(journal);
        return status;
    }
    status = add_entry(replica, replica->db,
                       (struct people_entry){.whole = true, .bytes = bytes, .len = (size_t)len}, last);
    sqlite3_free(bytes);
    return status;
}

struct newest {
    uint64_t whole;
    bool found;
};

static bool note_newest(void *context, const struct people_entry *entry)
{
    struct newest *newest = context;
    newest->whole = entry->seq;
    newest->found = true;
    return false;
}

enum status people_replica_tidy(struct people_replica *replica)
{
    struct people_journal *journal = replica->journal;
    struct newest newest = {0};
    struct people_followed followed;
    struct mark mark;
    enum status status = read_mark(replica->db, &mark);
    if (status == STATUS_OK)
        status = journal->ops->read(journal, 0, note_newest, &newest);
    if (status != STATUS_OK || !newest.found || mark.seq < newest.whole + WHOLE_EVERY)
        return status;
    status = journal->ops->take(journal);
    if (status != STATUS_OK)
        return status;
    status = people_replica_follow(replica, &followed);
    if (status == STATUS_OK)
        status = read_mark(replica->db, &mark);
    if (status != STATUS_OK) {
        journal->ops->leave(journal);
        return status;
    }
    status = add_whole(replica, &mark);
    /* what others have not yet taken over they may still want: all since the whole entry before stays */
    return status == STATUS_OK ? journal->ops->drop_before(journal, newest.whole) : status;
}

enum status people_replica_begin(struct people_replica *replica, sqlite3 *db)
{
    struct people_journal *journal = replica->journal;
    struct people_followed followed;
    enum status status = journal->ops->take(journal);
    if (status != STATUS_OK)
        return status;
    status = people_replica_follow(replica, &followed);
    if (status == STATUS_OK)
        status = read_mark(replica->db, &replica->mark);
    if (status == STATUS_OK)
        status = database_run(db, "BEGIN IMMEDIATE");
    if (status == STATUS_OK)
        status = database_status(sqlite3session_create(db, "main", &replica->session));
    if (status == STATUS_OK)
        status = each_table(db, attach, replica->session);
    if (status != STATUS_OK) {
        drop_session(replica);
        database_rollback(db);
        journal->ops->leave(journal);
    }
    return status;
}

enum status people_replica_end(struct people_replica *replica, sqlite3 *db, enum status status)
{
    struct people_journal *journal = replica->journal;
    void *bytes = NULL;
    int len = 0;
    if (!replica->session)
        return status; /* begin failed, as whoever calls both knows */
    if (status == STATUS_OK)
        status = database_status(sqlite3session_changeset(replica->session, &len, &bytes));
    drop_session(replica);
    if (status != STATUS_OK || !len)
        journal->ops->leave(journal);
    else
        status =
            add_entry(replica, db, (struct people_entry){.bytes = bytes, .len = (size_t)len}, &replica->mark);
    sqlite3_free(bytes);
    return status;
}

/* ---- life ---- */

static enum status has_people(sqlite3 *db, bool *has)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        database_prepare(db, "SELECT 1 FROM drafts UNION ALL SELECT 1 FROM meetings LIMIT 1", &statement);
    if (status == STATUS_OK)
        status = database_step(statement, has);
    sqlite3_finalize(statement);
    return status;
}

/* Within the turn, which it ends: the folder that comes first gives its people, one that comes later has none. */
static enum status enter(struct people_replica *replica, struct buf *why)
{
    struct people_journal *journal = replica->journal;
    struct mark mark, last = {0};
    bool has = false;
    enum status status = read_mark(replica->db, &mark);
    if (status == STATUS_OK)
        status = journal->ops->last(journal, &last.seq, &last.hash);
    if (status == STATUS_OK && !mark.seq && !last.seq)
        return add_whole(replica, &last);
    if (status == STATUS_OK && !mark.seq)
        status = has_people(replica->db, &has);
    if (status == STATUS_OK && has) {
        why_add(why,
                "This folder has people who are not of this cluster; start the node with an empty folder.");
        status = STATUS_CONFLICT;
    } else if (status == STATUS_OK && mark.seq && !last.seq) {
        why_add(why, "This folder has people of a cluster, and the database has none; check its address, or "
                     "restore it.");
        status = STATUS_CONFLICT;
    }
    journal->ops->leave(journal);
    return status;
}

static enum status open_parts(struct people_replica *replica, const char *dir, const char *address,
                              struct buf *why)
{
    struct people_journal *journal = replica->journal;
    enum status status = database_open(dir, DATABASE_CREATE, why, &replica->db);
    if (status == STATUS_OK)
        status = table_versions_make(&replica->versions);
    if (status == STATUS_OK)
        status = database_run(replica->db, "PRAGMA foreign_keys=OFF");
    if (status == STATUS_OK)
        status = journal->ops->take(journal);
    if (status == STATUS_OK)
        status = enter(replica, why);
    return status == STATUS_OK ? write_address(replica->db, address) : status;
}

enum status people_replica_open(const char *dir, struct people_journal *journal, const char *address,
                                struct buf *why, struct people_replica **out)
{
    struct people_followed followed = {0};
    struct people_replica *replica = mem_zero(1, sizeof *replica);
    replica->journal = journal;
    enum status status = open_parts(replica, dir, address, why);
    if (status == STATUS_OK)
        status = people_replica_follow(replica, &followed);
    if (status == STATUS_OK)
        *out = replica;
    else
        people_replica_close(replica);
    if (followed.newer)
        why_add(why, "The people of the cluster were written by a newer plenaria; update this server.");
    else if (status != STATUS_OK && why && !why->len)
        why_add(why, "The people of the cluster cannot be read: %s", status_message(status));
    return status;
}

enum status people_replica_part(struct people_replica *replica)
{
    return write_address(replica->db, "");
}

void people_replica_close(struct people_replica *replica)
{
    if (!replica)
        return;
    sqlite3_close(replica->db);
    table_versions_free(replica->versions);
    replica->journal->ops->destroy(replica->journal);
    free(replica);
}
