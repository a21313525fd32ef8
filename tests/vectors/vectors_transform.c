/* transform.json: what becomes of changes that were made without knowing of others. Pairs: everything that meets at an item, over
 * everything; lists: random ops over random ops, both made on the same draft. */
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "draft/state.h"
#include "support/naive_transform.h"
#include "support/random_op.h"
#include "support/sitting.h"
#include "vectors.h"
#include "wire/change_codec.h"
#include "wire/op_codec.h"

#define LISTS       40
#define FIRST_SEED  1000
#define OPS_BEFORE  1
#define OPS_BETWEEN 4

/* On "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno" in es and en: as a client sends them, and those that are in the log with their `at`. */
static const struct {
    const char *name, *change;
} changes[] = {
    {"insert in front of a", "{'type':'text','item':'a','lang':'es','delta':[{'insert':'x'}]}"},
    {"insert in a at 3",
     "{'type':'text','item':'a','lang':'es','delta':[{'retain':3},{'insert':'\xF0\x9F\x98\x80'}]}"},
    {"insert at the end of a",
     "{'type':'text','item':'a','lang':'es','delta':[{'retain':6},{'insert':'y'}]}"},
    {"delete in a from 2 to 4", "{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'delete':2}]}"},
    {"replace all of a", "{'type':'text','item':'a','lang':'es','delta':[{'insert':'nuevo'},{'delete':6}]}"},
    {"bold in a from 1 to 5",
     "{'type':'text','item':'a','lang':'es','delta':[{'retain':1},{'retain':4,'attributes':{'bold':true}}]}"},
    {"mark in a from 2 to 5",
     "{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'insert':'z','attributes':{"
     "'ins:p1':true}},{'retain':3,'attributes':{'del:p1':true}}]}"},
    {"insert in a in en at 2",
     "{'type':'text','item':'a','lang':'en','delta':[{'retain':2},{'insert':'X'}]}"},
    {"insert in b at 1", "{'type':'text','item':'b','lang':'es','delta':[{'retain':1},{'insert':'v'}]}"},
    {"insert in c at 1", "{'type':'text','item':'c','lang':'es','delta':[{'retain':1},{'insert':'w'}]}"},
    {"split a at 3 and 3", "{'type':'item.split','item':'a','new':'s1','at':{'es':3,'en':3}}"},
    {"split a at 2 in es alone", "{'type':'item.split','item':'a','new':'s2','at':{'es':2}}"},
    {"split a at its end and its start", "{'type':'item.split','item':'a','new':'s3','at':{'es':6,'en':0}}"},
    {"split a at 4 in en alone", "{'type':'item.split','item':'a','new':'s4','at':{'en':4}}"},
    {"split b at 1", "{'type':'item.split','item':'b','new':'s5','at':{'es':1}}"},
    {"merge b into a, logged", "{'type':'item.merge','item':'b','into':'a','at':{'es':6,'en':6}}"},
    {"merge a into d, logged", "{'type':'item.merge','item':'a','into':'d','at':{'es':3,'en':0}}"},
    {"merge d into a, logged", "{'type':'item.merge','item':'d','into':'a','at':{'es':6,'en':6}}"},
    {"merge d into b, logged", "{'type':'item.merge','item':'d','into':'b','at':{'es':3}}"},
    {"merge c into b, logged", "{'type':'item.merge','item':'c','into':'b','at':{'es':3}}"},
    {"merge b into a", "{'type':'item.merge','item':'b','into':'a'}"},
    {"merge a into d", "{'type':'item.merge','item':'a','into':'d'}"},
    {"add below a", "{'type':'item.add','item':'n1','parent':'a','after':null,'kind':'item'}"},
    {"add below b behind c", "{'type':'item.add','item':'n2','parent':'b','after':'c','kind':'paragraph','"
                             "texts':{'es':[{'insert':'n'}]}}"},
    {"add behind a", "{'type':'item.add','item':'n3','parent':null,'after':'a','kind':'item'}"},
    {"move d below a", "{'type':'item.move','item':'d','parent':'a','after':null}"},
    {"move a below b", "{'type':'item.move','item':'a','parent':'b','after':'c'}"},
    {"move c to the top", "{'type':'item.move','item':'c','parent':null,'after':'a'}"},
    {"remove a", "{'type':'item.remove','item':'a'}"},
    {"restore a", "{'type':'item.restore','item':'a'}"},
    {"make a a heading", "{'type':'item.kind','item':'a','kind':'heading'}"},
    {"agree on b and below", "{'type':'item.status','item':'b','status':'agreed','below':true}"},
    {"number a", "{'type':'item.number','item':'a','start':30}"},
    {"name a version", "{'type':'version.add','version':'v1','name':'Rev.1'}"},
    {"freeze", "{'type':'draft.freeze','on':true}"},
    {"align a", "{'type':'item.align','item':'a','lang':'en'}"},
    {"name languages", "{'type':'draft.set','title':{'es':'T'},'langs':['es','en','fr']}"},
    {"adopt", "{'type':'draft.adopt'}"},
    {"propose words of a", "{'type':'proposal.add','proposal':'p1','item':'a'}"},
    {"propose that b goes", "{'type':'proposal.add','proposal':'p2','item':'b','act':'remove'}"},
    {"propose the new n1", "{'type':'proposal.add','proposal':'p3','item':'n1','act':'add'}"},
    {"file p1", "{'type':'proposal.file','proposal':'p1'}"},
    {"support p1", "{'type':'proposal.support','proposal':'p1','support':true}"},
    {"accept p1", "{'type':'proposal.accept','proposal':'p1'}"},
    {"reject p1", "{'type':'proposal.reject','proposal':'p1'}"},
    {"withdraw p1", "{'type':'proposal.withdraw','proposal':'p1'}"},
    {"accept of p1 what a has from 1 to 5",
     "{'type':'proposal.part','proposal':'p1','item':'a','lang':'es','accept':true,'delta':[{'retain':1},{'"
     "retain':4,'attributes':{'ins:p1':null}}]}"},
    {"reject of p1 what a strikes from 3 to 6",
     "{'type':'proposal.part','proposal':'p1','item':'a','lang':'es','accept':false,'delta':[{'retain':3},{'"
     "retain':3,'attributes':{'del:p1':null}}]}"},
    {"make p1 an alternative", "{'type':'proposal.group','proposal':'p1','group':'g'}"},
    {"reopen p1", "{'type':'proposal.reopen','proposal':'p1'}"},
    {"object to a", "{'type':'position.set','item':'a','position':'object'}"},
    {"comment on a", "{'type':'comment.add','comment':'k1','item':'a','parent':null,'text':'?'}"},
    {"comment on a from 2 to 5", "{'type':'comment.add','comment':'k2','item':'a','parent':null,'text':'?','"
                                 "lang':'es','anchor':2,'head':5}"},
    {"comment on a from 5 back to 3", "{'type':'comment.add','comment':'k3','item':'a','parent':null,'text':'"
                                      "?','lang':'es','anchor':5,'head':3}"},
    {"comment on a in en at 3", "{'type':'comment.add','comment':'k4','item':'a','parent':null,'text':'?','"
                                "lang':'en','anchor':3,'head':3}"},
    {"comment on b", "{'type':'comment.add','comment':'k5','item':'b','parent':null,'text':'?'}"},
    {"answer in b", "{'type':'comment.add','comment':'k6','item':'b','parent':'k0','text':'!'}"},
    {"edit k0", "{'type':'comment.edit','comment':'k0','text':'!'}"},
    {"remove k0", "{'type':'comment.remove','comment':'k0'}"},
    {"resolve k0", "{'type':'comment.resolve','comment':'k0','resolved':true}"},
    {"consult on a", "{'type':'consult.open','item':'a','delegations':['MX'],'until':99000,'silence':true}"},
    {"end the consultation on a", "{'type':'consult.close','item':'a'}"},
};

#define CHANGES (sizeof changes / sizeof *changes)

static void read_change(size_t which, struct change_list *out)
{
    struct refusal refusal;
    struct buf list = BUF_EMPTY;
    buf_format(&list, "[%s]", changes[which].change);
    *out = (struct change_list){0};
    ALWAYS(sitting_changes(list.bytes, out, &refusal) == STATUS_OK);
    buf_clear(&list);
}

static void write_changes(struct buf *out)
{
    for (size_t i = 0; i < CHANGES; i++) {
        struct change_list list;
        struct buf json = BUF_EMPTY;
        read_change(i, &list);
        changes_write_json(&json, &list);
        buf_format(out, "%s    \"%s\": ", i ? ",\n" : "", changes[i].name);
        buf_add(out, json.bytes + 1, json.len - 2); /* without the brackets of the array */
        buf_clear(&json);
        change_list_clear(&list);
    }
}

/* Only where the incoming change becomes another one. */
static void write_pair(struct buf *out, size_t applied, size_t incoming)
{
    struct change_list over, list;
    struct buf before = BUF_EMPTY, result = BUF_EMPTY;
    read_change(applied, &over);
    read_change(incoming, &list);
    changes_write_json(&before, &list);
    plain_transform_over(&list, &over);
    changes_write_json(&result, &list);
    if (before.len != result.len || memcmp(before.bytes, result.bytes, before.len) != 0)
        buf_format(out, "%s    {\"applied\":\"%s\",\"incoming\":\"%s\",\"result\":%s}",
                   out->bytes[out->len - 2] == '[' ? "" : ",\n", changes[applied].name,
                   changes[incoming].name, result.bytes);
    buf_clear(&before);
    buf_clear(&result);
    change_list_clear(&over);
    change_list_clear(&list);
}

static struct submission by_chair(const struct sitting *sitting)
{
    const struct participant *chair = sitting_person(ROLE_CHAIR);
    return (struct submission){
        .who = chair,
        .client = chair->id,
        .n = draft_seq(sitting->draft), /* op 1 is the system's */
        .base = draft_seq(sitting->draft),
        .at = 1000 + (int64_t)draft_seq(sitting->draft),
    };
}

/* Until one is accepted. */
static void submit_something(struct choices *choices, struct sitting *sitting)
{
    struct submission submission;
    do {
        submission = by_chair(sitting);
        random_op(choices, sitting->draft, &submission.changes);
    } while (sitting_submit(sitting, &submission) != SUBMIT_ACCEPTED && !sitting->draft->adopted);
}

/* The changes of `count` ops that are accepted one after another. */
static struct change_list accepted_changes(struct choices *choices, struct sitting *sitting, int count)
{
    struct change_list all = {0};
    while (count-- > 0 && !sitting->draft->adopted) {
        struct op op;
        submit_something(choices, sitting);
        ALWAYS(op_decode(sitting_last(sitting), sitting->log.len - sitting->last_at - 1, &op) == STATUS_OK);
        change_list_append(&all, &op.changes);
        op_clear(&op);
    }
    return all;
}

/* False, and nothing written, where the ones do not matter to the others. */
static bool write_list(struct buf *out, uint64_t seed)
{
    struct choices choices = {.state = seed};
    struct sitting sitting = sitting_open();
    struct change_list incoming = {0};
    struct buf before = BUF_EMPTY, result = BUF_EMPTY;
    for (int i = 0; i < OPS_BEFORE; i++)
        submit_something(&choices, &sitting);
    while (!incoming.count)
        random_op(&choices, sitting.draft, &incoming);
    changes_write_json(&before, &incoming);
    struct change_list applied = accepted_changes(&choices, &sitting, OPS_BETWEEN);
    plain_transform_over(&incoming, &applied);
    changes_write_json(&result, &incoming);
    bool matters = strcmp(before.bytes, result.bytes) != 0;
    if (matters) {
        buf_text(out, "    {\"applied\":");
        changes_write_json(out, &applied);
        buf_format(out, ",\"incoming\":%s,\"result\":%s}", before.bytes, result.bytes);
    }
    buf_clear(&before);
    buf_clear(&result);
    change_list_clear(&incoming);
    change_list_clear(&applied);
    sitting_close(&sitting);
    return matters;
}

void vectors_transform(struct buf *out)
{
    buf_text(
        out,
        "{\n  \"about\": \"What `incoming`, made without knowing of `applied`, must become to follow it. "
        "pairs: any two "
        "of `changes`, by name; where a pair is not listed, incoming stays as it is. lists: whole ops.\",\n"
        "  \"changes\": {\n");
    write_changes(out);
    buf_text(out, "\n  },\n  \"pairs\": [\n");
    for (size_t applied = 0; applied < CHANGES; applied++)
        for (size_t incoming = 0; incoming < CHANGES; incoming++)
            write_pair(out, applied, incoming);
    buf_text(out, "\n  ],\n  \"lists\": [\n");
    for (uint64_t written = 0, seed = FIRST_SEED; written < LISTS; seed++) {
        if (!write_list(out, seed))
            continue;
        buf_text(out, ++written < LISTS ? ",\n" : "\n  ]\n}\n");
    }
}
