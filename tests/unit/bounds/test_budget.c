#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bounds/budget.h"

static const struct rate rate = {2000, 1000000, 10};

/* How many were allowed in a second, asked for every so many microseconds, after the burst was spent. */
static uint64_t allowed(uint64_t every_us)
{
    struct budget budget = budget_full(&rate, 0);
    uint64_t count = 0;
    assert_true(budget_take(&budget, 10, &rate, 0));
    for (uint64_t now = every_us; now <= 1000000; now += every_us)
        count += budget_take(&budget, 1, &rate, now);
    return count;
}

static void test_as_much_is_gained_in_short_waits_as_in_long_ones(void **state)
{
    (void)state;
    assert_int_equal(allowed(500), 2000);
    assert_in_range(allowed(900), 1111, 1111); /* one for each time it was asked */
    assert_in_range(allowed(333), 1998, 2000);
    assert_in_range(allowed(7), 1998, 2000);
}

static void test_no_more_than_a_burst_is_saved_up(void **state)
{
    struct budget budget = budget_full(&rate, 0);
    (void)state;
    assert_false(budget_take(&budget, 11, &rate, 60000000));
    assert_true(budget_take(&budget, 10, &rate, 60000000));
    assert_false(budget_take(&budget, 1, &rate, 60000000));
}

static void test_a_wait_of_years_overflows_nothing(void **state)
{
    const struct rate large = {UINT64_C(1) << 40, 1000000, UINT64_C(1) << 40};
    struct budget budget = budget_full(&large, 0);
    (void)state;
    assert_true(budget_take(&budget, UINT64_C(1) << 40, &large, 0));
    assert_false(budget_is_full(&budget, &large, 999999));
    assert_true(budget_is_full(&budget, &large, UINT64_MAX / 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_much_is_gained_in_short_waits_as_in_long_ones),
        cmocka_unit_test(test_no_more_than_a_burst_is_saved_up),
        cmocka_unit_test(test_a_wait_of_years_overflows_nothing),
    };
    return cmocka_run_group_tests_name("bounds/budget", tests, NULL, NULL);
}
