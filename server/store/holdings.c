#include "store/holdings.h"

#include "store/audit.h"
#include "store/logins.h"
#include "store/people_database.h"
#include "store/people_query.h"

static int64_t number(sqlite3_stmt *row, int column)
{
    return (int64_t)database_number(row, column);
}

enum status holdings_drafts(struct people *people,
                            bool (*each)(void *context, const struct draft_holding *draft), void *context)
{
    sqlite3_stmt *row = NULL;
    bool there = false, more = true;
    enum status status = database_prepare(
        people_database(people),
        "SELECT d.id, a.meeting, d.created_at, d.deleted_at, d.purged_at,"
        " (SELECT count(*) FROM invitations i WHERE i.draft = d.id AND i.revoked_at = 0),"
        " ifnull(l.last_seq, 0), ifnull(l.bytes, 0) FROM drafts d LEFT JOIN agenda a ON a.draft = d.id"
        " LEFT JOIN logs l ON l.draft = d.id ORDER BY d.created_at, d.id",
        &row);
    while (status == STATUS_OK && more && (status = database_step(row, &there)) == STATUS_OK && there)
        more = each(context, &(struct draft_holding){.id = database_text(row, 0),
                                                     .meeting = database_text(row, 1),
                                                     .created_at = number(row, 2),
                                                     .deleted_at = number(row, 3),
                                                     .purged_at = number(row, 4),
                                                     .seats = database_number(row, 5),
                                                     .seq = database_number(row, 6),
                                                     .bytes = database_number(row, 7)});
    sqlite3_finalize(row);
    return status;
}

enum status holdings_meetings(struct people *people,
                              bool (*each)(void *context, const struct meeting_holding *meeting),
                              void *context)
{
    sqlite3_stmt *row = NULL;
    bool there = false, more = true;
    enum status status =
        database_prepare(people_database(people),
                         "SELECT m.id, m.document, m.created_at, m.archived_at, m.deleted_at, m.purged_at,"
                         " (SELECT count(*) FROM invitations i WHERE i.meeting = m.id AND i.revoked_at = 0),"
                         " (SELECT count(*) FROM agenda a WHERE a.meeting = m.id) FROM meetings m"
                         " ORDER BY m.created_at DESC, m.id",
                         &row);
    while (status == STATUS_OK && more && (status = database_step(row, &there)) == STATUS_OK && there)
        more = each(context, &(struct meeting_holding){.id = database_text(row, 0),
                                                       .document = database_text(row, 1),
                                                       .created_at = number(row, 2),
                                                       .archived_at = number(row, 3),
                                                       .deleted_at = number(row, 4),
                                                       .purged_at = number(row, 5),
                                                       .people = database_number(row, 6),
                                                       .drafts = database_number(row, 7)});
    sqlite3_finalize(row);
    return status;
}

/* The participants that an id or an address, ?1, means. */
#define THOSE                                                                                                \
    "(SELECT participant FROM invitations WHERE id = ?1 OR id IN"                                            \
    " (SELECT id FROM persons WHERE email = ?1 COLLATE NOCASE) OR participant = ?1)"

enum status holdings_person(struct people *people, const char *who,
                            bool (*each)(void *context, const struct invitation_holding *invitation),
                            void *context)
{
    sqlite3_stmt *row = NULL;
    bool there = false, more = true;
    enum status status = database_prepare(
        people_database(people),
        "SELECT i.id, i.participant, i.draft, i.meeting, i.role, i.name, i.delegation, p.email, p.lang,"
        " i.created_at, i.expires_at, i.revoked_at, ifnull(p.opened_at, 0),"
        " (SELECT count(*) FROM cookie_seats s WHERE s.invitation = i.id)"
        " FROM invitations i LEFT JOIN persons p ON p.id = i.id WHERE i.participant IN " THOSE
        " ORDER BY i.created_at, i.id",
        &row);
    if (status == STATUS_OK)
        database_bind_text(row, 1, who);
    while (status == STATUS_OK && more && (status = database_step(row, &there)) == STATUS_OK && there)
        more = each(context, &(struct invitation_holding){.id = database_text(row, 0),
                                                          .participant = database_text(row, 1),
                                                          .draft = database_text(row, 2),
                                                          .meeting = database_text(row, 3),
                                                          .role = database_text(row, 4),
                                                          .name = database_text(row, 5),
                                                          .delegation = database_text(row, 6),
                                                          .email = database_text(row, 7),
                                                          .lang = database_text(row, 8),
                                                          .created_at = number(row, 9),
                                                          .expires_at = number(row, 10),
                                                          .revoked_at = number(row, 11),
                                                          .opened_at = number(row, 12),
                                                          .devices = database_number(row, 13)});
    sqlite3_finalize(row);
    return status;
}

struct erasure {
    struct people *people;
    const char *by;
    int64_t now;
    uint64_t erased, found;
    enum status status;
};

/* What a mail server says of a mail that it refuses often names the address. */
static enum status erase_answers(struct people *people, const char *participant)
{
    return people_run(people, NULL, "UPDATE mails SET why = NULL WHERE participant = ?1", "t", participant);
}

static enum status erase_one(struct erasure *erasure, const struct invitation_holding *invitation)
{
    sqlite3_stmt *statement = NULL;
    enum status status = audit_erase(erasure->people, invitation->id, invitation->email);
    if (status == STATUS_OK)
        status = database_prepare(people_database(erasure->people),
                                  "UPDATE persons SET email = NULL, lang = NULL WHERE id = ?1", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, invitation->id);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    if (status == STATUS_OK)
        status = erase_answers(erasure->people, invitation->participant);
    if (status != STATUS_OK)
        return status;
    if (invitation->email &&
        (status = logins_erase(erasure->people, invitation->email, &erasure->erased)) != STATUS_OK)
        return status;
    erasure->erased += invitation->email != NULL;
    return audit_note(erasure->people, &(struct audit_entry){.at = erasure->now,
                                                             .act = "person.erase",
                                                             .by = erasure->by,
                                                             .meeting = invitation->meeting,
                                                             .target = invitation->id});
}

static bool erase_of(void *context, const struct invitation_holding *invitation)
{
    struct erasure *erasure = context;
    erasure->found++;
    if (invitation->meeting)
        erasure->status = erase_one(erasure, invitation);
    return erasure->status == STATUS_OK;
}

enum status holdings_erase_emails(struct people *people, const char *who, const char *by, int64_t now,
                                  uint64_t *erased)
{
    struct erasure erasure = {people, by, now, 0, 0, STATUS_OK};
    enum status status = people_begin(people);
    if (status == STATUS_OK)
        status = holdings_person(people, who, erase_of, &erasure);
    if (status == STATUS_OK)
        status = erasure.status;
    if (status == STATUS_OK)
        status = logins_erase(people, who, &erasure.erased); /* of somebody who is in no meeting, too */
    if (status == STATUS_OK && !erasure.found && !erasure.erased)
        status = STATUS_NOT_FOUND;
    *erased = erasure.erased;
    return people_end(people, status);
}
