#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "store/acts.h"
#include "store/hooks.h"
#include "store/meetings.h"
#include "store/migrations.h"
#include "store/people.h"
#include "store/people_database.h"
#include "store/people_replica.h"
#include "support/people_memory.h"
#include "support/store_fixture.h"

enum { NOW = 1000000, LIFETIME = 5000000 };

static const struct cookie_bounds bounds = {LIFETIME, 3};

/* A server: its folder, its people, and what its thread follows by. */
struct node {
    char *dir;
    struct people *people;
    struct people_replica *thread;
};

static enum status share(struct node *node, struct people_memory *journal, struct buf *why)
{
    struct people_replica *replica = NULL;
    enum status status =
        people_replica_open(node->dir, people_memory_journal(journal), "memory", why, &node->thread);
    if (status == STATUS_OK)
        status = people_replica_open(node->dir, people_memory_journal(journal), "memory", why, &replica);
    if (status == STATUS_OK)
        people_share(node->people, replica);
    return status;
}

static struct node alone(void)
{
    struct node node = {.dir = fixture_folder()};
    ALWAYS(people_open(node.dir, true, NULL, &node.people) == STATUS_OK);
    return node;
}

static struct node start(struct people_memory *journal)
{
    struct node node = alone();
    struct buf why = BUF_EMPTY;
    if (share(&node, journal, &why) != STATUS_OK)
        fail_msg("%s", why.bytes);
    return node;
}

static void stop(struct node *node)
{
    people_replica_close(node->thread);
    people_close(node->people);
    fixture_remove(node->dir);
}

static struct people_followed follow(struct node *node)
{
    struct people_followed followed;
    assert_int_equal(people_replica_follow(node->thread, &followed), STATUS_OK);
    return followed;
}

static enum status invite_to(struct people *people, const char *name, const char *role, struct invited *out)
{
    const struct new_seat seat = {.draft = "a", .role = role, .name = name, .by = PEOPLE_HOST, .sure = true};
    return people_invite(people, &seat, NOW, out);
}

static struct invited invite(struct node *node, const char *name)
{
    struct invited out;
    assert_int_equal(invite_to(node->people, name, "observer", &out), STATUS_OK);
    return out;
}

static enum status seat_of(struct node *node, const char *token)
{
    struct seat seat;
    enum status status = people_seat_by_token(node->people, token, "a", NOW, &seat);
    seat_clear(&seat);
    return status;
}

static bool note_name(void *context, const struct invitation *invitation)
{
    struct buf *names = context;
    buf_format(names, "%s%s ", invitation->name, invitation->revoked_at ? "!" : "");
    return true;
}

static void assert_names(struct node *node, const char *expected)
{
    struct buf names = BUF_EMPTY;
    assert_int_equal(people_list_invitations(node->people, "a", note_name, &names), STATUS_OK);
    assert_string_equal(names.len ? names.bytes : "", expected);
    buf_clear(&names);
}

static void test_what_one_writes_the_other_knows_at_once(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    struct people_followed followed;
    char cookie[PEOPLE_SECRET_BYTES];
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    struct invited chair;
    assert_int_equal(invite_to(one.people, "Ana", "chair", &chair), STATUS_OK);
    assert_int_equal(seat_of(&two, chair.token),
                     STATUS_OK); /* nobody has followed: it was not found, so it was looked for */
    assert_int_equal(people_cookie_create(two.people, chair.token, NULL, NOW, bounds, cookie), STATUS_OK);
    assert_int_equal(people_cookie_check(one.people, cookie, NOW), STATUS_OK);
    followed = follow(&one);
    assert_false(followed.anew);
    struct invited guest = invite(&two, "Bo");
    assert_int_equal(people_revoke(one.people, "a", guest.id, PEOPLE_HOST, false, NOW), STATUS_OK);
    assert_int_equal(seat_of(&two, guest.token), STATUS_OK); /* found, so not looked for: until it follows */
    assert_int_equal(follow(&two).entries, 1);
    assert_int_equal(seat_of(&two, guest.token), STATUS_UNAUTHORIZED);
    assert_names(&one, "Ana Bo! ");
    assert_names(&two, "Ana Bo! ");
    assert_int_equal(people_cookie_end(two.people, cookie, true), STATUS_OK);
    (void)follow(&one);
    assert_int_equal(people_cookie_check(one.people, cookie, NOW), STATUS_UNAUTHORIZED);
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

static void test_what_the_thread_took_over_in_between_is_looked_for_again(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    assert_int_equal(follow(&two).entries, 1); /* after somebody looked, and before they catch up */
    assert_true(people_catch_up(two.people));
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

static void test_two_cannot_each_end_the_last_but_one_chair(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    struct invited first, second;
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    assert_int_equal(invite_to(one.people, "Ana", "chair", &first), STATUS_OK);
    assert_int_equal(invite_to(two.people, "Bo", "chair", &second), STATUS_OK);
    assert_int_equal(people_revoke(one.people, "a", first.id, PEOPLE_HOST, false, NOW), STATUS_OK);
    assert_int_equal(people_revoke(two.people, "a", second.id, PEOPLE_HOST, false, NOW), STATUS_LAST_CHAIR);
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

static void test_a_refused_entry_leaves_no_trace_and_an_unknown_one_is_found_later(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    struct invited guest;
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    people_memory_fail_next(journal, STATUS_STORAGE, false);
    assert_int_equal(invite_to(one.people, "No", "observer", &guest), STATUS_STORAGE);
    assert_names(&one, "");
    people_pause(one.people, true);
    assert_int_equal(invite_to(one.people, "Never", "observer", &guest), STATUS_STORAGE);
    people_pause(one.people, false);
    people_memory_fail_next(journal, STATUS_UNKNOWN, true);
    assert_int_equal(invite_to(one.people, "Perhaps", "observer", &guest), STATUS_UNKNOWN);
    assert_names(&one, "");
    (void)follow(&one);
    assert_names(&one, "Perhaps ");
    people_memory_fail_next(journal, STATUS_UNKNOWN, false);
    assert_int_equal(invite_to(two.people, "No", "observer", &guest), STATUS_UNKNOWN);
    (void)invite(&two, "Yes");
    (void)follow(&one);
    assert_names(&one, "Perhaps Yes ");
    assert_names(&two, "Perhaps Yes ");
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

static void test_who_took_over_what_the_journal_lost_begins_anew(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    (void)invite(&one, "Stays");
    struct invited lost = invite(&one, "Lost");
    (void)follow(&two);
    people_memory_lose(journal, 1);
    struct people_followed followed = follow(&two);
    assert_true(followed.anew);
    assert_names(&two, "Stays ");
    (void)invite(&two, "Other"); /* has the number that the lost one had */
    assert_true(follow(&one).anew);
    assert_names(&one, "Stays Other ");
    assert_int_equal(seat_of(&one, lost.token), STATUS_UNAUTHORIZED);
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

static void test_the_first_folder_gives_its_people_and_a_stranger_is_refused(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node first = alone(), second = alone();
    struct buf why = BUF_EMPTY, address = BUF_EMPTY;
    assert_int_equal(people_add_draft(first.people, "a", NOW), STATUS_OK);
    struct invited guest = invite(&first, "Ana");
    assert_int_equal(share(&first, journal, NULL), STATUS_OK);
    struct node fresh = start(journal);
    assert_int_equal(seat_of(&fresh, guest.token), STATUS_OK);
    assert_int_equal(people_add_draft(second.people, "b", NOW), STATUS_OK);
    assert_int_equal(share(&second, journal, &why), STATUS_CONFLICT);
    assert_non_null(strstr(why.bytes, "empty folder"));
    assert_int_equal(people_shared_at(second.people, &address), STATUS_OK);
    assert_int_equal(address.len, 0);
    assert_int_equal(people_shared_at(first.people, &address), STATUS_OK);
    assert_string_equal(address.bytes, "memory");
    buf_clear(&address);
    buf_clear(&why);
    stop(&first);
    stop(&second);
    stop(&fresh);
    people_memory_destroy(journal);
}

static void test_a_folder_that_parted_comes_back_unless_it_was_written(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    assert_int_equal(people_part(one.people), STATUS_OK);
    people_replica_close(one.thread);
    (void)invite(&two, "Meanwhile");
    assert_int_equal(share(&one, journal, NULL), STATUS_OK);
    assert_names(&one, "Meanwhile ");
    assert_int_equal(people_part(one.people), STATUS_OK);
    people_replica_close(one.thread);
    (void)invite(&one, "Own");
    assert_int_equal(share(&one, journal, NULL), STATUS_CONFLICT);
    one.thread = NULL;
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

static void test_a_long_journal_is_tidied_and_who_was_away_comes_back(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    (void)follow(&two);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 1000; i++) {
            char cookie[PEOPLE_SECRET_BYTES];
            struct invited guest = i ? (struct invited){{0}, {0}, false, NULL} : invite(&one, "Ana");
            static struct invited last;
            if (!i)
                last = guest;
            assert_int_equal(people_cookie_create(one.people, last.token, NULL, NOW, bounds, cookie),
                             STATUS_OK);
        }
        assert_int_equal(people_replica_tidy(one.thread), STATUS_OK);
    }
    assert_true(people_memory_count(journal) < 1100);
    struct people_followed followed = follow(&two);
    assert_true(followed.anew);
    assert_names(&two, "Ana Ana ");
    assert_int_equal(follow(&one).entries, 0);
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

/* What a server of a version with one more step would write. */
static void write_as_newer(struct people_memory *memory)
{
    struct people_journal *journal = people_memory_journal(memory);
    struct people_entry entry = {.schema = (uint64_t)migrations_latest() + 1, .bytes = ""};
    struct sha256 last;
    assert_int_equal(journal->ops->take(journal), STATUS_OK);
    assert_int_equal(journal->ops->last(journal, &entry.seq, &last), STATUS_OK);
    entry.seq++;
    entry.hash = people_entry_hash(&last, &entry);
    assert_int_equal(journal->ops->add(journal, &entry), STATUS_OK);
    journal->ops->destroy(journal);
}

static void test_what_a_newer_version_wrote_is_not_taken_over_and_said_to_be_so(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal);
    struct people_followed followed;
    struct buf why = BUF_EMPTY;
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    assert_false(follow(&one).newer);
    write_as_newer(journal);
    assert_int_equal(people_replica_follow(one.thread, &followed), STATUS_CONFLICT);
    assert_true(followed.newer);
    assert_int_equal(invite_to(one.people, "Ana", "chair", &(struct invited){0}), STATUS_CONFLICT);
    people_replica_close(one.thread);
    assert_int_equal(share(&one, journal, &why), STATUS_CONFLICT);
    assert_string_equal(why.bytes,
                        "The people of the cluster were written by a newer plenaria; update this server.");
    one.thread = NULL;
    buf_clear(&why);
    stop(&one);
    people_memory_destroy(journal);
}

static bool note_schema(void *context, const struct people_entry *entry)
{
    *(uint64_t *)context = entry->schema;
    return true;
}

/* The version that the newest entry wants. */
static uint64_t newest_schema(struct people_memory *memory)
{
    struct people_journal *journal = people_memory_journal(memory);
    uint64_t schema = 0;
    assert_int_equal(journal->ops->read(journal, 1, note_schema, &schema), STATUS_OK);
    journal->ops->destroy(journal);
    return schema;
}

static enum status know_a_hook(void *people)
{
    bool fresh;
    return hooks_know(people, "archive", NOW, &fresh);
}

/* The tables of hooks are one step younger than what they stand beside: a program without them still reads who was invited. */
static void test_an_entry_wants_no_newer_version_than_its_tables_do(void **state)
{
    (void)state;
    struct people_memory *journal = people_memory_create();
    struct node one = start(journal), two = start(journal);
    assert_int_equal(people_add_draft(one.people, "a", NOW), STATUS_OK);
    (void)invite(&one, "Ana");
    uint64_t of_people = newest_schema(journal);
    assert_int_equal(people_transact(one.people, know_a_hook, one.people), STATUS_OK);
    uint64_t of_hooks = newest_schema(journal);
    assert_int_not_equal(of_people, 0);
    assert_true(of_people < of_hooks);
    assert_true(of_hooks <= (uint64_t)migrations_latest());
    (void)invite(&one, "Bea"); /* the hook stands in the way of nobody who comes later */
    assert_int_equal(newest_schema(journal), of_people);
    (void)follow(&two);
    assert_names(&two, "Ana Bea ");
    stop(&one);
    stop(&two);
    people_memory_destroy(journal);
}

static void test_a_write_that_passes_no_door_is_refused(void **state)
{
    (void)state;
    struct node node = alone();
    assert_int_equal(people_add_draft(node.people, "a", NOW), STATUS_OK);
    assert_int_equal(meetings_set_archived(node.people, "m", NOW), STATUS_IO);
    stop(&node);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_one_writes_the_other_knows_at_once),
        cmocka_unit_test(test_what_the_thread_took_over_in_between_is_looked_for_again),
        cmocka_unit_test(test_two_cannot_each_end_the_last_but_one_chair),
        cmocka_unit_test(test_a_refused_entry_leaves_no_trace_and_an_unknown_one_is_found_later),
        cmocka_unit_test(test_who_took_over_what_the_journal_lost_begins_anew),
        cmocka_unit_test(test_the_first_folder_gives_its_people_and_a_stranger_is_refused),
        cmocka_unit_test(test_a_folder_that_parted_comes_back_unless_it_was_written),
        cmocka_unit_test(test_a_long_journal_is_tidied_and_who_was_away_comes_back),
        cmocka_unit_test(test_what_a_newer_version_wrote_is_not_taken_over_and_said_to_be_so),
        cmocka_unit_test(test_an_entry_wants_no_newer_version_than_its_tables_do),
        cmocka_unit_test(test_a_write_that_passes_no_door_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
