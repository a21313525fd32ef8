#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdatomic.h>
#include <time.h>

#include "base/loop.h"
#include "base/ticker.h"

#define PERIOD_MS 200
#define CALLS     6

/* When each call began; the thread writes it, and is over before it is read. */
struct calls {
    uint64_t began_ms[CALLS];
    unsigned took_ms[CALLS];
    atomic_uint count;
};

static void pause_ms(unsigned ms)
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

static void call(void *context)
{
    struct calls *calls = context;
    unsigned count = atomic_load(&calls->count);
    if (count >= CALLS)
        return;
    calls->began_ms[count] = loop_clock_us() / 1000;
    pause_ms(calls->took_ms[count]);
    atomic_store(&calls->count, count + 1);
}

static void run(struct calls *calls)
{
    struct ticker *ticker = ticker_start(PERIOD_MS, call, calls);
    while (atomic_load(&calls->count) < CALLS)
        pause_ms(5);
    ticker_stop(ticker);
}

static void test_what_a_call_takes_does_not_put_the_next_one_off(void **state)
{
    struct calls calls = {.took_ms = {150, 150, 150, 150, 150, 150}};
    (void)state;
    run(&calls);
    uint64_t took = calls.began_ms[CALLS - 1] - calls.began_ms[0];
    assert_true(took < (CALLS - 1) * (PERIOD_MS + 150));
}

static void test_calls_do_not_make_up_for_one_that_took_long(void **state)
{
    struct calls calls = {.took_ms = {1, 900, 1, 1, 1, 1}};
    (void)state;
    run(&calls);
    for (size_t i = 1; i < CALLS; i++)
        assert_true(calls.began_ms[i] + 1 >= calls.began_ms[i - 1] + PERIOD_MS); /* times are rounded */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_call_takes_does_not_put_the_next_one_off),
        cmocka_unit_test(test_calls_do_not_make_up_for_one_that_took_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
