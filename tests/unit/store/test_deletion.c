/* What is gone is gone from every table: each text of each row is looked through, so that a table that is added later is looked through too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "store/deletion.h"
#include "store/holdings.h"
#include "store/people_database.h"
#include "support/store_fixture.h"

enum { NOW = 1000000, LATER = 2000000 };

/* A meeting with a person and one draft, one row in every table that can name any of them; and another meeting with the same. The ids: seek-… and stay-… . */
#define ROWS(who)                                                                                            \
    "INSERT INTO drafts(id, created_at) VALUES('" who "-draft', 1);"                                         \
    "INSERT INTO meetings(id, document, revision, created_at, archived_at)"                                  \
    " VALUES('" who "-meeting', '{\"" who "\":1}', 1, 1, 0);"                                                \
    "INSERT INTO invitations(id, draft, meeting, person, participant, role, name, token_hash, created_at,"   \
    " expires_at, revoked_at) VALUES('" who "-person', NULL, '" who "-meeting', NULL, '" who "-person',"     \
    " 'delegation', '" who "-name', x'01' || '" who "', 1, 0, 0),"                                           \
    " ('" who "-seat', '" who "-draft', NULL, '" who "-person', '" who "-person', 'delegation', '" who       \
    "-name', NULL, 1, 0, 0);"                                                                                \
    "INSERT INTO persons VALUES('" who "-person', '" who "@example.org', 'es', 0, 1, 1);"                    \
    "INSERT INTO exceptions VALUES('" who "-person', 'draft', '" who "-draft', 'observer');"                 \
    "INSERT INTO agenda VALUES('" who "-draft', '" who "-meeting', 1, '" who "-group', 1);"                  \
    "INSERT INTO acts(draft, number, kind, seat, by, at, pending)"                                           \
    " VALUES('" who "-draft', 1, 1, '" who "-seat', '" who "-person', 1, 0);"                                \
    "INSERT INTO cookies VALUES(x'02' || '" who "', 1, 9);"                                                  \
    "INSERT INTO cookie_seats(cookie, invitation, at) VALUES(x'02' || '" who "', '" who "-person', 1);"      \
    "INSERT INTO asks VALUES('" who "-ask', '" who "-meeting', '" who "-other@example.org', '" who           \
    "', 1, 0);"                                                                                              \
    "INSERT INTO told VALUES('" who "-draft', 1, '{\"es\":\"" who "\"}');"                                   \
    "INSERT INTO notices VALUES('" who "-person', '" who "-event', 'home', '" who "-draft', 1, '" who        \
    "-item', '1', NULL, NULL, '" who " words', '" who "-person', 0, 1, 0, '" who "-mail');"                  \
    "INSERT INTO reminders VALUES('" who "-event', '" who "-draft', 1, '" who "-item', '1', 'silence',"      \
    " 'MX', 9, 8);"                                                                                          \
    "INSERT INTO notice_settings VALUES('" who "-person', 1, 15);"                                           \
    "INSERT INTO mails VALUES('" who "-mail', '" who "-person', NULL, NULL, 'failed', 1, 1, 1, 1,"           \
    " '550 <" who "@example.org> is nobody'),"                                                               \
    " ('" who "-mail2', '" who "-person', '" who "-person', '" who                                           \
    "-meeting', 'waiting', 0, 1, 1, 0, NULL);"                                                               \
    "INSERT INTO hook_positions VALUES('archive', '" who "-draft', 7, 0);"

struct fixture {
    char *dir;
    struct people *people;
};

static int open_people(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->dir = fixture_folder();
    ALWAYS(people_open(fixture->dir, true, NULL, &fixture->people) == STATUS_OK);
    ALWAYS(people_begin(fixture->people) == STATUS_OK);
    ALWAYS(people_end(fixture->people, database_run(people_database(fixture->people),
                                                    ROWS("seek") ROWS("stay"))) == STATUS_OK);
    *state = fixture;
    return 0;
}

static int close_people(void **state)
{
    struct fixture *fixture = *state;
    people_close(fixture->people);
    fixture_remove(fixture->dir);
    free(fixture);
    return 0;
}

/* One statement that gives a number. */
static uint64_t number_of(sqlite3 *db, const char *sql, const char *parameter)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    assert_int_equal(database_prepare(db, sql, &statement), STATUS_OK);
    if (sqlite3_bind_parameter_count(statement))
        database_bind_text(statement, 1, parameter);
    assert_int_equal(database_step(statement, &row), STATUS_OK);
    uint64_t number = row ? database_number(statement, 0) : 0;
    sqlite3_finalize(statement);
    return number;
}

/* In how many rows of each table, but those between commas in `but`, a text has this in it: "table.column:count ". */
static struct buf find(struct people *people, const char *word, const char *but)
{
    struct buf found = BUF_EMPTY;
    sqlite3_stmt *columns = NULL;
    sqlite3 *db = people_database(people);
    bool row = false;
    assert_int_equal(
        database_prepare(db,
                         "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c"
                         " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'"
                         " AND instr(?1, ',' || t.name || ',') = 0 ORDER BY 1, 2",
                         &columns),
        STATUS_OK);
    database_bind_text(columns, 1, but);
    while (database_step(columns, &row) == STATUS_OK && row) {
        struct buf sql = BUF_EMPTY;
        const char *table = database_text(columns, 0), *column = database_text(columns, 1);
        buf_format(&sql, "SELECT count(*) FROM \"%s\" WHERE instr(CAST(\"%s\" AS TEXT), ?1) > 0", table,
                   column);
        uint64_t count = number_of(db, sql.bytes, word);
        if (count)
            buf_format(&found, "%s.%s:%llu ", table, column, (unsigned long long)count);
        buf_clear(&sql);
    }
    sqlite3_finalize(columns);
    buf_text(&found, "");
    return found;
}

static void check_found(struct people *people, const char *word, const char *but, const char *expected)
{
    struct buf found = find(people, word, but);
    assert_string_equal(found.bytes ? found.bytes : "", expected);
    buf_clear(&found);
}

static void purge(const struct fixture *fixture, enum deletion_kind kind, const char *id)
{
    assert_int_equal(deletion_set(fixture->people, kind, id, true, PEOPLE_HOST, NOW), STATUS_OK);
    const struct purge purge = {
        .people = fixture->people, .id = id, .before = NOW, .by = PEOPLE_HOST, .now = LATER};
    assert_int_equal(deletion_purge(&purge), STATUS_OK);
}

static void test_of_a_draft_that_is_purged_its_id_alone_stays(void **state)
{
    const struct fixture *fixture = *state;
    struct buf before = find(fixture->people, "stay", ",audit,");
    purge(fixture, DELETION_DRAFT, "seek-draft");
    check_found(fixture->people, "seek-draft", ",audit,", "drafts.id:1 ");
    check_found(fixture->people, "seek-seat", ",audit,", "");
    check_found(fixture->people, "seek words", ",audit,", "");
    check_found(fixture->people, "stay", ",audit,", before.bytes);
    buf_clear(&before);
}

/* Of a person whose link others stood on nothing else than the revoked invitation could stay; here nobody does. */
static void test_of_a_meeting_that_is_purged_its_id_and_those_of_its_drafts_stay(void **state)
{
    const struct fixture *fixture = *state;
    struct buf before = find(fixture->people, "stay", ",audit,");
    purge(fixture, DELETION_MEETING, "seek-meeting");
    check_found(fixture->people, "seek", ",audit,cookies,", "drafts.id:1 meetings.id:1 ");
    check_found(fixture->people, "stay", ",audit,", before.bytes);
    buf_clear(&before);
}

static void test_an_address_that_is_erased_stands_nowhere(void **state)
{
    const struct fixture *fixture = *state;
    uint64_t erased = 0;
    assert_int_equal(holdings_erase_emails(fixture->people, "SEEK@example.org", PEOPLE_HOST, NOW, &erased),
                     STATUS_OK);
    assert_int_equal(erased, 1);
    check_found(fixture->people, "seek@example.org", ",", "");
    check_found(fixture->people, "stay@example.org", ",", "mails.why:1 persons.email:1 ");
}

static void count_purged(void *count, const char *draft)
{
    assert_string_equal(draft, "seek-draft");
    ++*(size_t *)count;
}

static size_t tidied_since(const struct fixture *fixture, int64_t since)
{
    size_t count = 0;
    assert_int_equal(deletion_tidy(fixture->dir, since, count_purged, &count), STATUS_OK);
    return count;
}

static void test_what_was_purged_is_tidied_where_it_is_new(void **state)
{
    const struct fixture *fixture = *state;
    purge(fixture, DELETION_DRAFT, "seek-draft");
    assert_int_equal(tidied_since(fixture, 0), 1);
    assert_int_equal(tidied_since(fixture, LATER - 1), 1);
    assert_int_equal(tidied_since(fixture, LATER), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_of_a_draft_that_is_purged_its_id_alone_stays, open_people,
                                        close_people),
        cmocka_unit_test_setup_teardown(test_of_a_meeting_that_is_purged_its_id_and_those_of_its_drafts_stay,
                                        open_people, close_people),
        cmocka_unit_test_setup_teardown(test_what_was_purged_is_tidied_where_it_is_new, open_people,
                                        close_people),
        cmocka_unit_test_setup_teardown(test_an_address_that_is_erased_stands_nowhere, open_people,
                                        close_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
