/* Which host of an address is used, by what a look at each showed; and the look itself at a real pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "postgres/pg_hosts.h"
#include "support/postgres_place.h"

#define COUNT(seen) (sizeof(seen) / sizeof *(seen))

static void test_of_two_primaries_the_one_of_the_higher_timeline_is_used(void **state)
{
    (void)state;
    const struct pg_seen old_first[] = {{true, true, 1}, {true, false, 2}};
    const struct pg_seen new_first[] = {{true, false, 2}, {true, true, 1}};
    assert_int_equal(pg_hosts_choose(old_first, COUNT(old_first), 0), 1);
    assert_int_equal(pg_hosts_choose(new_first, COUNT(new_first), 0), 0);
    assert_int_equal(pg_hosts_choose(old_first, COUNT(old_first), 2), 1);
}

static void test_a_host_that_was_left_behind_is_never_used(void **state)
{
    (void)state;
    const struct pg_seen only_the_old[] = {{true, true, 1}, {false, false, 0}};
    const struct pg_seen new_is_unsafe[] = {{true, true, 1}, {false, true, 2}};
    assert_int_equal(pg_hosts_choose(only_the_old, COUNT(only_the_old), 2), 2);
    assert_int_equal(pg_hosts_choose(new_is_unsafe, COUNT(new_is_unsafe), 2), 2);
    assert_int_equal(pg_hosts_choose(new_is_unsafe, COUNT(new_is_unsafe), 1), 0);
}

static void test_on_one_timeline_a_standby_decides_and_then_the_order(void **state)
{
    (void)state;
    const struct pg_seen second[] = {{true, false, 2}, {true, true, 2}, {true, true, 2}};
    const struct pg_seen none[] = {{false, true, 2}, {true, false, 2}, {true, false, 2}};
    assert_int_equal(pg_hosts_choose(second, COUNT(second), 2), 1);
    assert_int_equal(pg_hosts_choose(none, COUNT(none), 2), 1);
}

static void test_hosts_that_do_not_say_their_timeline_are_taken_in_their_order(void **state)
{
    (void)state;
    const struct pg_seen silent[] = {{false, false, 0}, {true, false, 0}, {true, false, 0}};
    const struct pg_seen away[] = {{false, false, 0}, {false, false, 0}};
    assert_int_equal(pg_hosts_choose(silent, COUNT(silent), 0), 1);
    assert_int_equal(pg_hosts_choose(away, COUNT(away), 0), 2);
    assert_int_equal(pg_hosts_choose(away, 0, 0), 0);
}

/* ---- with PostgreSQL ---- */

static struct postgres_place postgres;

static int start(void **state)
{
    (void)state;
    (void)postgres_place_start(&postgres);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    postgres_place_stop(&postgres);
    return 0;
}

static void run(const char *sql)
{
    struct pg *pg = NULL;
    assert_int_equal(pg_open(postgres.address, NULL, &pg), STATUS_OK);
    assert_int_equal(pg_run(pg, sql), STATUS_OK);
    pg_close(pg);
}

static void test_a_role_without_any_right_of_its_own_is_told_the_timeline(void **state)
{
    struct pg_hosts *hosts = NULL;
    struct buf address = BUF_EMPTY;
    (void)state;
    if (!postgres.dir)
        skip();
    run("CREATE ROLE somebody LOGIN");
    buf_format(&address, "postgres://somebody%s", strchr(postgres.address, '@'));
    assert_int_equal(pg_hosts_create(address.bytes, true, NULL, &hosts), STATUS_OK);
    assert_int_equal(pg_hosts_timeline(hosts), 1);
    pg_hosts_release(hosts);
    buf_clear(&address);
    run("DROP ROLE somebody");
}

/* Only with an address of several hosts. */
static void test_where_the_address_names_one_host_nothing_is_compared(void **state)
{
    struct pg_hosts *hosts = NULL;
    struct pg *pg = NULL;
    (void)state;
    assert_int_equal(pg_hosts_create("postgres://plenaria@127.0.0.1:1/none", true, NULL, &hosts), STATUS_OK);
    assert_int_equal(pg_hosts_timeline(hosts), 0);
    assert_int_equal(pg_hosts_open(hosts, NULL, &pg), STATUS_STORAGE);
    assert_null(pg);
    pg_hosts_release(hosts);
}

static void test_an_address_that_leads_nowhere_is_told_host_by_host(void **state)
{
    struct pg_hosts *hosts = NULL;
    struct buf why = BUF_EMPTY;
    (void)state;
    assert_int_equal(pg_hosts_create("postgres://plenaria@127.0.0.1:1,127.0.0.1:2/none", true, &why, &hosts),
                     STATUS_STORAGE);
    assert_non_null(strstr(why.bytes, "127.0.0.1:1: "));
    assert_non_null(strstr(why.bytes, "; 127.0.0.1:2: "));
    buf_reset(&why);
    assert_int_equal(pg_hosts_create("postgres://[", true, &why, &hosts), STATUS_USAGE);
    assert_non_null(strstr(why.bytes, "cannot be read"));
    buf_clear(&why);
}

/* The last one: the two have changed their places then. */
static void test_a_connection_to_a_host_that_was_left_behind_is_lost_also_while_it_waits(void **state)
{
    struct pg_hosts *hosts = NULL;
    struct pg *waits = NULL, *rests = NULL, *after = NULL;
    (void)state;
    if (!postgres.dir)
        skip();
    assert_int_equal(pg_hosts_create(postgres.address, true, NULL, &hosts), STATUS_OK);
    assert_int_equal(pg_hosts_open(hosts, NULL, &waits), STATUS_OK);
    assert_int_equal(pg_hosts_open(hosts, NULL, &rests), STATUS_OK);
    postgres_place_do(&postgres, "promote", "b");
    pg_set_patience(rests, 300);
    assert_int_equal(pg_barrier(rests), STATUS_UNKNOWN); /* nobody acknowledges: the look begins */
    assert_int_equal(pg_barrier(waits), STATUS_UNKNOWN); /* ten seconds, if it was not told */
    assert_string_equal(pg_error(waits), "another server is the primary by now");
    assert_false(pg_is_alive(waits) || pg_is_alive(rests));
    assert_int_equal(pg_hosts_timeline(hosts), 2);
    assert_int_equal(pg_hosts_open(hosts, NULL, &after), STATUS_OK);
    assert_true(pg_is_alive(after));
    pg_close(waits);
    pg_close(rests);
    pg_close(after);
    pg_hosts_release(hosts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_two_primaries_the_one_of_the_higher_timeline_is_used),
        cmocka_unit_test(test_a_host_that_was_left_behind_is_never_used),
        cmocka_unit_test(test_on_one_timeline_a_standby_decides_and_then_the_order),
        cmocka_unit_test(test_hosts_that_do_not_say_their_timeline_are_taken_in_their_order),
        cmocka_unit_test(test_a_role_without_any_right_of_its_own_is_told_the_timeline),
        cmocka_unit_test(test_where_the_address_names_one_host_nothing_is_compared),
        cmocka_unit_test(test_an_address_that_leads_nowhere_is_told_host_by_host),
        cmocka_unit_test(test_a_connection_to_a_host_that_was_left_behind_is_lost_also_while_it_waits),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
