#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "load/draft_loader.h"
#include "load/older_ops.h"
#include "store/log_memory.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

/* A log with what a sitting has accepted, so that what is loaded can be held against it. */
static struct log_store *log_store;
static struct sitting sitting;
static struct sha256 chain[16]; /* the hash at each seq */
static struct buf why;

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static void append(const char *bytes, size_t len, struct sha256 hash)
{
    enum status status = STATUS_COUNT;
    struct log_summary summary;
    assert_int_equal(log_store->ops->summary(log_store, "d", &summary), STATUS_OK);
    struct log_op op = {.seq = summary.last_seq + 1, .bytes = bytes, .len = len, .hash = hash};
    log_store->ops->append(log_store, "d", op.seq, &op, 1, keep_status, &status);
    assert_int_equal(status, STATUS_OK);
}

static void append_last(void)
{
    chain[draft_seq(sitting.draft)] = sitting.head;
    append(sitting_last(&sitting), strlen(sitting_last(&sitting)) - 1, sitting.head);
}

static void ask(const char *changes)
{
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, changes), STATUS_OK);
    append_last();
}

static void put_snapshot(void)
{
    struct log_snapshot snapshot = {.seq = draft_seq(sitting.draft), .head = sitting.head};
    snapshot_write_json(&snapshot.bytes, sitting.draft, &sitting.head);
    snapshot_write_clients(&snapshot.clients, sitting.draft);
    log_store->ops->put_snapshot(log_store, "d", &snapshot);
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
}

/* Five ops, with a snapshot at the third. */
static int set_up(void **state)
{
    (void)state;
    log_store = log_memory_create();
    sitting = sitting_open();
    append_last();
    ask("[{'type':'text','item':'a','lang':'es','delta':[{'insert':'2'}]}]");
    ask("[{'type':'item.split','item':'a','new':'x','at':{'es':3}}]");
    put_snapshot();
    ask("[{'type':'item.remove','item':'d'}]");
    ask("[{'type':'text','item':'x','lang':'es','delta':[{'insert':'5'}]}]");
    why = (struct buf)BUF_EMPTY;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sitting_close(&sitting);
    log_store->ops->destroy(log_store);
    buf_clear(&why);
    return 0;
}

static enum status load(uint64_t seq, bool skip_snapshots, struct loaded_draft *out)
{
    struct load_request request = {log_store, "d", seq, skip_snapshots, HISTORY_PAGE_OPS};
    return draft_load(&request, out, &why);
}

static void assert_loaded(const struct loaded_draft *loaded)
{
    struct buf want = sitting_state(sitting.draft, &sitting.head),
               found = sitting_state(loaded->draft, &loaded->head);
    assert_string_equal(found.bytes, want.bytes);
    buf_clear(&want);
    buf_clear(&found);
}

static void test_a_snapshot_and_the_rest_give_what_all_ops_give(void **state)
{
    struct loaded_draft with, without;
    (void)state;
    assert_int_equal(load(0, false, &with), STATUS_OK);
    assert_int_equal(load(0, true, &without), STATUS_OK);
    assert_int_equal(with.snapshot_seq, 3);
    assert_int_equal(without.snapshot_seq, 0);
    assert_loaded(&with);
    assert_loaded(&without);
    assert_int_equal(with.log_bytes, sitting.log.len - 5); /* a line end for each op */
    loaded_draft_clear(&with);
    loaded_draft_clear(&without);
}

static void test_the_history_has_the_ops_before_the_snapshot_too(void **state)
{
    struct loaded_draft loaded;
    (void)state;
    assert_int_equal(load(0, false, &loaded), STATUS_OK);
    assert_int_equal(history_first(loaded.history), 1);
    assert_int_equal(history_last(loaded.history), 5);
    assert_int_equal(history_op(loaded.history, 2)->seq, 2);
    assert_memory_equal(&history_find(loaded.history, 2)->hash, &chain[2], sizeof chain[2]);
    loaded_draft_clear(&loaded);
}

/* Ops that change nothing, up to `last`; the log has another hash for the one at `wrong`. Then a snapshot. */
static void fill_log(uint64_t last, uint64_t wrong)
{
    for (uint64_t seq = draft_seq(sitting.draft) + 1; seq <= last; seq++) {
        char bytes[120];
        struct op op;
        struct refusal refusal;
        size_t len = (size_t)snprintf(
            bytes, sizeof bytes,
            "{\"seq\":%d,\"at\":1,\"by\":\"chair\",\"client\":\"filler\",\"n\":%d,\"changes\":[]}", (int)seq,
            (int)seq);
        assert_int_equal(op_decode(bytes, len, &op), STATUS_OK);
        assert_int_equal(draft_fold(sitting.draft, &op, &refusal), STATUS_OK);
        op_clear(&op);
        sitting.head = op_chain_hash(&sitting.head, bytes, len);
        append(bytes, len, seq == wrong ? (struct sha256){{1}} : sitting.head);
    }
    put_snapshot();
}

static void test_who_only_looks_gets_the_same_state_and_no_history(void **state)
{
    (void)state;
    for (int at_snapshot = 0; at_snapshot < 2; at_snapshot++) {
        struct loaded_draft loaded;
        struct load_request request = {.log = log_store, .draft = "d"};
        if (at_snapshot)
            put_snapshot(); /* there is nothing behind it to read */
        assert_int_equal(draft_load(&request, &loaded, &why), STATUS_OK);
        assert_int_equal(loaded.snapshot_seq, at_snapshot ? 5 : 3);
        assert_loaded(&loaded);
        assert_null(loaded.history);
        loaded_draft_clear(&loaded);
    }
}

static void test_of_a_long_log_the_last_ops_are_read_and_older_ones_when_needed(void **state)
{
    enum { LAST = HISTORY_PAGE_OPS * 2 + 100 };
    struct loaded_draft loaded;
    (void)state;
    fill_log(LAST, 0);
    assert_int_equal(load(0, false, &loaded), STATUS_OK);
    assert_int_equal(loaded.snapshot_seq, LAST);
    assert_loaded(&loaded);
    assert_int_equal(history_first(loaded.history), LAST - HISTORY_PAGE_OPS + 1);
    assert_true(history_reach(loaded.history, LAST - HISTORY_PAGE_OPS));
    assert_int_equal(history_first(loaded.history), LAST - 2 * HISTORY_PAGE_OPS + 1);
    assert_int_equal(history_op(loaded.history, 2)->seq, 2);
    assert_int_equal(history_first(loaded.history), 1);
    assert_memory_equal(&history_find(loaded.history, 2)->hash, &chain[2], sizeof chain[2]);
    loaded_draft_clear(&loaded);
}

static void test_older_ops_that_do_not_match_their_hashes_are_not_used(void **state)
{
    enum { LAST = HISTORY_PAGE_OPS + 100, WRONG = 50 };
    struct loaded_draft loaded;
    (void)state;
    fill_log(LAST, WRONG);
    assert_int_equal(load(0, false, &loaded), STATUS_OK);
    assert_false(history_reach(loaded.history, 10));
    assert_int_equal(history_first(loaded.history), LAST - HISTORY_PAGE_OPS + 1);
    assert_null(history_op(loaded.history, WRONG));
    assert_null(history_op(loaded.history, WRONG + 1)); /* it does not follow the one before it */
    assert_int_equal(history_op(loaded.history, WRONG - 1)->seq, WRONG - 1);
    loaded_draft_clear(&loaded);
}

static bool take_one(void *context, const struct history_entry *entry)
{
    *(uint64_t *)context = entry->seq;
    return false;
}

static void test_whoever_has_enough_of_the_older_ops_is_not_told_that_they_are_wrong(void **state)
{
    uint64_t taken = 0;
    (void)state;
    struct older_ops *older = older_ops_create(log_store, "d");
    struct history_source source = older_ops_source(older);
    older_ops_set_edge(older, 5, &chain[4]);
    assert_int_equal(source.read(source.context, 2, 4, take_one, &taken), STATUS_OK);
    assert_int_equal(taken, 2);
    source.release(source.context);
}

static void test_a_draft_can_be_had_as_it_stood_at_any_op(void **state)
{
    static const char *const trees[] = {
        NULL,
        "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno",
        "a=2abcdef|ABCDEF b=ghi(c=jkl) d=mno",
        "a=2ab|ABCDEF x=cdef b=ghi(c=jkl) d=mno",
        "a=2ab|ABCDEF x=cdef b=ghi(c=jkl) d-=mno",
        "a=2ab|ABCDEF x=5cdef b=ghi(c=jkl) d-=mno",
    };
    (void)state;
    for (uint64_t seq = 1; seq <= 5; seq++) {
        struct loaded_draft loaded;
        assert_int_equal(load(seq, false, &loaded), STATUS_OK);
        char *tree = sitting_tree(loaded.draft);
        assert_string_equal(tree, trees[seq]);
        assert_int_equal(draft_seq(loaded.draft), seq);
        assert_memory_equal(&loaded.head, &chain[seq], sizeof loaded.head);
        assert_int_equal(loaded.snapshot_seq, seq < 3 ? 0 : 3);
        free(tree);
        loaded_draft_clear(&loaded);
    }
}

static void test_what_never_was_is_not_found(void **state)
{
    struct loaded_draft loaded;
    (void)state;
    assert_int_equal(load(6, false, &loaded), STATUS_NOT_FOUND);
    struct load_request request = {.log = log_store, .draft = "other"};
    assert_int_equal(draft_load(&request, &loaded, &why), STATUS_NOT_FOUND);
}

static void test_a_snapshot_whose_checksum_is_wrong_is_done_without(void **state)
{
    struct loaded_draft loaded;
    (void)state;
    log_memory_damage_snapshots(log_store, "d");
    assert_int_equal(load(0, false, &loaded), STATUS_OK);
    assert_int_equal(loaded.snapshot_seq, 0);
    assert_loaded(&loaded);
    loaded_draft_clear(&loaded);
}

/* Its checksum holds, but it says nothing that can be read, or nothing that the ops after it fit. */
static void put_odd_snapshot(const char *contents)
{
    struct log_snapshot snapshot = {.seq = 4, .head = chain[4]};
    buf_text(&snapshot.bytes, contents);
    buf_text(&snapshot.clients, "{}");
    log_store->ops->put_snapshot(log_store, "d", &snapshot);
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
}

static void test_a_snapshot_that_cannot_be_read_is_done_without(void **state)
{
    struct loaded_draft loaded;
    (void)state;
    put_odd_snapshot("nothing");
    assert_int_equal(load(0, false, &loaded), STATUS_OK);
    assert_int_equal(loaded.snapshot_seq, 0);
    assert_loaded(&loaded);
    loaded_draft_clear(&loaded);
}

static void test_a_snapshot_that_the_log_does_not_fit_is_done_without(void **state)
{
    static const char *const snapshots[] = {
        "{'id':'d','title':{},'langs':['es'],'adopted':false,'seq':4,'items':[],'participants':[]}",
        "{'id':'d','title':{},'langs':['es'],'adopted':false,'seq':9,'items':[],'participants':[]}",
        "{'id':'d','title':{},'langs':['es'],'adopted':false,'seq':1,'items':[],'participants':[]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof snapshots / sizeof *snapshots; i++) {
        struct loaded_draft loaded;
        char *contents = double_quoted(snapshots[i]);
        put_odd_snapshot(contents);
        assert_int_equal(load(0, false, &loaded), STATUS_OK);
        assert_int_equal(loaded.snapshot_seq, 0);
        assert_loaded(&loaded);
        loaded_draft_clear(&loaded);
        free(contents);
    }
}

static void assert_corrupt(const char *words)
{
    struct loaded_draft loaded;
    assert_int_equal(load(0, false, &loaded), STATUS_CORRUPT);
    assert_non_null(strstr(why.bytes, words));
    assert_null(loaded.draft);
    assert_null(loaded.history);
}

static void test_an_op_that_does_not_match_its_hash_is_named(void **state)
{
    struct sha256 wrong = {{1}};
    char op[] = "{\"seq\":6,\"at\":1,\"by\":\"chair\",\"client\":\"chair\",\"n\":5,\"changes\":[]}";
    (void)state;
    append(op, strlen(op), wrong);
    assert_corrupt("Op 6 does not match its hash");
}

static void test_an_op_that_cannot_be_read_is_named(void **state)
{
    (void)state;
    append("nothing", 7, op_chain_hash(&chain[5], "nothing", 7));
    assert_corrupt("Op 6 cannot be read");
}

static void test_an_op_that_does_not_fit_is_named(void **state)
{
    char op[] = "{\"seq\":6,\"at\":1,\"by\":\"chair\",\"client\":\"chair\",\"n\":5,\"changes\":"
                "[{\"type\":\"item.remove\",\"item\":\"nowhere\"}]}";
    (void)state;
    append(op, strlen(op), op_chain_hash(&chain[5], op, strlen(op)));
    assert_corrupt("Op 6 does not fit");
}

static void test_an_op_of_another_seq_is_named(void **state)
{
    char op[] = "{\"seq\":7,\"at\":1,\"by\":\"chair\",\"client\":\"chair\",\"n\":5,\"changes\":[]}";
    (void)state;
    append(op, strlen(op), op_chain_hash(&chain[5], op, strlen(op)));
    assert_corrupt("Op 6 does not fit");
}

static void test_what_was_loaded_goes_on(void **state)
{
    struct loaded_draft loaded;
    (void)state;
    assert_int_equal(load(0, false, &loaded), STATUS_OK);
    draft_destroy(sitting.draft); /* from here on the loaded one is held against the sitting's twin */
    history_destroy(sitting.history);
    sitting.draft = loaded.draft;
    sitting.history = loaded.history;
    assert_int_equal(
        sitting_ask_late(&sitting, ROLE_CHAIR, 1,
                         "[{'type':'text','item':'a','lang':'es','delta':[{'retain':4},{'insert':'!'}]}]"),
        STATUS_OK);
    assert_tree(&sitting, "a=2ab|ABCDEF x=5cd!ef b=ghi(c=jkl) d-=mno");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_snapshot_and_the_rest_give_what_all_ops_give, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_the_history_has_the_ops_before_the_snapshot_too, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_who_only_looks_gets_the_same_state_and_no_history, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_of_a_long_log_the_last_ops_are_read_and_older_ones_when_needed,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_older_ops_that_do_not_match_their_hashes_are_not_used, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_whoever_has_enough_of_the_older_ops_is_not_told_that_they_are_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_draft_can_be_had_as_it_stood_at_any_op, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_never_was_is_not_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_snapshot_whose_checksum_is_wrong_is_done_without, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_snapshot_that_cannot_be_read_is_done_without, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_snapshot_that_the_log_does_not_fit_is_done_without, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_an_op_that_does_not_match_its_hash_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_op_that_cannot_be_read_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_op_that_does_not_fit_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_op_of_another_seq_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_was_loaded_goes_on, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("load/draft_loader", tests, NULL, NULL);
}
