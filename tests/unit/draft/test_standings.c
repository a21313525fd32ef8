#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* The tree is "a b(c) d", and c and d are agreed: "2.a" and "3.". */

#define MX sitting_person(ROLE_DELEGATION)

static enum status ask(struct sitting *sitting, enum role role, const char *changes)
{
    return sitting_ask_as(sitting, sitting_person(role), 5000, changes);
}

static struct sitting open_agreed(void)
{
    struct sitting sitting = sitting_open();
    assert_int_equal(ask(&sitting, ROLE_CHAIR,
                         "[{'type':'item.status','item':'c','status':'approved'},"
                         "{'type':'item.status','item':'d','status':'agreed'}]"),
                     STATUS_OK);
    return sitting;
}

static void check(const char *changes, enum status expected)
{
    struct sitting sitting = open_agreed();
    enum status found = ask(&sitting, ROLE_DELEGATION, changes);
    if (found != expected)
        fail_msg("%s: %s, where it should be %s", changes, status_code(found), status_code(expected));
    sitting_close(&sitting);
    sitting = open_agreed(); /* the secretariat keeps the order of the text */
    assert_int_equal(ask(&sitting, ROLE_SECRETARIAT, changes), STATUS_OK);
    sitting_close(&sitting);
}

#define NEW(after, kind) "{'type':'item.add','item':'n','parent':null,'after':" after ",'kind':'" kind "'}"

static void test_a_delegation_gives_what_is_agreed_no_other_number_place_or_heading(void **state)
{
    (void)state;
    check("[" NEW("null", "item") "]", STATUS_LOCKED);
    check("[" NEW("'b'", "item") "]", STATUS_LOCKED);
    check("[" NEW("'b'", "heading") "]", STATUS_LOCKED);
    check("[" NEW("null", "heading") "]", STATUS_LOCKED);
    check("[{'type':'item.split','item':'a','new':'n','at':{'es':2}}]", STATUS_LOCKED);
    check("[{'type':'item.remove','item':'a'}]", STATUS_LOCKED);
    check("[{'type':'item.merge','item':'a','into':'b'}]", STATUS_LOCKED);
    check("[{'type':'item.kind','item':'a','kind':'heading'}]", STATUS_LOCKED);
    check("[{'type':'item.kind','item':'a','kind':'paragraph'}]", STATUS_LOCKED);
    check("[{'type':'item.move','item':'a','parent':null,'after':'d'}]", STATUS_LOCKED);
}

static void test_what_moves_nothing_that_is_agreed_is_free(void **state)
{
    (void)state;
    check("[" NEW("'d'", "item") "]", STATUS_OK);
    check("[" NEW("'d'", "heading") "]", STATUS_OK);
    check("[" NEW("null", "paragraph") "]", STATUS_OK);
    check("[{'type':'item.add','item':'n','parent':'a','after':null,'kind':'item'}]", STATUS_OK);
    check("[{'type':'item.add','item':'n','parent':'b','after':'c','kind':'item'}]", STATUS_OK);
    check("[" NEW("null", "item") ",{'type':'item.remove','item':'n'}]", STATUS_OK);
}

static void test_it_may_be_proposed_and_the_chair_decides(void **state)
{
    (void)state;
    struct sitting sitting = open_agreed();
    assert_int_equal(
        ask(&sitting, ROLE_DELEGATION,
            "[{'type':'proposal.add','proposal':'q','item':'n','act':'add'}," NEW("null", "heading") "]"),
        STATUS_OK);
    assert_int_equal(ask(&sitting, ROLE_DELEGATION,
                         "[{'type':'item.add','item':'m','parent':null,'after':'b',"
                         "'kind':'item'}]"),
                     STATUS_LOCKED);
    assert_string_equal(sitting.refusal.item, "d");
    assert_int_equal(ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]"), STATUS_OK);
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_a_delegation_gives_what_is_agreed_no_other_number_place_or_heading),
        CASE(test_what_moves_nothing_that_is_agreed_is_free),
        CASE(test_it_may_be_proposed_and_the_chair_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
