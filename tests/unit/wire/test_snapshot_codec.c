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
#include "wire/snapshot_codec.h"

/* A draft with a bit of everything in it: tombstones, two languages, formatting, statuses, people, an aligned text that is empty. */
static struct sitting busy(void)
{
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'draft.set','title':{'en':'A \\\"quoted\\\" title'},'langs':['es','en','fr']},"
                    "{'type':'item.add','item':'e','parent':null,'after':null,'kind':'heading'},"
                    "{'type':'item.align','item':'e','lang':'fr'},"
                    "{'type':'text','item':'a','lang':'es','delta':[{'retain':2,'attributes':{'bold':true}},"
                    "{'insert':'😀','attributes':{'link':'https://example.org'}}]},"
                    "{'type':'item.align','item':'a','lang':'en'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'item.split','item':'b','new':'f','at':{'es':1}},"
                                 "{'type':'item.merge','item':'d','into':'f'}]"),
                     STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'approved'}]"),
        STATUS_OK);
    return sitting;
}

/* From the two lines of sitting_state. */
static enum status decode(const struct buf *text, struct draft **out)
{
    const char *clients = strchr(text->bytes, '\n') + 1;
    return snapshot_decode(text->bytes, (size_t)(clients - text->bytes) - 1, clients, strlen(clients), out);
}

static void test_what_is_read_back_is_written_as_the_same_bytes(void **state)
{
    (void)state;
    struct sitting sitting = busy();
    struct draft *read;
    struct buf before = sitting_state(sitting.draft, &sitting.head);
    assert_int_equal(decode(&before, &read), STATUS_OK);
    struct buf after = sitting_state(read, &sitting.head);
    assert_string_equal(after.bytes, before.bytes);
    buf_clear(&before);
    buf_clear(&after);
    draft_destroy(read);
    sitting_close(&sitting);
}

static void test_a_draft_that_was_read_back_goes_on_like_the_other(void **state)
{
    (void)state;
    struct sitting sitting = busy();
    struct buf text = sitting_state(sitting.draft, &sitting.head);
    draft_destroy(sitting.draft); /* the twin has folded everything; the two are compared from here on */
    assert_int_equal(decode(&text, &sitting.draft), STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_DELEGATION, 1,
                                      "[{'type':'item.restore','item':'d'},"
                                      "{'type':'text','item':'b','lang':'es',"
                                      "'delta':[{'retain':2},{'insert':'!'}]}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.add','item':'z','parent':'f','after':'c','kind':'item'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'nowhere'}]"),
                     STATUS_NO_ITEM);
    buf_clear(&text);
    sitting_close(&sitting);
}

static void test_the_fields_are_those_of_the_protocol(void **state)
{
    (void)state;
    struct sitting sitting =
        sitting_open_with("[{'type':'draft.set','title':{'es':'T'},'langs':['es','en']},"
                          "{'type':'item.add','item':'a','parent':null,'after':null,'kind':'item','texts':{'"
                          "es':[{'insert':'x'}]}},"
                          "{'type':'item.add','item':'b','parent':'a','after':null,'kind':'paragraph'}]");
    struct buf found = BUF_EMPTY, want = BUF_EMPTY;
    char hex[SHA256_HEX + 1];
    sha256_hex(&sitting.head, hex);
    buf_format(
        &want,
        "{'id':'d','title':{'es':'T'},'langs':['es','en'],'adopted':false,'seq':1,'head':'%s','items':["
        "{'id':'a','parent':null,'kind':'item','status':'open','texts':{'es':{'ops':[{'insert':'x'}]}},"
        "'removed':false,'changed':{'es':1},'aligned':{}},"
        "{'id':'b','parent':'a','kind':'paragraph','status':'open','texts':{},'removed':false,'changed':{},"
        "'aligned':{}}],'participants':[],'proposals':[],'positions':[],'comments':[],'consultations':[]}",
        hex);
    char *json = double_quoted(want.bytes);
    snapshot_write_json(&found, sitting.draft, &sitting.head);
    assert_string_equal(found.bytes, json);
    buf_reset(&found);
    snapshot_write_clients(&found, sitting.draft);
    assert_string_equal(found.bytes, "{\"system\":[\"system\",1]}");
    free(json);
    buf_clear(&found);
    buf_clear(&want);
    sitting_close(&sitting);
}

static void test_clients_are_sorted(void **state)
{
    (void)state;
    struct sitting sitting = busy();
    struct buf out = BUF_EMPTY;
    snapshot_write_clients(&out, sitting.draft);
    assert_string_equal(
        out.bytes, "{\"chair\":[\"chair\",2],\"delegation\":[\"delegation\",1],\"system\":[\"system\",1]}");
    buf_clear(&out);
    sitting_close(&sitting);
}

/* The snapshot of a busy draft with one thing in it replaced. */
static void assert_damaged(const char *old, const char *fresh)
{
    struct sitting sitting = busy();
    struct buf text = sitting_state(sitting.draft, &sitting.head), damaged = BUF_EMPTY;
    struct draft *read;
    char *from = double_quoted(old), *to = double_quoted(fresh);
    const char *at = strstr(text.bytes, from);
    assert_non_null(at);
    buf_add(&damaged, text.bytes, (size_t)(at - text.bytes));
    buf_text(&damaged, to);
    buf_text(&damaged, at + strlen(from));
    if (decode(&damaged, &read) != STATUS_CORRUPT)
        fail_msg("%s in place of %s was taken", fresh, old);
    assert_null(read);
    free(from);
    free(to);
    buf_clear(&text);
    buf_clear(&damaged);
    sitting_close(&sitting);
}

static void test_damage_is_refused(void **state)
{
    static const char *const cases[][2] = {
        {"{'id':'d'", "{'id':'d d'"},
        {"{'id':'d'", "{'no':'d'"},
        {"'adopted':false", "'adopted':0"},
        {"'seq':", "'seq':-"},
        {"'title':{", "'title':7,'was':{"},
        {"'langs':[", "'langs':[7,"},
        {"'langs':['es'", "'langs':['es','es'"},
        {"'items':[", "'items':[7,"},
        {"'items':[", "'things':["},
        {"'items':[", "'items':7,'were':["},
        {"{'id':'a'", "{'id':'e'"}, /* twice */
        {"'parent':'f'", "'parent':'nowhere'"},
        {"'kind':'heading'", "'kind':'chapter'"},
        {"'status':'approved'", "'status':'locked'"},
        {"'removed':true", "'removed':1"},
        {"{'insert':'ABCDEF'}", "{'retain':6}"},
        {"{'insert':'ABCDEF'}", "{'insert':'AB\\nDEF'}"},
        {"{'insert':'ABCDEF'}", "{'insert':7}"},
        {"'texts':{", "'texts':[{'ops':[]}],'were':{"},
        {"'texts':{", "'texts':{'x':[],"},
        {"'changed':{'es':", "'changed':{'es':-"},
        {"'aligned':{'fr':", "'aligned':{'fr':0.5,'x':"},
        {"'role':'chair'", "'role':'system'"},
        {"['chair',2]", "['chair']"},
        {"['chair',2]", "[2,'chair']"},
        {"['chair',2]", "{}"},
        {"'chair':[", "'c c':["},
        {"\n{", "\n["},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_damaged(cases[i][0], cases[i][1]);
}

static void test_what_is_cut_short_anywhere_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = busy();
    struct buf text = sitting_state(sitting.draft, &sitting.head);
    const char *clients = strchr(text.bytes, '\n') + 1;
    size_t len = (size_t)(clients - text.bytes) - 1, clients_len = strlen(clients);
    struct draft *read;
    for (size_t i = 0; i < len; i++)
        assert_int_equal(snapshot_decode(text.bytes, i, clients, clients_len, &read), STATUS_CORRUPT);
    for (size_t i = 0; i < clients_len; i++)
        assert_int_equal(snapshot_decode(text.bytes, len, clients, i, &read), STATUS_CORRUPT);
    buf_clear(&text);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read_back_is_written_as_the_same_bytes),
        cmocka_unit_test(test_a_draft_that_was_read_back_goes_on_like_the_other),
        cmocka_unit_test(test_the_fields_are_those_of_the_protocol),
        cmocka_unit_test(test_clients_are_sorted),
        cmocka_unit_test(test_damage_is_refused),
        cmocka_unit_test(test_what_is_cut_short_anywhere_is_refused),
    };
    return cmocka_run_group_tests_name("wire/snapshot_codec", tests, NULL, NULL);
}
