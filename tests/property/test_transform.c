/* Whole ops over whole ops: draft/transform.c, which visits only what has an item in common, against the twin that goes through every cell.
 * The changes are made of few items and need not fit any draft, so that they meet in every way there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/transform.h"
#include "support/choices.h"
#include "support/naive_transform.h"
#include "wire/change_codec.h"

#define RUNS      4000
#define MAX_OPS   6
#define ITEMS     5
#define MAX_PLACE 12

static const char *const langs[] = {"es", "en"};

/* One of the items that were there, or of those that splits make. */
static char *some_item(struct choices *choices)
{
    char id[ID_BYTES];
    uint32_t number = choices_below(choices, ITEMS + ITEMS / 2);
    snprintf(id, sizeof id, "%s%u", number < ITEMS ? "i" : "n", (unsigned)(number % ITEMS));
    return mem_copy_string(id);
}

static char *new_item(struct choices *choices)
{
    char id[ID_BYTES];
    snprintf(id, sizeof id, "n%u", (unsigned)choices_below(choices, ITEMS));
    return mem_copy_string(id);
}

static const char *some_lang(struct choices *choices)
{
    return langs[choices_below(choices, 2)];
}

static void some_delta(struct choices *choices, struct delta *out)
{
    static const char *const words[] = {"a", "ñu", "\xF0\x9F\x98\x80", "largo"};
    for (uint32_t left = 1 + choices_below(choices, 5); left; left--) {
        uint32_t len = 1 + choices_below(choices, MAX_PLACE / 2);
        const char *word = words[choices_below(choices, 4)];
        if (choices_one_in(choices, 3))
            delta_insert(out, word, strlen(word), NULL);
        else if (choices_one_in(choices, 3))
            delta_delete(out, len);
        else
            delta_retain(out, len, NULL);
    }
    delta_delete(out, 1);
}

static void some_places(struct choices *choices, struct lang_map *out)
{
    out->there = true;
    for (int i = 0; i < 2; i++)
        if (!choices_one_in(choices, 3))
            lang_map_add(out, langs[i])->place_u16 = choices_below(choices, MAX_PLACE);
}

static void some_change(struct choices *choices, struct change *change)
{
    static const struct change_kind *const kinds[] = {
        &change_text,        &change_text,       &change_text,         &change_item_split,
        &change_item_split,  &change_item_merge, &change_item_merge,   &change_item_add,
        &change_comment_add, &change_item_move,  &change_proposal_add, &change_item_remove};
    change->kind = kinds[choices_below(choices, sizeof kinds / sizeof *kinds)];
    change->item = some_item(choices);
    if (change_is(change, &change_text)) {
        change->lang = mem_copy_string(some_lang(choices));
        some_delta(choices, &change->delta);
    } else if (change_is(change, &change_item_split)) {
        change->new_item = new_item(choices);
        some_places(choices, &change->places);
    } else if (change_is(change, &change_item_merge)) {
        change->into = some_item(choices);
        some_places(choices, &change->places);
    } else if (change_is(change, &change_item_add) || change_is(change, &change_item_move)) {
        change->parent = choices_one_in(choices, 4) ? NULL : some_item(choices);
    } else if (change_is(change, &change_comment_add)) {
        change->comment = mem_copy_string("c");
        change->parent = choices_one_in(choices, 4) ? some_item(choices)
                                                    : NULL; /* a comment that is called like an item */
        change->words = mem_copy_string("why");
        if (choices_one_in(choices, 4))
            return;
        change->lang = mem_copy_string(some_lang(choices));
        change->anchor = choices_below(choices, MAX_PLACE);
        change->head = choices_below(choices, MAX_PLACE);
    } else if (change_is(change, &change_proposal_add)) {
        change->proposal = mem_copy_string("p");
    }
}

static bool is_second_text(const struct change_list *list)
{
    const struct change *last = &list->changes[list->count - 1];
    for (size_t i = 0; change_is(last, &change_text) && i + 1 < list->count; i++)
        if (change_is(&list->changes[i], &change_text) && strcmp(list->changes[i].item, last->item) == 0 &&
            strcmp(list->changes[i].lang, last->lang) == 0)
            return true;
    return false;
}

static void some_op(struct choices *choices, struct change_list *out)
{
    *out = (struct change_list){0};
    for (uint32_t left = 1 + choices_below(choices, choices_one_in(choices, 3) ? 12 : 3); left; left--) {
        some_change(choices, change_list_add(out));
        if (is_second_text(out))
            change_clear(&out->changes[--out->count]);
    }
}

/* What they do; fields that a kind does not have are not written. */
static void assert_same(const struct change_list *found, const struct change_list *wanted)
{
    struct buf found_text = BUF_EMPTY, wanted_text = BUF_EMPTY;
    changes_write_json(&found_text, found);
    changes_write_json(&wanted_text, wanted);
    assert_string_equal(found_text.bytes, wanted_text.bytes);
    buf_clear(&found_text);
    buf_clear(&wanted_text);
}

static void test_only_what_has_an_item_in_common_matters(void **state)
{
    struct choices choices = choices_seeded();
    (void)state;
    for (int run = 0; run < RUNS; run++) {
        struct change_list applied[MAX_OPS], incoming, naive;
        size_t count = 1 + choices_below(&choices, MAX_OPS);
        some_op(&choices, &incoming);
        change_list_copy(&incoming, &naive);
        struct transform *moving = transform_begin(&incoming, TRANSFORM_LATE, NULL);
        for (size_t i = 0; i < count; i++) {
            some_op(&choices, &applied[i]);
            naive_transform_over(&naive, &applied[i]);
            assert_true(transform_over(moving, &applied[i]));
        }
        transform_end(moving, &incoming);
        assert_same(&incoming, &naive);
        for (size_t i = 0; i < count; i++)
            change_list_clear(&applied[i]);
        change_list_clear(&incoming);
        change_list_clear(&naive);
    }
}

/* However little is left, what was begun ends, and no more is spent than there was. */
static void test_no_more_work_is_done_than_was_paid_for(void **state)
{
    struct choices choices = choices_seeded();
    (void)state;
    for (int run = 0; run < RUNS / 4; run++) {
        struct change_list applied, incoming;
        struct work work = {.left = choices_below(&choices, 3000)};
        const uint64_t had = work.left;
        some_op(&choices, &applied);
        some_op(&choices, &incoming);
        struct transform *moving = transform_begin(&incoming, TRANSFORM_LATE, &work);
        bool moved = transform_over(moving, &applied);
        transform_end(moving, &incoming);
        assert_int_equal(work.left + work.spent, had);
        if (!moved)
            assert_int_equal(work.left, 0);
        change_list_clear(&applied);
        change_list_clear(&incoming);
    }
}

static void add_split(struct change_list *list, const char *item, const char *fresh, int number)
{
    struct change *change = change_list_add(list);
    char id[ID_BYTES];
    snprintf(id, sizeof id, fresh, number);
    change->kind = &change_item_split;
    change->item = mem_copy_string(item);
    change->new_item = mem_copy_string(id);
    lang_map_add(&change->places, "es")->place_u16 = (uint32_t)number;
}

/* A thousand against a thousand without anything in common: one look at each. */
static void test_what_has_nothing_in_common_costs_nothing(void **state)
{
    struct change_list applied = {0}, incoming = {0};
    struct work work = {.left = UINT64_MAX};
    (void)state;
    for (int i = 0; i < 1000; i++) {
        char item[ID_BYTES], other[ID_BYTES];
        snprintf(item, sizeof item, "a%d", i);
        snprintf(other, sizeof other, "b%d", i);
        add_split(&applied, item, "x%d", i);
        add_split(&incoming, other, "y%d", i);
    }
    struct transform *moving = transform_begin(&incoming, TRANSFORM_LATE, &work);
    assert_true(transform_over(moving, &applied));
    transform_end(moving, &incoming);
    assert_int_equal(work.spent, 1000);
    change_list_clear(&applied);
    change_list_clear(&incoming);
}

/* A thousand splits of one item over a thousand of the same: paid for in full, and stopped where nothing is left. */
static void test_what_has_everything_in_common_is_stopped(void **state)
{
    struct change_list applied = {0}, incoming = {0};
    struct work work = {.left = 100000};
    (void)state;
    for (int i = 0; i < 1000; i++) {
        add_split(&applied, "p", "x%d", i);
        add_split(&incoming, "p", "y%d", i);
    }
    struct transform *moving = transform_begin(&incoming, TRANSFORM_LATE, &work);
    assert_false(transform_over(moving, &applied));
    transform_end(moving, &incoming);
    assert_int_equal(work.spent, 100000);
    change_list_clear(&applied);
    change_list_clear(&incoming);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_what_has_an_item_in_common_matters),
        cmocka_unit_test(test_no_more_work_is_done_than_was_paid_for),
        cmocka_unit_test(test_what_has_nothing_in_common_costs_nothing),
        cmocka_unit_test(test_what_has_everything_in_common_is_stopped),
    };
    return cmocka_run_group_tests_name("property/transform", tests, NULL, NULL);
}
