#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/turns.h"

#define SECOND_US UINT64_C(1000000)

static void test_the_longest_stays_and_that_of_the_last_minute_goes(void **state)
{
    struct turns turns = {0};
    uint64_t now = 5000 * SECOND_US;
    (void)state;
    turns_note(&turns, 300, now);
    turns_note(&turns, 7000, now + SECOND_US);
    turns_note(&turns, 20, now + 2 * SECOND_US);
    assert_int_equal(turns_recent_us(&turns, now + 45 * SECOND_US), 7000);
    turns_note(&turns, 50, now + 61 * SECOND_US);
    assert_int_equal(turns_recent_us(&turns, now + 61 * SECOND_US), 50);
    assert_int_equal(turns_recent_us(&turns, now + 500 * SECOND_US), 0);
    assert_int_equal(turns.longest_us, 7000);
    assert_int_equal(turns.count, 4);
    assert_int_equal(turns.sum_us, 7370);
}

static void test_each_turn_is_in_the_bucket_of_its_length(void **state)
{
    struct turns turns = {0};
    (void)state;
    for (int i = 0; i < TURNS_BUCKETS; i++)
        turns_note(&turns, turns_bound_us(i), SECOND_US);
    turns_note(&turns, turns_bound_us(TURNS_BUCKETS - 1) + 1, SECOND_US);
    for (int i = 0; i <= TURNS_BUCKETS; i++)
        assert_int_equal(turns.buckets[i], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_longest_stays_and_that_of_the_last_minute_goes),
        cmocka_unit_test(test_each_turn_is_in_the_bucket_of_its_length),
    };
    return cmocka_run_group_tests_name("base/turns", tests, NULL, NULL);
}
