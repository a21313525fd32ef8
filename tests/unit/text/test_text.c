#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/delta_words.h"

static void check_apply(const char *document, const char *change, const char *want)
{
    struct text *text = text_of(document);
    struct delta delta = delta_of(change);
    assert_int_equal(text_check(text, &delta), STATUS_OK);
    text_apply(text, &delta);
    assert_text(text, want);
    delta_clear(&delta);
    text_destroy(text);
}

static enum status check(const char *document, const char *change)
{
    struct text *text = text_of(document);
    struct delta delta = delta_of(change);
    enum status st = text_check(text, &delta);
    delta_clear(&delta);
    text_destroy(text);
    return st;
}

static void test_an_empty_text_takes_inserts_only(void **state)
{
    (void)state;
    check_apply("[]", "[{'insert':'añ😀'}]", "[{'insert':'añ😀'}]");
    assert_int_equal(check("[]", "[{'retain':1}]"), STATUS_BAD_OP);
    assert_int_equal(check("[]", "[]"), STATUS_OK);
}

static void test_an_edit_inside_finds_its_place_in_units(void **state)
{
    (void)state;
    check_apply("[{'insert':'ñ😀b'}]", "[{'retain':3},{'insert':'x'},{'delete':1}]", "[{'insert':'ñ😀x'}]");
    check_apply("[{'insert':'ñ😀b'}]", "[{'retain':1},{'delete':2}]", "[{'insert':'ñb'}]");
}

static void test_formatting_splits_and_joins(void **state)
{
    (void)state;
    check_apply("[{'insert':'abcd'}]", "[{'retain':1},{'retain':2,'attributes':{'bold':true}}]",
                "[{'insert':'a'},{'insert':'bc','attributes':{'bold':true}},{'insert':'d'}]");
    check_apply("[{'insert':'a'},{'insert':'bc','attributes':{'bold':true}},{'insert':'d'}]",
                "[{'retain':4,'attributes':{'bold':null}}]", "[{'insert':'abcd'}]");
}

static void test_an_insert_between_formats_keeps_its_own(void **state)
{
    (void)state;
    check_apply("[{'insert':'a','attributes':{'bold':true}},{'insert':'b','attributes':{'italic':true}}]",
                "[{'retain':1},{'insert':'x'}]",
                "[{'insert':'a','attributes':{'bold':true}},{'insert':'x'},{'insert':'b','attributes':{'"
                "italic':true}}]");
}

static void test_running_past_the_end_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("[{'insert':'abc'}]", "[{'delete':3}]"), STATUS_OK);
    assert_int_equal(check("[{'insert':'abc'}]", "[{'delete':4}]"), STATUS_BAD_OP);
    assert_int_equal(check("[{'insert':'abc'}]", "[{'retain':4}]"), STATUS_BAD_OP);
    assert_int_equal(check("[{'insert':'abc'}]", "[{'retain':2},{'delete':4294967295}]"), STATUS_BAD_OP);
}

static void test_cutting_a_surrogate_pair_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("[{'insert':'a😀b'}]", "[{'retain':2},{'insert':'x'}]"), STATUS_BAD_OP);
    assert_int_equal(check("[{'insert':'a😀b'}]", "[{'retain':1},{'delete':1}]"), STATUS_BAD_OP);
    assert_int_equal(check("[{'insert':'a😀b'}]", "[{'retain':2,'attributes':{'bold':true}}]"), STATUS_BAD_OP);
    assert_int_equal(check("[{'insert':'a😀b'}]", "[{'retain':3},{'insert':'x'}]"), STATUS_OK);
}

static void test_an_insert_with_a_null_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("[]", "[{'insert':'a','attributes':{'bold':null}}]"), STATUS_BAD_OP);
    assert_int_equal(check("[{'insert':'a'}]", "[{'retain':1,'attributes':{'bold':null}}]"), STATUS_OK);
}

static void test_a_text_holds_at_most_65536_units(void **state)
{
    (void)state;
    char *words = mem_alloc(TEXT_MAX_U16 + 1);
    memset(words, 'x', TEXT_MAX_U16 + 1);
    struct text *text = text_create();
    struct delta delta = DELTA_EMPTY;
    delta_insert(&delta, words, TEXT_MAX_U16 + 1, NULL);
    assert_int_equal(text_check(text, &delta), STATUS_TOO_LARGE);
    delta_clear(&delta);

    delta_insert(&delta, words, TEXT_MAX_U16, NULL);
    assert_int_equal(text_check(text, &delta), STATUS_OK);
    text_apply(text, &delta);
    delta_clear(&delta);

    delta_insert(&delta, "y", 1, NULL);
    assert_int_equal(text_check(text, &delta), STATUS_TOO_LARGE);
    delta_delete(&delta, 1);
    assert_int_equal(text_check(text, &delta), STATUS_OK);
    delta_clear(&delta);
    text_destroy(text);
    free(words);
}

static void test_a_position_inside_a_pair_or_past_the_end_cuts(void **state)
{
    (void)state;
    struct text *text = text_of("[{'insert':'a😀'},{'insert':'b','attributes':{'bold':true}}]");
    static const bool cuts[] = {false, false, true, false, false, true};
    for (uint32_t position = 0; position < 6; position++)
        assert_int_equal(text_cuts_pair(text, position), cuts[position]);
    text_destroy(text);
}

static void test_a_slice_takes_words_and_formatting(void **state)
{
    (void)state;
    struct text *text =
        text_of("[{'insert':'ab'},{'insert':'cd','attributes':{'bold':true}},{'insert':'ef'}]");
    struct delta slice;
    text_slice(text, 1, 5, &slice);
    assert_delta(&slice, "[{'insert':'b'},{'insert':'cd','attributes':{'bold':true}},{'insert':'e'}]");
    delta_clear(&slice);
    text_slice(text, 3, 3, &slice);
    assert_delta(&slice, "[]");
    delta_clear(&slice);
    text_destroy(text);
}

static void test_the_inverse_takes_a_change_back(void **state)
{
    (void)state;
    const char *before = "[{'insert':'ab'},{'insert':'cd','attributes':{'bold':true}},{'insert':'ef'}]";
    struct text *text = text_of(before);
    struct delta change =
        delta_of("[{'insert':'x'},{'retain':1},{'delete':2},{'retain':2,'attributes':{'bold':null}}]");
    struct delta inverse;
    text_invert(text, &change, &inverse);
    text_apply(text, &change);
    assert_text(text, "[{'insert':'xadef'}]");
    assert_int_equal(text_check(text, &inverse), STATUS_OK);
    text_apply(text, &inverse);
    assert_text(text, before);
    delta_clear(&change);
    delta_clear(&inverse);
    text_destroy(text);
}

static void test_a_copy_does_not_follow(void **state)
{
    (void)state;
    struct text *text = text_of("[{'insert':'ab','attributes':{'bold':true}},{'insert':'cd'}]");
    struct delta change = delta_of("[{'retain':1},{'insert':'x'}]");
    text_apply(text, &change); /* so that the gap lies between spans */
    struct text *copy = text_copy(text);
    text_apply(text, &change);
    assert_int_equal(text_len(copy), 5);
    text_destroy(text);
    assert_text(copy, "[{'insert':'a','attributes':{'bold':true}},{'insert':'x'},"
                      "{'insert':'b','attributes':{'bold':true}},{'insert':'cd'}]");
    delta_clear(&change);
    text_destroy(copy);
}

static void test_plain_words_leave_formatting_out(void **state)
{
    (void)state;
    struct text *text = text_of("[{'insert':'añ','attributes':{'bold':true}},{'insert':'😀'}]");
    struct buf out = BUF_EMPTY;
    text_write_plain(text, &out);
    assert_string_equal(out.bytes, "añ😀");
    buf_clear(&out);
    text_destroy(text);
}

/* Long enough for many spans: every span boundary is met by the insert and by the delete. */
static void test_edits_across_many_spans_leave_the_rest_alone(void **state)
{
    (void)state;
    struct buf words = BUF_EMPTY;
    for (int i = 0; i < 1000; i++)
        buf_text(&words, "ñ😀");
    struct text *text = text_create();
    struct delta whole = DELTA_EMPTY;
    delta_insert(&whole, words.bytes, words.len, NULL);
    text_apply(text, &whole);
    for (uint32_t at = 0; at < 3000; at += 3) {
        struct delta change = DELTA_EMPTY;
        struct delta inverse;
        delta_retain(&change, at, NULL);
        delta_insert(&change, words.bytes, words.len / 2, NULL);
        delta_delete(&change, 3000 - at);
        assert_int_equal(text_check(text, &change), STATUS_OK);
        text_invert(text, &change, &inverse);
        text_apply(text, &change);
        assert_int_equal(text_len(text), at + 1500);
        text_apply(text, &inverse);
        delta_clear(&change);
        delta_clear(&inverse);
    }
    struct buf out = BUF_EMPTY;
    text_write_plain(text, &out);
    assert_string_equal(out.bytes, words.bytes);
    buf_clear(&out);
    buf_clear(&words);
    delta_clear(&whole);
    text_destroy(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_text_takes_inserts_only),
        cmocka_unit_test(test_an_edit_inside_finds_its_place_in_units),
        cmocka_unit_test(test_formatting_splits_and_joins),
        cmocka_unit_test(test_an_insert_between_formats_keeps_its_own),
        cmocka_unit_test(test_running_past_the_end_is_refused),
        cmocka_unit_test(test_cutting_a_surrogate_pair_is_refused),
        cmocka_unit_test(test_an_insert_with_a_null_is_refused),
        cmocka_unit_test(test_a_text_holds_at_most_65536_units),
        cmocka_unit_test(test_a_position_inside_a_pair_or_past_the_end_cuts),
        cmocka_unit_test(test_a_slice_takes_words_and_formatting),
        cmocka_unit_test(test_the_inverse_takes_a_change_back),
        cmocka_unit_test(test_a_copy_does_not_follow),
        cmocka_unit_test(test_plain_words_leave_formatting_out),
        cmocka_unit_test(test_edits_across_many_spans_leave_the_rest_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
