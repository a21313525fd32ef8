#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "store/audit.h"
#include "store/people_database.h"
#include "support/store_fixture.h"

struct fixture {
    char *dir;
    struct people *people;
};

static int open_log(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->dir = fixture_folder();
    ALWAYS(people_open(fixture->dir, true, NULL, &fixture->people) == STATUS_OK);
    *state = fixture;
    return 0;
}

static int close_log(void **state)
{
    struct fixture *fixture = *state;
    people_close(fixture->people);
    fixture_remove(fixture->dir);
    free(fixture);
    return 0;
}

static struct people *people_of(void **state)
{
    return ((struct fixture *)*state)->people;
}

static void add(struct people *people, int64_t at, const char *act, const char *target, const char *personal)
{
    struct audit_entry entry = {.at = at,
                                .act = act,
                                .by = "ana",
                                .meeting = "m",
                                .target = target,
                                .detail = "{\"role\":\"chair\"}",
                                .personal = personal};
    assert_int_equal(audit_note_alone(people, &entry, 0), STATUS_OK);
}

static void change(struct people *people, const char *sql)
{
    assert_int_equal(people_begin(people), STATUS_OK);
    assert_int_equal(people_end(people, database_run(people_database(people), sql)), STATUS_OK);
}

static uint64_t verified(struct people *people, struct buf *why)
{
    uint64_t entries = 0;
    enum status status = audit_verify(people, &entries, why);
    assert_int_equal(status, why->len ? STATUS_CORRUPT : STATUS_OK);
    return entries;
}

static void assert_whole(struct people *people, uint64_t entries)
{
    struct buf why = BUF_EMPTY;
    assert_int_equal(verified(people, &why), entries);
    assert_int_equal(why.len, 0);
}

static void assert_found(struct people *people, const char *words)
{
    struct buf why = BUF_EMPTY;
    verified(people, &why);
    assert_true(why.len && strstr(why.bytes, words));
    buf_clear(&why);
}

static void fill(struct people *people)
{
    add(people, 1000, "person.invite", "p1", "luis@example.org");
    add(people, 2000, "person.revoke", "p1", NULL);
    add(people, 3000, "meeting.archive", NULL, NULL);
}

static void what_was_written_is_verified(void **state)
{
    assert_whole(people_of(state), 0);
    fill(people_of(state));
    assert_whole(people_of(state), 3);
}

static void a_changed_entry_is_found(void **state)
{
    static const char *const changes[] = {
        "UPDATE audit SET act = 'person.change' WHERE number = 2",
        "UPDATE audit SET by = 'eva' WHERE number = 2",
        "UPDATE audit SET at = 2001 WHERE number = 2",
        "UPDATE audit SET target = NULL WHERE number = 2",
        "UPDATE audit SET meeting = 'n' WHERE number = 2",
        "UPDATE audit SET draft = 'd' WHERE number = 2",
        "UPDATE audit SET detail = '{}' WHERE number = 2",
        "UPDATE audit SET personal = 'x@example.org' WHERE number = 2",
        "UPDATE audit SET hash = zeroblob(32) WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
    };
    fill(people_of(state));
    change(people_of(state), "CREATE TEMP TABLE kept AS SELECT * FROM audit");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        change(people_of(state), changes[i]);
        assert_found(people_of(state), "entry 2 is not what was written");
        change(people_of(state), "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept");
        assert_whole(people_of(state), 3);
    }
}

static void another_address_is_found(void **state)
{
    fill(people_of(state));
    change(people_of(state), "UPDATE audit SET personal = 'eva@example.org' WHERE number = 1");
    assert_found(people_of(state), "entry 1 is not what was written");
}

static void an_end_that_was_cut_off_is_found(void **state)
{
    fill(people_of(state));
    change(people_of(state), "DELETE FROM audit WHERE number = 3");
    assert_found(people_of(state), "last entries are missing");
}

static bool count_personal(void *context, const struct audit_entry *entry)
{
    *(size_t *)context += entry->personal != NULL;
    return true;
}

static void an_erased_address_leaves_the_chain_whole(void **state)
{
    struct people *people = people_of(state);
    struct audit_filter all = {0};
    size_t left = 0;
    fill(people);
    add(people, 4000, "person.invite", "p2", "eva@example.org");
    add(people, 5000, "login.unknown", NULL, "LUIS@example.org");
    assert_int_equal(people_begin(people), STATUS_OK);
    assert_int_equal(people_end(people, audit_erase(people, "p1", "luis@example.org")), STATUS_OK);
    assert_int_equal(audit_list(people, &all, count_personal, &left), STATUS_OK);
    assert_int_equal(left, 1); /* eva's */
    assert_whole(people, 5);
}

static void what_is_taken_back_is_not_noted(void **state)
{
    struct people *people = people_of(state);
    struct audit_entry entry = {.at = 1, .act = "person.invite", .by = "ana"};
    fill(people);
    assert_int_equal(people_begin(people), STATUS_OK);
    assert_int_equal(audit_note(people, &entry), STATUS_OK);
    assert_int_equal(people_end(people, STATUS_LIMIT), STATUS_LIMIT);
    assert_whole(people, 3);
}

static bool collect(void *context, const struct audit_entry *entry)
{
    struct buf *out = context;
    buf_format(out, "%d ", (int)entry->number);
    return true;
}

static void assert_listed(struct people *people, struct audit_filter filter, const char *numbers)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "");
    assert_int_equal(audit_list(people, &filter, collect, &out), STATUS_OK);
    assert_string_equal(out.len ? out.bytes : "", numbers);
    buf_clear(&out);
}

static void a_list_is_filtered_and_paged(void **state)
{
    struct people *people = people_of(state);
    fill(people);
    assert_listed(people, (struct audit_filter){0}, "3 2 1 ");
    assert_listed(people, (struct audit_filter){.act = "person."}, "2 1 ");
    assert_listed(people, (struct audit_filter){.by = "eva"}, "");
    assert_listed(people, (struct audit_filter){.meeting = "m", .since = 2000}, "3 2 ");
    assert_listed(people, (struct audit_filter){.most = 2}, "3 2 ");
    assert_listed(people, (struct audit_filter){.before = 2}, "1 ");
    assert_listed(people, (struct audit_filter){.draft = "d"}, "");
}

static void what_is_read_often_is_noted_once_an_hour(void **state)
{
    struct people *people = people_of(state);
    struct audit_entry entry = {.at = 1000, .act = "draft.export", .by = "ana", .draft = "d"};
    for (int i = 0; i < 5; i++, entry.at += 1000)
        assert_int_equal(audit_note_alone(people, &entry, AUDIT_HOUR_MS), STATUS_OK);
    assert_whole(people, 1);
    entry.draft = "e";
    assert_int_equal(audit_note_alone(people, &entry, AUDIT_HOUR_MS), STATUS_OK);
    entry.draft = "d";
    entry.at = 1001 + AUDIT_HOUR_MS;
    assert_int_equal(audit_note_alone(people, &entry, AUDIT_HOUR_MS), STATUS_OK);
    assert_whole(people, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_log, close_log)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_verified),
        TEST(a_changed_entry_is_found),
        TEST(another_address_is_found),
        TEST(an_end_that_was_cut_off_is_found),
        TEST(an_erased_address_leaves_the_chain_whole),
        TEST(what_is_taken_back_is_not_noted),
        TEST(a_list_is_filtered_and_paged),
        TEST(what_is_read_often_is_noted_once_an_hour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
