#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/delta_words.h"

static void check_normal(const char *raw, const char *want)
{
    struct delta delta = delta_of(raw);
    assert_delta(&delta, want);
    delta_clear(&delta);
}

static void test_equal_neighbours_merge(void **state)
{
    (void)state;
    check_normal("[{'insert':'a'},{'insert':'ñ'}]", "[{'insert':'añ'}]");
    check_normal("[{'retain':2},{'retain':3}]", "[{'retain':5}]");
    check_normal("[{'delete':2},{'delete':3}]", "[{'delete':5}]");
    check_normal("[{'retain':2,'attributes':{'bold':true}},{'retain':3,'attributes':{'bold':true}}]",
                 "[{'retain':5,'attributes':{'bold':true}}]");
}

static void test_neighbours_with_other_attributes_stay_apart(void **state)
{
    (void)state;
    check_normal("[{'insert':'a','attributes':{'bold':true}},{'insert':'b'}]",
                 "[{'insert':'a','attributes':{'bold':true}},{'insert':'b'}]");
    check_normal("[{'retain':1,'attributes':{'bold':true}},{'retain':1,'attributes':{'bold':null}}]",
                 "[{'retain':1,'attributes':{'bold':true}},{'retain':1,'attributes':{'bold':null}}]");
}

static void test_an_insert_goes_before_a_delete(void **state)
{
    (void)state;
    check_normal("[{'delete':1},{'insert':'a'}]", "[{'insert':'a'},{'delete':1}]");
    check_normal("[{'insert':'a'},{'delete':1},{'insert':'b'},{'delete':2}]",
                 "[{'insert':'ab'},{'delete':3}]");
    check_normal("[{'retain':1},{'delete':1},{'insert':'a','attributes':{'bold':true}},{'insert':'b'}]",
                 "[{'retain':1},{'insert':'a','attributes':{'bold':true}},{'insert':'b'},{'delete':1}]");
}

static void test_length_zero_does_nothing(void **state)
{
    (void)state;
    check_normal("[{'insert':''},{'retain':0},{'delete':0}]", "[]");
}

static void test_chop_drops_a_last_plain_retain_only(void **state)
{
    (void)state;
    struct delta plain = delta_of("[{'insert':'a'},{'retain':3}]");
    struct delta bold = delta_of("[{'retain':3,'attributes':{'bold':true}}]");
    struct delta empty = DELTA_EMPTY;
    delta_chop(&plain);
    delta_chop(&bold);
    delta_chop(&empty);
    assert_delta(&plain, "[{'insert':'a'}]");
    assert_delta(&bold, "[{'retain':3,'attributes':{'bold':true}}]");
    assert_delta(&empty, "[]");
    delta_clear(&plain);
    delta_clear(&bold);
}

static void test_lengths_count_utf16_units(void **state)
{
    (void)state;
    struct delta delta = delta_of("[{'retain':2},{'insert':'a😀'},{'delete':4},{'retain':1}]");
    assert_int_equal(delta_base_len(&delta), 7);
    assert_int_equal(delta_result_len(&delta), 6);
    assert_false(delta_is_document(&delta));
    delta_clear(&delta);
}

static void test_lengths_stop_at_the_top_instead_of_wrapping(void **state)
{
    (void)state;
    struct delta delta = DELTA_EMPTY;
    delta_retain(&delta, UINT32_MAX, NULL);
    delta_retain(&delta, 10, NULL);
    delta_delete(&delta, 10);
    assert_int_equal(delta.ops[0].len_u16, UINT32_MAX);
    assert_int_equal(delta_base_len(&delta), UINT32_MAX);
    delta_clear(&delta);
}

static void test_a_copy_is_equal_and_its_own(void **state)
{
    (void)state;
    struct delta delta = delta_of("[{'insert':'a','attributes':{'bold':true}},{'delete':1}]");
    struct delta copy;
    delta_copy(&delta, &copy);
    assert_true(delta_equal(&delta, &copy));
    delta_insert(&copy, "b", 1, NULL);
    assert_false(delta_equal(&delta, &copy));
    assert_delta(&delta, "[{'insert':'a','attributes':{'bold':true}},{'delete':1}]");
    delta_clear(&delta);
    assert_delta(&copy, "[{'insert':'a','attributes':{'bold':true}},{'insert':'b'},{'delete':1}]");
    delta_clear(&copy);
}

static void test_json_escapes_what_json_must(void **state)
{
    (void)state;
    struct delta delta = DELTA_EMPTY;
    delta_insert(&delta, "\"\\\xC3\xB1", 4, NULL);
    struct buf out = BUF_EMPTY;
    delta_write_json(&out, &delta);
    assert_string_equal(out.bytes, "{\"ops\":[{\"insert\":\"\\\"\\\\ñ\"}]}");
    buf_clear(&out);
    delta_clear(&delta);
}

static void check_compose(const char *a, const char *b, const char *want)
{
    struct delta first = delta_of(a);
    struct delta second = delta_of(b);
    struct delta result;
    delta_compose(&first, &second, &result);
    assert_delta(&result, want);
    delta_clear(&first);
    delta_clear(&second);
    delta_clear(&result);
}

static void test_compose_cancels_an_insert_that_is_deleted_again(void **state)
{
    (void)state;
    check_compose("[{'retain':1},{'insert':'abc'}]", "[{'retain':2},{'delete':1}]",
                  "[{'retain':1},{'insert':'ac'}]");
    check_compose("[{'insert':'a'}]", "[{'delete':1}]", "[]");
}

static void test_compose_never_leaves_half_a_character(void **state)
{
    (void)state;
    check_compose("[{'insert':'a😀b'}]", "[{'retain':2},{'delete':1}]",
                  "[{'insert':'a\xEF\xBF\xBD"
                  "b'}]");
    check_compose("[{'insert':'😀'}]", "[{'retain':1},{'insert':'x'}]",
                  "[{'insert':'\xEF\xBF\xBDx\xEF\xBF\xBD'}]");
}

static void check_transform(const char *a, const char *b, bool priority, const char *want)
{
    struct delta first = delta_of(a);
    struct delta second = delta_of(b);
    struct delta result;
    delta_transform(&first, &second, priority, &result);
    assert_delta(&result, want);
    delta_clear(&first);
    delta_clear(&second);
    delta_clear(&result);
}

static void test_transform_with_priority_goes_behind_the_other_insert(void **state)
{
    (void)state;
    check_transform("[{'insert':'aa'}]", "[{'insert':'b'}]", true, "[{'retain':2},{'insert':'b'}]");
    check_transform("[{'insert':'aa'}]", "[{'insert':'b'}]", false, "[{'insert':'b'}]");
}

static void test_transform_drops_what_the_other_deleted_already(void **state)
{
    (void)state;
    check_transform("[{'retain':2},{'delete':3}]", "[{'retain':1},{'delete':3}]", true,
                    "[{'retain':1},{'delete':1}]");
    check_transform("[{'delete':3}]", "[{'retain':3,'attributes':{'bold':true}}]", true, "[]");
}

static uint32_t position_after(const char *ops, uint32_t position, bool priority)
{
    struct delta delta = delta_of(ops);
    position = delta_transform_position(&delta, position, priority);
    delta_clear(&delta);
    return position;
}

static void test_a_position_moves_with_inserts_before_it(void **state)
{
    (void)state;
    assert_int_equal(position_after("[{'retain':2},{'insert':'😀'}]", 3, false), 5);
    assert_int_equal(position_after("[{'retain':2},{'insert':'😀'}]", 1, false), 1);
}

static void test_priority_holds_a_position_at_an_insert(void **state)
{
    (void)state;
    assert_int_equal(position_after("[{'retain':2},{'insert':'ab'}]", 2, true), 2);
    assert_int_equal(position_after("[{'retain':2},{'insert':'ab'}]", 2, false), 4);
}

static void test_a_position_in_deleted_text_goes_to_its_start(void **state)
{
    (void)state;
    assert_int_equal(position_after("[{'retain':2},{'delete':5}]", 4, false), 2);
    assert_int_equal(position_after("[{'retain':2},{'delete':5}]", 9, false), 4);
    assert_int_equal(position_after("[{'retain':2},{'insert':'abc'},{'delete':5}]", 4, true), 5);
}

static void check_invert(const char *change, const char *document, const char *want)
{
    struct delta delta = delta_of(change);
    struct delta base = delta_of(document);
    struct delta result;
    delta_invert(&delta, &base, &result);
    assert_delta(&result, want);
    delta_clear(&delta);
    delta_clear(&base);
    delta_clear(&result);
}

static void test_invert_brings_back_words_and_formatting(void **state)
{
    (void)state;
    check_invert("[{'retain':1},{'insert':'xy'},{'delete':2}]",
                 "[{'insert':'ab'},{'insert':'c','attributes':{'bold':true}}]",
                 "[{'retain':1},{'insert':'b'},{'insert':'c','attributes':{'bold':true}},{'delete':2}]");
    check_invert("[{'retain':3,'attributes':{'bold':true}}]",
                 "[{'insert':'ab'},{'insert':'c','attributes':{'bold':true}}]",
                 "[{'retain':2,'attributes':{'bold':null}}]");
}

static void check_cut(const char *change, uint32_t at, const char *want_left, const char *want_right)
{
    struct delta delta = delta_of(change);
    struct delta left;
    struct delta right;
    delta_cut(&delta, at, &left, &right);
    assert_delta(&left, want_left);
    assert_delta(&right, want_right);
    delta_clear(&delta);
    delta_clear(&left);
    delta_clear(&right);
}

static void test_a_cut_leaves_inserts_at_it_on_the_left(void **state)
{
    (void)state;
    check_cut("[{'retain':3},{'insert':'x'},{'retain':2},{'insert':'y'}]", 3, "[{'retain':3},{'insert':'x'}]",
              "[{'retain':2},{'insert':'y'}]");
    check_cut("[{'insert':'x'}]", 0, "[{'insert':'x'}]", "[]");
}

static void test_a_cut_parts_deletes_and_retains(void **state)
{
    (void)state;
    check_cut("[{'delete':5}]", 2, "[{'delete':2}]", "[{'delete':3}]");
    check_cut("[{'retain':5,'attributes':{'bold':true}},{'insert':'x'}]", 2,
              "[{'retain':2,'attributes':{'bold':true}}]",
              "[{'retain':3,'attributes':{'bold':true}},{'insert':'x'}]");
}

static void test_a_cut_behind_the_change_leaves_all_on_the_left(void **state)
{
    (void)state;
    check_cut("[{'retain':2},{'delete':1}]", 9, "[{'retain':2},{'delete':1}]", "[]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_neighbours_merge),
        cmocka_unit_test(test_neighbours_with_other_attributes_stay_apart),
        cmocka_unit_test(test_an_insert_goes_before_a_delete),
        cmocka_unit_test(test_length_zero_does_nothing),
        cmocka_unit_test(test_chop_drops_a_last_plain_retain_only),
        cmocka_unit_test(test_lengths_count_utf16_units),
        cmocka_unit_test(test_lengths_stop_at_the_top_instead_of_wrapping),
        cmocka_unit_test(test_a_copy_is_equal_and_its_own),
        cmocka_unit_test(test_json_escapes_what_json_must),
        cmocka_unit_test(test_compose_cancels_an_insert_that_is_deleted_again),
        cmocka_unit_test(test_compose_never_leaves_half_a_character),
        cmocka_unit_test(test_transform_with_priority_goes_behind_the_other_insert),
        cmocka_unit_test(test_transform_drops_what_the_other_deleted_already),
        cmocka_unit_test(test_a_position_moves_with_inserts_before_it),
        cmocka_unit_test(test_priority_holds_a_position_at_an_insert),
        cmocka_unit_test(test_a_position_in_deleted_text_goes_to_its_start),
        cmocka_unit_test(test_invert_brings_back_words_and_formatting),
        cmocka_unit_test(test_a_cut_leaves_inserts_at_it_on_the_left),
        cmocka_unit_test(test_a_cut_parts_deletes_and_retains),
        cmocka_unit_test(test_a_cut_behind_the_change_leaves_all_on_the_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
