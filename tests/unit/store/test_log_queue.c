/* In which order the writer's thread does what is queued. The writer here stops in every errand until the test lets it go on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <uv.h>

#include <cmocka.h>

#include "base/always.h"
#include "store/log_queue.h"

struct fixture {
    uv_loop_t loop;
    struct log_queue *queue;
    uv_sem_t begun, may_end; /* of turns */
    char did[64];            /* c: a commit; k: claims, in one turn; p: a probe; r: a release */
    size_t answers;
};

static void note(struct fixture *fixture, char what)
{
    size_t len = strlen(fixture->did);
    ALWAYS(len + 1 < sizeof fixture->did);
    fixture->did[len] = what;
}

static void commit(void *writer, struct log_append *list)
{
    note(writer, 'c');
    for (; list; list = list->next)
        list->status = STATUS_OK;
}

static char letter_of(const struct log_errand *errand)
{
    return errand->kind == LOG_PROBE ? 'p' : errand->kind == LOG_RELEASE ? 'r' : 'k';
}

static void run_turn(void *writer, struct log_errand *errands)
{
    struct fixture *fixture = writer;
    note(fixture, letter_of(errands));
    for (; errands; errands = errands->next)
        errands->status = STATUS_OK;
    uv_sem_post(&fixture->begun);
    uv_sem_wait(&fixture->may_end);
}

static int set_up(void **state)
{
    static const struct log_queue_work work = {commit, run_turn};
    static struct fixture fixture;
    fixture = (struct fixture){.answers = 0};
    ALWAYS(uv_loop_init(&fixture.loop) == 0);
    ALWAYS(uv_sem_init(&fixture.begun, 0) == 0 && uv_sem_init(&fixture.may_end, 0) == 0);
    fixture.queue = log_queue_create(&fixture.loop, &work, &fixture);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    ALWAYS(uv_loop_close(&fixture->loop) == 0);
    uv_sem_destroy(&fixture->begun);
    uv_sem_destroy(&fixture->may_end);
    return 0;
}

static void answered(void *context, enum status status, uint64_t commit_us)
{
    struct fixture *fixture = context;
    (void)commit_us;
    assert_int_equal(status, STATUS_OK);
    fixture->answers++;
}

static void claimed(void *context, enum status status, const char *owner)
{
    assert_null(owner);
    answered(context, status, 0);
}

static void append(struct fixture *fixture)
{
    struct log_op op = {.seq = 1, .bytes = "{}", .len = 2};
    log_queue_append(fixture->queue, "draft", 1, &op, 1, answered, fixture);
}

/* The thread is within an errand when this returns, and takes what is queued then together. */
static void occupy(struct fixture *fixture)
{
    log_queue_claim(fixture->queue, "first", claimed, fixture);
    uv_sem_wait(&fixture->begun);
}

static void let_go(struct fixture *fixture, size_t turns)
{
    for (size_t i = 0; i < turns; i++)
        uv_sem_post(&fixture->may_end);
}

static void ask_for(struct fixture *fixture, size_t claims)
{
    for (size_t i = 0; i < claims; i++)
        log_queue_claim(fixture->queue, "draft", claimed, fixture);
}

static void test_claims_that_wait_have_one_turn_and_what_waits_between_them_keeps_its_place(void **state)
{
    struct fixture *fixture = *state;
    occupy(fixture);
    ask_for(fixture, 3);
    log_queue_release(fixture->queue, "draft");
    ask_for(fixture, 2);
    let_go(fixture, 4);
    log_queue_destroy(fixture->queue);
    assert_string_equal(fixture->did, "kkrk");
    assert_int_equal(fixture->answers, 6);
}

static void test_an_op_waits_for_one_turn_of_claims_and_not_for_all_that_are_queued(void **state)
{
    struct fixture *fixture = *state;
    occupy(fixture);
    ask_for(fixture, 3 * LOG_CLAIMS_TOGETHER);
    let_go(fixture, 1);
    uv_sem_wait(&fixture->begun); /* the thread has taken them all, and is at the first of three turns */
    append(fixture);
    let_go(fixture, 3);
    log_queue_destroy(fixture->queue);
    assert_string_equal(fixture->did, "kkckk");
    assert_int_equal(fixture->answers, 2 + 3 * LOG_CLAIMS_TOGETHER);
}

static void test_claims_are_answered_before_those_behind_them_are_begun(void **state)
{
    struct fixture *fixture = *state;
    occupy(fixture);
    ask_for(fixture, LOG_CLAIMS_TOGETHER + 1);
    let_go(fixture, 2);
    for (int i = 0; i < 2; i++)
        uv_sem_wait(&fixture->begun); /* two turns have ended: the first, and one of many claims */
    uv_run(&fixture->loop, UV_RUN_NOWAIT);
    assert_int_equal(fixture->answers, 1 + LOG_CLAIMS_TOGETHER);
    assert_string_equal(fixture->did, "kkk");
    let_go(fixture, 1);
    log_queue_destroy(fixture->queue);
    assert_int_equal(fixture->answers, 2 + LOG_CLAIMS_TOGETHER);
}

static void test_one_probe_answers_all_who_ask_and_nothing_else(void **state)
{
    struct fixture *fixture = *state;
    occupy(fixture);
    log_queue_probe(fixture->queue, answered, fixture);
    log_queue_claim(fixture->queue, "draft", claimed, fixture);
    log_queue_probe(fixture->queue, answered, fixture);
    let_go(fixture, 3);
    log_queue_destroy(fixture->queue);
    assert_string_equal(fixture->did, "kpk");
    assert_int_equal(fixture->answers, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_claims_that_wait_have_one_turn_and_what_waits_between_them_keeps_its_place, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            test_an_op_waits_for_one_turn_of_claims_and_not_for_all_that_are_queued, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_claims_are_answered_before_those_behind_them_are_begun, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_one_probe_answers_all_who_ask_and_nothing_else, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
