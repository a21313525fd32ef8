/* fold.json: logs, and the snapshot that each ends in. Stories: one for each thing that a fold can get wrong; the others are random,
 * from everybody at the table. */
#include <stdio.h>
#include <string.h>

#include "base/always.h"
#include "draft/consultations.h"
#include "draft/participants.h"
#include "draft/state.h"
#include "negotiating.h"
#include "support/random_op.h"
#include "support/sitting.h"
#include "vectors.h"
#include "wire/snapshot_codec.h"

#define RANDOM_LOGS 20
#define RANDOM_OPS  36
#define FIRST_SEED  3000
#define TRIES       600

/* ---- stories ---- */

/* Who asks for what, and when; all of it is accepted. */
struct step {
    const char *who; /* a role, or a delegation by its code */
    int64_t at;      /* 0: when its turn comes */
    const char *changes;
};

#define STEPS_MAX 16

struct story {
    const char *name;
    struct step steps[STEPS_MAX]; /* on "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno" */
};

#define PROPOSE(id, item) "{'type':'proposal.add','proposal':'" id "','item':'" item "'}"
#define DECIDE(act, id)   "[{'type':'proposal." act "','proposal':'" id "'}]"
#define STATUS(item, to)  "{'type':'item.status','item':'" item "','status':'" to "','below':true}"
#define REMOVE(item)      "[{'type':'item.remove','item':'" item "'}]"
#define POSITION(item, position)                                                                             \
    "[{'type':'position.set','item':'" item "','position':" position ",'note':'Nota.'}]"
#define CONSULT(item, silence)                                                                               \
    "[{'type':'consult.open','item':'" item "','delegations':['MX','CA'],'until':5000,'silence':" silence "}]"
#define RANGE(id, anchor, head)                                                                              \
    "[{'type':'comment.add','comment':'" id                                                                  \
    "','item':'a','parent':null,'text':'?','lang':'es','anchor':" anchor ",'head':" head "}]"
#define CLOSE(item) "[{'type':'consult.close','item':'" item "'}]"

static const struct story stories[] = {
    {"words, marks of form and languages",
     {{"delegation", 0,
       "[{'type':'text','item':'a','lang':'es','delta':[{'retain':3},{'insert':'\xF0\x9F\x98\x80'},{'delete':"
       "1},{"
       "'retain':2,'attributes':{'bold':true}}]}]"},
      {"CA", 0,
       "[{'type':'text','item':'c','lang':'en','delta':[{'insert':'JKL','attributes':{'italic':true}}]}]"},
      {"secretariat", 0,
       "[{'type':'item.align','item':'c','lang':'en'},{'type':'item.align','item':'d','lang':'en'}]"},
      {"secretariat", 0, "[{'type':'draft.set','title':{'en':'Recommendations'},'langs':['es','en','fr']}]"},
      {"secretariat", 0, "[{'type':'draft.set','langs':['es','en']}]"}}},
    {"numbering: a preset, a scheme, single items",
     {{"secretariat", 0, "[{'type':'draft.set','numbering':'un-resolution'}]"},
      {"secretariat", 0,
       "[{'type':'item.number','item':'a','start':30},{'type':'item.number','item':'c','name':'3 bis'}]"},
      {"chair", 0, "[{'type':'item.number','item':'a'},{'type':'item.number','item':'d','name':'7 alt'}]"},
      {"chair", 0,
       "[{'type':'draft.set','numbering':{'levels':[{'format':'upper-roman','after':'.-','restart':true}],"
       "'paragraphs':{'format':'decimal','before':'('},'through':true}}]"}}},
    {"versions of now and of earlier",
     {{"secretariat", 0, "[{'type':'version.add','version':'v1','name':'Rev.1, \xC3\xBAltima'}]"},
      {"MX", 0, REMOVE("c")},
      {"chair", 0, "[{'type':'version.add','version':'v2','name':'Before c went','seq':2}]"}}},
    {"what becomes of an adopted text, and what it follows up",
     {{"chair", 0,
       "[{'type':'follow.from','draft':'old'},{'type':'follow.set','item':'a','row':1,'field':'takes_up','"
       "value':'i7'}]"},
      {"chair", 0,
       "[{'type':'item.status','item':'a','status':'approved'},{'type':'item.status','item':'b','status':'"
       "approved',"
       "'below':true},{'type':'item.status','item':'d','status':'approved'},{'type':'draft.adopt'}]"},
      {"MX", 0, "[{'type':'follow.set','item':'a','row':1,'field':'report','value':'Se envi\xC3\xB3.'}]"},
      {"secretariat", 0,
       "[{'type':'follow.set','item':'a','row':1,'field':'status','value':'done'},"
       "{'type':'follow.set','item':'b','row':2,'field':'due','value':'2027-06-30'}]"},
      {"chair", 0, "[{'type':'follow.set','item':'a','row':1,'field':'status','value':null}]"}}},
    {"items come, go and move",
     {{"delegation", 0,
       "[{'type':'item.add','item':'e','parent':'a','after':null,'kind':'paragraph','texts':{'es':[{'insert':"
       "'e'}]}},{"
       "'type':'item.add','item':'f','parent':'a','after':'e','kind':'heading'}]"},
      {"CA", 0,
       "[{'type':'item.move','item':'d','parent':'a','after':'e'},{'type':'item.kind','item':'d','kind':'"
       "heading'}]"},
      {"chair", 0, REMOVE("e")},
      {"chair", 0, "[{'type':'item.move','item':'b','parent':'a','after':'c'}]"},
      {"chair", 0, REMOVE("b")},
      {"delegation", 0, "[{'type':'item.restore','item':'b'}]"},
      {"chair", 0, "[{'type':'item.remove','item':'c'}," STATUS("b", "agreed") "]"}}},
    {"splits and merges, of both languages and of items with others below",
     {{"delegation", 0, "[{'type':'item.split','item':'a','new':'s','at':{'es':2,'en':6}}]"},
      {"CA", 0, "[{'type':'item.split','item':'b','new':'t','at':{'es':1}}]"},
      {"CR", 0, "[{'type':'item.merge','item':'t','into':'a'}]"},
      {"CR", 0, "[{'type':'item.merge','item':'s','into':'d'}]"},
      {"delegation", 0, "[{'type':'item.split','item':'d','new':'u','at':{}}]"},
      {"delegation", 0, "[{'type':'item.merge','item':'u','into':'b'}]"}}},
    {"proposals for words are accepted, rejected and withdrawn",
     {{"chair", 0, "[" STATUS("a", "review") "]"},
      {"delegation", 0,
       "[" PROPOSE(
           "p1", "a") ",{'type':'text','item':'a','lang':'es','delta':[{'insert':'x','attributes':{'ins:p1':"
                      "true}},{'retain':3,'attributes':{'del:p1':true}}]}]"},
      {"CA", 0,
       "[" PROPOSE(
           "p2",
           "a") ",{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'insert':'y','attributes':{"
                "'ins:p2':true}},{'retain':4,'attributes':{'del:p2':true}}]}]"},
      {"CR", 0,
       "[" PROPOSE(
           "p3",
           "a") ",{'type':'text','item':'a','lang':'en','delta':[{'retain':6},{'insert':'z','attributes':{"
                "'ins:p3':true}}]}]"},
      {"CA", 0, "[{'type':'proposal.support','proposal':'p1','support':true}]"},
      {"CR", 0, "[{'type':'proposal.support','proposal':'p1','support':true}]"},
      {"CA", 0, "[{'type':'proposal.support','proposal':'p1','support':false}]"},
      {"delegation", 0, "[{'type':'proposal.file','proposal':'p1','note':'Por claridad.'}]"},
      {"chair", 0, DECIDE("accept", "p1")},
      {"chair", 0, DECIDE("reject", "p2")},
      {"CR", 0, DECIDE("withdraw", "p3")}}},
    {"whole items are proposed, and proposed to go",
     {{"delegation", 0,
       "[{'type':'proposal.add','proposal':'p1','item':'n1','act':'add'},{'type':'item.add','item':'n1','"
       "parent':'b',"
       "'after':'c','kind':'item','texts':{'es':[{'insert':'nuevo'}]}}]"},
      {"CA", 0,
       "[{'type':'proposal.add','proposal':'p2','item':'n2','act':'add'},{'type':'item.add','item':'n2','"
       "parent':null,"
       "'after':'d','kind':'item'}]"},
      {"CR", 0, "[{'type':'proposal.add','proposal':'p3','item':'d','act':'remove'}]"},
      {"CR", 0, "[{'type':'proposal.add','proposal':'p4','item':'a','act':'remove'}]"},
      {"chair", 0, DECIDE("accept", "p1")},
      {"chair", 0, DECIDE("reject", "p2")},
      {"chair", 0, DECIDE("accept", "p3")},
      {"chair", 0, DECIDE("reject", "p4")}}},
    {"of alternatives one is accepted, and the others fall",
     {{"chair", 0, "[" STATUS("a", "review") "]"},
      {"delegation", 0,
       "[{'type':'proposal.add','proposal':'p1','item':'a','group':'g'},{'type':'text','item':'a','lang':'es'"
       ",'delta':"
       "[{'retain':1},{'insert':'x','attributes':{'ins:p1':true}}]}]"},
      {"CA", 0,
       "[{'type':'proposal.add','proposal':'p2','item':'a','group':'g'},{'type':'text','item':'a','lang':'es'"
       ",'delta':"
       "[{'retain':2},{'insert':'y','attributes':{'ins:p2':true}},{'retain':1,'attributes':{'del:p2':true}}]}"
       "]"},
      {"CR", 0,
       "[{'type':'proposal.add','proposal':'p3','item':'n1','act':'add','group':'h'},{'type':'item.add','"
       "item':'n1','"
       "parent':null,'after':'d','kind':'item'}]"},
      {"CA", 0,
       "[{'type':'proposal.add','proposal':'p4','item':'n2','act':'add','group':'h'},{'type':'item.add','"
       "item':'n2','"
       "parent':null,'after':'d','kind':'item'}]"},
      {"chair", 0, DECIDE("accept", "p2")},
      {"chair", 0, DECIDE("accept", "p3")}}},
    {"decisions are taken back, with what was written since",
     {{"chair", 0, "[" STATUS("a", "review") "]"},
      {"delegation", 0,
       "[" PROPOSE(
           "p1",
           "a") ",{'type':'text','item':'a','lang':'es','delta':[{'retain':1},{'insert':'x','attributes':"
                "{'ins:p1':true}},{'retain':2,'attributes':{'del:p1':true}}]}]"},
      {"CR", 0, "[{'type':'proposal.support','proposal':'p1','support':true}]"},
      {"CA", 0,
       "[{'type':'proposal.add','proposal':'p2','item':'n1','act':'add'},{'type':'item.add','item':'n1','"
       "parent':null,'after':'d','kind':'item','texts':{'es':[{'insert':'nuevo'}]}}]"},
      {"CR", 0, "[{'type':'proposal.add','proposal':'p3','item':'b','act':'remove'}]"},
      {"chair", 0, DECIDE("accept", "p1")},
      {"secretariat", 0,
       "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'z'},{'retain':1},{'delete':1}]}]"},
      {"chair", 0, DECIDE("reopen", "p1")},
      {"chair", 0, DECIDE("reject", "p1")},
      {"chair", 0, DECIDE("reopen", "p1")},
      {"chair", 0, "[{'type':'proposal.reject','proposal':'p2'},{'type':'proposal.accept','proposal':'p3'}]"},
      {"chair", 0,
       "[{'type':'proposal.reopen','proposal':'p2'},{'type':'proposal.reopen','proposal':'p3'}]"}}},
    {"parts of a proposal are decided, and taken back",
     {{"chair", 0, "[" STATUS("a", "review") "]"},
      {"delegation", 0,
       "[" PROPOSE("p1", "a") ",{'type':'text','item':'a','lang':'es','delta':[{'retain':1},{'insert':'uno, "
                              "dos y tres','attributes':"
                              "{'ins:p1':true}},{'retain':4,'attributes':{'del:p1':true}}]}]"},
      {"CR", 0, "[{'type':'proposal.support','proposal':'p1','support':true}]"},
      {"chair", 0,
       "[{'type':'proposal.part','proposal':'p1','item':'a','lang':'es','accept':true,'delta':[{'retain':6},{"
       "'retain':3,'attributes':{'ins:p1':null}}]}]"},
      {"chair", 0, "[{'type':'item.split','item':'a','new':'s','at':{'es':7,'en':2}}]"},
      {"chair", 0,
       "[{'type':'proposal.part','proposal':'p1','item':'s','lang':'es','accept':false,'delta':[{'retain':11,"
       "'attributes':{'ins:p1':null,'del:p1':null}}]}]"},
      {"chair", 0, "[{'type':'proposal.reopen','proposal':'p1','seq':7}]"},
      {"chair", 0,
       "[{'type':'proposal.part','proposal':'p1','item':'s','lang':'es','accept':true,'delta':[{'retain':11,'"
       "attributes':{'del:p1':null}}]}]"},
      {"CA", 0, "[{'type':'proposal.add','proposal':'p2','item':'a'}]"},
      {"chair", 0,
       "[{'type':'proposal.group','proposal':'p1','group':'g'},{'type':'proposal.group','proposal':'p2','"
       "group':'g'}]"},
      {"CA", 0, "[{'type':'proposal.group','proposal':'p2','group':null}]"},
      {"chair", 0, DECIDE("accept", "p1")}}},
    {"comments go where their words go",
     {{"delegation", 0,
       "[{'type':'comment.add','comment':'k1','item':'a','parent':null,'text':'?','lang':'es','anchor':1,'"
       "head':5}]"},
      {"CA", 0, "[{'type':'comment.add','comment':'k2','item':'a','parent':'k1','text':'!'}]"},
      {"CA", 0,
       "[{'type':'comment.add','comment':'k3','item':'a','parent':null,'text':'?','lang':'es','anchor':6,'"
       "head':4}]"},
      {"CR", 0, "[{'type':'comment.add','comment':'k4','item':'a','parent':null,'text':'?'}]"},
      {"CR", 0,
       "[{'type':'text','item':'a','lang':'es','delta':[{'retain':1},{'insert':'xx'},{'delete':1}]}]"},
      {"CR", 0, "[{'type':'item.split','item':'a','new':'s','at':{'es':3,'en':2}}]"},
      {"chair", 0, "[{'type':'item.merge','item':'s','into':'d'}]"},
      {"CA", 0, "[{'type':'comment.edit','comment':'k2','text':'\xC2\xA1S\xC3\xAD!'}]"},
      {"CR", 0, "[{'type':'comment.resolve','comment':'k1','resolved':true}]"},
      {"CR", 0, "[{'type':'comment.remove','comment':'k4'}]"}}},
    {"comments come back to their words",
     {{"CA", 0, RANGE("k1", "1", "5")},
      {"CA", 0, RANGE("k2", "6", "4")},
      {"CR", 0, "[{'type':'text','item':'a','lang':'es','delta':[{'delete':4}]}]"},
      {"CR", 0, "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'abcd'}]}]"},
      {"CR", 0, "[{'type':'text','item':'a','lang':'es','delta':[{'delete':6}]}]"},
      {"CR", 0, "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'abcdef'}]}]"},
      {"chair", 0, "[{'type':'item.split','item':'a','new':'s','at':{'es':3}}]"},
      {"chair", 0, "[{'type':'item.merge','item':'s','into':'a'}]"},
      {"CR", 0, "[{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'delete':2}]}]"},
      {"CR", 0, "[{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'insert':'x'}]}]"},
      {"CA", 0, "[{'type':'comment.remove','comment':'k2'}]"}}},
    {"a language is aligned again when the original is what it was",
     {{"secretariat", 0,
       "[{'type':'item.align','item':'a','lang':'en'},{'type':'item.align','item':'b','lang':'en'}]"},
      {"delegation", 0,
       "[{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'insert':'x'},{'retain':1,'attributes':"
       "{'bold':true}}]}]"},
      {"delegation", 0, "[{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'delete':1}]}]"},
      {"delegation", 0,
       "[{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'retain':1,'attributes':{'bold':null}}]"
       "}]"},
      {"delegation", 0,
       "[{'type':'text','item':'b','lang':'es','delta':[{'insert':'\xC2\xBF\xF0\x9F\x98\x80','attributes':{'"
       "link':'https://example.org/\xC3\xB1','italic':true}}]}]"},
      {"secretariat", 0, "[{'type':'item.align','item':'b','lang':'en'}]"},
      {"delegation", 0, "[{'type':'item.split','item':'b','new':'s','at':{'es':4}}]"},
      {"delegation", 0, "[{'type':'item.merge','item':'s','into':'b'}]"},
      {"delegation", 0, "[{'type':'text','item':'b','lang':'es','delta':[{'delete':3}]}]"}}},
    {"positions are taken, changed and taken back",
     {{"delegation", 0, POSITION("a", "'object'")},
      {"CA", 0, POSITION("a", "'accept'")},
      {"CA", 0, POSITION("b", "'reserve'")},
      {"delegation", 0, POSITION("a", "'support'")},
      {"CA", 0, POSITION("a", "null")}}},
    {"silence is kept", {{"chair", 0, CONSULT("a", "true")}, {"system", 5000, CLOSE("a")}}},
    {"silence is broken by an objection",
     {{"chair", 0, CONSULT("a", "true")}, {"CA", 0, POSITION("a", "'object'")}}},
    {"silence is broken by a proposal",
     {{"chair", 0, CONSULT("a", "true")},
      {"CA", 0, "[" PROPOSE("p1", "a") "]"},
      {"system", 5000, CLOSE("a")}}},
    {"no silence was asked for, and the time is over",
     {{"chair", 0, CONSULT("a", "false")},
      {"CA", 0, POSITION("a", "'object'")},
      {"system", 5000, CLOSE("a")}}},
    {"the chair ends a consultation, and opens the next one",
     {{"chair", 0, CONSULT("a", "true")}, {"chair", 0, CLOSE("a")}, {"chair", 0, CONSULT("a", "false")}}},
    {"silence about an item that was removed",
     {{"chair", 0, CONSULT("a", "true")}, {"chair", 0, REMOVE("a")}, {"system", 5000, CLOSE("a")}}},
    {"silence about an item below one that was removed",
     {{"chair", 0, CONSULT("c", "true")}, {"chair", 0, REMOVE("b")}, {"system", 5000, CLOSE("c")}}},
    {"the draft is adopted",
     {{"chair", 0, "[" STATUS("a", "approved") "," STATUS("b", "approved") "," STATUS("d", "approved") "]"},
      {"chair", 0, "[{'type':'draft.adopt'}]"}}},
};

static const struct participant *person(const char *who)
{
    enum role role;
    return role_from_name(who, &role) ? sitting_person(role) : sitting_delegation(who);
}

static int64_t now(const struct sitting *sitting)
{
    return 1000 + (int64_t)draft_seq(sitting->draft);
}

static void tell(struct sitting *sitting, const struct story *story)
{
    for (const struct step *step = story->steps; step < story->steps + STEPS_MAX && step->who; step++) {
        int64_t at = step->at ? step->at : now(sitting);
        bool by_server = strcmp(step->who, SYSTEM_ID) == 0;
        ALWAYS((by_server ? sitting_serve_for(sitting, SYSTEM_ID, at, step->changes)
                          : sitting_ask_as(sitting, person(step->who), at, step->changes)) == STATUS_OK);
    }
}

/* ---- at random ---- */

static const struct participant *somebody(struct choices *choices)
{
    static const char *const people[] = {"delegation", "CA", "CR", "secretariat", "chair", "chair"};
    return person(people[choices_below(choices, sizeof people / sizeof *people)]);
}

static void end_what_is_due(struct sitting *sitting)
{
    struct submission submission = {
        .by = SYSTEM_ID,
        .client = SYSTEM_ID,
        .n = clients_acked(sitting->draft, SYSTEM_ID) + 1,
        .base = draft_seq(sitting->draft),
        .at = now(sitting),
    };
    consultations_due(sitting->draft, submission.at, &submission.changes);
    if (submission.changes.count)
        ALWAYS(sitting_submit(sitting, &submission) == SUBMIT_ACCEPTED);
    change_list_clear(&submission.changes);
}

static void do_something(struct choices *choices, struct sitting *sitting)
{
    const struct participant *who = somebody(choices);
    struct submission submission = {
        .who = who,
        .client = who->id,
        .n = clients_acked(sitting->draft, who->id) + 1,
        .base = draft_seq(sitting->draft),
        .at = now(sitting),
    };
    if (choices_below(choices, 10) < 4)
        random_op(choices, sitting->draft, &submission.changes);
    else
        negotiating_act(choices, sitting->draft, who, &submission.changes);
    if (submission.changes.count)
        sitting_submit(sitting, &submission);
    change_list_clear(&submission.changes);
}

static void negotiate(struct sitting *sitting, uint64_t seed)
{
    struct choices choices = {.state = seed};
    ALWAYS(sitting_ask(sitting, ROLE_CHAIR, "[" STATUS("a", "review") "," STATUS("b", "review") "]") ==
           STATUS_OK);
    for (int tries = 0; tries < TRIES && draft_seq(sitting->draft) < RANDOM_OPS && !sitting->draft->adopted;
         tries++) {
        end_what_is_due(sitting);
        do_something(&choices, sitting);
    }
}

/* ---- writing ---- */

static void write_log(struct buf *out, const char *name, struct sitting *sitting)
{
    buf_format(out, "    {\"name\":\"%s\",\"ops\":[", name);
    for (size_t i = 0; i + 1 < sitting->log.len; i++) /* one op a line, without the last line's end */
        buf_char(out, sitting->log.bytes[i] == '\n' ? ',' : sitting->log.bytes[i]);
    buf_text(out, "],\n     \"snapshot\":");
    snapshot_write_json(out, sitting->twin, &sitting->head);
    buf_char(out, '}');
    sitting_close(sitting);
}

void vectors_fold(struct buf *out)
{
    buf_text(out, "{\n  \"about\": \"Logs, and the snapshot that the fold of each ends in; `head` is the "
                  "hash of its last op.\",\n"
                  "  \"logs\": [\n");
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        struct sitting sitting = sitting_open();
        tell(&sitting, &stories[i]);
        write_log(out, stories[i].name, &sitting);
        buf_text(out, ",\n");
    }
    for (uint64_t i = 0; i < RANDOM_LOGS; i++) {
        char name[32];
        struct sitting sitting = sitting_open();
        snprintf(name, sizeof name, "random %u", (unsigned)i + 1);
        negotiate(&sitting, FIRST_SEED + i);
        write_log(out, name, &sitting);
        buf_text(out, i + 1 < RANDOM_LOGS ? ",\n" : "\n  ]\n}\n");
    }
}
