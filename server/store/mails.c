#include "store/mails.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/notice_row.h"

static const char *const states[MAIL_STATE_COUNT] = {"waiting", "sending", "sent", "uncertain", "failed"};

const char *mail_state_name(enum mail_state state)
{
    return states[state];
}

void mail_address_clear(struct mail_address *address)
{
    free(address->email);
    free(address->name);
    free(address->lang);
    free(address->meeting);
    *address = (struct mail_address){0};
}

#define GOOD_PERSON                                                                                          \
    "FROM persons p JOIN invitations i ON i.id = p.id WHERE p.email IS NOT NULL AND " PEOPLE_GOOD("i", "?1")

enum status mails_wanted(struct people *people, const char *participant, unsigned kind, bool opened,
                         int64_t now, bool *wanted)
{
    return people_ask(people, wanted,
                      "SELECT 1 " GOOD_PERSON " AND i.participant = ?2 AND (?3 = 0 OR p.opened_at <> 0)"
                      " AND NOT EXISTS(SELECT 1 FROM notice_settings s WHERE s.participant = ?2"
                      "   AND (s.muted >> ?4) & 1)",
                      "ntnn", now, participant, (int64_t)opened, (int64_t)kind);
}

enum status mails_address(struct people *people, const char *participant, const char *person, int64_t now,
                          struct mail_address *out)
{
    sqlite3_stmt *statement;
    *out = (struct mail_address){0};
    enum status status = people_query(people, &statement,
                                      "SELECT p.email, i.name, p.lang, i.meeting " GOOD_PERSON
                                      " AND i.participant = ?2 AND (?3 IS NULL OR p.id = ?3)"
                                      " ORDER BY i.created_at DESC, p.id LIMIT 1",
                                      "ntt", now, participant, person);
    bool found = people_next_row(statement, &status);
    if (found)
        *out = (struct mail_address){
            mem_copy_string(database_text(statement, 0)), mem_copy_string(database_text(statement, 1)),
            mem_copy_string(database_text(statement, 2)), mem_copy_string(database_text(statement, 3))};
    sqlite3_finalize(statement);
    return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

static enum status add(struct people *people, const char *participant, const char *person,
                       const char *meeting, int64_t now, char id[PEOPLE_SECRET_BYTES])
{
    random_id(id, PEOPLE_SECRET_BYTES);
    return people_run(
        people, NULL,
        "INSERT INTO mails(id, participant, person, meeting, state, tries, created_at, next_at, done_at)"
        " VALUES(?1, ?2, ?3, ?4, 'waiting', 0, ?5, ?5, 0)",
        "ttttn", id, participant, person, meeting, now);
}

enum status mails_add_invitation(struct people *people, const char *meeting, const char *person, int64_t now)
{
    sqlite3_stmt *statement;
    char id[PEOPLE_SECRET_BYTES];
    enum status status = people_query(people, &statement,
                                      "SELECT i.participant " GOOD_PERSON " AND p.id = ?2 AND i.meeting = ?3",
                                      "ntt", now, person, meeting);
    char *participant =
        people_next_row(statement, &status) ? mem_copy_string(database_text(statement, 0)) : NULL;
    sqlite3_finalize(statement);
    if (status == STATUS_OK && !participant)
        status = STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = people_run(people, NULL, "DELETE FROM mails WHERE person = ?1 AND state = 'waiting'", "t",
                            person);
    if (status == STATUS_OK)
        status = add(people, participant, person, meeting, now, id);
    free(participant);
    return status;
}

/* Participants with notices that are due, and no mail that waits or is too fresh. */
#define TO_GATHER                                                                                            \
    "SELECT d.participant FROM (SELECT DISTINCT participant FROM notices WHERE mail = 'due') d"              \
    " WHERE NOT EXISTS(SELECT 1 FROM mails m WHERE m.participant = d.participant AND m.person IS NULL"       \
    "   AND (m.state IN ('waiting', 'sending') OR m.created_at > ?1 - 60000 * coalesce("                     \
    "     (SELECT digest FROM notice_settings s WHERE s.participant = d.participant), ?2))) LIMIT 1"

enum status mails_to_gather(struct people *people, int64_t now, bool *any)
{
    return people_ask(people, any, TO_GATHER, "nn", now, (int64_t)NOTICE_DIGEST_MIN);
}

#define GATHERED_AT_ONCE 100

enum status mails_gather(struct people *people, int64_t now)
{
    enum status status = STATUS_OK;
    bool found = true;
    for (int i = 0; found && status == STATUS_OK && i < GATHERED_AT_ONCE; i++) {
        sqlite3_stmt *statement;
        char id[PEOPLE_SECRET_BYTES];
        status = people_query(people, &statement, TO_GATHER, "nn", now, (int64_t)NOTICE_DIGEST_MIN);
        found = people_next_row(statement, &status);
        char *participant = found ? mem_copy_string(database_text(statement, 0)) : NULL;
        sqlite3_finalize(statement);
        if (found)
            status = add(people, participant, NULL, NULL, now, id);
        if (found && status == STATUS_OK)
            status = people_run(people, NULL,
                                "UPDATE notices SET mail = ?1 WHERE participant = ?2 AND mail = 'due'", "tt",
                                id, participant);
        free(participant);
    }
    return status;
}

static enum mail_state state_of(const char *name)
{
    for (int state = 0; state < MAIL_STATE_COUNT; state++)
        if (strcmp(states[state], name) == 0)
            return (enum mail_state)state;
    return MAIL_FAILED;
}

static struct mail_row row_of(sqlite3_stmt *statement)
{
    return (struct mail_row){.id = database_text(statement, 0),
                             .participant = database_text(statement, 1),
                             .person = database_text(statement, 2),
                             .meeting = database_text(statement, 3),
                             .state = state_of(database_text(statement, 4)),
                             .tries = database_number(statement, 5),
                             .created_at = (int64_t)database_number(statement, 6),
                             .next_at = (int64_t)database_number(statement, 7),
                             .done_at = (int64_t)database_number(statement, 8),
                             .why = database_text(statement, 9)};
}

#define MAIL_SELECT                                                                                          \
    "SELECT m.id, m.participant, m.person, m.meeting, m.state, m.tries, m.created_at, m.next_at, m.done_at," \
    " m.why FROM mails m"

enum status mails_next(struct people *people, int64_t now,
                       bool (*each)(void *context, const struct mail_row *row), void *context)
{
    sqlite3_stmt *statement;
    enum status status = people_query(
        people, &statement,
        MAIL_SELECT " WHERE m.state = 'waiting' AND m.next_at <= ?1 ORDER BY m.next_at, m.created_at LIMIT 1",
        "n", now);
    if (people_next_row(statement, &status)) {
        struct mail_row row = row_of(statement);
        (void)each(context, &row);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status mails_set(struct people *people, const char *id, enum mail_state state, uint64_t tries,
                      int64_t next_at, int64_t done_at, const char *why)
{
    return people_run(
        people, NULL,
        "UPDATE mails SET state = ?2, tries = ?3, next_at = ?4, done_at = ?5, why = ?6 WHERE id = ?1",
        "ttnnnt", id, states[state], (int64_t)tries, next_at, done_at, why);
}

static enum status make_secret(struct people *people)
{
    char fresh[MAIL_SECRET_BYTES];
    random_id(fresh, sizeof fresh);
    return people_run(people, NULL, "INSERT OR IGNORE INTO secrets(name, secret) VALUES('mail', ?1)", "t",
                      fresh);
}

enum status mails_begin(struct people *people, int64_t now)
{
    enum status status = make_secret(people);
    if (status == STATUS_OK)
        status = people_run(people, NULL, "DELETE FROM mails WHERE done_at <> 0 AND done_at < ?1", "n",
                            now - MAILS_KEPT_MS);
    return status;
}

enum status mails_to_give_up(struct people *people, int64_t now, bool *any)
{
    return people_ask(people, any, "SELECT 1 FROM mails WHERE state = 'sending' AND next_at <= ?1 LIMIT 1",
                      "n", now);
}

enum status mails_give_up(struct people *people, int64_t until, int64_t now)
{
    return people_run(people, NULL,
                      "UPDATE mails SET state = 'uncertain', done_at = ?2, why ="
                      " 'The server was stopped while this mail was being sent; it may have arrived or not.'"
                      " WHERE state = 'sending' AND next_at <= ?1",
                      "nn", until, now);
}

enum status mails_notices(struct people *people, const char *id, const char *participant, int64_t now,
                          bool (*each)(void *context, const struct notice *notice), void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status =
        people_query(people, &statement,
                     NOTICE_SELECT " WHERE n.participant = ?1 AND n.mail = ?3 AND " NOTICE_IS_SEEN
                                   " ORDER BY n.at, n.event LIMIT ?4",
                     "tntn", participant, now, id, (int64_t)NOTICES_A_LIST);
    while (more && people_next_row(statement, &status)) {
        struct notice notice = notice_of_row(statement);
        more = each(context, &notice);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status mails_list(struct people *people, const char *meeting,
                       bool (*each)(void *context, const struct mail_row *row), void *context)
{
    sqlite3_stmt *statement;
    bool more = true;
    enum status status =
        people_query(people, &statement,
                     MAIL_SELECT " WHERE ?1 IS NULL OR m.participant IN"
                                 "  (SELECT i.participant FROM invitations i WHERE i.meeting = ?1)"
                                 " ORDER BY m.created_at DESC, m.id LIMIT ?2",
                     "tn", meeting, (int64_t)MAILS_A_LIST);
    while (more && people_next_row(statement, &status)) {
        struct mail_row row = row_of(statement);
        more = each(context, &row);
    }
    sqlite3_finalize(statement);
    return status;
}

uint64_t mails_count(struct people *people, enum mail_state state)
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement, "SELECT count(*) FROM mails WHERE state = ?1", "t", states[state]);
    uint64_t count = people_next_row(statement, &status) ? database_number(statement, 0) : 0;
    sqlite3_finalize(statement);
    return count;
}

bool mails_are_sent(struct people *people, bool ours, bool shared)
{
    if (ours || !shared)
        return ours;
    sqlite3_stmt *statement;
    enum status status = people_query(people, &statement, "SELECT 1 FROM secrets WHERE name = 'mail'", "");
    bool sent = people_next_row(statement, &status);
    sqlite3_finalize(statement);
    return sent;
}

enum status mails_secret(struct people *people, char secret[MAIL_SECRET_BYTES])
{
    sqlite3_stmt *statement;
    enum status status =
        people_query(people, &statement, "SELECT secret FROM secrets WHERE name = 'mail'", "");
    const char *kept = people_next_row(statement, &status) ? database_text(statement, 0) : NULL;
    if (kept && strlen(kept) == MAIL_SECRET_BYTES - 1)
        memcpy(secret, kept, MAIL_SECRET_BYTES);
    else if (status == STATUS_OK)
        status = kept ? STATUS_CORRUPT : STATUS_NOT_FOUND;
    sqlite3_finalize(statement);
    return status;
}
