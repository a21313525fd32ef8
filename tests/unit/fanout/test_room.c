#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

/* Everybody is told of every op once, in order, whatever their connection does. Ops are their numbers: a frame of 3 to 5 is
 * "3,4,5". */
#include "base/always.h"
#include "fanout/room.h"
#include "support/choices.h"
#include "support/fake_peer.h"
#include "support/inflated.h"

#define PEOPLE 8

/* A follower: its connection, and the member that the room knows. */
struct follower {
    struct fake_peer fake;
    struct member member;
    int recovered;
    bool in_room;
};

static struct follower people[PEOPLE];
static struct room room;
static uint64_t most;      /* ops in one frame */
static uint64_t kept_from; /* older ones cannot be had */
static int resets;
static const char *news; /* of presence, for the observers; NULL: none */

static struct follower *follower_of(struct member *member)
{
    return (struct follower *)((char *)member - offsetof(struct follower, member));
}

static struct frame *ops(void *context, uint64_t after, uint64_t last, uint64_t *until)
{
    struct buf text = BUF_EMPTY;
    (void)context;
    ALWAYS(after < last);
    if (after + 1 < kept_from)
        return NULL;
    *until = last - after > most ? after + most : last;
    for (uint64_t seq = after + 1; seq <= *until; seq++)
        buf_format(&text, "%s%llu", seq > after + 1 ? "," : "", (unsigned long long)seq);
    struct frame *frame = frame_copy(text.bytes, text.len);
    buf_clear(&text);
    return frame;
}

static void join(int who, uint64_t sent_seq)
{
    people[who].member.sent_seq = sent_seq;
    people[who].member.outbox.delivered_seq = sent_seq;
    room_join(&room, &people[who].member, 0);
    people[who].in_room = true;
}

static void leave(int who)
{
    room_leave(&room, &people[who].member);
    people[who].in_room = false;
}

/* As the server does: out of the room, the whole state, and in again. */
static void reset(void *context, struct member *member)
{
    struct follower *follower = follower_of(member);
    char text[32];
    (void)context;
    resets++;
    leave((int)(follower - people));
    uint64_t seq = room.published_seq; /* all that is durable, as a welcome has it */
    int len = snprintf(text, sizeof text, "all%llu", (unsigned long long)seq);
    struct frame *frame = frame_copy(text, (size_t)len);
    ALWAYS(outbox_push(&member->outbox, frame, seq));
    frame_unref(frame);
    member_starts_at(member, seq);
    room_join(&room, member, 0);
    follower->in_room = true;
}

static void recovered(void *context, struct member *member)
{
    (void)context;
    follower_of(member)->recovered++;
}

/* Told once. */
static size_t presence(void *context, struct frame *frames[ROOM_PRESENCE])
{
    (void)context;
    if (!news)
        return 0;
    frames[0] = frame_copy(news, strlen(news));
    news = NULL;
    return 1;
}

static void move_carets(void)
{
    news = "p";
    room_ask_presence(&room);
}

static struct backlog backlog = {.max_bytes = SIZE_MAX};

/* A round for the observers, as when their window has passed. */
static void whole_round(void)
{
    size_t slices = (room.observers.count + room.slice - 1) / room.slice;
    for (size_t i = 0; i < slices; i++)
        room_turn(&room, 0);
}

static int set_up(void **state)
{
    struct room_source source = {ops, reset, recovered, presence, NULL};
    (void)state;
    most = 1000;
    kept_from = 0;
    resets = 0;
    news = NULL;
    room_init(&room, &source, 0);
    for (int i = 0; i < PEOPLE; i++) {
        people[i] = (struct follower){0};
        fake_peer_init(&people[i].fake, FAKE_PEER_ALWAYS_READY);
        outbox_init(&people[i].member.outbox, &people[i].fake.peer, &backlog, 12);
        people[i].member.observer = i >= PEOPLE / 2;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < PEOPLE; i++) {
        outbox_clear(&people[i].member.outbox);
        fake_peer_clear(&people[i].fake);
    }
    room_clear(&room);
    return 0;
}

#define EDITOR   0
#define OTHER    1
#define OBSERVER 4

static void assert_got(int who, const char *text)
{
    assert_string_equal(people[who].fake.sent.bytes, text);
}

static void test_editors_are_told_at_once_and_observers_when_their_window_ends(void **state)
{
    (void)state;
    join(EDITOR, 0);
    join(OBSERVER, 0);
    assert_true(room_publish(&room, 1, 0));
    assert_true(room_publish(&room, 3, 0));
    assert_got(EDITOR, "1 2,3 ");
    assert_got(OBSERVER, "");
    whole_round();
    assert_got(OBSERVER, "1,2,3 ");
    whole_round();
    assert_got(OBSERVER, "1,2,3 ");
}

static void test_nobody_waits_where_there_are_no_observers(void **state)
{
    (void)state;
    join(EDITOR, 0);
    assert_false(room_publish(&room, 1, 0));
    join(OBSERVER, 1);
    whole_round();
    assert_got(OBSERVER, "");
    assert_true(room_publish(&room, 2, 0));
}

static void publish_for_seconds(unsigned a_second)
{
    static int64_t now = 1000000;
    for (unsigned i = 0; i < 8 * a_second; i++)
        (void)room_publish(&room, room.published_seq + 1, now += 1000 / a_second);
}

/* A batch that is worth deflating. */
static void assert_got_deflated(int who, const char *text)
{
    const struct buf *sent = &people[who].fake.sent;
    struct buf got = inflated(sent->bytes, sent->len - 1);
    assert_string_equal(got.bytes, text);
    buf_clear(&got);
}

static void test_a_mixed_room_hears_the_same_and_what_is_deflated_is_shared(void **state)
{
    (void)state;
    for (int i = OBSERVER; i < PEOPLE; i++) {
        people[i].fake.peer.deflate = i > OBSERVER;
        people[i].fake.room = 0;
        people[i].member.outbox.max_bytes = 10000;
        join(i, 0);
    }
    room_publish(&room, 300, 0);
    whole_round();
    struct frame *shared = people[OBSERVER + 1].member.outbox.ring[0].frame;
    assert_true(frame_is_deflated(shared));
    assert_ptr_equal(people[OBSERVER + 2].member.outbox.ring[0].frame, shared);
    assert_int_equal(people[OBSERVER + 1].member.outbox.bytes,
                     frame_len(shared)); /* a slow reader's bound counts what it is sent */
    for (int i = OBSERVER; i < PEOPLE; i++) {
        people[i].fake.room = FAKE_PEER_ALWAYS_READY;
        room_writable(&room, &people[i].member);
    }
    struct buf text = BUF_EMPTY;
    for (int seq = 1; seq <= 300; seq++)
        buf_format(&text, "%s%d", seq > 1 ? "," : "", seq);
    assert_got_deflated(OBSERVER + 1, text.bytes);
    assert_got_deflated(OBSERVER + 2, text.bytes);
    buf_char(&text, ' ');
    assert_got(OBSERVER, text.bytes);
    buf_clear(&text);
}

/* How long so many observers may wait, and the time from one turn to the next. */
static void assert_pace(size_t observers, unsigned window_ms, uint64_t turn_us)
{
    room.observers.count = observers;
    assert_int_equal(room_window_ms(&room), window_ms);
    assert_int_equal(room_turn_us(&room), turn_us);
    room.observers.count = 0;
}

static void test_the_window_follows_the_cost_up_to_a_quarter_second_and_turns_fill_it(void **state)
{
    (void)state;
    publish_for_seconds(10);
    assert_pace(0, 0, 0);
    assert_pace(100, 0, 0);
    assert_pace(200, 3, 1500);
    assert_pace(1000, 78, 7800);
    assert_pace(1800, ROOM_MAX_WINDOW_MS, ROOM_MAX_WINDOW_MS * 1000 / 18);
    assert_pace(4000, ROOM_MAX_WINDOW_MS, ROOM_MAX_WINDOW_MS * 1000 / 40);
    assert_pace(5000, ROOM_MAX_WINDOW_MS, ROOM_MAX_WINDOW_MS * 1000 / 50);
    assert_pace(100000, ROOM_MAX_WINDOW_MS, ROOM_MAX_WINDOW_MS * 1000 / ROOM_TURNS);
    publish_for_seconds(100);
    assert_pace(5, 0, 0);
    assert_pace(100, 78, 78000);
    assert_pace(200, ROOM_MAX_WINDOW_MS, ROOM_MAX_WINDOW_MS * 1000 / 2);
}

static void test_the_window_is_the_same_whether_ops_are_published_alone_or_together(void **state)
{
    int64_t now = 1000000;
    (void)state;
    room.observers.count = 1000;
    for (int i = 0; i < 80; i++)
        (void)room_publish(&room, room.published_seq + 1, now += 100);
    unsigned alone = room_window_ms(&room);
    for (int i = 0; i < 16; i++)
        (void)room_publish(&room, room.published_seq + 5, now += 500);
    unsigned together = room_window_ms(&room);
    (void)room_publish(&room, room.published_seq, now); /* nothing new, as after a reload */
    assert_int_equal(room_window_ms(&room), together);
    room.observers.count = 0;
    assert_in_range(together, alone - alone / 4, alone + alone / 2);
}

static void test_what_does_not_fit_one_frame_comes_in_several(void **state)
{
    (void)state;
    most = 2;
    join(EDITOR, 0);
    room_publish(&room, 5, 0);
    assert_got(EDITOR, "1,2 3,4 5 ");
    assert_int_equal(people[EDITOR].member.sent_seq, 5);
}

static void test_a_lagging_member_is_brought_up_to_date_without_gap_or_double(void **state)
{
    (void)state;
    join(EDITOR, 0);
    join(OTHER, 0);
    people[EDITOR].fake.room = 1;
    room_publish(&room, 1, 0);
    room_publish(&room, 2, 0); /* waits */
    room_publish(&room, 9, 7); /* over the limit: all that waits is dropped */
    assert_true(people[EDITOR].member.lagging);
    assert_int_equal(people[EDITOR].member.lagging_since_ms, 7);
    assert_int_equal(people[EDITOR].fake.wanted, 1);
    assert_int_equal(room.resyncs, 1);
    room_publish(&room, 10, 8);
    people[EDITOR].fake.room = FAKE_PEER_ALWAYS_READY;
    room_writable(&room, &people[EDITOR].member);
    assert_got(EDITOR, "1 2,3,4,5,6,7,8,9,10 ");
    assert_false(people[EDITOR].member.lagging);
    assert_int_equal(people[EDITOR].recovered, 1);
    room_publish(&room, 11, 9);
    assert_got(EDITOR, "1 2,3,4,5,6,7,8,9,10 11 ");
    assert_got(OTHER, "1 2 3,4,5,6,7,8,9 10 11 "); /* and nobody else has noticed */
}

static void test_catching_up_takes_a_frame_at_a_time(void **state)
{
    (void)state;
    most = 2;
    join(EDITOR, 0);
    room_publish(&room, 6, 0);
    people[OTHER].fake.room = 1;
    join(OTHER, 1);
    assert_true(people[OTHER].member.lagging);
    room_writable(&room, &people[OTHER].member);
    assert_got(OTHER, "2,3 ");
    assert_true(people[OTHER].member.lagging);
    room_publish(&room, 7, 0); /* not for somebody who is behind */
    people[OTHER].fake.room = 2;
    room_writable(&room, &people[OTHER].member);
    assert_got(OTHER, "2,3 4,5 6,7 ");
    assert_false(people[OTHER].member.lagging);
    assert_int_equal(people[OTHER].recovered, 1);
}

static void test_a_member_that_lags_with_frames_waiting_does_not_get_them_twice(void **state)
{
    (void)state;
    join(EDITOR, 0);
    people[EDITOR].fake.room = 0;
    room_publish(&room, 1, 0); /* waits in its outbox */
    struct frame *carets = frame_copy("a long presence", 15);
    room_tell_editors(&room, carets, 0); /* and this is too much */
    frame_unref(carets);
    assert_true(people[EDITOR].member.lagging);
    people[EDITOR].fake.room = 5;
    room_writable(&room, &people[EDITOR].member);
    assert_got(EDITOR, "1 ");
}

static void test_one_whose_state_is_too_old_is_given_all_of_it(void **state)
{
    (void)state;
    join(EDITOR, 0);
    people[EDITOR].fake.room = 0;
    room_publish(&room, 1, 0);
    room_publish(&room, 9, 0);
    assert_true(people[EDITOR].member.lagging);
    kept_from = 5;
    people[EDITOR].fake.room = 5;
    room_writable(&room, &people[EDITOR].member);
    assert_got(EDITOR, "all9 ");
    assert_int_equal(resets, 1);
    room_publish(&room, 10, 0);
    assert_got(EDITOR, "all9 10 ");
}

static void test_observers_whose_ops_have_left_memory_are_given_all_of_it(void **state)
{
    (void)state;
    join(EDITOR, 0);
    join(OBSERVER, 0);
    room_publish(&room, 9, 0);
    kept_from = 5;
    whole_round();
    assert_true(people[OBSERVER].member.lagging);
    room_writable(&room, &people[OBSERVER].member);
    assert_got(OBSERVER, "all9 ");
    room_publish(&room, 10, 0);
    whole_round();
    assert_got(OBSERVER, "all9 10 ");
}

static void test_who_joins_ahead_of_the_observers_window_gets_nothing_twice(void **state)
{
    (void)state;
    join(OBSERVER, 0);
    room_publish(&room, 2, 0);
    join(OBSERVER + 1, 2); /* its welcome had everything that is durable */
    room_publish(&room, 3, 0);
    whole_round();
    assert_got(OBSERVER, "1,2,3 ");
    room_writable(&room, &people[OBSERVER + 1].member); /* it was in the middle of that frame */
    assert_got(OBSERVER + 1, "3 ");
    room_publish(&room, 4, 0);
    whole_round();
    assert_got(OBSERVER, "1,2,3 4 ");
    assert_got(OBSERVER + 1, "3 4 ");
}

static void test_what_still_waits_when_somebody_begins_to_lag_is_not_sent_again(void **state)
{
    struct member *member = &people[OBSERVER + 1].member;
    (void)state;
    join(OBSERVER, 0);
    room_publish(&room, 2, 0);
    people[OBSERVER + 1].fake.room = 0;
    struct frame *welcome = frame_copy("all2", 4);
    assert_true(outbox_push(&member->outbox, welcome, 2)); /* waits */
    frame_unref(welcome);
    member->sent_seq = 2;
    room_join(&room, member, 0);
    room_publish(&room, 3, 0);
    whole_round(); /* a frame of 1 to 3, in the middle of which it joined */
    assert_true(member->lagging);
    people[OBSERVER + 1].fake.room = 5;
    room_writable(&room, member);
    assert_got(OBSERVER + 1, "all2 3 ");
}

static void test_presence_goes_to_one_kind_and_not_to_who_is_lagging(void **state)
{
    (void)state;
    join(EDITOR, 0);
    join(OBSERVER, 0);
    room_publish(&room, 1, 0);
    join(OTHER, 0); /* behind */
    struct frame *frame = frame_copy("here", 4);
    room_tell_editors(&room, frame, 0);
    room_send_to(&room, &people[OTHER].member, frame, 0);
    frame_unref(frame);
    assert_got(EDITOR, "1 here ");
    assert_got(OTHER, "");
    assert_got(OBSERVER, "");
    assert_int_equal(people[EDITOR].member.sent_seq, 1);
}

static void test_who_leaves_hears_no_more_and_the_others_do(void **state)
{
    (void)state;
    for (int i = 0; i < PEOPLE / 2; i++)
        join(i, 0);
    leave(0);
    leave(PEOPLE / 2 - 1);
    room_publish(&room, 1, 0);
    assert_got(0, "");
    assert_got(1, "1 ");
    assert_got(2, "1 ");
    assert_got(PEOPLE / 2 - 1, "");
}

static void test_slices_have_turns_and_each_gets_what_is_newest_then(void **state)
{
    (void)state;
    room.slice = 2;
    for (int i = 0; i < PEOPLE; i++)
        join(i, 0);
    room_publish(&room, 1, 0);
    assert_true(room_turn(&room, 0));
    assert_got(OBSERVER + 1, "1 ");
    assert_got(OBSERVER + 2, "");
    room_publish(&room, 2, 0);
    assert_got(EDITOR, "1 2 ");
    assert_true(room_turn(&room, 0));
    assert_got(OBSERVER, "1 ");
    assert_got(OBSERVER + 3, "1,2 ");
    assert_true(room_turn(&room, 0)); /* another round, as there was news in the last one */
    assert_got(OBSERVER, "1 2 ");
    assert_true(room_turn(&room, 0));
    assert_true(room_turn(&room, 0));
    assert_false(room_turn(&room, 0)); /* a round without news */
    assert_got(OBSERVER + 3, "1,2 ");
}

static void test_carets_come_behind_the_text_also_for_those_who_are_told_last(void **state)
{
    (void)state;
    room.slice = 1;
    join(OBSERVER, 0);
    join(OBSERVER + 1, 0);
    room_publish(&room, 1, 0);
    move_carets();
    assert_true(room_turn(&room, 0));
    assert_got(OBSERVER, "1 p ");
    assert_got(OBSERVER + 1, "");
    assert_true(room_turn(&room, 0));
    assert_got(OBSERVER, "1 p ");
    assert_got(OBSERVER + 1, "1 p ");
}

static void test_who_leaves_in_the_middle_takes_nobody_s_news_along(void **state)
{
    (void)state;
    room.slice = 2;
    for (int i = OBSERVER; i < PEOPLE; i++)
        join(i, 0);
    move_carets();
    assert_true(room_turn(&room, 0)); /* the first two have it */
    leave(OBSERVER);
    room_publish(&room, 1, 0);
    assert_true(room_turn(&room, 0));
    leave(OBSERVER + 1);
    while (room_turn(&room, 0))
        ;
    for (int i = OBSERVER + 2; i < PEOPLE; i++)
        assert_got(i, "1 p ");
}

static void test_carets_that_move_during_a_round_are_told_in_the_next(void **state)
{
    (void)state;
    room.slice = 1;
    join(OBSERVER, 0);
    join(OBSERVER + 1, 0);
    move_carets();
    assert_true(room_turn(&room, 0));
    move_carets();
    assert_true(room_turn(&room, 0)); /* one round ends, and another is to follow */
    assert_got(OBSERVER, "p ");
    assert_got(OBSERVER + 1, "p ");
    assert_true(room_turn(&room, 0));
    assert_false(room_turn(&room, 0));
    assert_got(OBSERVER, "p p ");
    assert_got(OBSERVER + 1, "p p ");
}

static void test_carets_are_told_also_where_no_observer_hears_of_them(void **state)
{
    (void)state;
    move_carets();
    assert_false(room_turn(&room, 0));
    assert_null(news); /* what gathered does not wait for the first who comes */
    join(OBSERVER, 0);
    whole_round();
    assert_got(OBSERVER, "");
}

/* ---- what is gathered ---- */

static void test_what_is_gathered_comes_once_for_all_and_as_it_is(void **state)
{
    (void)state;
    join(EDITOR, 0);
    join(OTHER, 0);
    room_gather(&room, &people[OTHER].member, 250);
    people[OTHER].fake.peer.deflate = true;
    outbox_init(&people[OTHER].member.outbox, &people[OTHER].fake.peer, &backlog, 12);
    struct buf all = BUF_EMPTY;
    for (uint64_t seq = 1; seq <= 200; seq++) { /* worth deflating */
        (void)room_publish(&room, seq, 0);
        buf_format(&all, "%s%llu", seq > 1 ? "," : "", (unsigned long long)seq);
    }
    assert_got(OTHER, "");
    assert_int_equal(people[EDITOR].fake.frames, 200);
    room_tell_gathered(&room, 0);
    room_tell_gathered(&room, 0);
    buf_char(&all, ' ');
    assert_got(OTHER, all.bytes);
    buf_clear(&all);
}

static void test_the_least_patient_says_how_long_is_gathered(void **state)
{
    (void)state;
    assert_int_equal(room_gather_ms(&room), 0);
    join(EDITOR, 0);
    join(OTHER, 0);
    room_gather(&room, &people[OTHER].member, 250);
    assert_int_equal(room_gather_ms(&room), 250);
    room_gather(&room, &people[EDITOR].member, 100);
    assert_int_equal(room_gather_ms(&room), 100);
    room_gather(&room, &people[EDITOR].member, 0);
    assert_int_equal(room_gather_ms(&room), 250);
    leave(OTHER);
    assert_int_equal(room_gather_ms(&room), 0);
}

static void test_who_joins_again_is_told_at_once(void **state)
{
    (void)state;
    join(OTHER, 0);
    room_gather(&room, &people[OTHER].member, 250);
    (void)room_publish(&room, 1, 0);
    leave(OTHER);
    room_tell_gathered(&room, 0);
    assert_got(OTHER, "");
    join(OTHER, 1);
    (void)room_publish(&room, 2, 0);
    assert_got(OTHER, "2 ");
}

static void test_carets_of_those_for_whom_is_gathered_are_their_own(void **state)
{
    struct frame *carets = frame_copy("p", 1);
    (void)state;
    join(EDITOR, 0);
    join(OTHER, 0);
    room_gather(&room, &people[OTHER].member, 250);
    (void)room_publish(&room, 2, 0);
    room_tell_editors(&room, carets, 0);
    assert_got(EDITOR, "1,2 p ");
    assert_got(OTHER, "");
    room_tell_gathered(&room, 0);
    room_tell_gatherers(&room, carets, 0);
    assert_got(EDITOR, "1,2 p ");
    assert_got(OTHER, "1,2 p ");
    frame_unref(carets);
}

/* ---- at random ---- */

/* Reads what somebody was sent, checks that it is one op after another, and yields the last. */
static uint64_t last_of(int who)
{
    uint64_t last = 0;
    char *at = people[who].fake.sent.bytes;
    while (*at) {
        if (*at == 'p') { /* presence */
            at += 2;
        } else if (*at == 'a') { /* everything up to that op, whatever there was before */
            uint64_t seq = strtoull(at + 3, &at, 10);
            assert_true(seq >= last);
            last = seq;
            at++;
        } else {
            uint64_t seq = strtoull(at, &at, 10);
            assert_int_equal(seq, last + 1);
            last = seq;
            at++;
        }
    }
    return last;
}

/* Who comes back has a new connection and a welcome with everything that is durable. */
static void come_or_go(struct follower *one)
{
    int who = (int)(one - people);
    if (one->in_room) {
        leave(who);
        return;
    }
    outbox_clear(&one->member.outbox);
    fake_peer_clear(&one->fake);
    fake_peer_init(&one->fake, FAKE_PEER_ALWAYS_READY);
    bool observer = one->member.observer;
    one->member = (struct member){.observer = observer};
    outbox_init(&one->member.outbox, &one->fake.peer, &backlog, 12);
    join(who, room.published_seq);
    buf_format(&one->fake.sent, "all%llu ", (unsigned long long)room.published_seq);
}

static void step(struct choices *choices, uint64_t *seq)
{
    struct follower *one = &people[choices_below(choices, PEOPLE)];
    struct frame *carets;
    switch (choices_below(choices, 14)) {
    case 0:
    case 1:
        *seq += 1 + choices_below(choices, 4);
        room_publish(&room, *seq, 0);
        break;
    case 2:
        room_turn(&room, 0);
        break;
    case 3:
        one->fake.room = choices_below(choices, 3);
        break;
    case 4:
        if (choices_one_in(choices, 2)) {
            move_carets();
            break;
        }
        carets = frame_copy("p", 1);
        room_tell_editors(&room, carets, 0);
        room_tell_gatherers(&room, carets, 0);
        frame_unref(carets);
        break;
    case 5:
        kept_from = *seq > 20 ? *seq - choices_below(choices, 20) : 0;
        break;
    case 6:
    case 7:
        room_turn(&room, 0);
        break;
    case 8:
        come_or_go(one);
        break;
    case 9:
        room_tell_gathered(&room, 0);
        break;
    case 10:
        if (one->in_room && !one->member.observer)
            room_gather(&room, &one->member, choices_below(choices, 3) * 100);
        break;
    default:
        if (one->in_room && one->fake.room)
            room_writable(&room, &one->member);
    }
}

static void test_everybody_hears_every_op_once_and_in_order(void **state)
{
    struct choices choices = choices_seeded();
    (void)state;
    for (int round = 0; round < 200; round++) {
        uint64_t seq = 0;
        set_up(NULL);
        most = 1 + choices_below(&choices, 5);
        room.slice = 1 + choices_below(&choices, PEOPLE);
        for (int i = 0; i < PEOPLE; i++)
            join(i, 0);
        for (int i = 0; i < 300; i++)
            step(&choices, &seq);
        while (room_turn(&room, 0))
            ;
        room_publish(&room, ++seq,
                     0); /* whoever was told at once again meanwhile hears of the rest with the next op */
        while (room_turn(&room, 0))
            ;
        room_tell_gathered(&room, 0);
        for (int i = 0; i < PEOPLE; i++) {
            if (!people[i].in_room)
                continue;
            people[i].fake.room = FAKE_PEER_ALWAYS_READY;
            room_writable(&room, &people[i].member);
            assert_false(people[i].member.lagging);
            assert_int_equal(last_of(i), seq);
        }
        tear_down(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_editors_are_told_at_once_and_observers_when_their_window_ends,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nobody_waits_where_there_are_no_observers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_window_follows_the_cost_up_to_a_quarter_second_and_turns_fill_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_window_is_the_same_whether_ops_are_published_alone_or_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_mixed_room_hears_the_same_and_what_is_deflated_is_shared,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit_one_frame_comes_in_several, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_lagging_member_is_brought_up_to_date_without_gap_or_double,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_catching_up_takes_a_frame_at_a_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_member_that_lags_with_frames_waiting_does_not_get_them_twice,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_whose_state_is_too_old_is_given_all_of_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_observers_whose_ops_have_left_memory_are_given_all_of_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_who_joins_ahead_of_the_observers_window_gets_nothing_twice,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_still_waits_when_somebody_begins_to_lag_is_not_sent_again,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_presence_goes_to_one_kind_and_not_to_who_is_lagging, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_who_leaves_hears_no_more_and_the_others_do, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_slices_have_turns_and_each_gets_what_is_newest_then, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_carets_come_behind_the_text_also_for_those_who_are_told_last,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_who_leaves_in_the_middle_takes_nobody_s_news_along, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_carets_that_move_during_a_round_are_told_in_the_next, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_carets_are_told_also_where_no_observer_hears_of_them, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_gathered_comes_once_for_all_and_as_it_is, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_the_least_patient_says_how_long_is_gathered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_who_joins_again_is_told_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_carets_of_those_for_whom_is_gathered_are_their_own, set_up,
                                        tear_down),
        cmocka_unit_test(test_everybody_hears_every_op_once_and_in_order),
    };
    return cmocka_run_group_tests_name("fanout/room", tests, NULL, NULL);
}
