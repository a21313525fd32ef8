/* The laws of text/ over random documents and changes, against the naive twin. What a text must become comes from the twin, never
 * from text/ itself. A failure prints nothing but the line: run again with the printed PLENARIA_SEED. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/naive_plan.h"
#include "support/random_change.h"

#define CASES 4000

static struct choices choices;

static struct text *text_from(const struct naive_text *twin)
{
    struct text *text = text_create();
    struct delta document;
    naive_document(twin, &document);
    assert_int_equal(text_check(text, &document), STATUS_OK);
    text_apply(text, &document);
    delta_clear(&document);
    return text;
}

static void checked_apply(struct text *text, const struct delta *change)
{
    assert_int_equal(text_check(text, change), STATUS_OK);
    text_apply(text, change);
}

/* The same words and formatting, and the very delta that builders make of them: normal form. */
static void assert_same(const struct text *text, const struct naive_text *twin)
{
    struct delta whole;
    struct delta want;
    text_slice(text, 0, text_len(text), &whole);
    naive_document(twin, &want);
    assert_true(naive_is(twin, &whole));
    assert_true(delta_equal(&whole, &want));
    assert_int_equal(text_len(text), twin->len);
    delta_clear(&whole);
    delta_clear(&want);
}

static void assert_same_slice(const struct text *text, const struct naive_text *twin)
{
    uint32_t from = random_position(&choices, twin);
    uint32_t to = random_position(&choices, twin);
    struct naive_text part;
    struct delta slice;
    if (to < from)
        return;
    naive_copy(twin, &part);
    naive_delete(&part, to, part.len - to);
    naive_delete(&part, 0, from);
    text_slice(text, from, to, &slice);
    assert_true(naive_is(&part, &slice));
    delta_clear(&slice);
    naive_clear(&part);
}

/* Long documents and many changes in a row, so that spans split, fill up, join and vanish. */
static void test_a_text_follows_its_twin_through_many_changes(void **state)
{
    (void)state;
    for (int i = 0; i < 60; i++) {
        struct naive_text twin;
        random_document(&choices, 80, &twin);
        struct text *text = text_from(&twin);
        for (int edit = 0; edit < 100; edit++) {
            struct delta change;
            random_change(&choices, 6, &twin, &change);
            checked_apply(text, &change);
            assert_same(text, &twin);
            assert_same_slice(text, &twin);
            uint32_t position = choices_below(&choices, (uint32_t)twin.len + 1);
            assert_int_equal(text_cuts_pair(text, position), naive_cuts_pair(&twin, position));
            delta_clear(&change);
        }
        struct text *copy = text_copy(text);
        text_destroy(text);
        assert_same(copy, &twin);
        text_destroy(copy);
        naive_clear(&twin);
    }
}

static void test_a_composed_change_does_what_both_do(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct naive_text twin;
        struct delta a;
        struct delta b;
        struct delta both;
        random_document(&choices, 6, &twin);
        struct text *text = text_from(&twin);
        random_change(&choices, 6, &twin, &a);
        random_change(&choices, 6, &twin, &b);
        delta_compose(&a, &b, &both);
        checked_apply(text, &both);
        assert_same(text, &twin);
        delta_clear(&a);
        delta_clear(&b);
        delta_clear(&both);
        text_destroy(text);
        naive_clear(&twin);
    }
}

static void test_compose_with_a_document_is_apply(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct naive_text twin;
        struct delta document;
        struct delta change;
        struct delta result;
        random_document(&choices, 6, &twin);
        naive_document(&twin, &document);
        random_change(&choices, 6, &twin, &change);
        delta_compose(&document, &change, &result);
        assert_true(naive_is(&twin, &result));
        delta_clear(&document);
        delta_clear(&change);
        delta_clear(&result);
        naive_clear(&twin);
    }
}

static void test_compose_is_associative(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct naive_text twin;
        struct delta a, b, c, ab, bc, left, right;
        random_document(&choices, 6, &twin);
        random_change(&choices, 6, &twin, &a);
        random_change(&choices, 6, &twin, &b);
        random_change(&choices, 6, &twin, &c);
        delta_compose(&a, &b, &ab);
        delta_compose(&ab, &c, &left);
        delta_compose(&b, &c, &bc);
        delta_compose(&a, &bc, &right);
        assert_true(delta_equal(&left, &right));
        struct delta *all[] = {&a, &b, &c, &ab, &bc, &left, &right};
        for (size_t j = 0; j < sizeof all / sizeof *all; j++)
            delta_clear(all[j]);
        naive_clear(&twin);
    }
}

static void test_an_inverse_takes_a_change_back(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct naive_text twin;
        struct naive_text before;
        struct delta document;
        struct delta change;
        struct delta inverse;
        struct delta same;
        random_document(&choices, 6, &twin);
        naive_copy(&twin, &before);
        naive_document(&twin, &document);
        struct text *text = text_from(&twin);
        random_change(&choices, 6, &twin, &change);
        text_invert(text, &change, &inverse);
        delta_invert(&change, &document, &same);
        assert_true(delta_equal(&inverse, &same));
        checked_apply(text, &change);
        checked_apply(text, &inverse);
        assert_same(text, &before);
        struct delta *all[] = {&document, &change, &inverse, &same};
        for (size_t j = 0; j < sizeof all / sizeof *all; j++)
            delta_clear(all[j]);
        text_destroy(text);
        naive_clear(&twin);
        naive_clear(&before);
    }
}

/* Two changes to the same text. */
struct concurrent {
    struct naive_text old;
    struct delta a;
    struct delta b;
};

static void random_concurrent(struct concurrent *pair)
{
    struct naive_text copy;
    random_document(&choices, 6, &pair->old);
    naive_copy(&pair->old, &copy);
    random_change(&choices, 6, &copy, &pair->a);
    naive_clear(&copy);
    naive_copy(&pair->old, &copy);
    random_change(&choices, 6, &copy, &pair->b);
    naive_clear(&copy);
}

static void clear_concurrent(struct concurrent *pair)
{
    naive_clear(&pair->old);
    delta_clear(&pair->a);
    delta_clear(&pair->b);
}

/* TP1, and more: not only do both ways meet, they meet where the two plans laid side by side say. */
static void test_both_orders_of_two_changes_meet_at_the_merge_of_their_plans(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct concurrent pair;
        struct delta a_after_b;
        struct delta b_after_a;
        struct naive_text want;
        random_concurrent(&pair);
        delta_transform(&pair.a, &pair.b, true, &b_after_a);
        delta_transform(&pair.b, &pair.a, false, &a_after_b);
        struct naive_plan first = naive_plan_of(&pair.a, pair.old.len);
        struct naive_plan second = naive_plan_of(&pair.b, pair.old.len);
        naive_merge(&pair.old, &first, &second, &want);

        struct text *one = text_from(&pair.old);
        struct text *other = text_from(&pair.old);
        checked_apply(one, &pair.a);
        checked_apply(one, &b_after_a);
        checked_apply(other, &pair.b);
        checked_apply(other, &a_after_b);
        assert_same(one, &want);
        assert_same(other, &want);

        text_destroy(one);
        text_destroy(other);
        naive_plan_clear(&first);
        naive_plan_clear(&second);
        naive_clear(&want);
        delta_clear(&a_after_b);
        delta_clear(&b_after_a);
        clear_concurrent(&pair);
    }
}

static void test_both_orders_of_two_changes_compose_to_the_same(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct concurrent pair;
        struct delta a_after_b;
        struct delta b_after_a;
        struct delta one;
        struct delta other;
        random_concurrent(&pair);
        delta_transform(&pair.a, &pair.b, true, &b_after_a);
        delta_transform(&pair.b, &pair.a, false, &a_after_b);
        delta_compose(&pair.a, &b_after_a, &one);
        delta_compose(&pair.b, &a_after_b, &other);
        assert_true(delta_equal(&one, &other));
        struct delta *all[] = {&a_after_b, &b_after_a, &one, &other};
        for (size_t j = 0; j < sizeof all / sizeof *all; j++)
            delta_clear(all[j]);
        clear_concurrent(&pair);
    }
}

static void test_a_position_stays_between_the_same_units(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct concurrent pair;
        random_concurrent(&pair);
        struct naive_plan plan = naive_plan_of(&pair.a, pair.old.len);
        uint32_t position = choices_below(&choices, (uint32_t)pair.old.len + 1);
        assert_int_equal(delta_transform_position(&pair.a, position, true),
                         naive_position(&plan, position, false));
        assert_int_equal(delta_transform_position(&pair.a, position, false),
                         naive_position(&plan, position, true));
        naive_plan_clear(&plan);
        clear_concurrent(&pair);
    }
}

/* Applies one part of a cut change to its part of the old text, and takes the words over into `out`. */
static void apply_part(const struct text *old, uint32_t from, uint32_t to, const struct delta *change,
                       struct naive_text *out)
{
    struct delta part;
    struct delta whole;
    struct text *text = text_create();
    text_slice(old, from, to, &part);
    text_apply(text, &part);
    checked_apply(text, change);
    text_slice(text, 0, text_len(text), &whole);
    for (size_t i = 0; i < whole.count; i++)
        naive_append_op(out, &whole, &whole.ops[i]);
    delta_clear(&part);
    delta_clear(&whole);
    text_destroy(text);
}

static void test_a_cut_change_does_to_both_halves_what_it_does_to_the_whole(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct naive_text twin;
        struct naive_text joined = NAIVE_EMPTY;
        struct delta change;
        struct delta left;
        struct delta right;
        struct delta result;
        random_document(&choices, 6, &twin);
        struct text *old = text_from(&twin);
        uint32_t at = random_position(&choices, &twin);
        random_change(&choices, 6, &twin, &change);
        struct naive_plan plan = naive_plan_of(&change, text_len(old));

        delta_cut(&change, at, &left, &right);
        apply_part(old, 0, at, &left, &joined);
        assert_int_equal(joined.len, naive_position(&plan, at, true)); /* what stands at the cut went left */
        apply_part(old, at, text_len(old), &right, &joined);
        naive_document(&joined, &result);
        assert_true(naive_is(&twin, &result));

        struct delta *all[] = {&change, &left, &right, &result};
        for (size_t j = 0; j < sizeof all / sizeof *all; j++)
            delta_clear(all[j]);
        naive_plan_clear(&plan);
        naive_clear(&twin);
        naive_clear(&joined);
        text_destroy(old);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_text_follows_its_twin_through_many_changes),
        cmocka_unit_test(test_a_composed_change_does_what_both_do),
        cmocka_unit_test(test_compose_with_a_document_is_apply),
        cmocka_unit_test(test_compose_is_associative),
        cmocka_unit_test(test_an_inverse_takes_a_change_back),
        cmocka_unit_test(test_both_orders_of_two_changes_meet_at_the_merge_of_their_plans),
        cmocka_unit_test(test_both_orders_of_two_changes_compose_to_the_same),
        cmocka_unit_test(test_a_position_stays_between_the_same_units),
        cmocka_unit_test(test_a_cut_change_does_to_both_halves_what_it_does_to_the_whole),
    };
    choices = choices_seeded();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
