#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* Canonical bytes: what is read back and written again is the same, byte for byte, for every kind of change. */
#include "base/mem.h"
#include "draft/change_kind.h"
#include "wire/change_codec.h"
#include "wire/op_codec.h"

static const char *const changes[] = {
    "{'type':'text','item':'a','lang':'es','delta':{'ops':[{'retain':2},{'insert':'x \\\"q\\\" \\\\ "
    "ñ😀'},{'delete':3},"
    "{'retain':1,'attributes':{'bold':null,'link':'https://example.org/?a=1&b=2'}},"
    "{'insert':'p','attributes':{'del:p-1':true,'ins:p_2':true,'italic':true,'underline':true}}]}}",
    "{'type':'text','item':'a','lang':'pt-BR','delta':{'ops':[]}}",
    "{'type':'item.add','item':'n','parent':null,'after':null,'kind':'heading'}",
    "{'type':'item.add','item':'n','parent':'a','after':'b','kind':'item','texts':{}}",
    "{'type':'item.add','item':'n','parent':'a','after':'b','kind':'paragraph','texts':{'en':{'ops':[{'"
    "insert':'x'}]},"
    "'es':{'ops':[{'insert':'y','attributes':{'bold':true}}]}}}",
    "{'type':'item.move','item':'a','parent':null,'after':'b'}",
    "{'type':'item.move','item':'a','parent':'b','after':null}",
    "{'type':'item.remove','item':'a'}",
    "{'type':'item.restore','item':'a'}",
    "{'type':'item.split','item':'a','new':'b','at':{}}",
    "{'type':'item.split','item':'a','new':'b','at':{'es':0,'en':65536}}",
    "{'type':'item.merge','item':'a','into':'b'}",
    "{'type':'item.merge','item':'a','into':'b','at':{'es':3}}",
    "{'type':'item.kind','item':'a','kind':'paragraph'}",
    "{'type':'item.status','item':'a','status':'agreed'}",
    "{'type':'item.status','item':'a','status':'open','below':true}",
    "{'type':'item.align','item':'a','lang':'en'}",
    "{'type':'version.add','version':'v1','name':'Rev.1'}",
    "{'type':'version.add','version':'v1','name':'Rev.1','seq':3}",
    "{'type':'cosign.key','key':'MX-1+00000000+AQAA'}",
    "{'type':'cosign.key','key':'MX-1+00000000+AQAA','ended':true}",
    "{'type':'cosign.ask','delegations':['MX','CR']}",
    "{'type':'cosign.ask','delegations':[],'note':'Nobody has a device.'}",
    "{'type':'follow.set','item':'a','row':2,'field':'due','value':'2027-06-30'}",
    "{'type':'follow.set','item':'a','row':1,'field':'takes_up','value':null}",
    "{'type':'follow.from','draft':'d1'}",
    "{'type':'follow.from','draft':null}",
    "{'type':'cosign.add','seq':3,'key':'MX-1+00000000+AQAA','signature':'AAAA'}",
    "{'type':'item.number','item':'a'}",
    "{'type':'item.number','item':'a','start':30}",
    "{'type':'item.number','item':'a','name':'3 bis'}",
    "{'type':'draft.freeze','on':true}",
    "{'type':'draft.renumber'}",
    "{'type':'draft.renumber','table':[]}",
    "{'type':'draft.renumber','table':[{'item':'a','from':'4 "
    "bis','to':'5'},{'item':'b','from':'6'},{'item':'c','to':'"
    "1'}]}",
    "{'type':'draft.set','numbering':'pp-op'}",
    "{'type':'draft.set','numbering':{'levels':[{'format':'decimal','before':'Art. "
    "','after':'º','langs':{'en':{"
    "'before':'Article "
    "','after':''}},'start':30,'chain':true,'restart':true}],'paragraphs':{'format':'upper-roman',"
    "'before':'','after':'.'},'through':true}}",
    "{'type':'draft.set','title':{'es':'Título','en':'A \\\"title\\\"'},'langs':['es','en']}",
    "{'type':'draft.set','title':{}}",
    "{'type':'draft.set','langs':['es']}",
    "{'type':'draft.adopt'}",
    "{'type':'participant.set','participant':{'id':'p','role':'chair','name':'Carmen Ñ'}}",
    "{'type':'participant.set','participant':{'id':'p','role':'delegation','name':'','delegation':'MX'}}",
    "{'type':'seat.add','act':1,'at':5,'seat':'s','participant':{'id':'p','role':'chair','name':'Carmen'}}",
    "{'type':'seat.add','act':2,'at':5,'seat':'s','participant':{'id':'p','role':'delegation','name':'A','"
    "delegation'"
    ":'MX'},'expires':1648771200000,'pending':true}",
    "{'type':'seat.confirm','act':3,'at':6,'seat':'s'}",
    "{'type':'seat.end','act':4,'at':7,'seat':'s'}",
    "{'type':'seat.enter','act':9007199254740991,'at':8,'seat':'s'}",
    "{'type':'proposal.add','proposal':'q','item':'a'}",
    "{'type':'proposal.add','proposal':'q','item':'a','act':'remove','note':'Two\\nlines'}",
    "{'type':'proposal.file','proposal':'q','note':'Why'}",
    "{'type':'proposal.support','proposal':'q','support':false}",
    "{'type':'proposal.accept','proposal':'q'}",
    "{'type':'proposal.reject','proposal':'q'}",
    "{'type':'proposal.withdraw','proposal':'q'}",
    "{'type':'proposal.part','proposal':'q','item':'a','lang':'es','accept':true,'delta':{'ops':[{'retain':1}"
    ",{'retain':2,'attributes':{'ins:q':null}}]}}",
    "{'type':'proposal.part','proposal':'q','item':'a','lang':'es','accept':false,'delta':{'ops':[{'retain':"
    "2,'attributes':{'del:q':null}}]}}",
    "{'type':'proposal.group','proposal':'q','group':'g'}",
    "{'type':'proposal.group','proposal':'q','group':null}",
    "{'type':'proposal.reopen','proposal':'q'}",
    "{'type':'proposal.reopen','proposal':'q','seq':7}",
    "{'type':'position.set','item':'a','position':'reserve','note':'ad ref'}",
    "{'type':'position.set','item':'a','position':null}",
    "{'type':'comment.add','comment':'k','item':'a','parent':null,'text':'¿Sí?','lang':'es','anchor':0,'head'"
    ":2}",
    "{'type':'comment.add','comment':'k','item':'a','parent':'j','text':''}",
    "{'type':'comment.edit','comment':'k','text':'x'}",
    "{'type':'comment.remove','comment':'k'}",
    "{'type':'comment.resolve','comment':'k','resolved':true}",
    "{'type':'consult.open','item':'a','delegations':['BZ','DO'],'until':1648771200000,'silence':true}",
    "{'type':'consult.open','item':'a','delegations':['BZ'],'until':1}",
    "{'type':'consult.close','item':'a'}",
    "{'type':'item.status','item':'a','status':'agreed','reason':'For ministers'}",
};
#define CHANGES (sizeof changes / sizeof *changes)

static char *op_with(const char *list)
{
    struct buf op = BUF_EMPTY;
    char *quoted = double_quoted(list);
    buf_format(
        &op,
        "{\"seq\":9007199254740991,\"at\":-5,\"by\":\"p-1\",\"client\":\"c_2\",\"n\":18,\"changes\":[%s]}",
        quoted);
    free(quoted);
    return buf_take(&op);
}

static void assert_round_trip(const char *list)
{
    struct op op;
    struct buf again = BUF_EMPTY;
    char *bytes = op_with(list);
    assert_int_equal(op_decode(bytes, strlen(bytes), &op), STATUS_OK);
    op_write_json(&again, &op);
    assert_string_equal(again.bytes, bytes);
    buf_clear(&again);
    op_clear(&op);
    free(bytes);
}

static void test_each_change_comes_back_as_the_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < CHANGES; i++)
        assert_round_trip(changes[i]);
}

static void test_all_in_one_op_come_back_as_the_same_bytes(void **state)
{
    struct buf all = BUF_EMPTY;
    (void)state;
    for (size_t i = 0; i < CHANGES; i++)
        buf_format(&all, "%s%s", i ? "," : "", changes[i]);
    assert_round_trip(all.bytes);
    buf_clear(&all);
}

static void test_no_kind_is_left_out_above(void **state)
{
    (void)state;
    for (const struct change_kind *const *kind = change_kinds(); *kind; kind++) {
        char type[64];
        size_t i = 0;
        snprintf(type, sizeof type, "{'type':'%s'", (*kind)->name);
        while (i < CHANGES && strncmp(changes[i], type, strlen(type)) != 0)
            i++;
        if (i == CHANGES)
            fail_msg("no case has a change of type %s", (*kind)->name);
        assert_ptr_equal(change_kind_find((*kind)->name), *kind);
    }
    assert_null(change_kind_find("item"));
}

static void test_a_copy_of_a_change_is_written_as_the_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < CHANGES; i++) {
        struct op op, copy = {0};
        struct buf one = BUF_EMPTY, other = BUF_EMPTY;
        char *bytes = op_with(changes[i]);
        assert_int_equal(op_decode(bytes, strlen(bytes), &op), STATUS_OK);
        op_write_json(&one, &op);
        copy = op;
        change_list_copy(&op.changes, &copy.changes);
        op_clear(&op);
        op_write_json(&other, &copy);
        assert_string_equal(one.bytes, other.bytes);
        op_clear(&copy);
        buf_clear(&one);
        buf_clear(&other);
        free(bytes);
    }
}

static void test_what_is_written_does_not_hang_on_the_order_it_was_sent_in(void **state)
{
    struct change_list list = {0};
    struct refusal refusal;
    struct buf out = BUF_EMPTY;
    (void)state;
    assert_int_equal(
        sitting_changes("[{'below':false,'extra':{'x':[1]},'status':'open','item':'a','type':'item.status'},"
                        "{'delta':[{'attributes':{'italic':true,'bold':true},'insert':'x'}],'lang':'es',"
                        "'item':'a','type':'text'}]",
                        &list, &refusal),
        STATUS_OK);
    changes_write_json(&out, &list);
    char *want = double_quoted("[{'type':'item.status','item':'a','status':'open'},"
                               "{'type':'text','item':'a','lang':'es',"
                               "'delta':{'ops':[{'insert':'x','attributes':{'bold':true,'italic':true}}]}}]");
    assert_string_equal(out.bytes, want);
    free(want);
    buf_clear(&out);
    change_list_clear(&list);
}

static void test_a_change_that_lacks_a_field_or_has_a_wrong_one_is_refused(void **state)
{
    static const char *const bad[] = {
        "{}",
        "7",
        "{'type':'nothing'}",
        "{'type':7}",
        "{'type':'item.remove'}",
        "{'type':'item.remove','item':null}",
        "{'type':'item.remove','item':''}",
        "{'type':'item.remove','item':'a b'}",
        "{'type':'item.remove','item':7}",
        "{'type':'item.add','item':'n','after':null,'kind':'item'}", /* null is not the same as absent */
        "{'type':'item.add','item':'n','parent':null,'after':null}",
        "{'type':'item.add','item':'n','parent':null,'after':null,'kind':'chapter'}",
        "{'type':'item.add','item':'n','parent':null,'after':null,'kind':'item','texts':[]}",
        "{'type':'item.add','item':'n','parent':null,'after':null,'kind':'item','texts':{'e':[]}}",
        "{'type':'item.add','item':'n','parent':null,'after':null,'kind':'item','texts':{'es':[],'es':[]}}",
        "{'type':'item.split','item':'a','new':'b'}",
        "{'type':'item.split','item':'a','new':'b','at':{'es':-1}}",
        "{'type':'item.split','item':'a','new':'b','at':{'es':1.5}}",
        "{'type':'item.split','item':'a','new':'b','at':{'es':65537}}",
        "{'type':'item.split','item':'a','new':'b','at':{'es':'1'}}",
        "{'type':'item.status','item':'a','status':'locked'}",
        "{'type':'item.status','item':'a','status':'open','below':1}",
        "{'type':'item.align','item':'a','lang':'english language'}",
        "{'type':'version.add','version':'v1'}",
        "{'type':'version.add','version':'v1','name':'Rev.1','seq':0}",
        "{'type':'draft.freeze'}",
        "{'type':'draft.renumber','table':{}}",
        "{'type':'draft.renumber','table':[{'from':'1'}]}",
        "{'type':'cosign.key'}",
        "{'type':'follow.set','item':'a','row':0,'field':'due','value':null}",
        "{'type':'follow.set','item':'a','row':1,'field':'colour','value':null}",
        "{'type':'follow.set','item':'a','row':1,'field':'due'}",
        "{'type':'follow.from'}",
        "{'type':'cosign.ask'}",
        "{'type':'cosign.ask','delegations':['']}",
        "{'type':'cosign.add','seq':0,'key':'k','signature':'AAAA'}",
        "{'type':'item.number','item':'a','start':0}",
        "{'type':'item.number','item':'a','start':10000}",
        "{'type':'item.number','item':'a','name':''}",
        "{'type':'item.number','item':'a','name':' 4 bis'}",
        "{'type':'item.number','item':'a','name':'4 bis and more'}",
        "{'type':'draft.set','numbering':'chinese'}",
        "{'type':'draft.set','numbering':7}",
        "{'type':'draft.set','numbering':{}}",
        "{'type':'draft.set','numbering':{'levels':[]}}",
        "{'type':'draft.set','numbering':{'levels':[1,1,1,1,1,1,1,1,1]}}",
        "{'type':'draft.set','numbering':{'levels':[{'format':'greek'}]}}",
        "{'type':'draft.set','numbering':{'levels':[{'format':'decimal','after':'twenty-one characters'}]}}",
        "{'type':'draft.set','numbering':{'levels':[{'format':'decimal','before':'a\\nb'}]}}",
        "{'type':'draft.set','numbering':{'levels':[{'format':'decimal','start':0}]}}",
        "{'type':'draft.set','numbering':{'levels':[{'format':'decimal','chain':1}]}}",
        "{'type':'draft.set','numbering':{'levels':[{'format':'decimal','langs':{'english language':{}}}]}}",
        "{'type':'draft.set','numbering':{'levels':[{'format':'decimal'}],'through':1}}",
        "{'type':'text','item':'a','lang':'es'}",
        "{'type':'text','item':'a','lang':'es','delta':{}}",
        "{'type':'text','item':'a','lang':'es','delta':'x'}",
        "{'type':'draft.set','langs':'es'}",
        "{'type':'draft.set','title':{'es':null}}",
        "{'type':'participant.set','participant':{'id':'p','role':'system','name':'x'}}",
        "{'type':'participant.set','participant':{'id':'p','role':'chair'}}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[400];
        struct change_list list = {0};
        struct refusal refusal;
        snprintf(text, sizeof text, "[{'type':'item.remove','item':'a'},%s]", bad[i]);
        if (sitting_changes(text, &list, &refusal) != STATUS_BAD_OP)
            fail_msg("this was not refused: %s", bad[i]);
        change_list_clear(&list);
    }
}

static void test_a_refusal_names_the_field_and_the_item(void **state)
{
    struct change_list list = {0};
    struct refusal refusal;
    (void)state;
    assert_int_equal(sitting_changes("[{'type':'item.kind','item':'a','kind':7}]", &list, &refusal),
                     STATUS_BAD_OP);
    assert_non_null(strstr(refusal.message, "\"kind\""));
    assert_string_equal(refusal.item, "a");
    change_list_clear(&list);
    assert_int_equal(sitting_changes("{'type':'item.kind'}", &list, &refusal), STATUS_BAD_OP); /* no array */
    change_list_clear(&list);
}

static void test_bytes_that_are_no_op_are_damage(void **state)
{
    static const char *const bad[] = {
        "",
        "{",
        "[]",
        "{}",
        "{'at':1,'by':'p','client':'c','n':1,'changes':[]}",
        "{'seq':1,'by':'p','client':'c','n':1,'changes':[]}",
        "{'seq':1,'at':1,'client':'c','n':1,'changes':[]}",
        "{'seq':1,'at':1,'by':'p','n':1,'changes':[]}",
        "{'seq':1,'at':1,'by':'p','client':'c','changes':[]}",
        "{'seq':1,'at':1,'by':'p','client':'c','n':1}",
        "{'seq':-1,'at':1,'by':'p','client':'c','n':1,'changes':[]}",
        "{'seq':1,'at':1,'by':'','client':'c','n':1,'changes':[]}",
        "{'seq':1,'at':1,'by':'p','client':'c c','n':1,'changes':[]}",
        "{'seq':1,'at':1,'by':'p','client':'c','n':1,'changes':[{'type':'item.remove','item':'a'},{}]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct op op;
        char *bytes = double_quoted(bad[i]);
        assert_int_equal(op_decode(bytes, strlen(bytes), &op), STATUS_CORRUPT);
        assert_int_equal(op.changes.count, 0); /* nothing to clear */
        free(bytes);
    }
}

static void test_the_chain_binds_an_op_to_all_before_it(void **state)
{
    char hex[SHA256_HEX + 1];
    struct sha256 zero = {{0}};
    (void)state;
    struct sha256 one = op_chain_hash(&zero, "{}", 2);
    sha256_hex(&one, hex);
    assert_string_equal(hex, "fb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db");
    struct sha256 two = op_chain_hash(&one, "{}", 2);
    assert_memory_not_equal(&one, &two, sizeof one);
    struct sha256 same = op_chain_hash(&one, "{}", 2);
    assert_memory_equal(&same, &two, sizeof two);
}

static void test_an_op_of_the_log_is_read_where_its_hash_follows(void **state)
{
    static const char bytes[] = "{\"seq\":2,\"at\":1,\"by\":\"a\",\"client\":\"c\",\"n\":1,\"changes\":["
                                "{\"type\":\"item.remove\",\"item\":\"i\"}]}";
    struct sha256 before = {{1}}, other = {{2}}, hash = op_chain_hash(&before, bytes, sizeof bytes - 1);
    struct op op;
    (void)state;
    assert_int_equal(op_decode_chained(&before, &hash, bytes, sizeof bytes - 1, &op), STATUS_OK);
    assert_int_equal(op.seq, 2);
    op_clear(&op);
    assert_int_equal(op_decode_chained(&other, &hash, bytes, sizeof bytes - 1, &op), STATUS_CORRUPT);
    assert_int_equal(op_decode_chained(&before, &hash, bytes, sizeof bytes - 2, &op), STATUS_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_change_comes_back_as_the_same_bytes),
        cmocka_unit_test(test_all_in_one_op_come_back_as_the_same_bytes),
        cmocka_unit_test(test_no_kind_is_left_out_above),
        cmocka_unit_test(test_an_op_of_the_log_is_read_where_its_hash_follows),
        cmocka_unit_test(test_a_copy_of_a_change_is_written_as_the_same_bytes),
        cmocka_unit_test(test_what_is_written_does_not_hang_on_the_order_it_was_sent_in),
        cmocka_unit_test(test_a_change_that_lacks_a_field_or_has_a_wrong_one_is_refused),
        cmocka_unit_test(test_a_refusal_names_the_field_and_the_item),
        cmocka_unit_test(test_bytes_that_are_no_op_are_damage),
        cmocka_unit_test(test_the_chain_binds_an_op_to_all_before_it),
    };
    return cmocka_run_group_tests_name("wire/op_codec", tests, NULL, NULL);
}
