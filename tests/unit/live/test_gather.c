/* What an owner gathers for a relay that lets it: it comes whole and in order, no later than was said, and what nobody can gather with does not wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "live/live_drafts.h"
#include "store/log_memory.h"
#include "store/people.h"
#include "support/fake_peer.h"
#include "support/live_fixture.h"
#include "support/store_fixture.h"
#include "wire/feed_codec.h"
#include "wire/op_codec.h"

#define MANY 8 /* ops, one right after the other */

struct place {
    struct live_fixture on;
    struct live_draft *live;
    struct backlog backlog;
    struct fake_peer chair_peer, relay_peer;
    struct follower chair, relay;
    struct participant who;
    uint64_t n;
    struct sha256 head; /* of what the relay has been told */
    uint64_t told;
};

static void op_durable(struct follower *follower)
{
    (void)follower;
}

static void op_lost(struct follower *follower, uint64_t n)
{
    (void)follower;
    (void)n;
}

static void moved(struct follower *follower, enum status status)
{
    (void)follower;
    (void)status;
}

static const struct follower_ops ops = {.op_durable = op_durable, .op_lost = op_lost, .moved = moved};

static void turn(struct place *place, uint64_t ms)
{
    struct loop_timer *timer =
        loop_timer_start(place->on.grounds.loop, ms, 0, (loop_cb)loop_stop, place->on.grounds.loop);
    loop_run(place->on.grounds.loop);
    loop_timer_stop(timer);
}

static void opened(void *context, enum status status)
{
    struct place *place = context;
    assert_int_equal(status, STATUS_OK);
    loop_stop(place->on.grounds.loop);
}

static void wait_until_open(struct place *place)
{
    live_draft_when_open(place->live, opened, place);
    loop_run(place->on.grounds.loop);
}

static void come(struct place *place, struct follower *follower, struct fake_peer *peer)
{
    fake_peer_init(peer, FAKE_PEER_ALWAYS_READY);
    follower->ops = &ops;
    outbox_init(&follower->member.outbox, &peer->peer, &place->backlog, 8u << 20);
    member_starts_at(&follower->member, 1);
    live_draft_add_replica(place->live, follower);
    live_draft_join(place->live, follower);
}

static int open_place(void **state)
{
    struct place *place = mem_zero(1, sizeof *place);
    live_fixture_open(&place->on);
    place->backlog.max_bytes = SIZE_MAX;
    struct sitting sitting = sitting_open();
    place->head = live_fixture_store(place->on.grounds.log, &sitting, 0);
    place->told = draft_seq(sitting.draft);
    sitting_close(&sitting);
    place->on.drafts = live_drafts_create(&place->on.grounds);
    place->live = live_drafts_open(place->on.drafts, "d");
    live_draft_use(place->live);
    wait_until_open(place);
    place->who =
        (struct participant){.id = mem_copy_string("c"), .name = mem_copy_string("C"), .role = ROLE_CHAIR};
    place->chair.replica = place->chair.presence.client = "replica";
    place->chair.presence.participant = &place->who;
    place->relay.replica = "relay";
    place->relay.is_relay = true;
    come(place, &place->chair, &place->chair_peer);
    come(place, &place->relay, &place->relay_peer);
    turn(place, 150); /* who is here is told */
    buf_reset(&place->relay_peer.sent);
    place->relay_peer.frames = 0;
    *state = place;
    return 0;
}

static void go(struct place *place, struct follower *follower, struct fake_peer *peer)
{
    live_draft_leave(place->live, follower);
    live_draft_remove_replica(place->live, follower);
    outbox_clear(&follower->member.outbox);
    fake_peer_clear(peer);
}

static int close_place(void **state)
{
    struct place *place = *state;
    go(place, &place->chair, &place->chair_peer);
    go(place, &place->relay, &place->relay_peer);
    live_draft_release(place->live);
    live_fixture_close(&place->on);
    participant_clear(&place->who);
    free(place);
    return 0;
}

/* An op that puts so many letters in front of item a, or takes them away. */
static void type(struct place *place, size_t letters, bool away)
{
    struct refusal refusal;
    struct buf words = BUF_EMPTY, changes = BUF_EMPTY;
    struct submission submission = {.who = &place->who,
                                    .client = "replica",
                                    .n = ++place->n,
                                    .base = draft_seq(live_draft_draft(place->live)),
                                    .at = loop_now_ms()};
    for (size_t i = 0; i < letters; i++)
        buf_char(&words, 'x');
    if (away)
        buf_format(&changes, "[{'type':'text','item':'a','lang':'es','delta':{'ops':[{'delete':%zu}]}}]",
                   letters);
    else
        buf_format(&changes, "[{'type':'text','item':'a','lang':'es','delta':{'ops':[{'insert':'%s'}]}}]",
                   words.bytes);
    assert_int_equal(sitting_changes(changes.bytes, &submission.changes, &refusal), STATUS_OK);
    assert_int_equal(live_draft_submit(place->live, &submission, &refusal), SUBMIT_ACCEPTED);
    turn(place, 1); /* each is published on its own */
    buf_clear(&words);
    buf_clear(&changes);
}

static void type_many(struct place *place)
{
    for (unsigned i = 0; i < MANY; i++)
        type(place, 1, false);
}

static uint64_t last(const struct place *place)
{
    return draft_seq(live_draft_draft(place->live));
}

/* Reads what the relay was sent since the last call: each message of ops leads from its head to the one that it names. The messages of ops in it. */
static unsigned hear(struct place *place)
{
    unsigned messages = 0;
    const char *bytes;
    for (char *at = place->relay_peer.sent.bytes; at && *at;) {
        struct feed_message message;
        char *end = strstr(at, "} ");
        size_t op = 0, len, size = (size_t)(end - at) + 1;
        assert_true(feed_decode(at, size, &message));
        for (; message.type == FEED_OPS && feed_next_op(&message, &op, &bytes, &len); place->told++)
            place->head = op_chain_hash(&place->head, bytes, len);
        if (message.type == FEED_OPS)
            assert_memory_equal(&place->head, &message.head, sizeof place->head);
        if (message.type == FEED_PRESENCE)
            assert_true(message.seq <= place->told); /* no caret is ahead of the text */
        messages += message.type == FEED_OPS;
        feed_clear(&message);
        at = end + 2;
    }
    buf_reset(&place->relay_peer.sent);
    return messages;
}

static void assert_knows_all(struct place *place)
{
    assert_int_equal(place->told, last(place));
    assert_memory_equal(&place->head, live_draft_head(place->live), sizeof place->head);
}

static void test_nothing_is_gathered_unasked(void **state)
{
    struct place *place = *state;
    type_many(place);
    assert_int_equal(hear(place), MANY);
    assert_knows_all(place);
}

static void test_ops_that_come_fast_are_one_message_when_the_time_is_over(void **state)
{
    struct place *place = *state;
    type_many(place); /* at once, and from now on more are to be expected */
    hear(place);
    live_draft_gather(place->live, &place->relay, 200);
    type_many(place);
    turn(place, 100);
    assert_int_equal(hear(place), 0);
    turn(place, 120);
    assert_int_equal(hear(place), 1);
    assert_knows_all(place);
    assert_true(place->chair_peer.frames >= 2 * (size_t)MANY); /* whoever writes waits for nothing */
}

static void test_an_op_that_comes_alone_does_not_wait(void **state)
{
    struct place *place = *state;
    live_draft_gather(place->live, &place->relay, 250);
    type(place, 1, false);
    assert_int_equal(hear(place), 1);
    assert_knows_all(place);
}

static void test_nobody_lets_us_gather_for_longer_than_observers_wait_here(void **state)
{
    struct place *place = *state;
    live_draft_gather(place->live, &place->relay, UINT64_MAX);
    assert_int_equal(place->relay.member.gather_ms, ROOM_MAX_WINDOW_MS);
    type_many(place);
    turn(place, ROOM_MAX_WINDOW_MS + 20);
    hear(place);
    assert_knows_all(place);
}

static void test_a_message_that_is_full_goes(void **state)
{
    struct place *place = *state;
    type_many(place);
    hear(place);
    live_draft_gather(place->live, &place->relay, 250);
    for (unsigned i = 0; i < 3; i++) {
        type(place, 60000, false);
        type(place, 60000, true);
    }
    assert_int_equal(hear(place), 0); /* 180 kB */
    type(place, 60000, false);
    type(place, 60000, true);
    type(place, 60000, false);
    assert_true(hear(place) >= 1);
    turn(place, 270);
    hear(place);
    assert_knows_all(place);
}

static void test_carets_are_gathered_with_the_ops_and_come_behind_them(void **state)
{
    struct place *place = *state;
    struct caret caret = {.item = "a", .lang = "es", .anchor = 1, .head = 2};
    type_many(place);
    hear(place);
    live_draft_gather(place->live, &place->relay, 250);
    buf_reset(&place->relay_peer.sent);
    type_many(place);
    live_draft_move_caret(place->live, &place->chair, last(place), &caret);
    turn(place, 130); /* editors are told of it meanwhile */
    assert_int_equal(place->relay_peer.sent.len, 0);
    turn(place, 150);
    assert_non_null(strstr(place->relay_peer.sent.bytes, "\"anchor\":1"));
    assert_int_equal(hear(place), 1);
    assert_knows_all(place);
}

static void test_who_takes_it_back_has_been_told_all_and_is_told_at_once(void **state)
{
    struct place *place = *state;
    type_many(place);
    live_draft_gather(place->live, &place->relay, 250);
    type_many(place);
    live_draft_gather(place->live, &place->relay, 0);
    hear(place);
    assert_knows_all(place);
    type(place, 1, false);
    assert_int_equal(hear(place), 1);
    assert_knows_all(place);
}

static void test_who_goes_in_a_window_is_told_nothing_more_and_comes_back_as_anybody(void **state)
{
    struct place *place = *state;
    type_many(place);
    hear(place);
    live_draft_gather(place->live, &place->relay, 250);
    type_many(place);
    uint64_t told = place->told;
    live_draft_leave(place->live, &place->relay);
    turn(place, 270);
    assert_int_equal(hear(place), 0);
    member_starts_at(&place->relay.member, told); /* as a welcome that says `follows` */
    live_draft_join(place->live, &place->relay);
    live_draft_writable(place->live, &place->relay);
    hear(place);
    assert_knows_all(place);
    type(place, 1, false);
    assert_int_equal(hear(place), 1);
    assert_knows_all(place);
}

static void test_what_was_gathered_when_an_op_is_lost_is_told_when_the_log_has_been_read(void **state)
{
    struct place *place = *state;
    type_many(place);
    hear(place);
    live_draft_gather(place->live, &place->relay, 250);
    type_many(place);
    log_memory_lose_next_answer(place->on.grounds.log, false);
    type(place, 1, false);
    place->n--;
    turn(place, 270);
    wait_until_open(place);
    turn(place, 270);
    live_draft_writable(place->live, &place->relay);
    hear(place);
    assert_knows_all(place);
}

/* ---- who is where, while the log is read anew ---- */

/* An op cannot be stored, and another one is still to be answered: nobody is told anything. */
static void lose_an_op(struct place *place)
{
    log_memory_set_stepwise(place->on.grounds.log, true);
    log_memory_fail_next(place->on.grounds.log, STATUS_STORAGE);
    type(place, 1, false);
    type(place, 1, false);
    place->n -= 2;
    assert_true(log_memory_step(place->on.grounds.log));
    assert_int_equal(live_draft_state(place->live), LIVE_FAILED);
}

static void go_on(struct place *place)
{
    assert_true(log_memory_step(place->on.grounds.log));
    log_memory_set_stepwise(place->on.grounds.log, false);
    wait_until_open(place);
    turn(place, 270);
}

static void assert_chair_has_gone(struct place *place)
{
    assert_non_null(strstr(place->relay_peer.sent.bytes, "\"here\":[],\"gone\":[\"replica\"]"));
    assert_non_null(strstr(place->relay_peer.sent.bytes, "\"participants\":[]"));
    member_starts_at(&place->chair.member, last(place));
    live_draft_join(place->live, &place->chair);
}

static void test_who_left_while_nobody_could_be_told_has_gone_afterwards(void **state)
{
    struct place *place = *state;
    lose_an_op(place);
    live_draft_leave(place->live, &place->chair);
    turn(place, 150);
    go_on(place);
    assert_chair_has_gone(place);
}

static void test_who_lets_us_gather_while_nobody_can_be_told_misses_nobody(void **state)
{
    struct place *place = *state;
    lose_an_op(place);
    live_draft_leave(place->live, &place->chair);
    turn(place, 150);
    live_draft_gather(place->live, &place->relay, 250);
    go_on(place);
    assert_chair_has_gone(place);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_nothing_is_gathered_unasked),
        CASE(test_ops_that_come_fast_are_one_message_when_the_time_is_over),
        CASE(test_an_op_that_comes_alone_does_not_wait),
        CASE(test_nobody_lets_us_gather_for_longer_than_observers_wait_here),
        CASE(test_a_message_that_is_full_goes),
        CASE(test_carets_are_gathered_with_the_ops_and_come_behind_them),
        CASE(test_who_takes_it_back_has_been_told_all_and_is_told_at_once),
        CASE(test_who_goes_in_a_window_is_told_nothing_more_and_comes_back_as_anybody),
        CASE(test_what_was_gathered_when_an_op_is_lost_is_told_when_the_log_has_been_read),
        CASE(test_who_left_while_nobody_could_be_told_has_gone_afterwards),
        CASE(test_who_lets_us_gather_while_nobody_can_be_told_misses_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
