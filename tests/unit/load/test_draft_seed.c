#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "convert/outline.h"
#include "draft/change_kind.h"
#include "load/draft_seed.h"
#include "wire/op_codec.h"

static struct buf why;

static void add(struct outline *outline, int depth, enum item_kind kind, const char *words)
{
    struct outline_item *item = outline_add(outline, depth, kind);
    delta_insert(&item->text, words, strlen(words), NULL);
}

static struct outline outline_of(const char *title)
{
    struct outline outline = OUTLINE_EMPTY;
    outline.title = strdup(title);
    return outline;
}

static enum status build(const struct seed_version *versions, size_t count, struct seeded_draft *out)
{
    struct string_list langs = {0};
    string_list_add(&langs, "es");
    string_list_add(&langs, "en");
    struct draft_seed seed = {"host", &langs, versions, count, NULL};
    buf_clear(&why);
    enum status status = draft_seed_build(&seed, "d", 1234, out, &why);
    string_list_clear(&langs);
    return status;
}

/* What the log makes of an empty draft; caller destroys. */
static struct draft *fold(const struct seeded_draft *seeded)
{
    struct refusal refusal;
    struct draft *draft = draft_create("d");
    struct sha256 head = {{0}};
    for (size_t i = 0; i < seeded->count; i++) {
        struct op op;
        assert_int_equal(op_decode(seeded->ops[i].bytes, seeded->ops[i].len, &op), STATUS_OK);
        assert_int_equal(op.seq, i + 1);
        assert_int_equal(op.n, i + 1);
        assert_int_equal(op.at, 1234);
        assert_string_equal(op.client, "system");
        if (i == 0)
            assert_string_equal(op.by, "host");
        head = op_chain_hash(&head, seeded->ops[i].bytes, seeded->ops[i].len);
        assert_memory_equal(&head, &seeded->ops[i].hash, sizeof head);
        assert_int_equal(draft_fold(draft, &op, &refusal), STATUS_OK);
        op_clear(&op);
    }
    return draft;
}

static void assert_seeded(const struct seed_version *versions, size_t count, size_t items, const char *title,
                          const char *tree)
{
    struct seeded_draft seeded;
    assert_int_equal(build(versions, count, &seeded), STATUS_OK);
    assert_int_equal(seeded.items, items);
    assert_int_equal(seeded.count, 1);
    struct draft *draft = fold(&seeded);
    char *found = sitting_tree(draft);
    struct buf snapshot = sitting_state(draft, &seeded.ops[0].hash);
    char *want = double_quoted(title);
    assert_string_equal(found, tree);
    assert_non_null(strstr(snapshot.bytes, want));
    free(found);
    free(want);
    buf_clear(&snapshot);
    seeded_draft_clear(&seeded);
    draft_destroy(draft);
}

static struct outline spanish(void)
{
    struct outline outline = outline_of("Texto");
    add(&outline, 1, KIND_ITEM, "uno");
    add(&outline, 2, KIND_ITEM, "dos");
    add(&outline, 3, KIND_PARAGRAPH, "tres");
    add(&outline, 2, KIND_ITEM, "cuatro");
    add(&outline, 1, KIND_HEADING, "cinco");
    add(&outline, 2, KIND_ITEM, "seis");
    return outline;
}

static struct outline english(void)
{
    struct outline outline = outline_of("Text");
    add(&outline, 1, KIND_ITEM, "one");
    add(&outline, 2, KIND_ITEM, "two");
    add(&outline, 3, KIND_PARAGRAPH, "three");
    add(&outline, 2, KIND_ITEM, "four");
    add(&outline, 1, KIND_HEADING, "five");
    add(&outline, 2, KIND_ITEM, "six");
    return outline;
}

static void test_entries_become_items_in_their_places(void **state)
{
    (void)state;
    struct outline es = spanish();
    struct seed_version version = {"es", NULL, &es};
    assert_seeded(&version, 1, 6, "'title':{'es':'Texto'},'langs':['es','en']",
                  "i1=uno(i2=dos(i3%=tres) i4=cuatro) i5#=cinco(i6=seis)");
    outline_clear(&es);
}

static void test_a_translation_goes_along_and_counts_as_aligned(void **state)
{
    (void)state;
    struct outline es = spanish(), en = english();
    struct seed_version versions[] = {{"es", NULL, &es}, {"en", NULL, &en}};
    assert_seeded(versions, 2, 6, "'title':{'es':'Texto','en':'Text'}",
                  "i1=uno|one(i2=dos|two(i3%=tres|three) i4=cuatro|four) i5#=cinco|five(i6=seis|six)");
    assert_seeded(versions, 2, 6, "'changed':{'es':1,'en':1},'aligned':{'en':1}",
                  "i1=uno|one(i2=dos|two(i3%=tres|three) i4=cuatro|four) i5#=cinco|five(i6=seis|six)");
    outline_clear(&es);
    outline_clear(&en);
}

static void test_title_lines_are_kept_where_the_draft_is_called_something_else(void **state)
{
    (void)state;
    struct outline es = outline_of("Texto"), en = outline_of("Text");
    add(&es, 1, KIND_ITEM, "uno");
    add(&en, 1, KIND_ITEM, "one");
    struct seed_version versions[] = {{"es", "Otro", &es}, {"en", NULL, &en}};
    assert_seeded(versions, 2, 2, "'title':{'es':'Otro','en':'Text'}", "i1#=Texto|Text i2=uno|one");
    versions[0].title = "Texto";
    assert_seeded(versions, 2, 1, "'title':{'es':'Texto','en':'Text'}", "i1=uno|one");
    outline_clear(&es);
    outline_clear(&en);
}

static void test_a_draft_without_text_has_one_empty_item(void **state)
{
    (void)state;
    struct seed_version version = {"es", "Nuevo", NULL};
    assert_seeded(&version, 1, 1, "'title':{'es':'Nuevo'}", "i1");
}

static void test_versions_of_another_structure_are_refused_with_the_place(void **state)
{
    struct seeded_draft seeded;
    (void)state;
    struct outline es = spanish(), en = english();
    struct seed_version versions[] = {{"es", NULL, &es}, {"en", NULL, &en}};
    en.items[3].depth = 1;
    en.items[3].line_first = 12;
    assert_int_equal(build(versions, 2, &seeded), STATUS_BAD_OP);
    assert_non_null(strstr(why.bytes, "entry 4 (line 12)"));
    en.items[3].depth = 2;
    en.items[4].kind = KIND_ITEM;
    assert_int_equal(build(versions, 2, &seeded), STATUS_BAD_OP);
    assert_non_null(strstr(why.bytes, "entry 5"));
    en.items[4].kind = KIND_HEADING;
    add(&en, 1, KIND_ITEM, "seven");
    assert_int_equal(build(versions, 2, &seeded), STATUS_BAD_OP);
    assert_non_null(strstr(why.bytes, "entry 7"));
    outline_clear(&es);
    outline_clear(&en);
    buf_clear(&why);
}

static void test_a_version_in_a_language_of_no_draft_is_refused(void **state)
{
    struct seeded_draft seeded;
    (void)state;
    struct outline es = spanish();
    struct seed_version version = {"fr", NULL, &es};
    assert_int_equal(build(&version, 1, &seeded), STATUS_BAD_OP);
    assert_int_equal(seeded.count, 0);
    outline_clear(&es);
    buf_clear(&why);
}

static void test_more_entries_than_a_draft_holds_are_refused(void **state)
{
    struct seeded_draft seeded;
    (void)state;
    struct outline es = outline_of("Texto");
    for (int i = 0; i <= DRAFT_MAX_ITEMS; i++)
        add(&es, 1, KIND_ITEM, "x");
    struct seed_version version = {"es", NULL, &es};
    assert_int_equal(build(&version, 1, &seeded), STATUS_LIMIT);
    assert_true(why.len > 0);
    outline_clear(&es);
    buf_clear(&why);
}

/* ---- who wants what ---- */

/* "plain {1+inserted by the first proposal} {2-struck by the second}", marks nest: "{1+a {2+b} c}". */
static void write_marked(struct outline *outline, size_t entry, const char *pattern)
{
    struct attribute open[8];
    char keys[8][CONTESTED_MARK_BYTES];
    size_t depth = 0;
    struct delta *text = &outline->items[entry].text;
    delta_clear(text);
    *text = (struct delta)DELTA_EMPTY;
    while (*pattern) {
        if (*pattern == '{') {
            const struct contested_proposal *proposal = &outline->contested.proposals[pattern[1] - '1'];
            contested_mark(proposal, pattern[2] == '-', keys[depth]);
            open[depth] = (struct attribute){keys[depth], ATTRIBUTE_TRUE, NULL};
            depth++;
            pattern += 3;
        } else if (*pattern == '}') {
            depth--;
            pattern++;
        } else {
            size_t len = strcspn(pattern, "{}");
            struct attributes *attributes = NULL;
            assert_int_equal(attributes_create(open, depth, &attributes), STATUS_OK);
            delta_insert(text, pattern, len, attributes);
            attributes_unref(attributes);
            pattern += len;
        }
    }
}

static void propose(struct outline *outline, size_t entry, enum proposal_act act, const char *delegation)
{
    struct contested_proposal *proposal = contested_propose(&outline->contested, entry, act);
    proposal->by.delegation = delegation ? strdup(delegation) : NULL;
}

/* One line an op: who wrote it, and its changes without the introductions. Caller frees. */
static char *log_of(const struct seeded_draft *seeded)
{
    struct buf out = BUF_EMPTY;
    for (size_t i = 1; i < seeded->count; i++) {
        struct op op;
        assert_int_equal(op_decode(seeded->ops[i].bytes, seeded->ops[i].len, &op), STATUS_OK);
        buf_format(&out, "%s:", op.by);
        for (size_t k = 0; k < op.changes.count; k++) {
            const struct change *change = &op.changes.changes[k];
            buf_format(&out, " %s", change->kind->name);
            if (change->proposal)
                buf_format(&out, " %s", change->proposal);
            if (change->item)
                buf_format(&out, " %s", change->item);
        }
        buf_text(&out, "\n");
        op_clear(&op);
    }
    buf_char(&out, '\0');
    return out.bytes;
}

static void assert_log(const struct seed_version *versions, size_t count, const char *log, const char *tree,
                       const char *const *said)
{
    struct seeded_draft seeded;
    enum status status = build(versions, count, &seeded);
    assert_string_equal(why.bytes ? why.bytes : "", "");
    assert_int_equal(status, STATUS_OK);
    char *found = log_of(&seeded);
    assert_string_equal(found, log);
    free(found);
    struct draft *draft = fold(&seeded);
    found = sitting_tree(draft);
    assert_string_equal(found, tree);
    free(found);
    struct buf snapshot = sitting_state(draft, &seeded.ops[seeded.count - 1].hash);
    for (; *said; said++) {
        char *want = double_quoted(*said);
        if (!strstr(snapshot.bytes, want))
            fail_msg("not in the snapshot: %s\n%s", want, snapshot.bytes);
        free(want);
    }
    buf_clear(&snapshot);
    seeded_draft_clear(&seeded);
    draft_destroy(draft);
}

static void test_proposals_are_by_their_delegations_step_by_step(void **state)
{
    (void)state;
    struct outline es = spanish();
    propose(&es, 0, PROPOSAL_TEXT, "CA");
    contested_sponsor(&es.contested.proposals[0], "CR");
    contested_sponsor(&es.contested.proposals[0], "CA");
    contested_sponsor(&es.contested.proposals[0], "CR");
    propose(&es, 0, PROPOSAL_TEXT, "MX");
    propose(&es, 1, PROPOSAL_TEXT, "MX");
    propose(&es, 3, PROPOSAL_TEXT, NULL);
    write_marked(&es, 0, "uno {1+a{2+b}c} fin");
    write_marked(&es, 1, "d{3-o}s");
    write_marked(&es, 3, "cuatro{4+ x}");
    struct seed_version version = {"es", NULL, &es};
    static const char *const said[] = {
        "{'id':'b0001','item':'i1','act':'text','by':'import-1','delegation':'CA','support':['CR']",
        "{'id':'b0002','item':'i1','act':'text','by':'import-2','delegation':'MX'",
        "{'id':'b0004','item':'i4','act':'text','by':'unattributed','support':[]",
        "{'id':'import-1','role':'delegation','name':'Canad\xc3\xa1','delegation':'CA'",
        "{'id':'unattributed','role':'secretariat','name':'Secretar\xc3\xad"
        "a, sin atribuci\xc3\xb3n'",
        "{'ops':[{'insert':'uno "
        "'},{'insert':'a','attributes':{'ins:b0001':true}},{'insert':'b','attributes':{"
        "'ins:b0001':true,'ins:b0002':true}},{'insert':'c','attributes':{'ins:b0001':true}},{'insert':' "
        "fin'}]}",
        "{'ops':[{'insert':'d'},{'insert':'o','attributes':{'del:b0003':true}},{'insert':'s'}]}",
        NULL};
    assert_log(&version, 1,
               "import-1: participant.set proposal.add b0001 i1 text i1 proposal.support b0001\n"
               "import-2: participant.set proposal.add b0003 i2 text i2\n"
               "unattributed: participant.set proposal.add b0004 i4 text i4\n"
               "import-2: proposal.add b0002 i1 text i1\n",
               "i1=uno abc fin(i2=dos(i3%=tres) i4=cuatro x) i5#=cinco(i6=seis)", said);
    outline_clear(&es);
}

static void test_whole_entries_are_proposed_in_their_places(void **state)
{
    (void)state;
    struct outline es = spanish();
    propose(&es, 1, PROPOSAL_ADD, "CA"); /* dos, and tres below it */
    propose(&es, 2, PROPOSAL_TEXT, "MX");
    propose(&es, 4, PROPOSAL_REMOVE, NULL);
    propose(&es, 5, PROPOSAL_ADD, "MX");
    write_marked(&es, 2, "tr{2+ee}s");
    struct seed_version version = {"es", NULL, &es};
    static const char *const said[] = {
        "{'id':'b0001','item':'i2','act':'add','by':'import-1','delegation':'CA'",
        "{'id':'b0003','item':'i5','act':'remove','by':'unattributed'",
        "{'id':'b0004','item':'i6','act':'add','by':'import-2','delegation':'MX'", NULL};
    assert_log(&version, 1,
               "import-1: participant.set proposal.add b0001 i2 item.add i2 item.add i3\n"
               "unattributed: participant.set proposal.add b0003 i5\n"
               "import-2: participant.set proposal.add b0004 i6 item.add i6\n"
               "import-2: proposal.add b0002 i3 text i3\n",
               "i1=uno(i2?=dos(i3%=trees) i4=cuatro) i5#=cinco(i6?=seis)", said);
    outline_clear(&es);
}

static void test_positions_comments_and_statuses_come_last(void **state)
{
    (void)state;
    struct outline es = spanish();
    es.items[0].status = ITEM_AGREED;
    es.items[1].status = ITEM_APPROVED;
    propose(&es, 0, PROPOSAL_TEXT, "CA");
    write_marked(&es, 0, "u{1+n}o");
    contested_take_position(&es.contested, 3, "CA", POSITION_RESERVE)->note = strdup("sujeto a consulta");
    struct contested_comment *comment = contested_comment(&es.contested, 1, "nota");
    comment->by.name = strdup("Ana");
    comment->ranged = true;
    comment->from = 1;
    comment->to = 3;
    comment->resolved = true;
    comment = contested_comment(&es.contested, 1, "de acuerdo");
    comment->by.delegation = strdup("CA");
    comment->answers = 0;
    struct seed_version version = {"es", NULL, &es};
    static const char *const said[] = {
        "{'item':'i4','delegation':'CA','position':'reserve','note':'sujeto a consulta','by':'import-1'",
        "{'id':'c1-1','item':'i2','parent':null,'by':'import-2','text':'nota','lang':'es','anchor':1,'head':"
        "3,'quote':'os','lead':'d','resolved':true",
        "{'id':'c1-2','item':'i2','parent':'c1-1','by':'import-1','text':'de acuerdo'",
        "{'id':'import-2','role':'secretariat','name':'Ana'}",
        "'reason':'As\xc3\xad"
        " est\xc3\xa1 marcado en el texto importado.'",
        NULL};
    assert_log(&version, 1,
               "import-1: participant.set proposal.add b0001 i1 text i1\n"
               "import-1: position.set i4\n"
               "import-2: participant.set comment.add i2\n"
               "import-1: comment.add i2\n"
               "host: item.status i1 item.status i2 comment.resolve\n",
               "i1+=uno(i2!=dos(i3%=tres) i4=cuatro) i5#=cinco(i6=seis)", said);
    outline_clear(&es);
}

static void test_entries_keep_the_numbers_of_the_text(void **state)
{
    (void)state;
    struct outline es = spanish();
    struct seeded_draft seeded;
    es.items[0].start = 30;
    strcpy(es.items[3].name, "1 bis");
    es.numbering = numbering_scheme_copy(numbering_preset(NUMBERING_PP_OP));
    struct seed_version version = {"es", NULL, &es};
    assert_int_equal(build(&version, 1, &seeded), STATUS_OK);
    struct draft *draft = fold(&seeded);
    struct buf snapshot = sitting_state(draft, &seeded.ops[0].hash);
    assert_non_null(strstr(snapshot.bytes, "\"start\":30"));
    assert_non_null(strstr(snapshot.bytes, "\"name\":\"1 bis\""));
    assert_non_null(strstr(snapshot.bytes, "\"pp-op\""));
    buf_clear(&snapshot);
    seeded_draft_clear(&seeded);
    draft_destroy(draft);
    outline_clear(&es);
}

static void test_the_same_proposal_in_two_languages_is_one(void **state)
{
    (void)state;
    struct outline es = spanish(), en = english();
    propose(&es, 0, PROPOSAL_TEXT, "CA");
    write_marked(&es, 0, "uno{1+ y medio}");
    propose(&en, 0, PROPOSAL_TEXT, "CA");
    propose(&en, 3, PROPOSAL_TEXT, "CA");
    write_marked(&en, 0, "one{1+ and a half}");
    write_marked(&en, 3, "fo{2-u}r");
    struct seed_version versions[] = {{"es", NULL, &es}, {"en", NULL, &en}};
    static const char *const said[] = {"'changed':{'es':2,'en':2},'aligned':{'en':3}",
                                       "{'insert':' and a half','attributes':{'ins:b0001':true}}",
                                       "{'insert':'u','attributes':{'del:b0002':true}}", NULL};
    assert_log(
        versions, 2,
        "import-1: participant.set proposal.add b0001 i1 proposal.add b0002 i4 text i1 text i1 text i4\n"
        "host: item.align i1 item.align i2 item.align i3 item.align i4 item.align i5 item.align i6\n",
        "i1=uno y medio|one and a half(i2=dos|two(i3%=tres|three) i4=cuatro|four) "
        "i5#=cinco|five(i6=seis|six)",
        said);
    propose(&en, 5, PROPOSAL_REMOVE, "CA");
    struct seeded_draft seeded;
    assert_int_equal(build(versions, 2, &seeded), STATUS_BAD_OP);
    assert_non_null(strstr(why.bytes, "entry 6"));
    seeded_draft_clear(&seeded);
    outline_clear(&es);
    outline_clear(&en);
    buf_clear(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries_become_items_in_their_places),
        cmocka_unit_test(test_a_translation_goes_along_and_counts_as_aligned),
        cmocka_unit_test(test_title_lines_are_kept_where_the_draft_is_called_something_else),
        cmocka_unit_test(test_a_draft_without_text_has_one_empty_item),
        cmocka_unit_test(test_versions_of_another_structure_are_refused_with_the_place),
        cmocka_unit_test(test_a_version_in_a_language_of_no_draft_is_refused),
        cmocka_unit_test(test_more_entries_than_a_draft_holds_are_refused),
        cmocka_unit_test(test_proposals_are_by_their_delegations_step_by_step),
        cmocka_unit_test(test_whole_entries_are_proposed_in_their_places),
        cmocka_unit_test(test_positions_comments_and_statuses_come_last),
        cmocka_unit_test(test_entries_keep_the_numbers_of_the_text),
        cmocka_unit_test(test_the_same_proposal_in_two_languages_is_one),
    };
    return cmocka_run_group_tests_name("load/draft_seed", tests, NULL, NULL);
}
