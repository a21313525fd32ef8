/* How long one message of a delegation holds the loop, for messages that mean harm: decoding, moving over what was applied, checks, applying.
 * Each attack gets a draft of its own. Prints for each the longest message in milliseconds, the steps that it was charged, and how it ended.
 *
 *   build-release/bin/bench_submit_work [NAME]
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/draft.h"
#include "draft/history.h"
#include "draft/participants.h"
#include "wire/message_codec.h"
#include "wire/op_codec.h"

#define ITEMS 1000
#define CHUNK 256

struct desk {
    struct draft *draft;
    struct history *history;
    struct sha256 head;
    uint64_t n;
    uint64_t longest_us, decode_us;
    uint64_t steps;
    uint64_t accepted, refused;
    struct refusal refusal;
};

static const struct participant mexico = {"pm", ROLE_DELEGATION, "M", "MX", false};
static const struct participant chair = {"pc", ROLE_CHAIR, "C", NULL, false};

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000;
}

static void keep(struct desk *desk, struct op *op)
{
    struct buf bytes = BUF_EMPTY;
    struct op *kept = mem_alloc(sizeof *kept);
    *kept = *op;
    op_write_json(&bytes, op);
    desk->head = op_chain_hash(&desk->head, bytes.bytes, bytes.len);
    size_t len = bytes.len;
    history_add(desk->history, op->seq, &desk->head, buf_take(&bytes), len, kept, op->seq);
}

/* Sends the changes; `measured`: it is an attack. */
static void send_as(struct desk *desk, const struct participant *who, uint64_t base, const char *changes,
                    bool measured)
{
    struct buf text = BUF_EMPTY;
    struct message message;
    struct refusal refusal;
    struct op op;
    uint64_t n = clients_acked(desk->draft, who->id) + 1;
    buf_format(&text, "{\"t\":\"op\",\"n\":%llu,\"base\":%llu,\"changes\":", (unsigned long long)n,
               (unsigned long long)base);
    buf_text(&text, changes);
    buf_char(&text, '}');
    if (measured && text.len > 256u << 10)
        printf("   (%zu bytes: longer than a message may be)\n", text.len);
    uint64_t from = now_us();
    enum status status = message_decode(text.bytes, text.len, &message, &refusal);
    uint64_t decoded = now_us();
    enum submit_result result = SUBMIT_REFUSED;
    struct work work = {.left = OP_MAX_STEPS};
    if (status == STATUS_OK && message.op.changes_ok) {
        struct submission submission = {.who = who,
                                        .client = who->id,
                                        .n = n,
                                        .base = base,
                                        .at = 1000,
                                        .changes = message.op.changes,
                                        .work = measured ? &work : NULL};
        message.op.changes = (struct change_list){0};
        result = draft_submit(desk->draft, desk->history, &submission, &op, &refusal);
    } else if (status == STATUS_OK) {
        refusal = message.op.refusal;
    }
    if (result == SUBMIT_ACCEPTED)
        keep(desk, &op);
    uint64_t took = now_us() - from;
    message_clear(&message);
    if (measured && took > desk->longest_us) {
        desk->longest_us = took;
        desk->decode_us = decoded - from;
        desk->steps = work.spent;
    }
    if (measured) {
        desk->accepted += result == SUBMIT_ACCEPTED;
        desk->refused += result != SUBMIT_ACCEPTED;
    }
    if (result != SUBMIT_ACCEPTED) {
        desk->refusal = refusal;
        if (!measured) {
            printf("   preparation refused: %s %s\n", status_code(refusal.status), refusal.message);
            exit(1);
        }
    }
    buf_clear(&text);
}

static void attack(struct desk *desk, uint64_t base, const char *changes)
{
    send_as(desk, &mexico, base, changes, true);
}

static void open_desk(struct desk *desk, int items, const char *text)
{
    struct buf changes = BUF_EMPTY;
    *desk = (struct desk){.draft = draft_create("d")};
    desk->history = history_create(op_decode, (struct history_source){0});
    buf_text(&changes, "{\"seq\":1,\"at\":1,\"by\":\"system\",\"client\":\"system\",\"n\":1,\"changes\":["
                       "{\"type\":\"draft.set\",\"title\":{\"es\":\"T\"},\"langs\":[\"es\",\"en\"]}");
    for (int i = 0; i < items; i++) {
        buf_format(&changes, ",{\"type\":\"item.add\",\"item\":\"i%d\",\"parent\":null,\"after\":", i);
        if (i)
            buf_format(&changes, "\"i%d\"", i - 1);
        else
            buf_text(&changes, "null");
        buf_format(&changes, ",\"kind\":\"item\",\"texts\":{\"es\":{\"ops\":[{\"insert\":\"");
        buf_text(&changes, text);
        buf_text(&changes, "\"}]}}}");
    }
    buf_text(&changes, "]}");
    struct op op;
    struct refusal refusal;
    ALWAYS(op_decode(changes.bytes, changes.len, &op) == STATUS_OK);
    ALWAYS(draft_fold(desk->draft, &op, &refusal) == STATUS_OK);
    keep(desk, &op);
    buf_clear(&changes);
}

static char *words(size_t count)
{
    char *text = mem_alloc(count + 1);
    memset(text, 'x', count);
    text[count] = '\0';
    return text;
}

/* A list of `count` changes, each made by printf from its number. */
static char *list(int count, const char *format)
{
    struct buf out = BUF_EMPTY;
    buf_char(&out, '[');
    for (int i = 0; i < count; i++) {
        if (i)
            buf_char(&out, ',');
        for (const char *at = format; *at; at++) {
            if (*at == '#')
                buf_number(&out, (uint64_t)i);
            else if (*at == '~')
                buf_number(&out, (uint64_t)(i + 1));
            else if (*at == '\'')
                buf_char(&out, '"');
            else
                buf_char(&out, *at);
        }
    }
    buf_char(&out, ']');
    return buf_take(&out);
}

#define TEXT(item, ops)  "{'type':'text','item':'" item "','lang':'es','delta':{'ops':[" ops "]}}"
#define SPLIT(item, new) "{'type':'item.split','item':'" item "','new':'" new "','at':{'es':1}}"

static void splits_over_splits(struct desk *desk)
{
    char *text = words(20);
    open_desk(desk, ITEMS, text);
    char *first = list(512, SPLIT("i#", "n#")), *second = list(512, SPLIT("i#", "m#"));
    attack(desk, 1, first);
    attack(desk, 1, second);
    free(first);
    free(second);
    free(text);
}

static void splits_one_by_one(struct desk *desk)
{
    char *text = words(1200);
    open_desk(desk, ITEMS, text);
    for (int i = 0; i < 800; i++) {
        char one[200];
        snprintf(one, sizeof one,
                 "[{\"type\":\"item.split\",\"item\":\"i1\",\"new\":\"n%d\",\"at\":{\"es\":1}}]", i);
        attack(desk, 1, one);
    }
    free(text);
}

static void thousand_over_thousand(struct desk *desk)
{
    open_desk(desk, ITEMS, "abc");
    char *first = list(512, TEXT("i#", "{'insert':'x'}")), *second = list(512, TEXT("i#", "{'insert':'y'}"));
    attack(desk, 1, first);
    attack(desk, 1, second);
    free(first);
    free(second);
}

static void many_parts(struct desk *desk, int parts, const char *part, const char *prepared, bool late)
{
    open_desk(desk, 10, prepared);
    struct buf ops = BUF_EMPTY;
    buf_text(&ops, "[{\"type\":\"text\",\"item\":\"i1\",\"lang\":\"es\",\"delta\":{\"ops\":");
    char *deltas = list(parts, part);
    buf_text(&ops, deltas);
    buf_text(&ops, "}}]");
    attack(desk, 1, ops.bytes);
    for (int i = 0; i < 20; i++)
        attack(desk, late ? 1 : draft_seq(desk->draft), ops.bytes);
    buf_clear(&ops);
    free(deltas);
}

static void a_text_of_many_parts(struct desk *desk)
{
    char *text = words(60000);
    many_parts(desk, 4500, "{'retain':3},{'insert':'y','attributes':{'bold':true}}", text, false);
    free(text);
}

static void a_late_text_of_many_parts(struct desk *desk)
{
    char *text = words(30000);
    many_parts(desk, 4500, "{'retain':3},{'insert':'y','attributes':{'bold':true}}", text, true);
    free(text);
}

static void late_over_many_words(struct desk *desk)
{
    open_desk(desk, 10, "abc");
    for (int i = 0; i < 9000; i++)
        send_as(
            desk, &chair, draft_seq(desk->draft),
            "[{\"type\":\"text\",\"item\":\"i1\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"insert\":\"x\"}]}}]",
            false);
    char *op = list(1, TEXT("i1", "{'insert':'y'}"));
    attack(desk, 1, op);
    attack(desk, 5000, op);
    attack(desk, 8000, op);
    free(op);
}

static void proposals_and_decision(struct desk *desk)
{
    char *text = words(200);
    open_desk(desk, 5000, text);
    char *add = list(1, "{'type':'proposal.add','proposal':'p1','item':'i1'},"
                        "{'type':'text','item':'i1','lang':'es','delta':{'ops':[{'insert':'z','attributes':{'"
                        "ins:p1':true}}]}}");
    send_as(desk, &mexico, draft_seq(desk->draft), add, false);
    attack(desk, draft_seq(desk->draft), "[{\"type\":\"proposal.withdraw\",\"proposal\":\"p1\"}]");
    free(add);
    free(text);
}

static void add_and_withdraw(struct desk *desk)
{
    open_desk(desk, 2000, "abcdefgh");
    for (int round = 0; round < 20; round++) {
        struct buf op = BUF_EMPTY;
        buf_char(&op, '[');
        for (int i = 0; i < 1000; i++)
            buf_format(
                &op,
                "%s{\"type\":\"proposal.add\",\"proposal\":\"p%d-%d\",\"item\":\"i1\",\"note\":\"nota\"},"
                "{\"type\":\"proposal.withdraw\",\"proposal\":\"p%d-%d\"}",
                i ? "," : "", round, i, round, i);
        buf_char(&op, ']');
        attack(desk, draft_seq(desk->draft), op.bytes);
        buf_clear(&op);
    }
}

static void adding_proposals(struct desk *desk)
{
    open_desk(desk, 10, "abc");
    for (int round = 0; round < 4; round++) {
        struct buf op = BUF_EMPTY;
        buf_char(&op, '[');
        for (int i = 0; i < 1000; i++)
            buf_format(
                &op,
                "%s{\"type\":\"proposal.add\",\"proposal\":\"p%d-%d\",\"item\":\"i1\",\"note\":\"nota\"}",
                i ? "," : "", round, i);
        buf_char(&op, ']');
        attack(desk, draft_seq(desk->draft), op.bytes);
        buf_clear(&op);
    }
    char *writing = list(1, TEXT("i1", "{'insert':'y'}"));
    attack(desk, draft_seq(desk->draft), writing);
    free(writing);
}

static void removals(struct desk *desk)
{
    open_desk(desk, 5000, "abc");
    char *op = list(512, "{'type':'item.remove','item':'i#'}");
    attack(desk, draft_seq(desk->draft), op);
    char *back = list(512, "{'type':'item.restore','item':'i#'}");
    attack(desk, draft_seq(desk->draft), back);
    free(op);
    free(back);
}

static void merges(struct desk *desk)
{
    open_desk(desk, 4000, "abc");
    char *op = list(512, "{'type':'item.merge','item':'i~','into':'i0'}");
    attack(desk, draft_seq(desk->draft), op);
    free(op);
}

static void moves_of_many_children(struct desk *desk)
{
    open_desk(desk, 3, "abc");
    for (int k = 0; k < 16; k++) {
        struct buf adds = BUF_EMPTY;
        buf_char(&adds, '[');
        for (int i = 0; i < CHUNK; i++)
            buf_format(&adds,
                       "%s{\"type\":\"item.add\",\"item\":\"c%d-%d\",\"parent\":\"i0\",\"after\":null,"
                       "\"kind\":\"item\"}",
                       i ? "," : "", k, i);
        buf_char(&adds, ']');
        send_as(desk, &chair, draft_seq(desk->draft), adds.bytes, false);
        buf_clear(&adds);
    }
    char *back = list(256, "{'type':'item.split','item':'i0','new':'s#','at':{'es':0}},{'type':'item.merge','"
                           "item':'s#','into':'i0'}");
    attack(desk, draft_seq(desk->draft), back);
    char *moves = list(256, "{'type':'item.move','item':'i0','parent':'i1','after':null},{'type':'item.move'"
                            ",'item':'i0','parent':null,'after':null}");
    attack(desk, draft_seq(desk->draft), moves);
    free(moves);
    free(back);
}

static void comments(struct desk *desk)
{
    char *text = words(1000);
    open_desk(desk, 3, text);
    for (int k = 0; k < 76; k++) {
        struct buf adds = BUF_EMPTY;
        buf_char(&adds, '[');
        for (int i = 0; i < CHUNK; i++)
            buf_format(&adds,
                       "%s{\"type\":\"comment.add\",\"comment\":\"k%d-%d\",\"item\":\"i0\",\"parent\":null,"
                       "\"text\":\"w\",\"lang\":\"es\",\"anchor\":%d,\"head\":%d}",
                       i ? "," : "", k, i, i % 900, i % 900 + 1);
        buf_char(&adds, ']');
        attack(desk, draft_seq(desk->draft), adds.bytes);
        buf_clear(&adds);
    }
    char *writing = list(1, TEXT("i0", "{'insert':'y'}"));
    attack(desk, draft_seq(desk->draft), writing);
    struct buf parts = BUF_EMPTY;
    char *many = list(900, "{'retain':1},{'insert':'y'}");
    buf_format(&parts, "[{\"type\":\"text\",\"item\":\"i0\",\"lang\":\"es\",\"delta\":{\"ops\":");
    buf_text(&parts, many);
    buf_text(&parts, "}}]");
    attack(desk, draft_seq(desk->draft), parts.bytes);
    char *splits = list(256, "{'type':'item.split','item':'i0','new':'s#','at':{'es':900}},{'type':'item."
                             "merge','item':'s#','into':'i0'}");
    attack(desk, draft_seq(desk->draft), splits);
    buf_clear(&parts);
    free(splits);
    free(many);
    free(writing);
}

static void positions(struct desk *desk)
{
    open_desk(desk, 5000, "abc");
    char *op = list(512, "{'type':'position.set','item':'i#','position':'object','note':'n'}");
    attack(desk, draft_seq(desk->draft), op);
    free(op);
}

static void a_small_edit(struct desk *desk)
{
    open_desk(desk, 5000, "abc");
    char *op = list(1, TEXT("i7", "{'insert':'y'}"));
    for (int i = 0; i < 100; i++)
        attack(desk, draft_seq(desk->draft), op);
    free(op);
}

static const struct {
    const char *name;
    void (*run)(struct desk *);
} attacks[] = {
    {"a small edit, for comparison", a_small_edit},
    {"512 splits over 512", splits_over_splits},
    {"800 ops, each a split of one item, base 1", splits_one_by_one},
    {"512 texts over 512", thousand_over_thousand},
    {"a text of 9000 parts", a_text_of_many_parts},
    {"the same, late", a_late_text_of_many_parts},
    {"late over 9000, 4000, 1000 ops", late_over_many_words},
    {"a decision in 5000 items", proposals_and_decision},
    {"add and withdraw 256 proposals", add_and_withdraw},
    {"256 proposals on one item", adding_proposals},
    {"remove and restore 512 items", removals},
    {"merge 512 items into one", merges},
    {"move 4000 children to and fro", moves_of_many_children},
    {"19000 comments on one item", comments},
    {"512 positions", positions},
};

int main(int argc, char **argv)
{
    printf("%-44s %10s %10s %10s   %s\n", "message", "longest ms", "decode ms", "steps", "outcome");
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        struct desk desk;
        if (argc > 1 && !strstr(attacks[i].name, argv[1]))
            continue;
        attacks[i].run(&desk);
        printf("%-44s %10.2f %10.2f %10llu   %llu accepted, %llu refused %s\n", attacks[i].name,
               (double)desk.longest_us / 1000, (double)desk.decode_us / 1000, (unsigned long long)desk.steps,
               (unsigned long long)desk.accepted, (unsigned long long)desk.refused,
               desk.refused ? status_code(desk.refusal.status) : "");
        if (desk.refused)
            printf("   %s\n", desk.refusal.message);
        fflush(stdout);
        draft_destroy(desk.draft);
        history_destroy(desk.history);
    }
    return 0;
}
