#include "store/meetings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/people_database.h"
#include "store/people_query.h"

static int64_t number(sqlite3_stmt *row, int column)
{
    return (int64_t)database_number(row, column);
}

enum status people_transact(struct people *people, enum status (*body)(void *context), void *context)
{
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = body(context);
    return people_end(people, status);
}

/* Meetings */

enum status meetings_add(struct people *people, const char *meeting, const char *document, int64_t now)
{
    bool full;
    enum status status =
        people_ask(people, &full, "SELECT 1 FROM meetings LIMIT 1 OFFSET ?1 - 1", "n", (int64_t)MEETINGS_MAX);
    if (status != STATUS_OK || full)
        return full ? STATUS_LIMIT : status;
    status = people_run(
        people, NULL,
        "INSERT INTO meetings(id, document, revision, created_at, archived_at) VALUES(?1, ?2, 1, ?3, 0)",
        "ttn", meeting, document, now);
    return status == STATUS_CONFLICT ? STATUS_EXISTS : status;
}

enum status meetings_list(struct people *people, const char *meeting,
                          bool (*each)(void *context, const struct meeting_row *row), void *context)
{
    sqlite3_stmt *statement;
    bool more = true, found = false;
    enum status status = people_query(
        people, &statement,
        "SELECT id, document, revision, created_at, archived_at, logo IS NOT NULL"
        " FROM meetings WHERE id = ifnull(?1, id) AND deleted_at = 0 ORDER BY created_at DESC, rowid DESC",
        "t", meeting);
    while (more && people_next_row(statement, &status)) {
        found = true;
        more = each(context, &(struct meeting_row){database_text(statement, 0), database_text(statement, 1),
                                                   database_number(statement, 2), number(statement, 3),
                                                   number(statement, 4), number(statement, 5) != 0});
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && meeting && !found ? STATUS_NOT_FOUND : status;
}

enum status meetings_write(struct people *people, const char *meeting, const char *document,
                           uint64_t revision)
{
    int changed;
    bool there;
    enum status status = people_run(people, &changed,
                                    "UPDATE meetings SET document = ?2, revision = revision + 1"
                                    " WHERE id = ?1 AND revision = ?3",
                                    "ttn", meeting, document, (int64_t)revision);
    if (status != STATUS_OK || changed)
        return status;
    status = people_ask(people, &there, "SELECT 1 FROM meetings WHERE id = ?1", "t", meeting);
    return status == STATUS_OK ? (there ? STATUS_CONFLICT : STATUS_NOT_FOUND) : status;
}

enum status meetings_set_links(struct people *people, const char *meeting, bool links)
{
    return people_run(people, NULL, "UPDATE meetings SET links = ?2 WHERE id = ?1", "tn", meeting,
                      (int64_t)links);
}

enum status meetings_set_archived(struct people *people, const char *meeting, int64_t at)
{
    int changed;
    enum status status =
        people_run(people, &changed, "UPDATE meetings SET archived_at = ?2 WHERE id = ?1", "tn", meeting, at);
    return status == STATUS_OK && !changed ? STATUS_NOT_FOUND : status;
}

enum status meetings_set_logo(struct people *people, const char *meeting, const char *type, const char *bytes,
                              size_t len)
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement, "UPDATE meetings SET logo_type = ?2, logo = ?3 WHERE id = ?1", "tt",
                     meeting, type);
    if (status == STATUS_OK && type)
        database_bind_blob(statement, 3, bytes, len);
    if (status == STATUS_OK)
        status = database_finish(statement);
    sqlite3_finalize(statement);
    return status == STATUS_OK && !sqlite3_changes(people_database(people)) ? STATUS_NOT_FOUND : status;
}

enum status meetings_logo(struct people *people, const char *meeting, char **type, struct buf *out)
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement,
                     "SELECT logo_type, logo FROM meetings WHERE id = ?1 AND logo IS NOT NULL", "t", meeting);
    bool found = people_next_row(statement, &status);
    if (found) {
        *type = mem_copy_string(database_text(statement, 0));
        buf_add(out, sqlite3_column_blob(statement, 1), (size_t)sqlite3_column_bytes(statement, 1));
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

/* People */

static enum status insert_person(struct people *people, const char *meeting, const struct person_row *row,
                                 const char *id, const char *token, int64_t now)
{
    sqlite3_stmt *statement;
    struct sha256 hash = token ? people_hash_secret(token) : (struct sha256){0};
    enum status status = people_query(
        people, &statement,
        "INSERT INTO invitations(id, meeting, participant, role, name, delegation, created_at, expires_at,"
        " revoked_at, token_hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9)",
        "ttttttnn", id, meeting, row->participant ? row->participant : id, row->role, row->name,
        row->delegation, now, row->expires_at);
    if (status == STATUS_OK && token)
        database_bind_hash(statement, 9, &hash);
    if (status == STATUS_OK)
        status = database_finish(statement);
    sqlite3_finalize(statement);
    if (status != STATUS_OK)
        return status == STATUS_CONFLICT ? STATUS_EXISTS : status;
    return people_run(
        people, NULL,
        "INSERT INTO persons(id, email, lang, head, linked_at, opened_at) VALUES(?1, ?2, ?3, ?4, ?5, 0)",
        "tttnn", id, row->email, row->lang, (int64_t)row->head, token ? now : 0);
}

enum status persons_add(struct people *people, const char *meeting, const struct person_row *row, int64_t now,
                        char id[PEOPLE_SECRET_BYTES], char token[PEOPLE_SECRET_BYTES])
{
    bool full;
    enum status status = people_ask(people, &full,
                                    "SELECT 1 FROM invitations WHERE meeting = ?1 AND revoked_at = 0"
                                    " LIMIT 1 OFFSET ?2 - 1",
                                    "tn", meeting, (int64_t)MEETING_MAX_PEOPLE);
    if (status != STATUS_OK || full)
        return full ? STATUS_LIMIT : status;
    random_id(id, PEOPLE_SECRET_BYTES);
    token[0] = '\0';
    if (!row->participant)
        random_id(token, PEOPLE_SECRET_BYTES);
    return insert_person(people, meeting, row, id, row->participant ? NULL : token, now);
}

static struct person_row read_person(sqlite3_stmt *row)
{
    return (struct person_row){.id = database_text(row, 0),
                               .participant = database_text(row, 1),
                               .role = database_text(row, 2),
                               .name = database_text(row, 3),
                               .delegation = database_text(row, 4),
                               .email = database_text(row, 5),
                               .lang = database_text(row, 6),
                               .head = number(row, 7) != 0,
                               .created_at = number(row, 8),
                               .expires_at = number(row, 9),
                               .revoked_at = number(row, 10),
                               .linked_at = number(row, 11),
                               .opened_at = number(row, 12),
                               .devices = database_number(row, 13)};
}

enum status persons_list(struct people *people, const char *meeting, const char *person,
                         bool (*each)(void *context, const struct person_row *row), void *context)
{
    sqlite3_stmt *statement;
    bool more = true, found = false;
    enum status status = people_query(
        people, &statement,
        "SELECT i.id, i.participant, i.role, i.name, i.delegation, p.email, p.lang, p.head, i.created_at,"
        " i.expires_at, i.revoked_at, p.linked_at, p.opened_at,"
        " (SELECT count(*) FROM cookie_seats s WHERE s.invitation = i.id)"
        " FROM invitations i JOIN persons p ON p.id = i.id WHERE i.meeting = ?1 AND i.id = ifnull(?2, i.id)"
        " ORDER BY i.created_at, i.rowid",
        "tt", meeting, person);
    while (more && people_next_row(statement, &status)) {
        struct person_row row = read_person(statement);
        found = true;
        more = each(context, &row);
    }
    sqlite3_finalize(statement);
    return status == STATUS_OK && person && !found ? STATUS_NOT_FOUND : status;
}

enum status persons_write(struct people *people, const struct person_row *row)
{
    enum status status =
        people_run(people, NULL,
                   "UPDATE invitations SET role = ?2, name = ?3, delegation = ?4, expires_at = ?5"
                   " WHERE id = ?1",
                   "ttttn", row->id, row->role, row->name, row->delegation, row->expires_at);
    if (status != STATUS_OK)
        return status;
    return people_run(people, NULL, "UPDATE persons SET email = ?2, lang = ?3, head = ?4 WHERE id = ?1",
                      "tttn", row->id, row->email, row->lang, (int64_t)row->head);
}

static enum status sign_out(struct people *people, const char *person)
{
    return people_run(people, NULL, "DELETE FROM cookie_seats WHERE invitation = ?1", "t", person);
}

enum status persons_revoke(struct people *people, const char *person, int64_t now)
{
    enum status status =
        people_run(people, NULL, "UPDATE invitations SET revoked_at = ?2 WHERE id = ?1 AND revoked_at = 0",
                   "tn", person, now);
    return status == STATUS_OK ? sign_out(people, person) : status;
}

enum status persons_new_link(struct people *people, const char *person, bool devices, int64_t now,
                             char token[PEOPLE_SECRET_BYTES])
{
    sqlite3_stmt *statement;
    random_id(token, PEOPLE_SECRET_BYTES);
    struct sha256 hash = people_hash_secret(token);
    enum status status =
        people_query(people, &statement, "UPDATE invitations SET token_hash = ?2 WHERE id = ?1", "t", person);
    if (status == STATUS_OK) {
        database_bind_hash(statement, 2, &hash);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    if (status == STATUS_OK)
        status = people_run(people, NULL, "UPDATE persons SET linked_at = ?2, opened_at = 0 WHERE id = ?1",
                            "tn", person, now);
    return status == STATUS_OK && devices ? sign_out(people, person) : status;
}

/* Exceptions */

enum status exceptions_list(struct people *people, const char *meeting, const char *person,
                            bool (*each)(void *context, const struct exception_row *row), void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status =
        people_query(people, &statement,
                     "SELECT e.person, e.scope, e.target, e.role FROM invitations i"
                     " JOIN exceptions e ON e.person = i.id WHERE i.meeting = ?1 AND i.revoked_at = 0"
                     " AND i.id = ifnull(?2, i.id) ORDER BY i.created_at, i.rowid, e.scope, e.target",
                     "tt", meeting, person);
    while (more && people_next_row(statement, &status))
        more =
            each(context, &(struct exception_row){database_text(statement, 0), database_text(statement, 1),
                                                  database_text(statement, 2), database_text(statement, 3)});
    sqlite3_finalize(statement);
    return status;
}

enum status exceptions_set(struct people *people, const struct exception_row *row)
{
    bool full;
    if (!row->role)
        return people_run(people, NULL,
                          "DELETE FROM exceptions WHERE person = ?1 AND scope = ?2 AND target = ?3", "ttt",
                          row->person, row->scope, row->target);
    enum status status =
        people_ask(people, &full, "SELECT 1 FROM exceptions WHERE person = ?1 LIMIT 1 OFFSET ?2 - 1", "tn",
                   row->person, (int64_t)PERSON_MAX_EXCEPTION);
    if (status != STATUS_OK || full)
        return full ? STATUS_LIMIT : status;
    return people_run(people, NULL,
                      "INSERT OR REPLACE INTO exceptions(person, scope, target, role) VALUES(?1, ?2, ?3, ?4)",
                      "tttt", row->person, row->scope, row->target, row->role);
}

/* The agenda */

enum status agenda_list(struct people *people, const char *meeting,
                        bool (*each)(void *context, const struct agenda_row *row), void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status = people_query(
        people, &statement,
        "SELECT draft, folder, closed FROM agenda WHERE meeting = ?1 ORDER BY place, draft", "t", meeting);
    while (more && people_next_row(statement, &status))
        more = each(context, &(struct agenda_row){database_text(statement, 0), database_text(statement, 1),
                                                  number(statement, 2) != 0});
    sqlite3_finalize(statement);
    return status;
}

enum status agenda_put(struct people *people, const char *meeting, const struct agenda_row *row)
{
    char owner[PEOPLE_ID_BYTES];
    bool full;
    enum status status = agenda_meeting_of(people, row->draft, owner);
    if (status == STATUS_OK)
        return strcmp(owner, meeting) != 0
                   ? STATUS_EXISTS
                   : people_run(people, NULL, "UPDATE agenda SET folder = ?2, closed = ?3 WHERE draft = ?1",
                                "ttn", row->draft, row->group, (int64_t)row->closed);
    if (status == STATUS_NOT_FOUND)
        status = people_draft_exists(people, row->draft);
    if (status == STATUS_OK)
        status = people_ask(people, &full, "SELECT 1 FROM agenda WHERE meeting = ?1 LIMIT 1 OFFSET ?2 - 1",
                            "tn", meeting, (int64_t)MEETING_MAX_DRAFTS);
    if (status != STATUS_OK || full)
        return status == STATUS_OK ? STATUS_LIMIT : status;
    return people_run(people, NULL,
                      "INSERT INTO agenda(draft, meeting, folder, closed, place) SELECT ?1, ?2, ?3, ?4,"
                      " ifnull(max(place) + 1, 0) FROM agenda WHERE meeting = ?2",
                      "tttn", row->draft, meeting, row->group, (int64_t)row->closed);
}

enum status agenda_place(struct people *people, const char *meeting, const char *draft, uint64_t place)
{
    return people_run(people, NULL, "UPDATE agenda SET place = ?3 WHERE meeting = ?1 AND draft = ?2", "ttn",
                      meeting, draft, (int64_t)place);
}

enum status agenda_remove(struct people *people, const char *meeting, const char *draft)
{
    enum status status = people_run(
        people, NULL, "UPDATE invitations SET person = NULL WHERE draft = ?1 AND person IS NOT NULL", "t",
        draft);
    if (status == STATUS_OK)
        status = people_run(people, NULL,
                            "DELETE FROM exceptions WHERE scope = 'draft' AND target = ?1"
                            " AND person IN (SELECT id FROM invitations WHERE meeting = ?2)",
                            "tt", draft, meeting);
    if (status != STATUS_OK)
        return status;
    return people_run(people, NULL, "DELETE FROM agenda WHERE meeting = ?1 AND draft = ?2", "tt", meeting,
                      draft);
}

enum status agenda_meeting_of(struct people *people, const char *draft, char meeting[PEOPLE_ID_BYTES])
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement, "SELECT meeting FROM agenda WHERE draft = ?1", "t", draft);
    bool found = people_next_row(statement, &status);
    if (found)
        snprintf(meeting, PEOPLE_ID_BYTES, "%s", database_text(statement, 0));
    sqlite3_finalize(statement);
    return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

/* Seats */

enum status meeting_seats_list(struct people *people, const char *meeting,
                               bool (*each)(void *context, const struct meeting_seat *seat), void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status = people_query(
        people, &statement,
        "SELECT i.id, i.draft, i.person, i.participant, i.role, i.name, i.delegation, i.expires_at,"
        " i.silent FROM agenda a JOIN invitations i ON i.draft = a.draft WHERE a.meeting = ?1 AND "
        "i.revoked_at = 0",
        "t", meeting);
    while (more && people_next_row(statement, &status))
        more = each(context, &(struct meeting_seat){database_text(statement, 0), database_text(statement, 1),
                                                    database_text(statement, 2), database_text(statement, 3),
                                                    database_text(statement, 4), database_text(statement, 5),
                                                    database_text(statement, 6), number(statement, 7),
                                                    number(statement, 8) != 0});
    sqlite3_finalize(statement);
    return status;
}

enum status meeting_seat_end(struct people *people, const char *seat, const char *by, int64_t now)
{
    int changed;
    enum status status = people_run(people, &changed,
                                    "UPDATE invitations SET revoked_at = ?2 WHERE id = ?1 AND revoked_at = 0",
                                    "tn", seat, now);
    return status == STATUS_OK && changed ? people_note_act(people, ACT_END, seat, by, now) : status;
}

enum status meeting_seat_give(struct people *people, const struct meeting_seat *seat, const char *by,
                              int64_t now)
{
    char id[PEOPLE_SECRET_BYTES];
    bool full;
    enum status status =
        people_ask(people, &full, "SELECT 1 FROM invitations WHERE draft = ?1 LIMIT 1 OFFSET ?2 - 1", "tn",
                   seat->draft, (int64_t)PEOPLE_MAX_SEATS);
    if (status != STATUS_OK || full)
        return full ? STATUS_LIMIT : status;
    random_id(id, sizeof id);
    status = people_run(
        people, NULL,
        "INSERT INTO invitations(id, draft, person, participant, role, name, delegation, created_at,"
        " expires_at, revoked_at, silent) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10)",
        "tttttttnnn", id, seat->draft, seat->person, seat->participant, seat->role, seat->name,
        seat->delegation, now, seat->expires_at, (int64_t)seat->silent);
    return status == STATUS_OK ? people_note_act(people, ACT_ADD, id, by, now) : status;
}

enum status meeting_check_chairs(struct people *people, const char *meeting, int64_t now)
{
    bool lacks;
    enum status status =
        people_ask(people, &lacks,
                   "SELECT 1 FROM agenda a WHERE a.meeting = ?1 AND NOT EXISTS(SELECT 1 FROM invitations i"
                   " JOIN invitations v ON v.id = i.participant WHERE i.draft = a.draft AND i.role = 'chair'"
                   " AND i.pending = 0 AND " PEOPLE_GOOD("i", "?2") " AND " PEOPLE_UNEXPIRED("v", "?2") ")",
                   "tn", meeting, now);
    return status == STATUS_OK && lacks ? STATUS_LAST_CHAIR : status;
}
