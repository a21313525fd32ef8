/* However much an op asks for, draft_submit lets go of the loop soon: ops of many changes, made of few patterns, on a draft that has much of
 * everything. The fuzzer is told how many steps the dearest op was charged and how much time it took, as if that were code reached, so that it
 * goes on from what costs most; corpus/work holds the worst that it has found.
 *
 * An op is a few blocks; a block is so many changes of one kind, on one item, on items in a row, or on any.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/cosigning.h"
#include "draft/draft.h"
#include "draft/history.h"
#include "draft/participants.h"
#include "support/choices.h"
#include "wire/op_codec.h"

#define ITEMS      300
#define OPS_MAX    12
#define BLOCKS_MAX 3

/* Twenty milliseconds are meant (tests/bench/submit_work.c); with sanitizers, for coverage, and beside another target, it is many times that. */
#define BOUND_US 1500000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* What libFuzzer takes for coverage: a counter for each doubling of the steps, and of the time, of one op. */
__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t reached[64];

static const struct participant people[] = {
    {"pc", ROLE_CHAIR, "C", NULL, false},
    {"pm", ROLE_DELEGATION, "M", "MX", false},
    {"pk", ROLE_DELEGATION, "K", "CA", false},
};

struct desk {
    struct choices choices;
    struct draft *draft;
    struct history *history;
    struct sha256 head;
    unsigned fresh; /* ids so far */
};

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000;
}

static uint32_t below(struct desk *desk, uint32_t limit)
{
    return choices_below(&desk->choices, limit);
}

static char *id_of(char letter, unsigned number)
{
    char id[ID_BYTES];
    snprintf(id, sizeof id, "%c%u", letter, number);
    return mem_copy_string(id);
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

static struct change *add(struct change_list *list, const struct change_kind *kind, char *item)
{
    struct change *change = change_list_add(list);
    change->kind = kind;
    change->item = item;
    return change;
}

/* Items at the top, every tenth under review; half of them below the first one. */
static void open_desk(struct desk *desk)
{
    struct op op = {.seq = 1, .at = 1, .by = "system", .client = "system", .n = 1};
    struct refusal refusal;
    struct change *set = add(&op.changes, &change_draft_set, NULL);
    string_list_add(&set->langs, "es");
    for (unsigned i = 0; i < ITEMS; i++) {
        struct change *item = add(&op.changes, &change_item_add, id_of('i', i));
        item->parent = i > ITEMS / 2 ? id_of('i', 0) : NULL;
        struct delta *words = &lang_map_add(&item->texts, "es")->delta;
        for (unsigned k = 0; k < (i < 4 ? 200 : 1); k++)
            delta_insert(words, "palabras ", 9, NULL);
    }
    for (unsigned i = 0; i < ITEMS; i += 10)
        add(&op.changes, &change_item_status, id_of('i', i + 1))->item_status = ITEM_REVIEW;
    desk->draft = draft_create("d");
    desk->history = history_create(op_decode, (struct history_source){0});
    ALWAYS(draft_fold(desk->draft, &op, &refusal) == STATUS_OK);
    keep(desk, &op);
}

struct block {
    const struct change_kind *kind;
    uint32_t pattern, item, number, size;
};

static char *item_of(struct desk *desk, const struct block *block, uint32_t i)
{
    if (block->pattern == 0)
        return id_of('i', block->item);
    return id_of('i', block->pattern == 1 ? (block->item + i) % ITEMS : below(desk, ITEMS));
}

static void add_words(struct desk *desk, const struct block *block, struct change *change)
{
    char mark[ID_BYTES + 4];
    struct attribute attribute = {"bold", ATTRIBUTE_TRUE, NULL};
    struct attributes *attributes = NULL;
    snprintf(mark, sizeof mark, "%s:p%u", block->number % 2 ? "ins" : "del",
             (unsigned)below(desk, desk->fresh + 1));
    if (block->number % 3)
        attribute.key = mark;
    if (block->number % 5)
        ALWAYS(attributes_create(&attribute, 1, &attributes) == STATUS_OK);
    change->lang = mem_copy_string("es");
    for (uint32_t i = 0; i < block->size; i++) {
        if (block->number & 8)
            delta_delete(&change->delta, 1);
        else
            delta_insert(&change->delta, "xy", 2, attributes);
        delta_retain(&change->delta, 1 + block->number % 3, block->number & 4 ? attributes : NULL);
    }
    attributes_unref(attributes);
}

/* Takes the marks of one proposal, or those of another, off some of the first words. */
static void choose_part(struct desk *desk, const struct block *block, struct change *change)
{
    char key[ID_BYTES + 4];
    struct attributes *attributes = NULL;
    change->proposal = id_of('p', below(desk, desk->fresh + 1));
    snprintf(key, sizeof key, "%s:%s", block->number % 2 ? "ins" : "del", change->proposal);
    const struct attribute attribute = {key, ATTRIBUTE_NULL, NULL};
    ALWAYS(attributes_create(&attribute, 1, &attributes) == STATUS_OK);
    change->lang = mem_copy_string("es");
    change->accept = block->number & 4;
    for (uint32_t i = 0; i < 1 + block->size % 50; i++) {
        delta_retain(&change->delta, 1 + block->number % 3, NULL);
        delta_retain(&change->delta, 2, attributes);
    }
    attributes_unref(attributes);
}

static void number_draft(const struct block *block, struct change *change)
{
    enum numbering_preset preset = (enum numbering_preset)(1 + block->number % (NUMBERING_PRESET_COUNT - 1));
    change->numbering = numbering_scheme_copy(numbering_preset(preset));
}

/* Of devices, whose keys are well formed: the first of the 33 bytes in base64 says which kind they are of. */
static void cosign(struct desk *desk, const struct block *block, struct change *change)
{
    char words[COSIGNATURE_LEN + 1];
    snprintf(words, sizeof words, "d%u+%08x+AQ%042d",
             (unsigned)(block->number & 4 ? desk->fresh : block->item), (unsigned)block->item, 0);
    if (block->kind != &change_cosign_ask)
        change->key = mem_copy_string(words);
    if (block->kind == &change_cosign_key) {
        change->ended = block->number & 8;
    } else if (block->kind == &change_cosign_add) {
        change->number = (int64_t)(block->number / 8);
        memset(words, 'A', COSIGNATURE_LEN);
        words[COSIGNATURE_LEN] = '\0';
        change->signature = mem_copy_string(words);
    } else {
        for (uint32_t i = 0; i < block->size % 40; i++)
            string_list_add(&change->delegations, i % 2 ? "MX" : "CA");
        change->note = mem_copy_string("por qué");
    }
}

/* Of numbers, parts, alternatives and versions. */
static void fill_in_more(struct desk *desk, const struct block *block, struct change *change)
{
    if (block->kind == &change_proposal_part) {
        choose_part(desk, block, change);
    } else if (block->kind == &change_proposal_group) {
        change->proposal = id_of('p', below(desk, desk->fresh));
        change->group = block->number % 8 ? id_of('g', block->number % 4) : NULL;
    } else if (block->kind == &change_item_number) {
        change->start = block->number % 2 ? 1 + block->number : 0;
        change->name = block->number % 2 ? NULL : id_of('n', block->number);
    } else if (block->kind == &change_draft_set) {
        number_draft(block, change);
    } else if (block->kind == &change_draft_freeze) {
        change->on = true;
    } else if (block->kind == &change_version_add) {
        change->version = id_of('v', desk->fresh);
        change->words = mem_copy_string("Rev.1");
    } else if (block->kind == &change_cosign_key || block->kind == &change_cosign_ask ||
               block->kind == &change_cosign_add) {
        cosign(desk, block, change);
    }
}

static void fill_in(struct desk *desk, const struct block *block, uint32_t i, struct change *change)
{
    unsigned fresh = ++desk->fresh;
    if (block->kind == &change_text) {
        add_words(desk, block, change);
    } else if (block->kind == &change_item_add || block->kind == &change_item_move) {
        change->parent = block->number % 2 ? id_of('i', block->number % ITEMS) : NULL;
        if (block->kind == &change_item_add) {
            free(change->item);
            change->item = id_of('f', fresh);
        }
    } else if (block->kind == &change_item_split) {
        change->new_item = id_of('f', fresh);
        lang_map_add(&change->places, "es")->place_u16 = block->number % 2 ? i : 1;
    } else if (block->kind == &change_item_merge) {
        change->into =
            block->number % 2 && desk->fresh > 1 ? id_of('f', fresh - 1) : id_of('i', block->number % ITEMS);
    } else if (block->kind == &change_comment_add) {
        change->comment = id_of('c', fresh);
        change->words = mem_copy_string("por qué");
        change->lang = mem_copy_string("es");
        change->anchor = change->head = block->number % 8;
    } else if (block->kind == &change_proposal_add) {
        change->proposal = id_of('p', fresh);
    } else if (block->kind == &change_proposal_withdraw || block->kind == &change_proposal_accept ||
               block->kind == &change_proposal_reject || block->kind == &change_proposal_reopen) {
        change->proposal = id_of('p', block->number % 2 ? fresh - 1 : below(desk, fresh));
    } else if (block->kind == &change_position_set) {
        change->position = (enum position_value)(block->number % POSITION_COUNT);
    } else if (block->kind == &change_item_status) {
        change->item_status = (enum item_status)(block->number % ITEM_STATUS_COUNT);
        change->below = block->number % 2;
    } else {
        fill_in_more(desk, block, change);
    }
}

static void add_block(struct desk *desk, struct change_list *list)
{
    static const struct change_kind *const kinds[] = {
        &change_text,
        &change_text,
        &change_item_split,
        &change_item_merge,
        &change_item_move,
        &change_item_add,
        &change_item_remove,
        &change_item_restore,
        &change_comment_add,
        &change_proposal_add,
        &change_position_set,
        &change_item_status,
        &change_proposal_withdraw,
        &change_proposal_accept,
        &change_proposal_reopen,
        &change_proposal_reject,
        &change_proposal_part,
        &change_proposal_part,
        &change_proposal_group,
        &change_draft_freeze,
        &change_draft_renumber,
        &change_draft_set,
        &change_item_number,
        &change_version_add,
    };
    /* They share a place, so that the seeds of the corpus mean what they did. */
    static const struct change_kind *const moments[] = {&change_version_add, &change_cosign_key,
                                                        &change_cosign_ask, &change_cosign_add};
    struct block block = {.kind = kinds[below(desk, sizeof kinds / sizeof *kinds)],
                          .pattern = below(desk, 3)};
    uint32_t count = 1 + below(desk, CLIENT_OP_MAX_CHANGES / BLOCKS_MAX);
    block.item = below(desk, ITEMS);
    block.number = below(desk, 256);
    if (block.kind == &change_version_add)
        block.kind = moments[block.number % (sizeof moments / sizeof *moments)];
    block.size = 1 + below(desk, 2000 / count + 1);
    for (uint32_t i = 0; i < count; i++)
        fill_in(desk, &block, i, add(list, block.kind, item_of(desk, &block, i)));
}

static void reach(uint32_t from, uint64_t cost)
{
    for (uint32_t i = 0; i < 32 && cost; i++, cost >>= 1)
        reached[from + i] = 1;
}

static void submit(struct desk *desk)
{
    struct op op;
    struct refusal refusal;
    struct work work = {.left = OP_MAX_STEPS};
    const struct participant *who = &people[below(desk, 3)];
    struct submission submission = {.who = who,
                                    .client = who->id,
                                    .n = clients_acked(desk->draft, who->id) + 1,
                                    .at = 1000,
                                    .most_bytes = 16u << 20,
                                    .work = &work};
    submission.base =
        below(desk, 2) ? draft_seq(desk->draft) : 1 + below(desk, (uint32_t)draft_seq(desk->draft));
    for (uint32_t blocks = 1 + below(desk, BLOCKS_MAX); blocks; blocks--)
        add_block(desk, &submission.changes);
    uint64_t from = now_us();
    enum submit_result result = draft_submit(desk->draft, desk->history, &submission, &op, &refusal);
    uint64_t took = now_us() - from;
    if (result == SUBMIT_ACCEPTED)
        keep(desk, &op);
    reach(0, work.spent);
    reach(32, took / 64);
    if (took > BOUND_US)
        fprintf(stderr, "%llu us for %llu steps\n", (unsigned long long)took, (unsigned long long)work.spent);
    ALWAYS(took <= BOUND_US);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct desk desk = {.choices = choices_from_bytes(bytes, len)};
    open_desk(&desk);
    for (uint32_t ops = 1 + below(&desk, OPS_MAX); ops && desk.choices.left; ops--)
        submit(&desk);
    draft_destroy(desk.draft);
    history_destroy(desk.history);
    return 0;
}
