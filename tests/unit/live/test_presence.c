#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "live/presence.h"

/* News for one audience as it is told; borrowed until the next call. */
static const char *news(struct presence *presence, enum presence_audience audience)
{
    static struct buf out;
    buf_clear(&out);
    presence_write_news(presence, audience, 7, &out);
    for (char *c = out.bytes; *c; c++)
        if (*c == '"')
            *c = '\'';
    return out.bytes;
}

static void forget_news(void)
{
    struct presence nobody = {0};
    news(&nobody, AUDIENCE_EDITORS);
}

static struct presence_entry entry_of(const char *client, enum role role)
{
    return (struct presence_entry){.client = client, .participant = sitting_person(role)};
}

static const struct caret somewhere = {.item = "a", .lang = "es", .anchor = 1, .head = 2};

#define SAYS_AND(here, gone, observers, more)                                                                \
    "{'t':'presence','seq':7,'here':[" here "],'gone':[" gone "],'observers':" observers more "}"
#define SAYS(here, gone, observers) SAYS_AND(here, gone, observers, "")
#define C1                          "{'client':'c1','participant':'chair','item':null}"
#define C1_SOMEWHERE                "{'client':'c1','participant':'chair','item':'a','lang':'es','anchor':1,'head':2}"
#define C2                          "{'client':'c2','participant':'delegation','item':null}"

static void test_each_audience_is_told_what_is_new_to_it(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR), two = entry_of("c2", ROLE_DELEGATION);
    (void)state;
    presence_join(&presence, &one);
    assert_string_equal(news(&presence, AUDIENCE_EDITORS), SAYS(C1, "", "0"));
    assert_false(presence_has_news(&presence, AUDIENCE_EDITORS));
    assert_true(presence_has_news(&presence, AUDIENCE_OBSERVERS));
    presence_join(&presence, &two);
    presence_move(&presence, &one, &somewhere);
    assert_string_equal(news(&presence, AUDIENCE_EDITORS), SAYS(C1_SOMEWHERE "," C2, "", "0"));
    assert_string_equal(news(&presence, AUDIENCE_OBSERVERS), SAYS(C1_SOMEWHERE "," C2, "", "0"));
    assert_string_equal(news(&presence, AUDIENCE_OBSERVERS), SAYS("", "", "0"));
    presence_clear(&presence);
    forget_news();
}

static void test_who_has_gone_is_said_to_every_audience(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR), two = entry_of("c2", ROLE_DELEGATION);
    (void)state;
    presence_join(&presence, &one);
    presence_join(&presence, &two);
    news(&presence, AUDIENCE_EDITORS);
    presence_leave(&presence, &one);
    assert_string_equal(news(&presence, AUDIENCE_EDITORS), SAYS("", "'c1'", "0"));
    assert_string_equal(news(&presence, AUDIENCE_EDITORS), SAYS("", "", "0"));
    assert_string_equal(news(&presence, AUDIENCE_OBSERVERS), SAYS(C2, "'c1'", "0"));
    assert_int_equal(presence.gone_count, 1);
    assert_string_equal(news(&presence, AUDIENCE_GATHERERS), SAYS(C2, "'c1'", "0"));
    assert_int_equal(presence.gone_count, 0); /* everybody knows */
    presence_clear(&presence);
    forget_news();
}

static void test_who_has_gone_is_not_kept_for_an_audience_of_nobody(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR);
    (void)state;
    presence_join(&presence, &one);
    presence_leave(&presence, &one);
    news(&presence, AUDIENCE_EDITORS);
    news(&presence, AUDIENCE_OBSERVERS);
    assert_int_equal(presence.gone_count, 1);
    presence_pass_over(&presence, AUDIENCE_GATHERERS);
    assert_int_equal(presence.gone_count, 0);
    assert_false(presence_has_news(&presence, AUDIENCE_GATHERERS));
    presence_clear(&presence);
    forget_news();
}

static void test_who_comes_back_has_not_gone(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR);
    (void)state;
    presence_join(&presence, &one);
    news(&presence, AUDIENCE_EDITORS);
    presence_leave(&presence, &one);
    presence_join(&presence, &one);
    assert_string_equal(news(&presence, AUDIENCE_EDITORS), SAYS(C1, "", "0"));
    presence_clear(&presence);
    forget_news();
}

static void test_a_caret_that_has_not_moved_is_no_news(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR);
    (void)state;
    presence_join(&presence, &one);
    presence_move(&presence, &one, &somewhere);
    news(&presence, AUDIENCE_EDITORS);
    presence_move(&presence, &one, &somewhere);
    assert_false(presence_has_news(&presence, AUDIENCE_EDITORS));
    presence_clear(&presence);
    forget_news();
}

static void test_observers_are_only_counted(void **state)
{
    struct presence presence = {0};
    (void)state;
    presence_count_observers(&presence, 3);
    assert_string_equal(news(&presence, AUDIENCE_EDITORS), SAYS("", "", "3"));
    presence_count_observers(&presence, 3);
    assert_false(presence_has_news(&presence, AUDIENCE_EDITORS));
    presence_clear(&presence);
    forget_news();
}

static void test_carets_follow_the_words_without_being_news(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR), two = entry_of("c2", ROLE_DELEGATION);
    struct op op = {.seq = 8, .client = "c1"};
    struct refusal refusal;
    (void)state;
    one.caret = two.caret = (struct caret){.item = "a", .lang = "es", .anchor = 2, .head = 2};
    presence_join(&presence, &one);
    presence_join(&presence, &two);
    news(&presence, AUDIENCE_EDITORS);
    assert_int_equal(
        sitting_changes("[{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'insert':'xy'}]}]",
                        &op.changes, &refusal),
        STATUS_OK);
    presence_follow(&presence, &op);
    assert_int_equal(one.caret.head,
                     4); /* the author stands behind the words, everybody else in front of them */
    assert_int_equal(two.caret.head, 2);
    assert_false(presence_has_news(&presence, AUDIENCE_EDITORS));
    op_clear(&op);
    presence_clear(&presence);
    forget_news();
}

static void test_a_newcomer_is_told_everybody_and_that_it_is_everybody(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR), two = entry_of("c2", ROLE_DELEGATION);
    struct buf out = BUF_EMPTY;
    (void)state;
    presence_join(&presence, &two);
    presence_join(&presence, &one);
    news(&presence, AUDIENCE_EDITORS);
    presence_move(&presence, &one, &somewhere);
    presence_leave(&presence, &two);
    presence_write_all(&presence, 7, &out);
    char *want = double_quoted(SAYS_AND(C1_SOMEWHERE, "", "0", ",'complete':true"));
    assert_string_equal(out.bytes, want);
    assert_true(presence_has_news(&presence, AUDIENCE_EDITORS)); /* the others have still to hear of it */
    free(want);
    buf_clear(&out);
    presence_clear(&presence);
    forget_news();
}

static void test_the_roster_has_each_participant_once(void **state)
{
    struct presence presence = {0};
    struct presence_entry one = entry_of("c1", ROLE_CHAIR), two = entry_of("c2", ROLE_DELEGATION),
                          three = entry_of("c3", ROLE_CHAIR);
    struct buf out = BUF_EMPTY;
    (void)state;
    presence_join(&presence, &one);
    presence_join(&presence, &two);
    presence_join(&presence, &three);
    presence_write_roster(&presence, &out);
    char *want =
        double_quoted("{'t':'participants','participants':[{'id':'chair','role':'chair','name':'Carmen'},"
                      "{'id':'delegation','role':'delegation','name':'Diego','delegation':'MX'}]}");
    assert_string_equal(out.bytes, want);
    free(want);
    buf_clear(&out);
    presence_clear(&presence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_audience_is_told_what_is_new_to_it),
        cmocka_unit_test(test_who_has_gone_is_said_to_every_audience),
        cmocka_unit_test(test_who_has_gone_is_not_kept_for_an_audience_of_nobody),
        cmocka_unit_test(test_who_comes_back_has_not_gone),
        cmocka_unit_test(test_a_caret_that_has_not_moved_is_no_news),
        cmocka_unit_test(test_observers_are_only_counted),
        cmocka_unit_test(test_carets_follow_the_words_without_being_news),
        cmocka_unit_test(test_a_newcomer_is_told_everybody_and_that_it_is_everybody),
        cmocka_unit_test(test_the_roster_has_each_participant_once),
    };
    return cmocka_run_group_tests_name("live/presence", tests, NULL, NULL);
}
