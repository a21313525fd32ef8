#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "draft/items.h"

/* a(b(c) d) e, where b is removed. */
static struct draft *grow(void)
{
    struct draft *draft = draft_create("d");
    struct item *a = item_create(draft, "a", KIND_ITEM, NULL, NULL);
    struct item *b = item_create(draft, "b", KIND_ITEM, a, NULL);
    item_create(draft, "c", KIND_HEADING, b, NULL);
    item_create(draft, "d", KIND_ITEM, a, b);
    item_create(draft, "e", KIND_PARAGRAPH, NULL, a);
    item_set_removed(draft, b, true);
    return draft;
}

static void assert_items(const struct draft *draft, const char *tree)
{
    char *found = sitting_tree(draft);
    assert_string_equal(found, tree);
    free(found);
}

/* Every link has its counterpart. */
static void assert_linked(const struct draft *draft, const struct item *parent)
{
    const struct item *first = parent ? parent->first : draft->first;
    const struct item *last = parent ? parent->last : draft->last;
    const struct item *previous = NULL;
    for (const struct item *item = first; item; item = item->next) {
        assert_ptr_equal(item->parent, parent);
        assert_ptr_equal(item->previous, previous);
        assert_ptr_equal(item_find(draft, item->id), item);
        assert_linked(draft, item);
        previous = item;
    }
    assert_ptr_equal(last, previous);
}

static void test_a_walk_passes_every_item_in_document_order(void **state)
{
    char order[16] = "";
    (void)state;
    struct draft *draft = grow();
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        strcat(order, item->id);
    assert_string_equal(order, "abcde");
    draft_destroy(draft);
}

static void test_a_walk_below_an_item_stays_below_it(void **state)
{
    char order[16] = "";
    (void)state;
    struct draft *draft = grow();
    struct item *a = item_find(draft, "a"), *c = item_find(draft, "c");
    for (struct item *item = item_next_below(a, a); item; item = item_next_below(a, item))
        strcat(order, item->id);
    assert_string_equal(order, "bcd");
    assert_null(item_next_below(c, c));
    draft_destroy(draft);
}

static void test_an_item_is_there_unless_anything_above_it_is_removed(void **state)
{
    (void)state;
    struct draft *draft = grow();
    assert_true(item_is_there(item_find(draft, "a")));
    assert_false(item_is_there(item_find(draft, "b")));
    assert_false(item_is_there(item_find(draft, "c")));
    assert_true(item_is_there(item_find(draft, "d")));
    assert_null(item_find(draft, "nowhere"));
    draft_destroy(draft);
}

static void test_height_counts_what_is_there_and_depth_counts_all(void **state)
{
    (void)state;
    struct draft *draft = grow();
    assert_int_equal(item_height(item_find(draft, "a")), 2); /* b is removed, so c does not count */
    assert_int_equal(item_height(item_find(draft, "b")), 2);
    assert_int_equal(item_height(item_find(draft, "e")), 1);
    assert_int_equal(item_depth(item_find(draft, "c")), 3);
    assert_int_equal(item_depth(NULL), 0);
    assert_true(item_is_below(item_find(draft, "c"), item_find(draft, "a")));
    assert_false(item_is_below(item_find(draft, "a"), item_find(draft, "a")));
    assert_false(item_is_below(item_find(draft, "a"), item_find(draft, "c")));
    draft_destroy(draft);
}

static void test_items_that_are_not_removed_are_counted(void **state)
{
    (void)state;
    struct draft *draft = grow();
    assert_int_equal(draft->live_count, 4);
    item_set_removed(draft, item_find(draft, "b"), true);
    assert_int_equal(draft->live_count, 4);
    item_set_removed(draft, item_find(draft, "b"), false);
    assert_int_equal(draft->live_count, 5);
    draft_destroy(draft);
}

static void test_an_item_can_be_placed_anywhere(void **state)
{
    (void)state;
    struct draft *draft = grow();
    item_place(draft, item_find(draft, "e"), NULL, NULL);
    assert_items(draft, "e% a(b-(c#) d)");
    item_place(draft, item_find(draft, "d"), item_find(draft, "e"), NULL);
    assert_items(draft, "e%(d) a(b-(c#))");
    item_place(draft, item_find(draft, "b"), NULL, item_find(draft, "a"));
    assert_items(draft, "e%(d) a b-(c#)");
    assert_linked(draft, NULL);
    draft_destroy(draft);
}

static void test_children_move_behind_those_of_another_in_order(void **state)
{
    (void)state;
    struct draft *draft = grow();
    item_create(draft, "f", KIND_ITEM, item_find(draft, "e"), NULL);
    item_move_children(draft, item_find(draft, "a"), item_find(draft, "e"));
    assert_items(draft, "a e%(f b-(c#) d)");
    assert_linked(draft, NULL);
    draft_destroy(draft);
}

static void test_a_rollback_takes_back_every_link(void **state)
{
    (void)state;
    struct draft *draft = grow();
    journal_begin(&draft->journal);
    struct item *x = item_create(draft, "x", KIND_ITEM, item_find(draft, "a"), item_find(draft, "b"));
    struct delta words = DELTA_EMPTY;
    delta_insert(&words, "words", 5, NULL);
    item_text_apply(draft, x, "es", &words, 7);
    item_text_apply(draft, item_find(draft, "a"), "es", &words, 7);
    item_set_aligned(draft, item_find(draft, "d"), "en", 7);
    item_place(draft, item_find(draft, "a"), item_find(draft, "e"), NULL);
    item_move_children(draft, item_find(draft, "a"), x);
    item_set_status(draft, x, ITEM_AGREED);
    item_set_kind(draft, item_find(draft, "e"), KIND_ITEM);
    item_set_removed(draft, item_find(draft, "b"), false);
    journal_rollback(&draft->journal);
    assert_items(draft, "a(b-(c#) d) e%");
    assert_linked(draft, NULL);
    assert_int_equal(draft->live_count, 4);
    assert_null(item_find(draft, "x"));
    assert_null(item_text_find(item_find(draft, "a"), "es"));
    delta_clear(&words);
    draft_destroy(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_walk_passes_every_item_in_document_order),
        cmocka_unit_test(test_a_walk_below_an_item_stays_below_it),
        cmocka_unit_test(test_an_item_is_there_unless_anything_above_it_is_removed),
        cmocka_unit_test(test_height_counts_what_is_there_and_depth_counts_all),
        cmocka_unit_test(test_items_that_are_not_removed_are_counted),
        cmocka_unit_test(test_an_item_can_be_placed_anywhere),
        cmocka_unit_test(test_children_move_behind_those_of_another_in_order),
        cmocka_unit_test(test_a_rollback_takes_back_every_link),
    };
    return cmocka_run_group_tests_name("draft/items", tests, NULL, NULL);
}
