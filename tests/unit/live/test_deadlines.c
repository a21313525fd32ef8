#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "live/live_drafts.h"
#include "store/log_memory.h"
#include "store/people.h"
#include "support/live_fixture.h"
#include "support/store_fixture.h"
#include "wire/op_codec.h"

/* Time is an argument below live/; here a time that is long past stands for one that came while the server was down, so that
 * nobody has to wait. */

#define LOOK_MS 5
#define LOOKS   400

struct place {
    struct live_grounds grounds;
    struct limits limits;
    struct metrics metrics;
    struct live_drafts *drafts;
    char *folder; /* of the people: nobody has a seat */
    struct loop_timer *looking;
    int looks;
    uint64_t wanted_seq;
};

static uint64_t last_seq(struct log_store *log)
{
    struct log_summary summary;
    assert_int_equal(log->ops->summary(log, "d", &summary), STATUS_OK);
    return summary.last_seq;
}

static void look(void *context)
{
    struct place *place = context;
    if (last_seq(place->grounds.log) >= place->wanted_seq || ++place->looks > LOOKS)
        loop_stop(place->grounds.loop);
}

static void open_place(struct place *place, struct log_store *log)
{
    *place = (struct place){.limits = LIMITS_DEFAULT};
    place->grounds = (struct live_grounds){
        .loop = loop_create(), .log = log, .limits = &place->limits, .metrics = &place->metrics};
    place->folder = fixture_folder();
    assert_int_equal(people_open(place->folder, true, NULL, &place->grounds.people), STATUS_OK);
    place->drafts = live_drafts_create(&place->grounds);
    place->looking = loop_timer_start(place->grounds.loop, LOOK_MS, LOOK_MS, look, place);
}

static void close_place(struct place *place)
{
    live_drafts_stop(place->drafts);
    loop_settle(place->grounds.loop);
    live_drafts_destroy(place->drafts);
    loop_timer_stop(place->looking);
    people_close(place->grounds.people);
    fixture_remove(place->folder);
    loop_destroy(place->grounds.loop);
}

static bool last_op_has(void *context, const struct log_op *op)
{
    struct buf *last = context;
    buf_reset(last);
    buf_add(last, op->bytes, op->len);
    return true;
}

static struct log_store *log_with_consultation(int64_t until)
{
    struct log_store *log = log_memory_create();
    struct sitting sitting = sitting_open();
    char changes[200];
    snprintf(changes, sizeof changes,
             "[{'type':'consult.open','item':'a','delegations':['CA'],'until':%lld,'silence':true}]",
             (long long)until);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, changes), STATUS_OK);
    live_fixture_store(log, &sitting, until); /* its last op asks to be woken then */
    sitting_close(&sitting);
    return log;
}

static void test_what_came_due_while_the_server_was_down_is_closed_at_the_start(void **state)
{
    (void)state;
    struct log_store *log = log_with_consultation(2000);
    struct place place;
    struct buf last = BUF_EMPTY;
    open_place(&place, log);
    place.wanted_seq = 3;
    loop_run(place.grounds.loop);
    assert_int_equal(log->ops->read(log, "d", 3, 3, last_op_has, &last), STATUS_OK);
    assert_non_null(strstr(last.bytes, "\"by\":\"system\",\"client\":\"system\",\"n\":2"));
    assert_non_null(
        strstr(last.bytes,
               "{\"type\":\"consult.close\",\"item\":\"a\",\"state\":\"kept\"},{\"type\":\"item.status\","
               "\"item\":\"a\",\"status\":\"agreed\"}"));
    close_place(&place);
    buf_clear(&last);
    log->ops->destroy(log);
}

static void test_what_is_not_due_is_left_alone(void **state)
{
    (void)state;
    struct log_store *log = log_with_consultation(loop_now_ms() + 1000000);
    struct place place;
    open_place(&place, log);
    place.wanted_seq = 3;
    place.looks = LOOKS - 10;
    loop_run(place.grounds.loop);
    assert_int_equal(last_seq(log), 2);
    close_place(&place);
    log->ops->destroy(log);
}

static void stop_serving(void *context)
{
    struct place *place = context;
    live_drafts_stop(place->drafts);
    loop_stop(place->grounds.loop);
}

/* The draft is being read for the sake of its consultation, and the log is closed before that is done. */
static void test_nothing_is_written_any_more_while_the_server_stops(void **state)
{
    (void)state;
    struct log_store *log = log_with_consultation(2000);
    struct place place;
    open_place(&place, log);
    struct loop_timer *stop = loop_timer_start(place.grounds.loop, 0, 0, stop_serving, &place);
    loop_run(place.grounds.loop);
    loop_timer_stop(stop);
    close_place(&place);
    assert_int_equal(last_seq(log), 2);
    log->ops->destroy(log);
}

static void test_a_failed_commit_is_tried_again(void **state)
{
    (void)state;
    struct log_store *log = log_with_consultation(2000);
    struct place place;
    log_memory_fail_next(log, STATUS_STORAGE);
    open_place(&place, log);
    place.wanted_seq = 3;
    loop_run(place.grounds.loop);
    assert_int_equal(last_seq(log), 3);
    close_place(&place);
    log->ops->destroy(log);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_what_came_due_while_the_server_was_down_is_closed_at_the_start),
        CASE(test_what_is_not_due_is_left_alone),
        CASE(test_nothing_is_written_any_more_while_the_server_stops),
        CASE(test_a_failed_commit_is_tried_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
