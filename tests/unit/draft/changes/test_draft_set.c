#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

static void assert_title_and_langs(struct sitting *sitting, const char *words)
{
    struct buf snapshot = sitting_state(sitting->draft, &sitting->head);
    char *want = double_quoted(words);
    assert_non_null(strstr(snapshot.bytes, want));
    free(want);
    buf_clear(&snapshot);
}

static void test_titles_that_are_not_named_stay_and_the_log_shows_them(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[{'type':'draft.set','title':{'en':'Text'}}]"),
                     STATUS_OK);
    char *want = double_quoted(
        "{'type':'draft.set','title':{'en':'Text','es':'Recomendaciones'},'langs':['es','en']}");
    assert_string_equal(sitting_last_changes(&sitting), want);
    assert_title_and_langs(&sitting, "'title':{'en':'Text','es':'Recomendaciones'},'langs':['es','en']");
    free(want);
    sitting_close(&sitting);
}

static void test_languages_come_and_those_without_text_go(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','langs':['es','fr','en','pt-BR']}]"),
        STATUS_OK);
    assert_title_and_langs(&sitting, "'langs':['es','fr','en','pt-BR']");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','langs':['es','en']}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','langs':['es']}]"),
                     STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_a_title_goes_with_its_language(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'draft.set','title':{'fr':'Texte'},'langs':['es','en','fr']}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','langs':['es','en']}]"),
                     STATUS_OK);
    assert_title_and_langs(&sitting, "'title':{'es':'Recomendaciones'},'langs':['es','en']");
    sitting_close(&sitting);
}

static void test_the_original_language_stays_once_there_is_text(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','langs':['en','es']}]"),
                     STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_what_a_draft_cannot_be_called_is_refused(void **state)
{
    static const char *const changes[] = {
        "[{'type':'draft.set'}]",
        "[{'type':'draft.set','langs':[]}]",
        "[{'type':'draft.set','langs':['es','en','es']}]",
        "[{'type':'draft.set','langs':['es','en','x']}]",
        "[{'type':'draft.set','langs':['es','en','aa','bb','cc','dd','ee','ff','gg']}]",
        "[{'type':'draft.set','title':{'fr':'Texte'}}]",
        "[{'type':'draft.set','title':{'es':7}}]",
        "[{'type':'draft.set','title':{'es':'two\\nlines'}}]",
        "[{'type':'draft.set','title':['es']}]",
    };
    (void)state;
    struct sitting sitting = sitting_open();
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, changes[i]), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_a_title_has_at_most_1000_units(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    for (int len = 1000; len <= 1001; len++) {
        struct buf change = BUF_EMPTY;
        buf_text(&change, "[{'type':'draft.set','title':{'es':'");
        for (int i = 0; i < len; i++)
            buf_text(&change, "ñ");
        buf_text(&change, "'}}]");
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change.bytes),
                         len == 1000 ? STATUS_OK : STATUS_TOO_LARGE);
        buf_clear(&change);
    }
    sitting_close(&sitting);
}

static void test_delegations_and_observers_do_not_name_a_draft(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    static const char change[] = "[{'type':'draft.set','title':{'es':'Otro'}}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, change), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, change), STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

static void test_a_draft_is_adopted_once_all_that_is_there_is_approved(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.remove','item':'d'},"
                                 "{'type':'item.status','item':'a','status':'approved'},"
                                 "{'type':'item.status','item':'b','status':'approved'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.adopt'}]"), STATUS_BAD_OP);
    assert_string_equal(sitting.refusal.item, "c");
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'c','status':'approved'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[{'type':'draft.adopt'}]"), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.adopt'}]"), STATUS_OK);
    assert_title_and_langs(&sitting, "'adopted':true");
    sitting_close(&sitting);
}

static void test_nothing_changes_after_adoption(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.status','item':'a','status':'approved'},"
                                 "{'type':'item.status','item':'b','status':'approved','below':true},"
                                 "{'type':'item.status','item':'d','status':'approved'},"
                                 "{'type':'draft.adopt'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'open'}]"),
                     STATUS_ADOPTED);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','title':{'es':'Otro'}}]"),
                     STATUS_ADOPTED);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_CHAIR, 1, "[{'type':'draft.adopt'}]"), STATUS_ADOPTED);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles_that_are_not_named_stay_and_the_log_shows_them),
        cmocka_unit_test(test_languages_come_and_those_without_text_go),
        cmocka_unit_test(test_a_title_goes_with_its_language),
        cmocka_unit_test(test_the_original_language_stays_once_there_is_text),
        cmocka_unit_test(test_what_a_draft_cannot_be_called_is_refused),
        cmocka_unit_test(test_a_title_has_at_most_1000_units),
        cmocka_unit_test(test_delegations_and_observers_do_not_name_a_draft),
        cmocka_unit_test(test_a_draft_is_adopted_once_all_that_is_there_is_approved),
        cmocka_unit_test(test_nothing_changes_after_adoption),
    };
    return cmocka_run_group_tests_name("draft/changes/draft_set", tests, NULL, NULL);
}
