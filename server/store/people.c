#include "store/people.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/loop.h"
#include "base/mem.h"
#include "store/audit.h"
#include "store/people_database.h"
#include "store/people_replica.h"
#include "store/statement_cache.h"
#include "text/code.h"

enum { CATCH_UPS_A_SECOND = 200 };

struct people {
    sqlite3 *db;
    struct people_replica *replica; /* NULL: this folder's people are its own */
    struct statement_cache statements;
    atomic_bool paused; /* by whoever watches the journal, on any thread */
    uint64_t second;    /* of loop_clock_us */
    unsigned catch_ups; /* in it */
};

enum status people_open(const char *dir, bool create, struct buf *why, struct people **out)
{
    sqlite3 *db;
    enum status status = database_open(dir, create ? DATABASE_CREATE : DATABASE_WRITE, why, &db);
    if (status == STATUS_OK)
        status = database_run(db, "PRAGMA query_only=ON"); /* but between people_begin and people_end */
    if (status != STATUS_OK)
        return status;
    *out = mem_zero(1, sizeof **out);
    (*out)->db = db;
    return STATUS_OK;
}

void people_share(struct people *people, struct people_replica *replica)
{
    people->replica = replica;
}

void people_pause(struct people *people, bool paused)
{
    people->paused = paused;
}

enum status people_shared_at(struct people *people, struct buf *address)
{
    return people_replica_address(people->db, address);
}

enum status people_part(struct people *people)
{
    enum status status = people_replica_part(people->replica);
    people_replica_close(people->replica);
    people->replica = NULL;
    return status;
}

void people_close(struct people *people)
{
    if (!people)
        return;
    people_replica_close(people->replica);
    statement_cache_clear(&people->statements);
    sqlite3_close(people->db);
    free(people);
}

sqlite3 *people_database(struct people *people)
{
    return people->db;
}

enum status people_take_statement(struct people *people, const char *sql, sqlite3_stmt **out)
{
    return statement_cache_take(&people->statements, people->db, sql, out);
}

void people_give_statement(struct people *people, sqlite3_stmt *statement)
{
    statement_cache_give(&people->statements, statement);
}

/* Transactions */

static enum status open_transaction(struct people *people)
{
    if (!people->replica)
        return database_run(people->db, "BEGIN IMMEDIATE");
    return people->paused ? STATUS_STORAGE : people_replica_begin(people->replica, people->db);
}

enum status people_begin(struct people *people)
{
    enum status status = database_run(people->db, "PRAGMA query_only=OFF");
    if (status == STATUS_OK)
        status = open_transaction(people);
    if (status == STATUS_OK)
        return status;
    enum status back = database_run(people->db, "PRAGMA query_only=ON");
    return back == STATUS_OK ? status : back;
}

enum status people_end(struct people *people, enum status status)
{
    if (people->replica)
        status = people_replica_end(people->replica, people->db, status);
    else if (status == STATUS_OK)
        status = people_replica_stray(people->db);
    if (status == STATUS_OK)
        status = database_run(people->db, "COMMIT");
    if (status != STATUS_OK)
        database_rollback(people->db);
    enum status back = database_run(people->db, "PRAGMA query_only=ON");
    return status == STATUS_OK ? back : status;
}

/* Strangers ask too, so there is a bound. */
static bool may_catch_up(struct people *people)
{
    uint64_t second = loop_clock_us() / 1000000;
    if (second != people->second)
        people->catch_ups = 0;
    people->second = second;
    return people->replica && !people->paused && people->catch_ups++ < CATCH_UPS_A_SECOND;
}

bool people_catch_up(struct people *people)
{
    struct people_followed
        followed; /* nothing, perhaps, as the thread that follows was first: then it is there too */
    return may_catch_up(people) && people_replica_follow(people->replica, &followed) == STATUS_OK;
}

/* Drafts */

enum status people_restore_draft(struct people *people, const char *draft, int64_t now, uint64_t acts)
{
    sqlite3_stmt *statement = NULL;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = database_prepare(people->db, "INSERT INTO drafts(id, created_at, acts) VALUES(?1, ?2, ?3)",
                                  &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_time(statement, 2, now);
        database_bind_number(statement, 3, acts);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    status = people_end(people, status);
    return status == STATUS_CONFLICT ? STATUS_EXISTS : status;
}

enum status people_add_draft(struct people *people, const char *draft, int64_t now)
{
    return people_restore_draft(people, draft, now, 0);
}

static enum status draft_exists(struct people *people, const char *draft)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        database_prepare(people->db, "SELECT 1 FROM drafts WHERE id = ?1 AND deleted_at = 0", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        status = database_step(statement, &row);
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && !row ? STATUS_NOT_FOUND : status;
}

enum status people_draft_exists(struct people *people, const char *draft)
{
    enum status status = draft_exists(people, draft);
    return status == STATUS_NOT_FOUND && people_catch_up(people) ? draft_exists(people, draft) : status;
}

enum status people_list_drafts(struct people *people,
                               bool (*each)(void *context, const char *draft, int64_t created_at),
                               void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false, more = true;
    enum status status = database_prepare(
        people->db, "SELECT id, created_at FROM drafts ORDER BY created_at, rowid", &statement);
    while (status == STATUS_OK && more && (status = database_step(statement, &row)) == STATUS_OK && row)
        more = each(context, database_text(statement, 0), (int64_t)database_number(statement, 1));
    sqlite3_finalize(statement);
    return status;
}

/* Whether the query, about a draft and up to two more values, has a row. */
static enum status ask(struct people *people, const char *sql, const char *draft, const char *text,
                       int64_t time, bool *yes)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people->db, sql, &statement);
    *yes = false;
    if (status == STATUS_OK) {
        int most = sqlite3_bind_parameter_count(statement);
        database_bind_text(statement, 1, draft);
        if (most >= 2)
            database_bind_text(statement, 2, text);
        if (most >= 3)
            database_bind_time(statement, 3, time);
        status = database_step(statement, yes);
    }
    sqlite3_finalize(statement);
    return status;
}

/* What is done to one seat by itself, in the audit log; what follows from a meeting is told there as one act of the meeting. */
static enum status note_seat(struct people *people, const char *act, const char *draft, const char *seat,
                             const char *by, int64_t now)
{
    return audit_note(people,
                      &(struct audit_entry){.at = now, .act = act, .by = by, .draft = draft, .target = seat});
}

/* Invitations */

struct new_invitation {
    const char *id;
    const char *participant;
    const struct sha256 *token_hash; /* NULL: a grant */
    bool pending;
};

static enum status insert_invitation(struct people *people, const struct new_invitation *invitation,
                                     const struct new_seat *seat, int64_t now)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        database_prepare(people->db,
                         "INSERT INTO invitations(id, draft, participant, role, name, delegation,"
                         " token_hash, created_at, expires_at, revoked_at, pending)"
                         " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10)",
                         &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, invitation->id);
        database_bind_text(statement, 2, seat->draft);
        database_bind_text(statement, 3, invitation->participant);
        database_bind_text(statement, 4, seat->role);
        database_bind_text(statement, 5, seat->name);
        database_bind_text(statement, 6, seat->delegation);
        if (invitation->token_hash)
            database_bind_hash(statement, 7, invitation->token_hash);
        database_bind_time(statement, 8, now);
        database_bind_time(statement, 9, seat->expires_at);
        database_bind_number(statement, 10, invitation->pending);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    if (status == STATUS_OK)
        status = people_note_act(people, ACT_ADD, invitation->id, seat->by, now);
    return status == STATUS_CONFLICT ? STATUS_EXISTS : status;
}

static enum status check_room(struct people *people, const char *draft)
{
    bool full;
    enum status status = ask(people, "SELECT 1 FROM invitations WHERE draft = ?1 LIMIT 1 OFFSET ?3 - 1",
                             draft, NULL, PEOPLE_MAX_SEATS, &full);
    return status == STATUS_OK && full ? STATUS_LIMIT : status;
}

/* Speaking for a delegation that has a voice in the draft already, or had one: else who may revoke could take its place. */
static enum status has_spoken(struct people *people, const struct new_seat *seat, bool *yes)
{
    *yes = false;
    if (!seat->delegation || strcmp(seat->role, "observer") == 0)
        return STATUS_OK;
    return ask(people,
               "SELECT 1 FROM invitations WHERE draft = ?1 AND delegation = ?2 COLLATE NOCASE"
               " AND role <> 'observer' AND pending = 0",
               seat->draft, seat->delegation, 0, yes);
}

/* A code that is new in the draft and looks like one that is, or was, in it. `like`: that one, the caller frees; else NULL. */
static enum status check_code(struct people *people, const struct new_seat *seat, char **like)
{
    sqlite3_stmt *statement = NULL;
    bool row = false, known = false;
    if (!seat->delegation)
        return STATUS_OK;
    enum status status = database_prepare(
        people->db, "SELECT DISTINCT delegation FROM invitations WHERE draft = ?1 AND delegation NOT NULL",
        &statement);
    if (status == STATUS_OK)
        database_bind_text(statement, 1, seat->draft);
    while (status == STATUS_OK && !known && (status = database_step(statement, &row)) == STATUS_OK && row) {
        const char *code = database_text(statement, 0);
        known = strcmp(code, seat->delegation) == 0;
        if (!*like && code_looks_like(code, seat->delegation))
            *like = mem_copy_string(code);
    }
    sqlite3_finalize(statement);
    if (known || status != STATUS_OK) {
        free(*like);
        *like = NULL;
    }
    return status == STATUS_OK && *like ? STATUS_BAD_MESSAGE : status;
}

/* The first seat of a chair that has no end makes sure that there always is one. */
static enum status check_chair(struct people *people, const struct new_seat *seat)
{
    bool stays;
    if (strcmp(seat->role, "chair") != 0 || !seat->expires_at)
        return STATUS_OK;
    enum status status = ask(people,
                             "SELECT 1 FROM invitations i JOIN invitations v ON v.id = i.participant"
                             " WHERE i.draft = ?1 AND i.role = 'chair' AND i.pending = 0 AND i.revoked_at = 0"
                             " AND i.expires_at = 0 AND v.expires_at = 0",
                             seat->draft, NULL, 0, &stays);
    return status == STATUS_OK && !stays ? STATUS_LAST_CHAIR : status;
}

static enum status invite(struct people *people, const struct new_seat *seat, int64_t now,
                          struct invited *out)
{
    random_id(out->id, PEOPLE_SECRET_BYTES);
    random_id(out->token, PEOPLE_SECRET_BYTES);
    struct sha256 hash = people_hash_secret(out->token);
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = check_room(people, seat->draft);
    if (status == STATUS_OK)
        status = check_code(people, seat, &out->like);
    if (status == STATUS_OK)
        status = check_chair(people, seat);
    if (status == STATUS_OK && !seat->sure)
        status = has_spoken(people, seat, &out->pending);
    if (status == STATUS_OK)
        status = insert_invitation(people, &(struct new_invitation){out->id, out->id, &hash, out->pending},
                                   seat, now);
    if (status == STATUS_OK)
        status = note_seat(people, "seat.invite", seat->draft, out->id, seat->by, now);
    return people_end(people, status);
}

enum status people_invite(struct people *people, const struct new_seat *seat, int64_t now,
                          struct invited *out)
{
    struct new_seat spelled = *seat;
    char *code = seat->delegation ? code_normalise(seat->delegation) : NULL;
    enum status status = people_draft_exists(people, seat->draft);
    *out = (struct invited){0};
    spelled.delegation = code;
    if (status == STATUS_OK)
        status = code && !*code ? STATUS_BAD_MESSAGE : invite(people, &spelled, now, out);
    free(code);
    return status;
}

static enum status grant(struct people *people, const struct seat *seat, const char *draft, const char *by,
                         int64_t now)
{
    char id[PEOPLE_SECRET_BYTES];
    bool has_had;
    enum status status = ask(people, "SELECT 1 FROM invitations WHERE draft = ?1 AND participant = ?2", draft,
                             seat->participant, 0, &has_had);
    if (status != STATUS_OK || has_had)
        return has_had ? STATUS_EXISTS : status;
    random_id(id, sizeof id);
    return insert_invitation(
        people, &(struct new_invitation){id, seat->participant, NULL, false},
        &(struct new_seat){
            .draft = draft, .role = seat->role, .name = seat->name, .delegation = seat->delegation, .by = by},
        now);
}

struct grants {
    struct people *people;
    const struct seat *maker;
    const char *draft;
    int64_t now;
    size_t chairs;
    enum status status;
};

static bool grant_chair(void *context, const struct seat *chair)
{
    struct grants *grants = context;
    grants->chairs++;
    if (grants->draft && strcmp(chair->participant, grants->maker->participant) != 0)
        grants->status = grant(grants->people, chair, grants->draft, grants->maker->participant, grants->now);
    return grants->status == STATUS_OK;
}

enum status people_can_grant(struct people *people, const struct seat *seat, int64_t now)
{
    struct grants count = {.people = people, .maker = seat, .now = now};
    enum status status = people_chairs_of_draft(people, seat->draft, now, grant_chair, &count);
    return status == STATUS_OK && !count.chairs ? STATUS_LAST_CHAIR : status;
}

enum status people_grant(struct people *people, const struct seat *seat, const char *draft, int64_t now)
{
    struct grants grants = {people, seat, draft, now, 0, STATUS_OK};
    enum status status = people_draft_exists(people, draft);
    if (status != STATUS_OK)
        return status;
    status = people_begin(people);
    if (status == STATUS_OK)
        status = grant(people, seat, draft, seat->participant, now);
    if (status == STATUS_OK)
        status = people_chairs_of_draft(people, seat->draft, now, grant_chair, &grants);
    if (status == STATUS_OK)
        status = grants.status == STATUS_OK && !grants.chairs ? STATUS_LAST_CHAIR : grants.status;
    if (status == STATUS_OK)
        status = note_seat(people, "draft.create", draft, NULL, seat->participant, now);
    return people_end(people, status);
}

/* Sets columns of one invitation to values that hold `now`, or none. `*changed`: it was not so already. */
static enum status set(struct people *people, const char *sql, const char *invitation, int64_t now,
                       bool *changed)
{
    sqlite3_stmt *statement = NULL;
    enum status status = database_prepare(people->db, sql, &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, invitation);
        if (sqlite3_bind_parameter_count(statement) >= 2)
            database_bind_time(statement, 2, now);
        status = database_finish(statement);
    }
    *changed = status == STATUS_OK && sqlite3_changes(people->db) > 0;
    sqlite3_finalize(statement);
    return status;
}

enum status people_confirm(struct people *people, const char *draft, const char *invitation, const char *by,
                           int64_t now)
{
    bool there = false, changed = false;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status =
            ask(people,
                "SELECT 1 FROM invitations i WHERE i.draft = ?1 AND i.id = ?2 AND " PEOPLE_GOOD("i", "?3"),
                draft, invitation, now, &there);
    if (status == STATUS_OK && !there)
        status = STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = set(people, "UPDATE invitations SET pending = 0 WHERE id = ?1 AND pending", invitation, now,
                     &changed);
    if (changed)
        status = people_note_act(people, ACT_CONFIRM, invitation, by, now);
    if (changed && status == STATUS_OK)
        status = note_seat(people, "seat.confirm", draft, invitation, by, now);
    return people_end(people, status);
}

/* Whether no other chair would be left, or, where this one's seat has no end, none whose seat has none either. */
static enum status is_last_chair(struct people *people, const char *draft, const char *invitation,
                                 int64_t now, bool *yes)
{
    return ask(
        people,
        "SELECT 1 FROM invitations c WHERE c.id = ?2 AND c.role = 'chair' AND c.pending = 0"
        " AND " PEOPLE_GOOD(
            "c", "?3") " AND NOT EXISTS(SELECT 1 FROM invitations i"
                       " JOIN invitations v ON v.id = i.participant WHERE i.draft = ?1 AND i.id <> ?2"
                       " AND i.role = 'chair' AND i.pending = 0 AND " PEOPLE_GOOD(
                           "i",
                           "?3") " AND " PEOPLE_UNEXPIRED("v",
                                                          "?3") " AND (c.expires_at <> 0 OR (i.expires_at = "
                                                                "0 AND v.expires_at = 0)))",
        draft, invitation, now, yes);
}

enum status people_revoke(struct people *people, const char *draft, const char *invitation, const char *by,
                          bool force, int64_t now)
{
    bool there = false, last = false, changed = false;
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = ask(people, "SELECT 1 FROM invitations WHERE draft = ?1 AND id = ?2", draft, invitation, now,
                     &there);
    if (status == STATUS_OK && !there)
        status = STATUS_NOT_FOUND;
    if (status == STATUS_OK && !force)
        status = is_last_chair(people, draft, invitation, now, &last);
    if (last)
        status = STATUS_LAST_CHAIR;
    if (status == STATUS_OK)
        status = set(people, "UPDATE invitations SET revoked_at = ?2 WHERE id = ?1 AND revoked_at = 0",
                     invitation, now, &changed);
    if (changed)
        status = people_note_act(people, ACT_END, invitation, by, now);
    if (changed && status == STATUS_OK)
        status = note_seat(people, "seat.revoke", draft, invitation, by, now);
    if (changed && status == STATUS_OK)
        status = set(
            people,
            "INSERT OR REPLACE INTO exceptions(person, scope, target, role)"
            " SELECT person, 'draft', draft, 'none' FROM invitations WHERE id = ?1 AND person IS NOT NULL",
            invitation, 0, &changed);
    return people_end(people, status);
}

static struct invitation read_invitation(sqlite3_stmt *statement)
{
    return (struct invitation){.id = database_text(statement, 0),
                               .participant = database_text(statement, 1),
                               .role = database_text(statement, 2),
                               .name = database_text(statement, 3),
                               .delegation = database_text(statement, 4),
                               .created_at = (int64_t)database_number(statement, 5),
                               .expires_at = (int64_t)database_number(statement, 6),
                               .revoked_at = (int64_t)database_number(statement, 7),
                               .granted = database_number(statement, 8) != 0,
                               .pending = database_number(statement, 9) != 0};
}

/* All of a draft, or the one. */
static enum status list(struct people *people, const char *draft, const char *invitation,
                        bool (*each)(void *context, const struct invitation *invitation), void *context,
                        bool *found)
{
    sqlite3_stmt *statement = NULL;
    bool row = false, more = true;
    enum status status =
        database_prepare(people->db,
                         "SELECT id, participant, role, name, delegation, created_at, expires_at,"
                         " revoked_at, token_hash IS NULL, pending FROM invitations WHERE draft = ?1"
                         " AND id = ifnull(?2, id) ORDER BY created_at, rowid",
                         &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_text(statement, 2, invitation);
    }
    while (status == STATUS_OK && more && (status = database_step(statement, &row)) == STATUS_OK && row) {
        struct invitation read = read_invitation(statement);
        *found = true;
        more = each(context, &read);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status people_find_invitation(struct people *people, const char *draft, const char *invitation,
                                   bool (*each)(void *context, const struct invitation *invitation),
                                   void *context)
{
    bool found = false;
    enum status status = list(people, draft, invitation, each, context, &found);
    return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

enum status people_list_invitations(struct people *people, const char *draft,
                                    bool (*each)(void *context, const struct invitation *invitation),
                                    void *context)
{
    bool found = false;
    return list(people, draft, NULL, each, context, &found);
}
