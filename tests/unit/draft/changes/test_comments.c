#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/comments.h"
#include "draft/items.h"
#include "support/sitting.h"

/* protocol/negotiation.md "Comments". */

#define COMMENT                                                                                              \
    "{'type':'comment.add','comment':'k','item':'a','parent':null,'text':'Why?','lang':'es','anchor':2,'"    \
    "head':"                                                                                                 \
    "4}"

static struct sitting open_commented(void)
{
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, "[" COMMENT "]"), STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'comment.add','comment':'l','item':'a','parent':'k','text':'So.'}]"),
        STATUS_OK);
    return sitting;
}

static void assert_range(const struct sitting *sitting, const char *item, uint32_t anchor, uint32_t head)
{
    const struct comment *comment = comments_find(sitting->draft, "k");
    assert_string_equal(comment->item->id, item);
    assert_int_equal(comment->anchor, anchor);
    assert_int_equal(comment->head, head);
    assert_ptr_equal(comments_find(sitting->draft, "l")->item, comment->item); /* replies go along */
}

static void test_the_range_moves_with_the_words(void **state)
{
    (void)state;
    struct sitting sitting = open_commented();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'xy'},{'retain':3},"
                    "{'insert':'z'}]}]"),
        STATUS_OK);
    assert_range(&sitting, "a", 4, 7);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'text','item':'a','lang':'es','delta':[{'retain':3},{'delete':5}]}]"),
        STATUS_OK);
    assert_range(&sitting, "a", 3, 3);
    sitting_close(&sitting);
}

#define WORDS(delta) "[{'type':'text','item':'a','lang':'es','delta':" delta "}]"

/* The range holds "cd" of "abcdef". */
static void test_the_range_comes_back_with_its_words(void **state)
{
    static const struct {
        const char *gone, *back;
    } cases[] = {
        {"[{'delete':6}]", "[{'insert':'abcdef'}]"},
        {"[{'retain':1},{'delete':3}]", "[{'retain':1},{'insert':'bcd'}]"},
        {"[{'delete':2}]", "[{'insert':'ab'}]"},
        {"[{'retain':3},{'delete':3}]", "[{'retain':3},{'insert':'def'}]"},
        {"[{'retain':2},{'delete':1}]", "[{'retain':2},{'insert':'c'}]"},
        {"[{'delete':6}]", "[{'insert':'an abcdef'}]"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sitting sitting = open_commented();
        struct buf json = BUF_EMPTY;
        buf_format(&json, WORDS("%s"), cases[i].gone);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, json.bytes), STATUS_OK);
        buf_reset(&json);
        buf_format(&json, WORDS("%s"), cases[i].back);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, json.bytes), STATUS_OK);
        uint32_t moved = i == 5 ? 3 : 0;
        assert_range(&sitting, "a", 2 + moved, 4 + moved);
        buf_clear(&json);
        sitting_close(&sitting);
    }
}

/* Letter by letter, as a key takes them away; what is typed there instead is something else. */
static void test_the_range_comes_back_after_many_small_steps(void **state)
{
    (void)state;
    struct sitting sitting = open_commented();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':3},{'delete':1}]")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':2},{'delete':1}]")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':1},{'delete':1}]")), STATUS_OK);
    assert_range(&sitting, "a", 1, 1);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':1},{'insert':'xyz'}]")), STATUS_OK);
    assert_range(&sitting, "a", 1, 1);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':1},{'delete':3}]")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':1},{'insert':'bcd'}]")), STATUS_OK);
    assert_range(&sitting, "a", 2, 4);
    sitting_close(&sitting);
}

/* "cd" stands twice; the comment was on the one behind "ab". */
static void test_words_of_the_same_sound_are_told_apart(void **state)
{
    (void)state;
    struct sitting sitting = open_commented();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'insert':'cd y '}]")), STATUS_OK);
    assert_range(&sitting, "a", 7, 9);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'delete':11}]")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'insert':'cd y abcdef'}]")), STATUS_OK);
    assert_range(&sitting, "a", 7, 9);
    sitting_close(&sitting);
}

static void test_words_of_the_same_sound_elsewhere_are_left_alone(void **state)
{
    (void)state;
    struct sitting sitting = open_commented();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':1},{'delete':3}]")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, WORDS("[{'retain':2},{'insert':'bcd'}]")), STATUS_OK);
    assert_range(&sitting, "a", 1, 1);
    sitting_close(&sitting);
}

static void test_the_range_comes_back_when_a_split_is_taken_back(void **state)
{
    (void)state;
    struct sitting sitting = open_commented();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'a','new':'n','at':{'es':3}}]"),
        STATUS_OK);
    assert_range(&sitting, "n", 0, 1);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.merge','item':'n','into':'a'}]"),
                     STATUS_OK);
    assert_range(&sitting, "a", 2, 4);
    sitting_close(&sitting);
}

static void test_the_range_goes_where_its_words_go(void **state)
{
    (void)state;
    struct sitting sitting = open_commented();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'a','new':'n','at':{'es':1}}]"),
        STATUS_OK);
    assert_range(&sitting, "n", 1, 3);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.merge','item':'n','into':'d'}]"),
                     STATUS_OK);
    assert_range(&sitting, "d", 4, 6);
    sitting_close(&sitting);
}

static void test_a_late_range_moves_over_what_it_did_not_know(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'xyz'}]},"
                                 "{'type':'item.split','item':'a','new':'n','at':{'es':4}}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_DELEGATION, 1, "[" COMMENT "]"), STATUS_OK);
    const struct comment *comment = comments_find(sitting.draft, "k");
    assert_string_equal(comment->item->id, "n");
    assert_int_equal(comment->anchor, 1);
    assert_int_equal(comment->head, 3);
    sitting_close(&sitting);
}

static void test_a_comment_is_its_authors(void **state)
{
    (void)state;
    struct sitting sitting = open_commented();
    static const char edit[] = "[{'type':'comment.edit','comment':'k','text':'Why,\\n@CR?'}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, edit), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, edit), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, edit), STATUS_OK);
    assert_string_equal(comments_find(sitting.draft, "k")->words, "Why,\n@CR?");
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'comment.resolve','comment':'k','resolved':true}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'comment.remove','comment':'k'}]"),
                     STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, "[{'type':'comment.remove','comment':'k'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, edit), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_comments_that_do_not_fit_are_refused(void **state)
{
    static const struct {
        const char *fields;
        enum status status;
    } cases[] = {
        {"'item':'a','parent':null,'text':'x','lang':'es','anchor':0,'head':7", STATUS_BAD_OP},
        {"'item':'a','parent':null,'text':'x','lang':'es','anchor':0", STATUS_BAD_OP},
        {"'item':'a','parent':null,'text':'x','anchor':0,'head':1", STATUS_BAD_OP},
        {"'item':'a','parent':null,'text':'x','lang':'fr','anchor':0,'head':0", STATUS_BAD_OP},
        {"'item':'a','parent':'l','text':'x'", STATUS_BAD_OP},
        {"'item':'b','parent':'k','text':'x'", STATUS_BAD_OP},
        {"'item':'a','parent':'nowhere','text':'x'", STATUS_BAD_OP},
        {"'item':'x','parent':null,'text':'x'", STATUS_NO_ITEM},
        {"'item':'a','parent':null", STATUS_BAD_OP},
    };
    (void)state;
    struct sitting sitting = open_commented();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char changes[300];
        snprintf(changes, sizeof changes, "[{'type':'comment.add','comment':'m',%s}]", cases[i].fields);
        if (sitting_ask(&sitting, ROLE_DELEGATION, changes) != cases[i].status)
            fail_msg("%s: %s", changes, sitting.refusal.message);
    }
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, "[" COMMENT "]"), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" COMMENT "]"), STATUS_EXISTS);
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_the_range_moves_with_the_words),
        CASE(test_the_range_comes_back_with_its_words),
        CASE(test_the_range_comes_back_after_many_small_steps),
        CASE(test_words_of_the_same_sound_are_told_apart),
        CASE(test_words_of_the_same_sound_elsewhere_are_left_alone),
        CASE(test_the_range_comes_back_when_a_split_is_taken_back),
        CASE(test_the_range_goes_where_its_words_go),
        CASE(test_a_late_range_moves_over_what_it_did_not_know),
        CASE(test_a_comment_is_its_authors),
        CASE(test_comments_that_do_not_fit_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
