/* What a draft in use does when the log cannot say what it holds, or belongs to another server. */
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
#include "store/deletion.h"
#include "store/log_memory.h"
#include "store/people.h"
#include "support/live_fixture.h"
#include "support/store_fixture.h"
#include "wire/op_codec.h"

struct place {
    struct live_fixture on;
    struct live_draft *live;
    struct follower chair;
    struct participant who;
    enum status opened, sent_away;
    int lost;
};

static void appended(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    assert_int_equal(status, STATUS_OK);
}

static struct place *place_of(struct follower *follower)
{
    return (struct place *)(void *)((char *)follower - offsetof(struct place, chair));
}

static void op_durable(struct follower *follower)
{
    (void)follower;
}

static void op_lost(struct follower *follower, uint64_t n)
{
    (void)n;
    place_of(follower)->lost++;
}

static void moved(struct follower *follower, enum status status)
{
    place_of(follower)->sent_away = status;
    live_draft_remove_replica(place_of(follower)->live, follower);
}

static const struct follower_ops ops = {.op_durable = op_durable, .op_lost = op_lost, .moved = moved};

static void opened(void *context, enum status status)
{
    struct place *place = context;
    place->opened = status;
    loop_stop(place->on.grounds.loop);
}

static void wait_until_open(struct place *place)
{
    live_draft_when_open(place->live, opened, place);
    loop_run(place->on.grounds.loop);
}

static int open_place(void **state)
{
    struct place *place = mem_zero(1, sizeof *place);
    live_fixture_open(&place->on);
    struct sitting sitting = sitting_open();
    live_fixture_store(place->on.grounds.log, &sitting, 0);
    sitting_close(&sitting);
    place->on.drafts = live_drafts_create(&place->on.grounds);
    place->who =
        (struct participant){.id = mem_copy_string("c"), .name = mem_copy_string("C"), .role = ROLE_CHAIR};
    place->chair.ops = &ops;
    place->chair.replica = "replica";
    place->chair.presence.client = "replica";
    place->chair.presence.participant = &place->who;
    place->sent_away = STATUS_OK;
    place->live = live_drafts_open(place->on.drafts, "d");
    live_draft_use(place->live);
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_OK);
    live_draft_add_replica(place->live, &place->chair);
    *state = place;
    return 0;
}

static int close_place(void **state)
{
    struct place *place = *state;
    live_draft_remove_replica(place->live, &place->chair);
    live_draft_release(place->live);
    live_fixture_close(&place->on);
    participant_clear(&place->who);
    free(place);
    return 0;
}

static uint64_t last_seq(const struct place *place)
{
    return fixture_last_seq(place->on.grounds.log, "d");
}

static void submit(struct place *place)
{
    struct refusal refusal;
    struct submission submission = {.who = &place->who,
                                    .client = "replica",
                                    .n = 1,
                                    .base = draft_seq(live_draft_draft(place->live)),
                                    .at = loop_now_ms()};
    assert_int_equal(sitting_changes("[{'type':'item.remove','item':'c'}]", &submission.changes, &refusal),
                     STATUS_OK);
    assert_int_equal(live_draft_submit(place->live, &submission, &refusal), SUBMIT_ACCEPTED);
}

static void lose_the_answer(struct place *place, bool stored)
{
    uint64_t before = last_seq(place);
    log_memory_lose_next_answer(place->on.grounds.log, stored);
    submit(place);
    assert_int_equal(place->sent_away, STATUS_UNKNOWN);
    assert_int_equal(place->lost, 0);
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_OK);
    assert_int_equal(last_seq(place), before + stored);
    assert_int_equal(draft_seq(live_draft_draft(place->live)), before + stored);
}

static void test_an_op_of_unknown_outcome_that_is_stored_is_not_refused(void **state)
{
    lose_the_answer(*state, true);
}

static void test_an_op_of_unknown_outcome_that_is_not_stored_is_not_refused_either(void **state)
{
    lose_the_answer(*state, false);
}

static void test_an_op_that_another_server_fenced_sends_its_author_away(void **state)
{
    struct place *place = *state;
    uint64_t before = last_seq(place);
    log_memory_set_stepwise(place->on.grounds.log, true);
    submit(place);
    log_memory_take_over(place->on.grounds.log, "d", "10.0.0.2:9000");
    assert_int_equal(place->sent_away, STATUS_FENCED);
    log_memory_set_stepwise(place->on.grounds.log, false);
    wait_until_open(place);
    assert_int_equal(place->lost, 0);
    assert_int_equal(place->opened, STATUS_FENCED);
    assert_int_equal(last_seq(place), before);
}

static void test_a_draft_that_comes_back_is_opened_again(void **state)
{
    struct place *place = *state;
    log_memory_take_over(place->on.grounds.log, "d", "10.0.0.2:9000");
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_FENCED);
    log_memory_take_over(place->on.grounds.log, "d", NULL);
    live_draft_release(place->live);
    while (live_drafts_find(place->on.drafts, "d")) { /* it is let go, as it is another's */
        struct loop_timer *turn =
            loop_timer_start(place->on.grounds.loop, 1, 0, (loop_cb)loop_stop, place->on.grounds.loop);
        loop_run(place->on.grounds.loop);
        loop_timer_stop(turn);
    }
    place->live = live_drafts_open(place->on.drafts, "d");
    live_draft_use(place->live);
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_OK);
}

/* Somebody who reads, and has written nothing. */
struct reader {
    struct follower follower;
    struct participant who;
    struct live_draft *live;
    enum status sent_away;
};

static void reader_moved(struct follower *follower, enum status status)
{
    struct reader *reader = (struct reader *)(void *)follower;
    reader->sent_away = status;
    live_draft_remove_replica(reader->live, follower);
}

static const struct follower_ops reader_ops = {
    .op_durable = op_durable, .op_lost = op_lost, .moved = reader_moved};

/* As another server that had the draft meanwhile. */
static void append_elsewhere(struct place *place, uint64_t count)
{
    struct log_store *log = place->on.grounds.log;
    struct log_summary end;
    assert_int_equal(log->ops->summary(log, "d", &end), STATUS_OK);
    for (uint64_t n = 1; n <= count; n++) {
        char text[256];
        int len =
            snprintf(text, sizeof text,
                     "{\"seq\":%d,\"at\":1700000000000,\"by\":\"system\",\"client\":\"elsewhere\",\"n\":%d,"
                     "\"changes\":[{\"type\":\"draft.set\",\"title\":{\"es\":\"T\"}}]}",
                     (int)(end.last_seq + n), (int)n);
        struct log_op op = {.seq = end.last_seq + n, .bytes = text, .len = (size_t)len};
        op.hash = end.head = op_chain_hash(&end.head, text, op.len);
        log->ops->append(log, "d", op.seq, &op, 1, appended, NULL);
    }
}

static void test_where_the_log_went_on_beyond_our_history_everybody_comes_anew(void **state)
{
    struct place *place = *state;
    struct reader reader = {.follower = {.ops = &reader_ops, .replica = "reader"}, .live = place->live};
    reader.who =
        (struct participant){.id = mem_copy_string("r"), .name = mem_copy_string("R"), .role = ROLE_OBSERVER};
    reader.follower.presence.client = "reader";
    reader.follower.presence.participant = &reader.who;
    live_draft_add_replica(place->live, &reader.follower);
    place->on.limits.history_ops = 2;
    append_elsewhere(place, 5);
    submit(place); /* behind what this server knows: the log has another end */
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_OK);
    assert_int_equal(draft_seq(live_draft_draft(place->live)), last_seq(place));
    assert_true(live_draft_is_durable(place->live));
    assert_int_not_equal(reader.sent_away, STATUS_OK);
    participant_clear(&reader.who);
}

static void test_the_store_says_whether_a_draft_is_ours_still(void **state)
{
    struct place *place = *state;
    place->opened = STATUS_UNKNOWN;
    live_draft_when_confirmed(place->live, opened, place);
    loop_run(place->on.grounds.loop);
    assert_int_equal(place->opened, STATUS_OK);
    log_memory_take_over(place->on.grounds.log, "d", "10.0.0.2:9000");
    live_draft_when_confirmed(place->live, opened, place);
    loop_run(place->on.grounds.loop);
    assert_int_equal(place->opened, STATUS_FENCED);
}

/* A timer may be due between the closing of the log and the end of the drafts. */
static void test_while_the_server_stops_no_draft_is_let_go(void **state)
{
    struct place *place = *state;
    place->on.limits.idle_ms = 0;
    live_draft_remove_replica(place->live, &place->chair);
    live_draft_release(place->live);
    live_drafts_stop(place->on.drafts);
    loop_settle(place->on.grounds.loop);
    assert_ptr_equal(live_drafts_find(place->on.drafts, "d"), place->live);
    live_draft_use(place->live);
    live_draft_add_replica(place->live, &place->chair);
}

static void set_deleted(struct place *place, bool deleted)
{
    assert_int_equal(
        deletion_set(place->on.grounds.people, DELETION_DRAFT, "d", deleted, PEOPLE_HOST, loop_now_ms()),
        STATUS_OK);
}

static bool is_in_memory_when_all_have_gone(struct place *place)
{
    live_draft_remove_replica(place->live, &place->chair);
    live_draft_release(place->live);
    loop_settle(place->on.grounds.loop);
    return live_drafts_find(place->on.drafts, "d") != NULL;
}

static void come_again(struct place *place)
{
    place->live = live_drafts_open(place->on.drafts, "d");
    live_draft_use(place->live);
    wait_until_open(place);
    live_draft_add_replica(place->live, &place->chair);
}

/* As its purge waits until no server has it open. Whoever opens it was let in before the deletion. */
static void test_a_draft_that_is_opened_after_its_deletion_is_let_go_with_its_last_user(void **state)
{
    struct place *place = *state;
    assert_int_equal(people_add_draft(place->on.grounds.people, "d", loop_now_ms()), STATUS_OK);
    set_deleted(place, true);
    live_draft_deleted(place->live);
    assert_false(is_in_memory_when_all_have_gone(place));
    come_again(place);
    assert_false(is_in_memory_when_all_have_gone(place));
    come_again(place);
    set_deleted(place, false);
    assert_true(is_in_memory_when_all_have_gone(place));
    come_again(place);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_an_op_of_unknown_outcome_that_is_stored_is_not_refused),
        CASE(test_an_op_of_unknown_outcome_that_is_not_stored_is_not_refused_either),
        CASE(test_an_op_that_another_server_fenced_sends_its_author_away),
        CASE(test_a_draft_that_comes_back_is_opened_again),
        CASE(test_where_the_log_went_on_beyond_our_history_everybody_comes_anew),
        CASE(test_the_store_says_whether_a_draft_is_ours_still),
        CASE(test_while_the_server_stops_no_draft_is_let_go),
        CASE(test_a_draft_that_is_opened_after_its_deletion_is_let_go_with_its_last_user),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
