/* The table of budgets, cell by cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bounds/budgets.h"

#define SECOND_US UINT64_C(1000000)

/* What the table promises. A row of a rate has a period. */
static const struct cell {
    enum budget_name name;
    const char *label;
    uint64_t period_us;
    uint64_t amount, burst;
    enum status status;
} cells[] = {
    {BUDGET_SEAT_MESSAGE_BYTES, "seat_message_bytes", SECOND_US, 4 << 20, 16 << 20, STATUS_LIMIT},
    {BUDGET_SEAT_OPS, "seat_ops", SECOND_US, 2000, 4000, STATUS_LIMIT},
    {BUDGET_SEAT_WORK, "seat_work", SECOND_US, 10000000, 20000000, STATUS_LIMIT},
    {BUDGET_DELEGATION_WORK, "delegation_work", SECOND_US, 20000000, 40000000, STATUS_LIMIT},
    {BUDGET_DELEGATION_BYTES, "delegation_bytes", 60 * SECOND_US, 1 << 20, 16 << 20, STATUS_LIMIT},
    {BUDGET_DRAFT_BYTES, "draft_bytes", 0, 16 << 20, 0, STATUS_LIMIT},
    {BUDGET_DRAFT_LOG_BYTES, "draft_log_bytes", 0, 1 << 30, 0, STATUS_LIMIT},
    {BUDGET_OBSERVERS, "observers", 0, 18000, 0, STATUS_LIMIT},
    {BUDGET_SEAT_CONNECTIONS, "seat_connections", 0, 64, 0, STATUS_LIMIT},
    {BUDGET_SEAT_ANSWERS, "seat_answers", 0, 4, 0, STATUS_LIMIT},
    {BUDGET_SEAT_JOBS, "seat_jobs", 0, 9, 0, STATUS_LIMIT},
    {BUDGET_SEAT_STREAMS, "seat_streams", 0, 4, 0, STATUS_LIMIT},
    {BUDGET_STREAMS, "streams", 0, 1000, 0, STATUS_LIMIT},
    {BUDGET_MEETING_ACTS, "meeting_acts", 60 * SECOND_US, 300, 600, STATUS_LIMIT},
    {BUDGET_ADMIN_TRIES, "admin_tries", 60 * SECOND_US, 10, 20, STATUS_LIMIT},
    {BUDGET_WAITING_BYTES, "waiting_bytes", 0, 256 << 20, 0, STATUS_SLOW_READER},
};

#define CELLS (sizeof cells / sizeof *cells)

static const struct limits limits = LIMITS_DEFAULT;

static void test_every_budget_has_its_cell(void **state)
{
    (void)state;
    assert_int_equal(CELLS, BUDGET_COUNT);
    for (size_t i = 0; i < CELLS; i++)
        assert_int_equal(cells[i].name, i);
}

static void check_rate(struct budgets *budgets, const struct cell *cell)
{
    uint64_t after = SECOND_US + cell->period_us;
    assert_true(budgets_spend(budgets, cell->name, "a", cell->burst, SECOND_US));
    assert_false(budgets_spend(budgets, cell->name, "a", 1, SECOND_US));
    assert_true(budgets_spend(budgets, cell->name, "b", cell->burst, SECOND_US)); /* another holder */
    assert_int_equal(budgets_left(budgets, cell->name, "a", after), cell->amount);
    assert_false(budgets_spend(budgets, cell->name, "a", cell->amount + 1, after));
    assert_true(budgets_spend(budgets, cell->name, "a", cell->amount, after));
    assert_false(budgets_spend(budgets, cell->name, "a", 1, after));
}

static void check_level(struct budgets *budgets, const struct cell *cell)
{
    assert_int_equal(budgets_most(budgets, cell->name), cell->amount);
    assert_false(budgets_hold(budgets, cell->name, "a", cell->amount + 1));
    assert_true(budgets_hold(budgets, cell->name, "a", cell->amount));
    assert_false(budgets_hold(budgets, cell->name, "a", 1));
    assert_true(budgets_hold(budgets, cell->name, "b", 1)); /* another holder */
    budgets_give_back(budgets, cell->name, "a", 2);
    assert_true(budgets_hold(budgets, cell->name, "a", 2));
    budgets_give_back(budgets, cell->name, "a", cell->amount);
    budgets_give_back(budgets, cell->name, "b", 1);
    assert_int_equal(budgets->accounts[cell->name].by_holder.count, 0);
}

static void test_each_cell_gives_what_it_says_and_no_more(void **state)
{
    struct budgets budgets;
    (void)state;
    budgets_init(&budgets, &limits);
    for (size_t i = 0; i < CELLS; i++) {
        if (cells[i].period_us)
            check_rate(&budgets, &cells[i]);
        else
            check_level(&budgets, &cells[i]);
    }
    budgets_clear(&budgets);
}

static void test_each_refusal_has_its_code_and_says_what_to_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < CELLS; i++) {
        struct refusal refusal;
        assert_int_equal(budgets_refuse(cells[i].name, &refusal), cells[i].status);
        assert_int_equal(refusal.message[strlen(refusal.message) - 1], '.');
        assert_string_not_equal(refusal.message, status_message(cells[i].status));
    }
}

static void test_the_metrics_show_each_cell(void **state)
{
    struct budgets budgets;
    struct buf out = BUF_EMPTY;
    char line[120];
    (void)state;
    budgets_init(&budgets, &limits);
    for (size_t i = 0; i < CELLS; i++) {
        budgets_note(&budgets, cells[i].name, 7 + i, true);
        budgets_note(&budgets, cells[i].name, 3, false);
    }
    budgets_write_metrics(&out, &budgets);
    for (size_t i = 0; i < CELLS; i++) {
        snprintf(line, sizeof line, "plenaria_budget_most{budget=\"%s\"} %llu\n", cells[i].label,
                 (unsigned long long)(cells[i].period_us ? cells[i].burst : cells[i].amount));
        assert_non_null(strstr(out.bytes, line));
        snprintf(line, sizeof line, "plenaria_budget_highest{budget=\"%s\"} %zu\n", cells[i].label, 7 + i);
        assert_non_null(strstr(out.bytes, line));
        snprintf(line, sizeof line, "plenaria_budget_refusals_total{budget=\"%s\"} 1\n", cells[i].label);
        assert_non_null(strstr(out.bytes, line));
    }
    buf_clear(&out);
    budgets_clear(&budgets);
}

static void test_who_has_used_nothing_for_a_while_is_forgotten(void **state)
{
    struct budgets budgets;
    char holder[20];
    (void)state;
    budgets_init(&budgets, &limits);
    for (int i = 0; i < 1000; i++) {
        snprintf(holder, sizeof holder, "d/%d", i);
        assert_true(budgets_spend(&budgets, BUDGET_SEAT_OPS, holder, i % 2 ? 4000 : 1, SECOND_US));
    }
    budgets_sweep(&budgets, SECOND_US + SECOND_US / 2);
    assert_int_equal(budgets.accounts[BUDGET_SEAT_OPS].by_holder.count, 500);
    assert_false(budgets_spend(&budgets, BUDGET_SEAT_OPS, "d/1", 4000, SECOND_US + SECOND_US / 2));
    budgets_sweep(&budgets, 10 * SECOND_US);
    assert_int_equal(budgets.accounts[BUDGET_SEAT_OPS].by_holder.count, 0);
    budgets_clear(&budgets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_budget_has_its_cell),
        cmocka_unit_test(test_each_cell_gives_what_it_says_and_no_more),
        cmocka_unit_test(test_each_refusal_has_its_code_and_says_what_to_do),
        cmocka_unit_test(test_the_metrics_show_each_cell),
        cmocka_unit_test(test_who_has_used_nothing_for_a_while_is_forgotten),
    };
    return cmocka_run_group_tests_name("bounds/budgets", tests, NULL, NULL);
}
