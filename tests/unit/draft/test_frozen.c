/* Frozen numbers, as people at the table see them; and the law that no number changes under random edits until somebody renumbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/change_kind.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "support/random_op.h"
#include "support/sitting.h"

#define RUNS  40
#define STEPS 120

/* Every item that is there or has left its number: id, number as people quote it, former one in brackets, - where it has left. */
static void assert_numbers(const struct sitting *sitting, const char *expected)
{
    struct buf out = BUF_EMPTY;
    struct numbering numbering;

    numbering_start(&numbering, sitting->draft->numbering, "es");
    for (struct item *item = item_next(sitting->draft, NULL); item; item = item_next(sitting->draft, item)) {
        struct numbering_entry entry = item_numbering(sitting->draft, item);
        if (!item_is_there(item) && !frozen_leaves_gap(sitting->draft, item))
            continue;
        numbering_take(&numbering, &entry);
        buf_format(&out, "%s%s=%s", out.len ? " " : "", item->id, numbering.path);
        if (item->number && item->number->former[0])
            buf_format(&out, "(%s)", item->number->former);
        if (item->removed)
            buf_char(&out, '-');
    }
    assert_string_equal(out.bytes, expected);
    buf_clear(&out);
}

static void ask(struct sitting *sitting, enum role role, const char *changes)
{
    if (sitting_ask(sitting, role, changes) != STATUS_OK)
        fail_msg("%s\n%s", sitting->refusal.message, changes);
}

#define FREEZE                  "[{'type':'draft.freeze','on':true}]"
#define ADD(id, after)          "{'type':'item.add','item':'" id "','parent':null,'after':" after ",'kind':'item'}"
#define PROPOSE(p, id)          "{'type':'proposal.add','proposal':'" p "','item':'" id "','act':'add'},"
#define MOVE(id, parent, after) "[{'type':'item.move','item':'" id "','parent':" parent ",'after':" after "}]"

static struct sitting frozen_sitting(void)
{
    struct sitting sitting = sitting_open();
    ask(&sitting, ROLE_CHAIR, FREEZE);
    assert_numbers(&sitting, "a=1 b=2 c=2.a d=3");
    return sitting;
}

static void test_what_comes_is_called_after_what_stands_before(void **state)
{
    struct sitting sitting = frozen_sitting();
    (void)state;
    ask(&sitting, ROLE_SECRETARIAT, "[" ADD("e", "'a'") "," ADD("f", "'a'") "," ADD("g", "null") "]");
    assert_numbers(&sitting, "g=0 bis a=1 f=1 ter e=1 bis b=2 c=2.a d=3");
    ask(&sitting, ROLE_SECRETARIAT,
        "[{'type':'item.add','item':'h','parent':'b','after':'c','kind':'item'},{'type':'item.add','item':'i'"
        ","
        "'parent':'e','after':null,'kind':'item'}]");
    assert_numbers(&sitting, "g=0 bis a=1 f=1 ter e=1 bis i=1 bis.0 bis b=2 c=2.a h=2.a bis d=3");
    sitting_close(&sitting);
}

static void test_a_second_proposal_for_a_place_is_an_alternative(void **state)
{
    struct sitting sitting = frozen_sitting();
    (void)state;
    ask(&sitting, ROLE_DELEGATION, "[" PROPOSE("p", "e") ADD("e", "'a'") "]");
    ask(&sitting, ROLE_SECRETARIAT, "[" PROPOSE("q", "f") ADD("f", "'a'") "]");
    ask(&sitting, ROLE_CHAIR, "[" PROPOSE("r", "g") ADD("g", "'a'") "]");
    ask(&sitting, ROLE_CHAIR, "[" PROPOSE("s", "h") ADD("h", "'e'") "]");
    assert_numbers(&sitting, "a=1 g=1 bis alt 2 f=1 bis alt e=1 bis h=1 ter b=2 c=2.a d=3");
    ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]");
    ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.reject','proposal':'p'}]");
    assert_numbers(&sitting, "a=1 g=1 bis alt 2 f=1 bis alt h=1 ter b=2 c=2.a d=3");
    sitting_close(&sitting);
}

static void test_what_leaves_leaves_its_number(void **state)
{
    struct sitting sitting = frozen_sitting();
    (void)state;
    ask(&sitting, ROLE_SECRETARIAT, "[{'type':'item.remove','item':'b'}]");
    assert_numbers(&sitting, "a=1 b=2- d=3");
    ask(&sitting, ROLE_SECRETARIAT, "[" ADD("e", "'b'") "," ADD("f", "'a'") "]");
    assert_numbers(&sitting, "a=1 f=1 bis b=2- e=2 bis d=3");
    ask(&sitting, ROLE_SECRETARIAT, "[{'type':'item.remove','item':'f'},{'type':'item.restore','item':'b'}]");
    assert_numbers(&sitting, "a=1 b=2 c=2.a e=2 bis d=3");
    ask(&sitting, ROLE_SECRETARIAT, "[{'type':'item.merge','item':'b','into':'a'}]");
    assert_numbers(&sitting, "a=1 c=1.0 bis(2.a) b=2- e=2 bis d=3");
    sitting_close(&sitting);
}

static void test_what_moves_shows_its_old_number_and_has_it_again_where_it_was(void **state)
{
    struct sitting sitting = frozen_sitting();
    (void)state;
    ask(&sitting, ROLE_SECRETARIAT, MOVE("d", "null", "null"));
    assert_numbers(&sitting, "d=0 bis(3) a=1 b=2 c=2.a");
    ask(&sitting, ROLE_SECRETARIAT, MOVE("d", "'b'", "'c'"));
    assert_numbers(&sitting, "a=1 b=2 c=2.a d=2.a bis(3)");
    ask(&sitting, ROLE_SECRETARIAT, MOVE("d", "null", "'b'"));
    assert_numbers(&sitting, "a=1 b=2 c=2.a d=3");
    ask(&sitting, ROLE_SECRETARIAT, MOVE("b", "null", "'d'"));
    assert_numbers(&sitting, "a=1 d=3 b=3 bis(2) c=3 bis.a");
    ask(&sitting, ROLE_SECRETARIAT, "[" ADD("e", "'d'") "]");
    ask(&sitting, ROLE_SECRETARIAT, MOVE("e", "null", "'a'"));
    ask(&sitting, ROLE_SECRETARIAT, MOVE("e", "null", "'d'"));
    assert_numbers(&sitting, "a=1 d=3 e=3 ter b=3 bis(2) c=3 bis.a");
    sitting_close(&sitting);
}

static void test_a_split_takes_what_is_below_along_with_its_names(void **state)
{
    struct sitting sitting = frozen_sitting();
    (void)state;
    ask(&sitting, ROLE_SECRETARIAT, "[{'type':'item.split','item':'b','new':'e','at':{'es':1}}]");
    assert_numbers(&sitting, "a=1 b=2 e=2 bis c=2 bis.a(2.a) d=3");
    sitting_close(&sitting);
}

static void test_renumbering_says_what_becomes_of_what(void **state)
{
    struct sitting sitting = frozen_sitting();
    (void)state;
    ask(&sitting, ROLE_SECRETARIAT, "[" ADD("e", "'a'") ",{'type':'item.remove','item':'b'}]");
    ask(&sitting, ROLE_SECRETARIAT, MOVE("a", "null", "'d'"));
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[{'type':'draft.renumber'}]"),
                     STATUS_FORBIDDEN);
    ask(&sitting, ROLE_CHAIR, "[{'type':'draft.renumber','table':[{'item':'zz','to':'9'}]}]");
    char *expected = double_quoted(
        "{'type':'draft.renumber','table':[{'item':'e','from':'1 bis','to':'1'},{'item':'b','from':'2'},"
        "{'item':'d','from':'3','to':'2'},{'item':'a','from':'3 bis','to':'3'}]}");
    assert_string_equal(sitting_last_changes(&sitting), expected);
    free(expected);
    assert_numbers(&sitting, "e=1 d=2 a=3");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.renumber'}]"), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_while_numbers_are_frozen_no_scheme_and_no_name_is_set(void **state)
{
    struct sitting sitting = frozen_sitting();
    (void)state;
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, FREEZE), STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.freeze','on':false}]"),
                     STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','numbering':'eu'}]"),
                     STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.number','item':'a','start':3}]"),
                     STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_articles_are_named_through_their_headings(void **state)
{
    struct sitting sitting =
        sitting_open_with("[{'type':'draft.set','langs':['es'],'numbering':'articles'},"
                          "{'type':'item.add','item':'h','parent':null,'after':null,'kind':'heading'},"
                          "{'type':'item.add','item':'a','parent':'h','after':null,'kind':'item'},"
                          "{'type':'item.add','item':'k','parent':null,'after':'h','kind':'heading'},"
                          "{'type':'item.add','item':'b','parent':'k','after':null,'kind':'item'}]");
    (void)state;
    ask(&sitting, ROLE_CHAIR, FREEZE);
    ask(&sitting, ROLE_SECRETARIAT,
        "[{'type':'item.add','item':'e','parent':'k','after':null,'kind':'item'},"
        "{'type':'item.add','item':'f','parent':'h','after':null,'kind':'item'}]");
#define ART                                                                                                  \
    "Art\xc3\xad"                                                                                            \
    "culo "
    assert_numbers(&sitting, "h= f=" ART "0 bis a=" ART "1 k= e=" ART "1 bis b=" ART "2");
    ask(&sitting, ROLE_SECRETARIAT, MOVE("a", "'k'", "'b'"));
    assert_numbers(&sitting, "h= f=" ART "0 bis k= e=" ART "1 bis b=" ART "2 a=" ART "2 bis(" ART "1)");
    sitting_close(&sitting);
}

/* ---- at random ---- */

static struct choices choices;

struct before {
    char id[ID_BYTES], name[NUMBERING_BARE_BYTES];
    const struct item *item, *parent;
};

static size_t note_names(const struct draft *draft, struct before *out, size_t most)
{
    size_t count = 0;
    for (struct item *item = item_next(draft, NULL); item && count < most; item = item_next(draft, item)) {
        if (!item->number)
            continue;
        struct before *before = &out[count++];
        *before = (struct before){.item = item, .parent = item->parent};
        memcpy(before->id, item->id, sizeof before->id);
        memcpy(before->name, item->number->name, sizeof before->name);
    }
    return count;
}

/* An op may rename an item only by moving it, or by merging what it is below. */
static bool may_rename(const struct change_list *changes, const struct before *before, bool *ends)
{
    bool may = false;
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->changes[i];
        *ends = *ends || change_is(change, &change_draft_renumber);
        may = may || (change_is(change, &change_item_move) && strcmp(change->item, before->id) == 0);
        may = may || change_is(change, &change_item_merge);
    }
    return may;
}

static void one_step(struct sitting *sitting)
{
    static struct before before[2000];
    const struct participant *chair = sitting_person(ROLE_CHAIR);
    struct change_list asked = {0};
    size_t count = note_names(sitting->draft, before, 2000);
    struct submission submission = {.who = chair,
                                    .client = chair->id,
                                    .n = clients_acked(sitting->draft, chair->id) + 1,
                                    .base = draft_seq(sitting->draft),
                                    .at = 1000};
    random_op(&choices, sitting->draft, &submission.changes);
    change_list_copy(&submission.changes, &asked);
    if (submission.changes.count)
        sitting_submit(sitting, &submission);
    for (size_t i = 0; i < count; i++) {
        bool ends = false;
        bool may = may_rename(&asked, &before[i], &ends);
        if (ends || may)
            continue;
        assert_non_null(before[i].item->number);
        assert_string_equal(before[i].item->number->name, before[i].name);
    }
    change_list_clear(&asked);
    change_list_clear(&submission.changes);
}

/* In the conference's scheme no two of a list are called the same. */
static void assert_apart(const struct draft *draft)
{
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        for (const struct item *other = item->next; other && item->number && !item->removed;
             other = other->next)
            if (other->number && !other->removed && other->kind == KIND_ITEM && item->kind == KIND_ITEM)
                assert_string_not_equal(item->number->name, other->number->name);
}

static void test_no_number_changes_until_somebody_renumbers(void **state)
{
    (void)state;
    for (int run = 0; run < RUNS; run++) {
        struct sitting sitting = sitting_open();
        for (int step = 0; step < STEPS && !sitting.draft->adopted; step++) {
            if (!sitting.draft->frozen)
                ask(&sitting, ROLE_CHAIR, FREEZE);
            one_step(&sitting);
            if (sitting.draft->frozen && !sitting.draft->numbering)
                assert_apart(sitting.draft);
        }
        sitting_close(&sitting);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_comes_is_called_after_what_stands_before),
        cmocka_unit_test(test_a_second_proposal_for_a_place_is_an_alternative),
        cmocka_unit_test(test_what_leaves_leaves_its_number),
        cmocka_unit_test(test_what_moves_shows_its_old_number_and_has_it_again_where_it_was),
        cmocka_unit_test(test_a_split_takes_what_is_below_along_with_its_names),
        cmocka_unit_test(test_renumbering_says_what_becomes_of_what),
        cmocka_unit_test(test_while_numbers_are_frozen_no_scheme_and_no_name_is_set),
        cmocka_unit_test(test_articles_are_named_through_their_headings),
        cmocka_unit_test(test_no_number_changes_until_somebody_renumbers),
    };

    choices = choices_seeded();
    return cmocka_run_group_tests_name("draft/frozen", tests, NULL, NULL);
}
