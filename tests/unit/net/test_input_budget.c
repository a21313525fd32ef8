#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "net/input_budget.h"

static void test_what_is_held_never_passes_the_bound(void **state)
{
    (void)state;
    struct input_budget *budget = input_budget_create(100000);
    struct buf one = BUF_EMPTY, two = BUF_EMPTY;
    char piece[100] = {0};
    size_t added = 0;
    while (input_add(budget, &one, piece, sizeof piece) && input_add(budget, &two, piece, sizeof piece)) {
        added += 2 * sizeof piece;
        assert_in_range(input_budget_held(budget), added, 100000);
    }
    assert_true(added >= 20000); /* a fair part of it can be used */
    input_clear(budget, &one);
    assert_int_equal(input_budget_held(budget), two.capacity);
    input_clear(budget, &two);
    assert_int_equal(input_budget_held(budget), 0);
    input_budget_unref(budget);
}

static void test_small_input_is_taken_however_much_others_hold(void **state)
{
    (void)state;
    struct input_budget *budget = input_budget_create(10000);
    struct buf large = BUF_EMPTY, small = BUF_EMPTY;
    char piece[INPUT_SMALL] = {0};
    while (input_add(budget, &large, piece, 100))
        ;
    assert_true(large.len >= INPUT_SMALL - 200);
    assert_true(input_add(budget, &small, piece, INPUT_SMALL - 1));
    assert_false(input_add(budget, &small, piece, 1));
    input_clear(budget, &large);
    input_clear(budget, &small);
    input_budget_unref(budget);
}

static void test_refused_bytes_leave_no_trace(void **state)
{
    (void)state;
    struct input_budget *budget = input_budget_create(1000);
    struct buf buf = BUF_EMPTY;
    char piece[2 * INPUT_SMALL] = {0};
    assert_true(input_add(budget, &buf, piece, 10));
    size_t held = input_budget_held(budget);
    assert_false(input_add(budget, &buf, piece, sizeof piece));
    assert_int_equal(buf.len, 10);
    assert_int_equal(input_budget_held(budget), held);
    input_clear(budget, &buf);
    input_budget_unref(budget);
}

static void test_budget_lives_as_long_as_its_last_user(void **state)
{
    (void)state;
    struct input_budget *budget = input_budget_create(1000), *other = input_budget_ref(budget);
    struct buf buf = BUF_EMPTY;
    assert_true(input_add(other, &buf, "x", 1));
    input_budget_unref(budget);
    input_clear(other, &buf);
    input_budget_unref(other);
    input_budget_unref(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_held_never_passes_the_bound),
        cmocka_unit_test(test_small_input_is_taken_however_much_others_hold),
        cmocka_unit_test(test_refused_bytes_leave_no_trace),
        cmocka_unit_test(test_budget_lives_as_long_as_its_last_user),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
