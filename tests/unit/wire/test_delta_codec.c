#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "text/text.h"
#include "wire/delta_codec.h"

static enum status decode(const char *text, struct delta *out)
{
    char *json = double_quoted(text);
    struct json_doc *doc = json_parse(json, strlen(json), 100000);
    assert_non_null(doc);
    enum status status = delta_decode(json_root(doc), out);
    json_free(doc);
    free(json);
    return status;
}

static void assert_decoded(const char *text, const char *want)
{
    struct delta delta;
    struct buf found = BUF_EMPTY;
    char *json = double_quoted(want);
    assert_int_equal(decode(text, &delta), STATUS_OK);
    delta_write_json(&found, &delta);
    assert_string_equal(found.bytes, json);
    delta_clear(&delta);
    buf_clear(&found);
    free(json);
}

static void test_a_delta_is_an_object_with_ops_or_the_list_alone(void **state)
{
    (void)state;
    assert_decoded("{'ops':[{'insert':'x'}]}", "{'ops':[{'insert':'x'}]}");
    assert_decoded("[{'insert':'x'}]", "{'ops':[{'insert':'x'}]}");
    assert_decoded("[]", "{'ops':[]}");
}

static void test_a_delta_comes_out_in_normal_form(void **state)
{
    (void)state;
    assert_decoded("[{'insert':'x'},{'insert':'y'},{'delete':1},{'insert':'z'},{'delete':2}]",
                   "{'ops':[{'insert':'xyz'},{'delete':3}]}");
    assert_decoded("[{'retain':1},{'retain':2},{'retain':3,'attributes':{}}]", "{'ops':[{'retain':6}]}");
}

static void test_what_a_text_may_not_hold_is_refused(void **state)
{
    static const char *const bad[] = {
        "{}",
        "7",
        "{'ops':{}}",
        "[7]",
        "[{}]",
        "[{'insert':''}]",
        "[{'insert':'a\\nb'}]",
        "[{'insert':'a\\tb'}]",
        "[{'insert':'\\u2028'}]",
        "[{'insert':{'image':'x'}}]",
        "[{'insert':7}]",
        "[{'insert':'x','retain':1}]",
        "[{'insert':'x','delete':1}]",
        "[{'retain':0}]",
        "[{'retain':-1}]",
        "[{'retain':1.5}]",
        "[{'retain':65537}]",
        "[{'retain':{'x':1}}]",
        "[{'delete':0}]",
        "[{'delete':1,'attributes':{'bold':true}}]",
        "[{'insert':'x','attributes':{'bold':null}}]",
        "[{'insert':'x','attributes':{'bold':false}}]",
        "[{'insert':'x','attributes':{'bold':1}}]",
        "[{'insert':'x','attributes':{'color':'red'}}]",
        "[{'insert':'x','attributes':{'link':'javascript:alert(1)'}}]",
        "[{'insert':'x','attributes':[]}]",
        "[{'retain':1,'attributes':{'bold':true,'bold':true}}]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct delta delta;
        if (decode(bad[i], &delta) != STATUS_BAD_OP)
            fail_msg("this was not refused: %s", bad[i]);
        assert_int_equal(delta.count, 0);
    }
}

static void test_too_much_at_once_is_too_large(void **state)
{
    struct buf text = BUF_EMPTY;
    struct delta delta;
    (void)state;
    buf_text(&text, "[{'insert':'");
    for (int i = 0; i <= TEXT_MAX_U16; i++)
        buf_char(&text, 'x');
    buf_text(&text, "'}]");
    assert_int_equal(decode(text.bytes, &delta), STATUS_TOO_LARGE);
    buf_clear(&text);
    buf_text(&text, "[{'retain':1,'attributes':{'bold':true");
    for (int i = 0; i < 64; i++)
        buf_format(&text, ",'ins:p%d':true", i);
    buf_text(&text, "}}]");
    assert_int_equal(decode(text.bytes, &delta), STATUS_TOO_LARGE);
    buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_delta_is_an_object_with_ops_or_the_list_alone),
        cmocka_unit_test(test_a_delta_comes_out_in_normal_form),
        cmocka_unit_test(test_what_a_text_may_not_hold_is_refused),
        cmocka_unit_test(test_too_much_at_once_is_too_large),
    };
    return cmocka_run_group_tests_name("wire/delta_codec", tests, NULL, NULL);
}
