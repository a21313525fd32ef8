/* version.add: who may name a moment, and which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/sitting.h"

static void test_secretariat_and_chair_name_a_moment_others_do_not(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    const char *ask = "[{'type':'version.add','version':'v1','name':'Rev.1'}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, ask), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, ask), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, ask), STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'version.add','version':'v2','name':'Rev.2','seq':1}]"),
        STATUS_OK);
    assert_string_equal(
        sitting_snapshot_from(&sitting, "\"versions\":"),
        "\"versions\":[{\"id\":\"v1\",\"name\":\"Rev.1\",\"of\":2,\"by\":\"secretariat\",\"seq\":2,"
        "\"at\":1001},{\"id\":\"v2\",\"name\":\"Rev.2\",\"of\":1,\"by\":\"chair\",\"seq\":3,\"at\":1002}]}\n"
        "{\"chair\":[\"chair\",1],\"secretariat\":[\"secretariat\",1],\"system\":[\"system\",1]}");
    sitting_close(&sitting);
}

static void test_the_log_says_which_moment_it_is(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'version.add','version':'v1','name':'Rev.1'}]"),
        STATUS_OK);
    assert_string_equal(sitting_last_changes(&sitting),
                        "{\"type\":\"version.add\",\"version\":\"v1\",\"name\":\"Rev.1\",\"seq\":2}");
    sitting_close(&sitting);
}

static void test_what_is_no_version_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    static const char *const names[] = {"", "   ", "two\\nlines"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf ask = BUF_EMPTY;
        buf_format(&ask, "[{'type':'version.add','version':'v1','name':'%s'}]", names[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, ask.bytes), STATUS_BAD_OP);
        buf_clear(&ask);
    }
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'version.add','version':'v1','name':'Later','seq':3}]"),
        STATUS_BAD_OP);
    const char *ask = "[{'type':'version.add','version':'v1','name':'Rev.1'}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, ask), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, ask), STATUS_EXISTS);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secretariat_and_chair_name_a_moment_others_do_not),
        cmocka_unit_test(test_the_log_says_which_moment_it_is),
        cmocka_unit_test(test_what_is_no_version_is_refused),
    };
    return cmocka_run_group_tests_name("version_add", tests, NULL, NULL);
}
