#include "store/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "store/people_database.h"

struct people {
    sqlite3 *db;
};

enum status people_open(const char *dir, bool create, struct buf *why, struct people **out)
{
    sqlite3 *db;
    enum status status = database_open(dir, create ? DATABASE_CREATE : DATABASE_WRITE, why, &db);
    if (status != STATUS_OK)
        return status;
    *out = mem_alloc(sizeof **out);
    (*out)->db = db;
    return STATUS_OK;
}

void people_close(struct people *people)
{
    if (!people)
        return;
    sqlite3_close(people->db);
    free(people);
}

sqlite3 *people_database(struct people *people)
{
    return people->db;
}

/* Drafts */

enum status people_add_draft(struct people *people, const char *draft, int64_t now)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        database_prepare(people->db, "INSERT INTO drafts(id, created_at) VALUES(?1, ?2)", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_time(statement, 2, now);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status == STATUS_CONFLICT ? STATUS_EXISTS : status;
}

enum status people_draft_exists(struct people *people, const char *draft)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(people->db, "SELECT 1 FROM drafts WHERE id = ?1", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        status = database_step(statement, &row);
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && !row ? STATUS_NOT_FOUND : status;
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

/* Invitations */

struct new_invitation {
    const char *id;
    const char *draft;
    const char *participant;
    const char *role;
    const char *name;
    const char *delegation;
    const struct sha256 *token_hash; /* NULL: a grant */
    int64_t expires_at;
    int64_t now;
};

static enum status insert_invitation(struct people *people, const struct new_invitation *invitation)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        database_prepare(people->db,
                         "INSERT INTO invitations(id, draft, participant, role, name, delegation,"
                         " token_hash, created_at, expires_at, revoked_at)"
                         " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)",
                         &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, invitation->id);
        database_bind_text(statement, 2, invitation->draft);
        database_bind_text(statement, 3, invitation->participant);
        database_bind_text(statement, 4, invitation->role);
        database_bind_text(statement, 5, invitation->name);
        database_bind_text(statement, 6, invitation->delegation);
        if (invitation->token_hash)
            database_bind_hash(statement, 7, invitation->token_hash);
        database_bind_time(statement, 8, invitation->now);
        database_bind_time(statement, 9, invitation->expires_at);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status people_invite(struct people *people, const char *draft, const char *role, const char *name,
                          const char *delegation, int64_t expires_at, int64_t now, char id[PEOPLE_ID_BYTES],
                          char token[PEOPLE_SECRET_BYTES])
{
    enum status status = people_draft_exists(people, draft);
    if (status != STATUS_OK)
        return status;
    random_id(id, PEOPLE_SECRET_BYTES);
    random_id(token, PEOPLE_SECRET_BYTES);
    struct sha256 hash = people_hash_secret(token);
    return insert_invitation(people, &(struct new_invitation){.id = id,
                                                              .draft = draft,
                                                              .participant = id,
                                                              .role = role,
                                                              .name = name,
                                                              .delegation = delegation,
                                                              .token_hash = &hash,
                                                              .expires_at = expires_at,
                                                              .now = now});
}

enum status people_grant(struct people *people, const struct seat *seat, const char *draft, int64_t now)
{
    char id[PEOPLE_SECRET_BYTES];
    enum status status = people_draft_exists(people, draft);
    if (status != STATUS_OK)
        return status;
    random_id(id, sizeof id);
    status = insert_invitation(people, &(struct new_invitation){.id = id,
                                                                .draft = draft,
                                                                .participant = seat->participant,
                                                                .role = seat->role,
                                                                .name = seat->name,
                                                                .delegation = seat->delegation,
                                                                .now = now});
    return status == STATUS_CONFLICT ? STATUS_EXISTS : status;
}

enum status people_revoke(struct people *people, const char *draft, const char *invitation, int64_t now)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        database_prepare(people->db,
                         "UPDATE invitations SET revoked_at = iif(revoked_at, revoked_at, ?3)"
                         " WHERE id = ?1 AND draft = ?2",
                         &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, invitation);
        database_bind_text(statement, 2, draft);
        database_bind_time(statement, 3, now);
        status = database_finish(statement);
    }
    if (status == STATUS_OK && sqlite3_changes(people->db) == 0)
        status = STATUS_NOT_FOUND;
    sqlite3_finalize(statement);
    return status;
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
                               .granted = database_number(statement, 8) != 0};
}

enum status people_list_invitations(struct people *people, const char *draft,
                                    bool (*each)(void *context, const struct invitation *invitation),
                                    void *context)
{
    sqlite3_stmt *statement = NULL;
    bool row = false, more = true;
    enum status status =
        database_prepare(people->db,
                         "SELECT id, participant, role, name, delegation, created_at, expires_at,"
                         " revoked_at, token_hash IS NULL FROM invitations WHERE draft = ?1"
                         " ORDER BY created_at, rowid",
                         &statement);
    if (status == STATUS_OK)
        database_bind_text(statement, 1, draft);
    while (status == STATUS_OK && more && (status = database_step(statement, &row)) == STATUS_OK && row) {
        struct invitation invitation = read_invitation(statement);
        more = each(context, &invitation);
    }
    sqlite3_finalize(statement);
    return status;
}
