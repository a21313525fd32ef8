#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "net/life_signs.h"

enum { PING_MS = 60, HANGUP_MS = 160, LONG_ENOUGH_MS = 400, MANY = 500 };

static struct loop *loop;
static struct life_signs signs;
static struct life_sign all[MANY];
static int pings, losses;
static bool answers;
static uint64_t started_us, pinged_us, lost_us; /* the first ping, the last loss */

static uint64_t since_start(void)
{
    return loop_clock_us() - started_us;
}

static void ping(struct life_sign *sign)
{
    pinged_us = pings++ ? pinged_us : since_start();
    if (answers)
        life_signs_heard(&signs, sign);
}

static void lost(struct life_sign *sign)
{
    losses++;
    lost_us = since_start();
    life_signs_heard(&signs, sign); /* too late: it is not watched any more */
    life_signs_remove(sign);
}

static int set_up(void **state)
{
    (void)state;
    loop = loop_create();
    pings = losses = 0;
    answers = false;
    started_us = loop_clock_us();
    life_signs_init(&signs, loop, PING_MS, HANGUP_MS, ping, lost);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++)
        life_signs_remove(&all[i]);
    loop_destroy(loop);
    return 0;
}

static void end(void *context)
{
    (void)context;
    life_signs_stop(&signs);
    loop_stop(loop);
}

static void run_for(uint64_t ms)
{
    struct loop_timer *timer = loop_timer_start(loop, ms, 0, end, NULL);
    loop_run(loop);
    loop_timer_stop(timer);
}

static void test_who_is_silent_is_pinged_once_and_then_lost(void **state)
{
    (void)state;
    life_signs_add(&signs, &all[0]);
    run_for(LONG_ENOUGH_MS);
    assert_int_equal(pings, 1);
    assert_int_equal(losses, 1);
    assert_true(pinged_us >= PING_MS * 1000);
    assert_true(lost_us >= HANGUP_MS * 1000);
}

static void test_who_answers_is_pinged_again_and_stays(void **state)
{
    (void)state;
    answers = true;
    life_signs_add(&signs, &all[0]);
    run_for(LONG_ENOUGH_MS);
    assert_true(pings > 1);
    assert_int_equal(losses, 0);
}

static void speak(void *context)
{
    life_signs_heard(&signs, context);
}

static void test_who_speaks_is_not_pinged(void **state)
{
    (void)state;
    struct loop_timer *timer = loop_timer_start(loop, PING_MS / 4, PING_MS / 4, speak, &all[0]);
    life_signs_add(&signs, &all[0]);
    life_signs_add(&signs, &all[1]);
    run_for(LONG_ENOUGH_MS);
    loop_timer_stop(timer);
    assert_int_equal(pings, 1); /* the other one */
    assert_int_equal(losses, 1);
}

static void test_who_has_gone_is_neither_pinged_nor_lost(void **state)
{
    (void)state;
    life_signs_add(&signs, &all[0]);
    life_signs_remove(&all[0]);
    life_signs_remove(&all[0]);
    life_signs_heard(&signs, &all[0]);
    run_for(PING_MS * 2);
    assert_int_equal(pings, 0);
}

static void test_many_are_each_pinged_and_each_lost(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++)
        life_signs_add(&signs, &all[i]);
    run_for(LONG_ENOUGH_MS);
    assert_int_equal(pings, MANY);
    assert_int_equal(losses, MANY);
}

static void test_after_the_end_nothing_happens(void **state)
{
    (void)state;
    life_signs_add(&signs, &all[0]);
    life_signs_stop(&signs);
    life_signs_add(&signs, &all[1]);
    run_for(PING_MS * 2);
    assert_int_equal(pings, 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_who_is_silent_is_pinged_once_and_then_lost),
        CASE(test_who_answers_is_pinged_again_and_stays),
        CASE(test_who_speaks_is_not_pinged),
        CASE(test_who_has_gone_is_neither_pinged_nor_lost),
        CASE(test_many_are_each_pinged_and_each_lost),
        CASE(test_after_the_end_nothing_happens),
    };
    return cmocka_run_group_tests_name("net/life_signs", tests, NULL, NULL);
}
