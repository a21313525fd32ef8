#include "support/sitting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/size.h"
#include "draft/state.h"
#include "wire/change_codec.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

#define EVERYTHING 1000000

char *double_quoted(const char *text)
{
    char *copy = mem_copy_string(text);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return copy;
}

static const struct participant people[] = {
    [ROLE_OBSERVER] = {(char[]){"observer"}, ROLE_OBSERVER, (char[]){"Olga"}, NULL},
    [ROLE_DELEGATION] = {(char[]){"delegation"}, ROLE_DELEGATION, (char[]){"Diego"}, (char[]){"MX"}, false},
    [ROLE_SECRETARIAT] = {(char[]){"secretariat"}, ROLE_SECRETARIAT, (char[]){"Sara"}, NULL},
    [ROLE_CHAIR] = {(char[]){"chair"}, ROLE_CHAIR, (char[]){"Carmen"}, NULL},
};

const struct participant *sitting_person(enum role role)
{
    return &people[role];
}

static const struct participant canada = {(char[]){"canada"}, ROLE_DELEGATION, (char[]){"Claire"},
                                          (char[]){"CA"}, false};
static const struct participant costa_rica = {(char[]){"costarica"}, ROLE_DELEGATION, (char[]){"Rosa"},
                                              (char[]){"CR"}, false};

const struct participant *sitting_delegation(const char *code)
{
    return strcmp(code, "CA") == 0 ? &canada : &costa_rica;
}

struct sitting sitting_open_with(const char *changes)
{
    struct sitting sitting = {
        .draft = draft_create("d"),
        .twin = draft_create("d"),
        .history = history_create(op_decode, (struct history_source){0}),
    };
    assert_int_equal(sitting_serve(&sitting, changes), STATUS_OK);
    return sitting;
}

struct sitting sitting_open(void)
{
    return sitting_open_with("[{'type':'draft.set','title':{'es':'Recomendaciones'},'langs':['es','en']},"
                             "{'type':'item.add','item':'a','parent':null,'after':null,'kind':'item',"
                             "'texts':{'es':[{'insert':'abcdef'}],'en':[{'insert':'ABCDEF'}]}},"
                             "{'type':'item.add','item':'b','parent':null,'after':'a','kind':'item','texts':{"
                             "'es':[{'insert':'ghi'}]}},"
                             "{'type':'item.add','item':'c','parent':'b','after':null,'kind':'item','texts':{"
                             "'es':[{'insert':'jkl'}]}},"
                             "{'type':'item.add','item':'d','parent':null,'after':'b','kind':'item','texts':{"
                             "'es':[{'insert':'mno'}]}}]");
}

void sitting_close(struct sitting *sitting)
{
    draft_destroy(sitting->draft);
    draft_destroy(sitting->twin);
    history_destroy(sitting->history);
    buf_clear(&sitting->log);
}

enum status sitting_changes(const char *changes, struct change_list *out, struct refusal *refusal)
{
    char *json = double_quoted(changes);
    struct json_doc *doc = json_parse(json, strlen(json), EVERYTHING);
    ALWAYS(doc != NULL);
    enum status status = changes_decode(json_root(doc), out, refusal);
    json_free(doc);
    free(json);
    return status;
}

struct buf sitting_state(const struct draft *draft, const struct sha256 *head)
{
    struct buf out = BUF_EMPTY;
    snapshot_write_json(&out, draft, head);
    buf_char(&out, '\n');
    snapshot_write_clients(&out, draft);
    return out;
}

static void fold_into_twin(struct sitting *sitting, const char *bytes, size_t len)
{
    struct op op;
    struct refusal refusal;
    assert_int_equal(op_decode(bytes, len, &op), STATUS_OK);
    if (draft_fold(sitting->twin, &op, &refusal) != STATUS_OK)
        fail_msg("an accepted op does not fold: %s\n%s", refusal.message, bytes);
    op_clear(&op);
}

static void note_op(struct sitting *sitting, struct op *op)
{
    struct buf bytes = BUF_EMPTY;
    op_write_json(&bytes, op);
    op_clear(op);
    sitting->last_at = sitting->log.len;
    buf_add(&sitting->log, bytes.bytes, bytes.len);
    buf_char(&sitting->log, '\n');
    sitting->head = op_chain_hash(&sitting->head, bytes.bytes, bytes.len);
    fold_into_twin(sitting, bytes.bytes, bytes.len);
    size_t len = bytes.len;
    history_add(sitting->history, draft_seq(sitting->draft), &sitting->head, buf_take(&bytes), len, NULL,
                draft_seq(sitting->draft));
}

static void assert_same_state(const struct buf *before, const struct draft *draft, const struct sha256 *head)
{
    struct buf now = sitting_state(draft, head);
    assert_string_equal(now.bytes, before->bytes);
    buf_clear(&now);
}

/* What is counted as it changes is what is there. */
static void assert_counted(struct draft *draft)
{
    uint64_t texts = draft->journal.text_bytes, notes = draft->notes_bytes;
    size_measure(draft);
    assert_int_equal(texts, draft->journal.text_bytes);
    assert_int_equal(notes, draft->notes_bytes);
}

enum submit_result sitting_submit(struct sitting *sitting, struct submission *submission)
{
    struct op op;
    struct buf before = sitting_state(sitting->draft, &sitting->head);
    enum submit_result result =
        draft_submit(sitting->draft, sitting->history, submission, &op, &sitting->refusal);
    assert_int_equal(submission->changes.count, 0);
    assert_counted(sitting->draft);
    if (result == SUBMIT_ACCEPTED) {
        note_op(sitting, &op);
        buf_clear(&before);
        before = sitting_state(sitting->twin, &sitting->head);
    }
    assert_same_state(&before, sitting->draft, &sitting->head);
    buf_clear(&before);
    return result;
}

static enum status submit(struct sitting *sitting, struct submission *submission, const char *changes)
{
    submission->n = clients_acked(sitting->draft, submission->client) + 1;
    enum status status = sitting_changes(changes, &submission->changes, &sitting->refusal);
    if (status != STATUS_OK) {
        change_list_clear(&submission->changes);
        return status;
    }
    return sitting_submit(sitting, submission) == SUBMIT_ACCEPTED ? STATUS_OK : sitting->refusal.status;
}

static enum status ask(struct sitting *sitting, const struct participant *who, uint64_t base, int64_t at,
                       const char *changes)
{
    struct submission submission = {.who = who, .client = who->id, .base = base, .at = at};
    return submit(sitting, &submission, changes);
}

enum status sitting_ask_late(struct sitting *sitting, enum role role, uint64_t base, const char *changes)
{
    return ask(sitting, sitting_person(role), base, 1000 + (int64_t)draft_seq(sitting->draft), changes);
}

enum status sitting_ask_as(struct sitting *sitting, const struct participant *who, int64_t at,
                           const char *changes)
{
    return ask(sitting, who, draft_seq(sitting->draft), at, changes);
}

enum status sitting_serve_for(struct sitting *sitting, const char *by, int64_t at, const char *changes)
{
    struct submission submission = {.by = by, .client = by, .base = draft_seq(sitting->draft), .at = at};
    return submit(sitting, &submission, changes);
}

enum status sitting_serve(struct sitting *sitting, const char *changes)
{
    return sitting_serve_for(sitting, SYSTEM_ID, 1000 + (int64_t)draft_seq(sitting->draft), changes);
}

enum status sitting_ask(struct sitting *sitting, enum role role, const char *changes)
{
    return sitting_ask_late(sitting, role, draft_seq(sitting->draft), changes);
}

void sitting_add_chain(struct sitting *sitting, unsigned depth)
{
    struct buf changes = BUF_EMPTY;
    for (unsigned at = 2; at <= depth; at++) {
        buf_text(&changes, at == 2 ? "[{'type':'item.add','parent':'d'" : ",{'type':'item.add','parent':'n");
        if (at > 2)
            buf_format(&changes, "%u'", at - 1);
        buf_format(&changes, ",'item':'n%u','after':null,'kind':'item'}", at);
    }
    buf_char(&changes, ']');
    assert_int_equal(sitting_ask(sitting, ROLE_CHAIR, changes.bytes), STATUS_OK);
    buf_clear(&changes);
}

const char *sitting_snapshot_from(const struct sitting *sitting, const char *key)
{
    static char part[8192];
    struct buf state = sitting_state(sitting->draft, &sitting->head);
    const char *from = strstr(state.bytes, key);
    ALWAYS(from != NULL);
    snprintf(part, sizeof part, "%s", from);
    buf_clear(&state);
    return part;
}

const char *sitting_last(const struct sitting *sitting)
{
    return sitting->log.bytes + sitting->last_at;
}

const char *sitting_last_changes(const struct sitting *sitting)
{
    static char changes[4096];
    const char *from = strstr(sitting_last(sitting), "\"changes\":[") + strlen("\"changes\":[");
    if (strncmp(from, "{\"type\":\"participant.set\"", 24) == 0)
        from = strstr(from, "}},") + strlen("}},");
    size_t len = strlen(from) - strlen("]}\n");
    ALWAYS(len < sizeof changes);
    memcpy(changes, from, len);
    changes[len] = '\0';
    return changes;
}

static void write_words(struct buf *out, const struct item *item, const char *lang, char sign)
{
    const struct item_text *found = item_text_find(item, lang);
    if (!found)
        return;
    buf_char(out, sign);
    text_write_plain(found->text, out);
}

static void write_branch(struct buf *out, const struct item *first)
{
    static const char *const kinds[] = {"", "#", "%"};
    static const char *const statuses[] = {"", "?", "+", "!"};
    for (const struct item *item = first; item; item = item->next) {
        if (item != first)
            buf_char(out, ' ');
        buf_text(out, item->id);
        buf_text(out, kinds[item->kind]);
        buf_text(out, statuses[item->status]);
        buf_text(out, item->removed ? "-" : "");
        write_words(out, item, "es", '=');
        write_words(out, item, "en", '|');
        if (!item->first)
            continue;
        buf_char(out, '(');
        write_branch(out, item->first);
        buf_char(out, ')');
    }
}

char *sitting_tree(const struct draft *draft)
{
    struct buf out = BUF_EMPTY;
    write_branch(&out, draft->first);
    return buf_take(&out);
}

void assert_tree(const struct sitting *sitting, const char *tree)
{
    char *found = sitting_tree(sitting->draft);
    assert_string_equal(found, tree);
    free(found);
}
