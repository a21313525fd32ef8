#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/loop.h"

static char trace[64];

static void note(const char *what)
{
    strncat(trace, what, sizeof trace - strlen(trace) - 1);
}

static int fresh(void **state)
{
    trace[0] = '\0';
    *state = loop_create();
    return 0;
}

static int done(void **state)
{
    if (*state)
        loop_destroy(*state);
    return 0;
}

static void say_a(void *loop)
{
    (void)loop;
    note("a");
}

static void say_b(void *loop)
{
    note("b");
    loop_defer(loop, say_a, loop);
}

static void stop(void *loop)
{
    note("stop");
    loop_stop(loop);
}

static void test_deferred_calls_run_in_order_and_later(void **state)
{
    struct loop *loop = *state;
    loop_defer(loop, say_a, loop);
    loop_defer(loop, say_b, loop);
    assert_string_equal(trace, "");
    loop_run(loop);
    assert_string_equal(trace, "aba");
}

static struct loop_timer *repeating;
static int ticks;

static void tick(void *loop)
{
    (void)loop;
    if (++ticks == 3)
        loop_timer_stop(repeating);
}

static void test_timer_repeats_until_stopped_from_its_own_call(void **state)
{
    ticks = 0;
    repeating = loop_timer_start(*state, 1, 1, tick, *state);
    loop_run(*state);
    assert_int_equal(ticks, 3);
}

static void test_timer_that_ran_can_be_set_again(void **state)
{
    struct loop_timer *timer = loop_timer_start(*state, 0, 0, say_a, *state);
    loop_run(*state);
    loop_timer_again(timer, 1, 0);
    loop_run(*state);
    assert_string_equal(trace, "aa");
}

static void test_stop_ends_run_although_timers_are_left(void **state)
{
    loop_timer_start(*state, 3600000, 0, say_a, *state);
    loop_timer_start(*state, 1, 0, stop, *state);
    loop_run(*state);
    assert_string_equal(trace, "stop");
}

static void work(void *loop)
{
    (void)loop;
    note("work ");
}

static void test_job_is_done_on_the_loop_after_its_work(void **state)
{
    loop_work(*state, work, stop, *state);
    loop_run(*state);
    assert_string_equal(trace, "work stop");
}

static void test_settling_waits_for_jobs_and_what_they_ask_for(void **state)
{
    loop_work(*state, work, say_b, *state);
    loop_settle(*state);
    assert_string_equal(trace, "work ba");
}

static void test_destroy_waits_for_jobs_and_drops_deferred_calls(void **state)
{
    loop_work(*state, work, say_b, *state);
    loop_defer(*state, say_a, *state);
    loop_destroy(*state);
    *state = NULL;
    assert_string_equal(trace, "work b");
}

static void test_signal_reaches_its_call(void **state)
{
    assert_int_equal(loop_on_signal(*state, SIGUSR1, stop, *state), STATUS_OK);
    loop_timer_start(*state, 5000, 0, say_a, *state);
    raise(SIGUSR1);
    loop_run(*state);
    assert_string_equal(trace, "stop");
}

static void test_signal_that_cannot_be_caught_is_refused(void **state)
{
    assert_int_equal(loop_on_signal(*state, SIGKILL, stop, *state), STATUS_IO);
}

static void test_clocks_go_forward(void **state)
{
    (void)state;
    uint64_t before = loop_clock_us();
    assert_true(loop_clock_us() >= before);
    assert_true(loop_now_ms() > 1600000000000);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fresh, done)
    const struct CMUnitTest tests[] = {
        CASE(test_deferred_calls_run_in_order_and_later),
        CASE(test_timer_repeats_until_stopped_from_its_own_call),
        CASE(test_timer_that_ran_can_be_set_again),
        CASE(test_stop_ends_run_although_timers_are_left),
        CASE(test_job_is_done_on_the_loop_after_its_work),
        CASE(test_settling_waits_for_jobs_and_what_they_ask_for),
        CASE(test_destroy_waits_for_jobs_and_drops_deferred_calls),
        CASE(test_signal_reaches_its_call),
        CASE(test_signal_that_cannot_be_caught_is_refused),
        CASE(test_clocks_go_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
