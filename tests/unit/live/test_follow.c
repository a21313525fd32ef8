/* What is shown of a draft that another server owns: what that one says, as long as it goes on from what was shown. */
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
#include "support/sitting.h"
#include "support/store_fixture.h"
#include "wire/message_codec.h"
#include "wire/op_codec.h"

#define OWNER  "10.0.0.2:9000"
#define STORED 2 /* ops that the log holds; the owner tells of further ones */
#define OPS    4

struct upstream_line {
    const struct upstream_events *events;
    void *context;
    bool paused;
};

struct place {
    struct live_grounds grounds;
    struct limits limits;
    struct metrics metrics;
    struct live_drafts *drafts;
    struct live_draft *live;
    struct upstream upstream;
    struct upstream_line *line; /* NULL: none is open */
    unsigned lines;             /* so many were opened */
    struct buf said;            /* by the relay, on the newest line */
    char *folder;
    struct sitting sitting;
    struct sha256 heads[OPS + 1];
    const char *ops[OPS + 1];
    size_t lens[OPS + 1];
    struct follower reader;
    enum status opened, sent_away;
};

/* ---- the owner ---- */

static struct upstream_line *open_line(void *context, const char *address,
                                       const struct upstream_events *events, void *events_context)
{
    struct place *place = context;
    assert_string_equal(address, OWNER);
    assert_null(place->line);
    place->line = mem_zero(1, sizeof *place->line);
    *place->line = (struct upstream_line){events, events_context, false};
    place->lines++;
    buf_reset(&place->said);
    return place->line;
}

static struct place *the_place; /* of the test that runs */

static void send_on(struct upstream_line *line, const char *bytes, size_t len)
{
    assert_ptr_equal(line, the_place->line);
    buf_add(&the_place->said, bytes, len);
}

static void pause_line(struct upstream_line *line, bool paused)
{
    line->paused = paused;
}

static void close_line(struct upstream_line *line)
{
    assert_ptr_equal(line, the_place->line);
    the_place->line = NULL;
    free(line);
}

static void says(struct place *place, const char *text)
{
    assert_non_null(place->line);
    assert_false(place->line->paused);
    place->line->events->message(place->line->context, text, strlen(text));
}

static void welcomes(struct place *place, uint64_t seq, const char *more)
{
    struct buf out = BUF_EMPTY;
    char hex[SHA256_HEX + 1];
    sha256_hex(&place->heads[seq], hex);
    buf_format(&out, "{\"t\":\"welcome\",\"seq\":%d,\"head\":\"%s\",%s}", (int)seq, hex, more);
    says(place, out.bytes);
    buf_clear(&out);
}

static void tells_of(struct place *place, uint64_t seq, const struct sha256 *head)
{
    struct buf out = BUF_EMPTY;
    message_open_ops(&out);
    message_add_op(&out, place->ops[seq], place->lens[seq]);
    message_close_ops(&out, head);
    says(place, out.bytes);
    buf_clear(&out);
}

/* ---- the reader ---- */

static struct place *place_of(struct follower *follower)
{
    return (struct place *)(void *)((char *)follower - offsetof(struct place, reader));
}

static void moved(struct follower *follower, enum status status)
{
    place_of(follower)->sent_away = status;
    live_draft_remove_replica(place_of(follower)->live, follower);
}

static const struct follower_ops ops = {.moved = moved};

static void opened(void *context, enum status status)
{
    struct place *place = context;
    place->opened = status;
    loop_stop(place->grounds.loop);
}

/* Lets what is due happen. */
static void turn(struct place *place, uint64_t ms)
{
    struct loop_timer *timer =
        loop_timer_start(place->grounds.loop, ms, 0, (loop_cb)loop_stop, place->grounds.loop);
    loop_run(place->grounds.loop);
    loop_timer_stop(timer);
}

static void wait_until_open(struct place *place)
{
    live_draft_when_open(place->live, opened, place);
    loop_run(place->grounds.loop);
}

/* ---- a place ---- */

static void appended(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    assert_int_equal(status, STATUS_OK);
}

static void make_ops(struct place *place)
{
    static const char *const asked[] = {"[{'type':'item.remove','item':'c'}]",
                                        "[{'type':'item.remove','item':'b'}]",
                                        "[{'type':'item.remove','item':'d'}]"};
    place->sitting = sitting_open();
    for (size_t i = 0; i < OPS - 1; i++)
        assert_int_equal(sitting_ask(&place->sitting, ROLE_CHAIR, asked[i]), STATUS_OK);
    const char *line = place->sitting.log.bytes;
    for (uint64_t seq = 1; seq <= OPS; seq++) {
        place->ops[seq] = line;
        place->lens[seq] = strcspn(line, "\n");
        place->heads[seq] = op_chain_hash(&place->heads[seq - 1], line, place->lens[seq]);
        line += place->lens[seq] + 1;
    }
    for (uint64_t seq = 1; seq <= STORED; seq++) {
        struct log_op op = {
            .seq = seq, .bytes = place->ops[seq], .len = place->lens[seq], .hash = place->heads[seq]};
        struct log_store *log = place->grounds.log;
        log->ops->append(log, "d", seq, &op, 1, appended, NULL);
    }
}

static int open_place(void **state)
{
    struct place *place = the_place = mem_zero(1, sizeof *place);
    place->limits = (struct limits)LIMITS_DEFAULT;
    place->folder = fixture_folder();
    place->grounds = (struct live_grounds){.loop = loop_create(),
                                           .log = log_memory_create(),
                                           .limits = &place->limits,
                                           .metrics = &place->metrics};
    assert_int_equal(people_open(place->folder, true, NULL, &place->grounds.people), STATUS_OK);
    make_ops(place);
    log_memory_take_over(place->grounds.log, "d", OWNER);
    place->drafts = live_drafts_create(&place->grounds);
    place->upstream = (struct upstream){"us", open_line, send_on, pause_line, close_line, place};
    live_drafts_follow(place->drafts, &place->upstream);
    place->reader.ops = &ops;
    place->reader.replica = "reader";
    place->reader.member.observer = true;
    place->live = live_drafts_open(place->drafts, "d");
    live_draft_use(place->live);
    *state = place;
    return 0;
}

static int close_place(void **state)
{
    struct place *place = *state;
    live_draft_remove_replica(place->live, &place->reader);
    live_draft_release(place->live);
    live_drafts_stop(place->drafts);
    assert_null(place->line);
    loop_settle(place->grounds.loop);
    live_drafts_destroy(place->drafts);
    place->grounds.log->ops->destroy(place->grounds.log);
    people_close(place->grounds.people);
    sitting_close(&place->sitting);
    buf_clear(&place->said);
    fixture_remove(place->folder);
    loop_destroy(place->grounds.loop);
    free(place);
    return 0;
}

/* A reader is shown the draft as far as the log goes. */
static void show(struct place *place)
{
    live_draft_when_shown(place->live, opened, place);
    turn(place, 20);
    assert_non_null(strstr(place->said.bytes, "\"t\":\"hello\""));
    assert_null(strstr(place->said.bytes, "since"));
    welcomes(place, STORED, "\"follows\":false");
    assert_true(place->line->paused); /* until the log has been read */
    place->opened = STATUS_IO;
    loop_run(place->grounds.loop);
    assert_int_equal(place->opened, STATUS_OK);
    live_draft_add_replica(place->live, &place->reader);
}

static void assert_at(const struct place *place, uint64_t seq)
{
    assert_int_equal(live_draft_state(place->live), LIVE_OPEN);
    assert_int_equal(draft_seq(live_draft_draft(place->live)), seq);
    assert_int_equal(live_draft_durable_seq(place->live), seq);
    assert_memory_equal(live_draft_head(place->live), &place->heads[seq], sizeof place->heads[seq]);
}

/* ---- the tests ---- */

static void test_it_is_shown_to_readers_and_nobody_can_act_on_it(void **state)
{
    struct place *place = *state;
    struct refusal refusal;
    struct submission submission = {
        .who = sitting_person(ROLE_CHAIR), .client = "tab", .n = 1, .base = STORED};
    show(place);
    assert_at(place, STORED);
    assert_false(live_draft_is_ours(place->live));
    assert_string_equal(live_draft_owner(place->live), OWNER);
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_FENCED);
    assert_int_equal(sitting_changes("[{'type':'item.remove','item':'d'}]", &submission.changes, &refusal),
                     STATUS_OK);
    assert_int_equal(live_draft_submit(place->live, &submission, &refusal), SUBMIT_REFUSED);
    assert_int_equal(refusal.status, STATUS_FENCED);
    assert_int_equal(fixture_last_seq(place->grounds.log, "d"), STORED);
}

static void test_who_acts_alone_makes_no_line(void **state)
{
    struct place *place = *state;
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_FENCED);
    assert_string_equal(live_draft_owner(place->live), OWNER);
    assert_int_equal(place->lines, 0);
}

static void test_ops_that_go_on_are_shown(void **state)
{
    struct place *place = *state;
    show(place);
    for (uint64_t seq = STORED + 1; seq <= OPS; seq++) {
        tells_of(place, seq, &place->heads[seq]);
        assert_at(place, seq);
    }
    turn(place, 1);
    assert_true(live_draft_is_durable(place->live)); /* and published */
    assert_int_equal(place->sent_away, STATUS_OK);
}

static void test_ops_that_do_not_go_on_are_shown_to_nobody(void **state)
{
    struct place *place = *state;
    show(place);
    tells_of(place, STORED + 1, &place->heads[STORED]);
    assert_int_equal(place->sent_away, STATUS_FENCED);
    assert_int_not_equal(live_draft_state(place->live), LIVE_OPEN);
    turn(place, 20);
    assert_int_equal(place->lines, 2);
    assert_null(strstr(place->said.bytes, "since")); /* it begins anew */
}

static void test_an_op_that_is_missing_is_noticed(void **state)
{
    struct place *place = *state;
    show(place);
    tells_of(place, STORED + 2, &place->heads[STORED + 2]);
    assert_int_equal(place->sent_away, STATUS_FENCED);
}

static void test_another_history_sends_everybody_away(void **state)
{
    struct place *place = *state;
    show(place);
    welcomes(place, STORED - 1, "\"history\":\"shorter\",\"follows\":false");
    assert_int_equal(place->sent_away, STATUS_FENCED);
}

static void test_a_line_that_ends_is_opened_anew_from_where_it_was(void **state)
{
    struct place *place = *state;
    show(place);
    tells_of(place, STORED + 1, &place->heads[STORED + 1]);
    place->line->events->closed(place->line->context);
    assert_true(live_draft_is_cut_off(place->live));
    while (!place->line)
        turn(place, 50);
    assert_non_null(strstr(place->said.bytes, "\"since\":3"));
    assert_true(live_draft_is_cut_off(place->live)); /* until it is welcomed */
    welcomes(place, STORED + 1, "\"follows\":true");
    assert_false(live_draft_is_cut_off(place->live));
    tells_of(place, STORED + 2, &place->heads[STORED + 2]);
    assert_at(place, STORED + 2);
    assert_int_equal(place->sent_away, STATUS_OK);
}

static void test_when_the_owner_has_gone_it_becomes_ours(void **state)
{
    struct place *place = *state;
    show(place);
    log_memory_take_over(place->grounds.log, "d", NULL);
    place->line->events->closed(place->line->context);
    while (!live_draft_is_ours(place->live))
        turn(place, 50);
    assert_at(place, STORED);
    assert_null(place->line);
    assert_int_equal(place->sent_away, STATUS_OK); /* the log holds what was shown */
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_OK);
}

static void test_a_log_that_lacks_what_was_shown_sends_everybody_away(void **state)
{
    struct place *place = *state;
    show(place);
    tells_of(place, STORED + 1, &place->heads[STORED + 1]); /* which the log never gets */
    turn(place, 1);
    log_memory_take_over(place->grounds.log, "d", NULL);
    place->line->events->closed(place->line->context);
    while (!live_draft_is_ours(place->live))
        turn(place, 50);
    assert_int_equal(place->sent_away, STATUS_FENCED);
    assert_at(place, STORED);
}

static void test_what_cannot_be_had_is_not_waited_for_for_long(void **state)
{
    struct place *place = *state;
    live_draft_when_shown(place->live, opened, place);
    place->opened = STATUS_IO;
    for (int i = 0; i < 200 && place->opened == STATUS_IO; i++) {
        turn(place, 50);
        if (place->line)
            place->line->events->closed(place->line->context);
    }
    assert_int_equal(place->opened, STATUS_FENCED);
    assert_string_equal(live_draft_owner(place->live), OWNER);
    wait_until_open(place);
    assert_int_equal(place->opened, STATUS_FENCED);
}

static void test_what_nobody_reads_any_more_is_let_go_although_ops_come(void **state)
{
    struct place *place = *state;
    show(place);
    live_draft_remove_replica(place->live, &place->reader);
    live_draft_release(place->live);
    for (int i = 0; i < 300 && live_drafts_find(place->drafts, "d"); i++) {
        if (place->line)
            says(place, "{\"t\":\"pong\"}");
        turn(place, 50);
    }
    assert_null(live_drafts_find(place->drafts, "d"));
    assert_null(place->line);
    place->live = live_drafts_open(place->drafts, "d");
    live_draft_use(place->live);
    wait_until_open(place);
}

/* ---- an owner of another version ---- */

static void test_an_owner_that_does_not_say_whether_we_follow_is_left_to_whoever_waits(void **state)
{
    struct place *place = *state;
    live_draft_when_shown(place->live, opened, place);
    turn(place, 20);
    place->opened = STATUS_OK;
    welcomes(place, STORED, "\"acked\":0"); /* no "follows" */
    turn(place, 20);
    assert_int_equal(place->opened, STATUS_FENCED); /* they go to the owner */
    assert_string_equal(live_draft_owner(place->live), OWNER);
    assert_null(place->line);
    assert_int_equal(place->lines, 1);
}

static void test_whoever_is_shown_a_draft_whose_owner_is_not_understood_any_more_goes_to_it(void **state)
{
    struct place *place = *state;
    show(place);
    tells_of(place, STORED + 1, &place->heads[STORED + 1]);
    says(place, "{\"t\":\"presence\",\"here\":[],\"gone\":[]}"); /* neither "seq" nor "observers" */
    assert_int_equal(place->sent_away, STATUS_FENCED);
    turn(place, 20);
    assert_int_equal(place->lines, 2); /* perhaps that was all */
    place->opened = STATUS_OK;
    live_draft_when_shown(place->live, opened, place);
    welcomes(place, STORED, "\"acked\":0");
    turn(place, 20);
    assert_int_equal(place->opened, STATUS_FENCED);
    assert_null(place->line);
}

static void test_what_a_newer_owner_says_besides_is_passed_over(void **state)
{
    struct place *place = *state;
    show(place);
    says(place, "{\"t\":\"weather\",\"fine\":true}");
    says(place,
         "{\"t\":\"presence\",\"seq\":2,\"here\":[],\"gone\":[],\"observers\":1,\"mood\":{\"MX\":[1,2]}}");
    tells_of(place, STORED + 1, &place->heads[STORED + 1]);
    assert_at(place, STORED + 1);
    assert_int_equal(place->sent_away, STATUS_OK);
    assert_int_equal(place->lines, 1);
}

/* ---- who edits at the owner ---- */

#define TAB(name) "{\"client\":\"" name "\",\"participant\":\"p\",\"item\":null}"

/* Over a slow line the owner drops what waits, with who has gone, and says then who is there. */
static void test_who_is_not_among_everybody_any_more_has_gone_for_the_readers_too(void **state)
{
    struct place *place = *state;
    struct follower watcher = {.member.observer = true};
    struct fake_peer peer;
    struct backlog backlog = {.max_bytes = SIZE_MAX};
    show(place);
    fake_peer_init(&peer, FAKE_PEER_ALWAYS_READY);
    outbox_init(&watcher.member.outbox, &peer.peer, &backlog, 1 << 20);
    member_starts_at(&watcher.member, STORED);
    live_draft_join(place->live, &watcher);
    says(place, "{\"t\":\"presence\",\"seq\":2,\"here\":[" TAB("one") "," TAB(
                    "two") "],\"gone\":[],\"observers\":1}");
    turn(place, 130);
    assert_non_null(strstr(peer.sent.bytes, TAB("one")));
    buf_reset(&peer.sent);
    says(place, "{\"t\":\"presence\",\"seq\":2,\"here\":[" TAB(
                    "two") "],\"gone\":[],\"observers\":1,\"complete\":true}");
    turn(place, 130);
    assert_non_null(strstr(peer.sent.bytes, "\"gone\":[\"one\"]"));
    live_draft_leave(place->live, &watcher);
    outbox_clear(&watcher.member.outbox);
    fake_peer_clear(&peer);
}

/* ---- what it lets its owner gather ---- */

/* With so many the telling of two ops a second is dear enough for the longest window. */
#define CROWD 9500

struct crowd {
    struct follower *readers;
    struct fake_peer peer;
    struct backlog backlog;
};

static void crowd_comes(struct place *place, struct crowd *crowd)
{
    *crowd = (struct crowd){.readers = mem_zero(CROWD, sizeof *crowd->readers),
                            .backlog = {.max_bytes = SIZE_MAX}};
    fake_peer_init(&crowd->peer, FAKE_PEER_ALWAYS_READY);
    for (size_t i = 0; i < CROWD; i++) {
        struct member *member = &crowd->readers[i].member;
        member->observer = true;
        outbox_init(&member->outbox, &crowd->peer.peer, &crowd->backlog, 1 << 20);
        member_starts_at(member, live_draft_durable_seq(place->live));
        live_draft_join(place->live, &crowd->readers[i]);
    }
}

static void crowd_goes(struct place *place, struct crowd *crowd)
{
    for (size_t i = 0; i < CROWD; i++) {
        live_draft_leave(place->live, &crowd->readers[i]);
        outbox_clear(&crowd->readers[i].member.outbox);
    }
    fake_peer_clear(&crowd->peer);
    free(crowd->readers);
}

static void test_who_has_a_crowd_lets_the_owner_gather_until_it_has_gone(void **state)
{
    struct place *place = *state;
    struct crowd crowd;
    show(place);
    crowd_comes(place, &crowd);
    buf_reset(&place->said);
    turn(place, 1100);
    assert_non_null(strstr(place->said.bytes, "{\"t\":\"observers\",\"count\":9500}")); /* nobody writes */
    for (uint64_t seq = STORED + 1; seq <= OPS; seq++) {
        tells_of(place, seq, &place->heads[seq]);
        turn(place, 1);
    }
    buf_reset(&place->said);
    turn(place, 1100);
    assert_string_equal(place->said.bytes, "{\"t\":\"observers\",\"count\":9500,\"gather_ms\":250}");
    buf_reset(&place->said);
    turn(place, 1100);
    assert_null(strstr(place->said.bytes, "observers")); /* it is said once */
    crowd_goes(place, &crowd);
    buf_reset(&place->said);
    turn(place, 1100);
    assert_non_null(strstr(place->said.bytes, "{\"t\":\"observers\",\"count\":0}"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_it_is_shown_to_readers_and_nobody_can_act_on_it),
        CASE(test_who_acts_alone_makes_no_line),
        CASE(test_ops_that_go_on_are_shown),
        CASE(test_ops_that_do_not_go_on_are_shown_to_nobody),
        CASE(test_an_op_that_is_missing_is_noticed),
        CASE(test_another_history_sends_everybody_away),
        CASE(test_a_line_that_ends_is_opened_anew_from_where_it_was),
        CASE(test_when_the_owner_has_gone_it_becomes_ours),
        CASE(test_a_log_that_lacks_what_was_shown_sends_everybody_away),
        CASE(test_what_cannot_be_had_is_not_waited_for_for_long),
        CASE(test_what_nobody_reads_any_more_is_let_go_although_ops_come),
        CASE(test_an_owner_that_does_not_say_whether_we_follow_is_left_to_whoever_waits),
        CASE(test_whoever_is_shown_a_draft_whose_owner_is_not_understood_any_more_goes_to_it),
        CASE(test_what_a_newer_owner_says_besides_is_passed_over),
        CASE(test_who_is_not_among_everybody_any_more_has_gone_for_the_readers_too),
        CASE(test_who_has_a_crowd_lets_the_owner_gather_until_it_has_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
