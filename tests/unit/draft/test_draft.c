#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* draft_submit: order, duplicates, bases, and that what is refused in the middle of an op leaves no trace. That nothing has changed
 * after a refusal is checked by sitting_submit, byte for byte. */

#include "draft/participants.h"

/* One that does something of every kind, on the tree that a sitting opens with. Ids are fresh for each kind, so that any of them can
 * come first. */
static const char *const works[] = {
    "{'type':'text','item':'a','lang':'es','delta':[{'retain':2,'attributes':{'bold':true}},{'insert':'x'},"
    "{'delete':1}]}",
    "{'type':'text','item':'d','lang':'en','delta':[{'insert':'new text'}]}",
    "{'type':'item.add','item':'n1','parent':'b','after':'c','kind':'heading','texts':{'es':[{'insert':'x'}]}"
    "}",
    "{'type':'item.move','item':'b','parent':'a','after':null}",
    "{'type':'item.move','item':'d','parent':null,'after':null}",
    "{'type':'item.remove','item':'b'}",
    "{'type':'item.restore','item':'b'}",
    "{'type':'item.split','item':'b','new':'n2','at':{'es':1,'en':0}}",
    "{'type':'item.merge','item':'b','into':'a'}",
    "{'type':'item.merge','item':'a','into':'d'}",
    "{'type':'item.kind','item':'b','kind':'heading'}",
    "{'type':'item.status','item':'b','status':'review','below':true}",
    "{'type':'item.align','item':'d','lang':'en'}",
    "{'type':'draft.set','title':{'en':'Other','fr':'Autre'},'langs':['es','en','fr']}",
    "{'type':'proposal.add','proposal':'q','item':'a','note':'why'}",
    "{'type':'proposal.add','proposal':'r','item':'b','act':'remove'},{'type':'proposal.accept','proposal':'"
    "r'}",
    "{'type':'proposal.add','proposal':'s','item':'a'},{'type':'proposal.file','proposal':'s','note':'y'}",
    "{'type':'comment.add','comment':'k','item':'b','parent':null,'text':'x','lang':'es','anchor':0,'head':"
    "1}",
    "{'type':'comment.add','comment':'l','item':'b','parent':null,'text':'x'},{'type':'comment.edit','"
    "comment':"
    "'l','text':'y'},{'type':'comment.resolve','comment':'l','resolved':true},{'type':'comment.remove',"
    "'comment':'l'}",
    "{'type':'consult.open','item':'b','delegations':['CA'],'until':99999},{'type':'consult.close','item':'b'"
    "}",
};
#define WORKS (sizeof works / sizeof *works)

static void test_every_kind_leaves_no_trace_when_the_next_change_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORKS; i++) {
        char ops[900];
        struct sitting sitting = sitting_open();
        snprintf(ops, sizeof ops, "[%s,{'type':'item.remove','item':'nowhere'}]", works[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, ops), STATUS_NO_ITEM);
        assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
        snprintf(ops, sizeof ops, "[%s]", works[i]); /* and what was taken back can be done */
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, ops), STATUS_OK);
        sitting_close(&sitting);
    }
}

static void test_every_pair_of_kinds_leaves_no_trace_when_the_third_is_refused(void **state)
{
    size_t refused_early = 0;
    (void)state;
    for (size_t i = 0; i < WORKS; i++)
        for (size_t k = 0; k < WORKS; k++) {
            char ops[900];
            struct sitting sitting = sitting_open();
            snprintf(ops, sizeof ops, "[%s,%s,{'type':'item.split','item':'c','new':'a','at':{}}]", works[i],
                     works[k]);
            assert_int_not_equal(sitting_ask(&sitting, ROLE_CHAIR, ops), STATUS_OK);
            refused_early += sitting.refusal.status != STATUS_EXISTS;
            sitting_close(&sitting);
        }
    assert_in_range(refused_early, 1, WORKS * WORKS / 2); /* most pairs can be made together */
}

static void test_adoption_is_taken_back_too(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.status','item':'a','status':'approved'},"
                                 "{'type':'item.status','item':'b','status':'approved','below':true},"
                                 "{'type':'item.status','item':'d','status':'approved'},"
                                 "{'type':'draft.adopt'},{'type':'item.remove','item':'nowhere'}]"),
                     STATUS_NO_ITEM);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'a'}]"), STATUS_OK);
    sitting_close(&sitting);
}

static enum submit_result submit(struct sitting *sitting, uint64_t n, uint64_t base)
{
    struct submission submission = {
        .who = sitting_person(ROLE_DELEGATION), .client = "tab", .n = n, .base = base};
    assert_int_equal(sitting_changes("[{'type':'text','item':'d','lang':'es','delta':[{'insert':'x'}]}]",
                                     &submission.changes, &sitting->refusal),
                     STATUS_OK);
    return sitting_submit(sitting, &submission);
}

static void test_a_resend_is_ignored(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(submit(&sitting, 1, 1), SUBMIT_ACCEPTED);
    assert_int_equal(submit(&sitting, 1, 1), SUBMIT_DUPLICATE);
    assert_int_equal(submit(&sitting, 2, 1), SUBMIT_ACCEPTED);
    assert_int_equal(submit(&sitting, 1, 3), SUBMIT_DUPLICATE);
    assert_int_equal(submit(&sitting, 0, 3), SUBMIT_DUPLICATE);
    assert_int_equal(draft_seq(sitting.draft), 3);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=xxmno");
    sitting_close(&sitting);
}

static void test_n_goes_up_by_one_and_a_refused_n_is_used_again(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(submit(&sitting, 2, 1), SUBMIT_REFUSED);
    assert_int_equal(sitting.refusal.status, STATUS_BAD_N);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'d','status':'agreed'}]"),
        STATUS_OK);
    assert_int_equal(submit(&sitting, 1, 2), SUBMIT_REFUSED);
    assert_int_equal(sitting.refusal.status, STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'d','status':'open'}]"),
                     STATUS_OK);
    assert_int_equal(submit(&sitting, 1, 2), SUBMIT_ACCEPTED);
    assert_int_equal(submit(&sitting, 3, 2), SUBMIT_REFUSED);
    assert_int_equal(sitting.refusal.status, STATUS_BAD_N);
    assert_string_equal(clients_participant(sitting.draft, "tab"), "delegation");
    sitting_close(&sitting);
}

static void test_a_base_in_the_future_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(submit(&sitting, 1, 2), SUBMIT_REFUSED);
    assert_int_equal(sitting.refusal.status, STATUS_BAD_BASE);
    sitting_close(&sitting);
}

static void test_an_op_without_changes_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[]"), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_a_base_whose_ops_cannot_be_had_is_stale(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(submit(&sitting, 1, 1), SUBMIT_ACCEPTED);
    history_destroy(sitting.history);
    sitting.history = history_create(NULL, (struct history_source){0}); /* remembers nothing */
    assert_int_equal(submit(&sitting, 2, 1), SUBMIT_REFUSED);
    assert_int_equal(sitting.refusal.status, STATUS_STALE);
    assert_int_equal(submit(&sitting, 2, 2), SUBMIT_ACCEPTED);
    sitting_close(&sitting);
}

static void test_a_log_with_a_gap_does_not_fold(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct refusal refusal;
    struct op op = {.seq = 3, .by = "chair", .client = "chair", .n = 1};
    assert_int_equal(draft_fold(sitting.draft, &op, &refusal), STATUS_CORRUPT);
    op.seq = 1;
    assert_int_equal(draft_fold(sitting.draft, &op, &refusal), STATUS_CORRUPT);
    assert_int_equal(draft_seq(sitting.draft), 1);
    sitting_close(&sitting);
}

static void test_an_op_that_does_not_fit_does_not_fold(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct refusal refusal;
    struct op op = {.seq = 2, .by = "chair", .client = "chair", .n = 1};
    assert_int_equal(sitting_changes("[{'type':'item.remove','item':'nowhere'}]", &op.changes, &refusal),
                     STATUS_OK);
    assert_int_equal(draft_fold(sitting.draft, &op, &refusal), STATUS_CORRUPT);
    assert_string_equal(refusal.item, "nowhere");
    op_clear(&op);
    sitting_close(&sitting);
}

static void test_an_op_that_announces_an_item_and_does_not_add_it_does_not_fold(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct refusal refusal;
    struct op op = {.seq = 2, .by = "chair", .client = "chair", .n = 1};
    assert_int_equal(sitting_changes("[{'type':'proposal.add','proposal':'q','item':'n','act':'add'}]",
                                     &op.changes, &refusal),
                     STATUS_OK);
    assert_int_equal(draft_fold(sitting.draft, &op, &refusal), STATUS_CORRUPT);
    assert_string_equal(refusal.item, "n");
    op_clear(&op);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_leaves_no_trace_when_the_next_change_is_refused),
        cmocka_unit_test(test_every_pair_of_kinds_leaves_no_trace_when_the_third_is_refused),
        cmocka_unit_test(test_adoption_is_taken_back_too),
        cmocka_unit_test(test_a_resend_is_ignored),
        cmocka_unit_test(test_n_goes_up_by_one_and_a_refused_n_is_used_again),
        cmocka_unit_test(test_a_base_in_the_future_is_refused),
        cmocka_unit_test(test_an_op_without_changes_is_refused),
        cmocka_unit_test(test_a_base_whose_ops_cannot_be_had_is_stale),
        cmocka_unit_test(test_a_log_with_a_gap_does_not_fold),
        cmocka_unit_test(test_an_op_that_does_not_fit_does_not_fold),
        cmocka_unit_test(test_an_op_that_announces_an_item_and_does_not_add_it_does_not_fold),
    };
    return cmocka_run_group_tests_name("draft/draft", tests, NULL, NULL);
}
