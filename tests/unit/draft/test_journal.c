#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "base/mem.h"
#include "draft/journal.h"
#include "support/delta_words.h"

static void test_bytes_come_back_in_reverse_order(void **state)
{
    struct journal journal = {0};
    int number = 1;
    (void)state;
    journal_begin(&journal);
    journal_save(&journal, &number, sizeof number);
    number = 2;
    journal_save(&journal, &number, sizeof number);
    number = 3;
    journal_rollback(&journal);
    assert_int_equal(number, 1);
    journal_clear(&journal);
}

static void test_what_is_committed_stays(void **state)
{
    struct journal journal = {0};
    int number = 1;
    (void)state;
    journal_begin(&journal);
    journal_save(&journal, &number, sizeof number);
    number = 2;
    journal_commit(&journal);
    journal_begin(&journal);
    journal_rollback(&journal);
    assert_int_equal(number, 2);
    journal_clear(&journal);
}

static void test_outside_of_an_op_nothing_is_noted(void **state)
{
    struct journal journal = {0};
    int number = 1;
    (void)state;
    journal_save(&journal, &number, sizeof number);
    number = 2;
    journal_begin(&journal);
    assert_int_equal(journal.count, 0);
    journal_rollback(&journal);
    assert_int_equal(number, 2);
    journal_clear(&journal);
}

/* That nothing is freed twice or never is for the sanitizers to say. */
static void test_a_replaced_value_lives_on_either_way(void **state)
{
    struct journal journal = {0};
    void *slot = mem_copy_string("old");
    (void)state;
    journal_begin(&journal);
    journal_replace(&journal, &slot, mem_copy_string("new"), free);
    journal_replace(&journal, &slot, mem_copy_string("newer"), free);
    journal_rollback(&journal);
    assert_string_equal(slot, "old");
    journal_begin(&journal);
    journal_replace(&journal, &slot, mem_copy_string("new"), free);
    journal_commit(&journal);
    assert_string_equal(slot, "new");
    journal_replace(&journal, &slot, mem_copy_string("final"), free);
    assert_string_equal(slot, "final");
    free(slot);
    journal_clear(&journal);
}

static void test_a_value_put_into_an_empty_slot_goes_again(void **state)
{
    struct journal journal = {0};
    void *slot = NULL;
    (void)state;
    journal_begin(&journal);
    journal_replace(&journal, &slot, mem_copy_string("new"), free);
    journal_rollback(&journal);
    assert_null(slot);
    journal_clear(&journal);
}

static void test_words_come_back_as_they_were(void **state)
{
    struct journal journal = {0};
    static const char before[] = "[{'insert':'ab'},{'insert':'cd','attributes':{'bold':true}}]";
    (void)state;
    struct text *text = text_of(before);
    struct delta first = delta_of("[{'retain':1},{'insert':'x'},{'delete':2}]");
    struct delta second = delta_of("[{'retain':3,'attributes':{'bold':null,'italic':true}}]");
    journal_begin(&journal);
    journal_text(&journal, text, &first);
    journal_text(&journal, text, &second);
    journal_rollback(&journal);
    assert_text(text, before);
    journal_begin(&journal);
    journal_text(&journal, text, &first);
    journal_commit(&journal);
    assert_text(text, "[{'insert':'ax'},{'insert':'d','attributes':{'bold':true}}]");
    delta_clear(&first);
    delta_clear(&second);
    text_destroy(text);
    journal_clear(&journal);
}

static char calls[32];

static void note_call(void *context, void *object)
{
    strcat(calls, context);
    if (object)
        strcat(calls, object);
}

static void note_release(void *object)
{
    strcat(calls, "free ");
    strcat(calls, object);
}

static void test_calls_are_made_on_rollback_only(void **state)
{
    struct journal journal = {0};
    char first[] = "a", second[] = "b", object[] = "!";
    (void)state;
    calls[0] = '\0';
    journal_begin(&journal);
    journal_call(&journal, note_call, first, NULL);
    journal_call(&journal, note_call, second, object);
    journal_commit(&journal);
    assert_string_equal(calls, "");
    journal_begin(&journal);
    journal_call(&journal, note_call, first, NULL);
    journal_call(&journal, note_call, second, object);
    journal_rollback(&journal);
    assert_string_equal(calls, "b!a");
    journal_clear(&journal);
}

static void test_what_is_kept_for_a_call_is_released_without_it(void **state)
{
    struct journal journal = {0};
    char context[] = "a", object[] = "!";
    (void)state;
    calls[0] = '\0';
    journal_begin(&journal);
    journal_keep(&journal, note_call, context, object, note_release);
    journal_commit(&journal);
    assert_string_equal(calls, "free !");
    journal_keep(&journal, note_call, context, object, note_release); /* outside of an op: at once */
    assert_string_equal(calls, "free !free !");
    calls[0] = '\0';
    journal_begin(&journal);
    journal_keep(&journal, note_call, context, object, note_release);
    journal_rollback(&journal);
    assert_string_equal(calls, "a!");
    journal_clear(&journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_come_back_in_reverse_order),
        cmocka_unit_test(test_what_is_committed_stays),
        cmocka_unit_test(test_outside_of_an_op_nothing_is_noted),
        cmocka_unit_test(test_a_replaced_value_lives_on_either_way),
        cmocka_unit_test(test_a_value_put_into_an_empty_slot_goes_again),
        cmocka_unit_test(test_words_come_back_as_they_were),
        cmocka_unit_test(test_calls_are_made_on_rollback_only),
        cmocka_unit_test(test_what_is_kept_for_a_call_is_released_without_it),
    };
    return cmocka_run_group_tests_name("draft/journal", tests, NULL, NULL);
}
