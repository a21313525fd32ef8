#include "sim_oracle.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "sim_check.h"
#include "sim_rules.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

struct sha256 sim_snapshot_hash(const struct draft *draft, const struct sha256 *head)
{
    struct buf out = BUF_EMPTY;
    snapshot_write_json(&out, draft, head);
    struct sha256 hash = sha256_of(out.bytes, out.len, NULL, 0);
    buf_clear(&out);
    return hash;
}

struct sha256 sim_clients_hash(const struct draft *draft)
{
    struct buf out = BUF_EMPTY;
    snapshot_write_clients(&out, draft);
    struct sha256 hash = sha256_of(out.bytes, out.len, NULL, 0);
    buf_clear(&out);
    return hash;
}

bool sim_hash_equal(const struct sha256 *a, const struct sha256 *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void sim_oracle_init(struct sim_oracle *oracle, struct log_store *log, const char *draft_id)
{
    *oracle = (struct sim_oracle){.log = log, .draft_id = draft_id, .draft = draft_create(draft_id)};
}

void sim_oracle_clear(struct sim_oracle *oracle)
{
    for (size_t i = 0; i < oracle->count; i++)
        free((char *)oracle->entries[i].bytes.bytes);
    free(oracle->entries);
    draft_destroy(oracle->draft);
    *oracle = (struct sim_oracle){0};
}

const struct sim_entry *sim_oracle_at(const struct sim_oracle *oracle, uint64_t seq)
{
    return seq >= 1 && seq <= oracle->count ? &oracle->entries[seq - 1] : NULL;
}

/* ---- locked words ---- */

static int by_id(const void *a, const void *b)
{
    const struct item *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* The words of every item that is approved, by id: approved items may move. */
static struct buf approved_words(const struct draft *draft)
{
    struct buf out = BUF_EMPTY;
    struct item **approved = mem_zero(draft->items.count, sizeof(struct item *));
    size_t count = 0;
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item->status == ITEM_APPROVED)
            approved[count++] = item;
    qsort(approved, count, sizeof(struct item *), by_id);
    for (size_t i = 0; i < count; i++) {
        buf_format(&out, "%s:", approved[i]->id);
        for (size_t k = 0; k < approved[i]->text_count; k++)
            text_write_json(approved[i]->texts[k].text, &out);
        buf_char(&out, '\n');
    }
    free(approved);
    return out;
}

static bool sets_status(const struct op *op)
{
    for (size_t i = 0; i < op->changes.count; i++)
        if (change_is(&op->changes.changes[i], &change_item_status))
            return true;
    return false;
}

static void check_locked(const struct sim_oracle *oracle, const struct op *op, const struct buf *before)
{
    struct buf after = approved_words(oracle->draft);
    SIM_CHECK(sets_status(op) ||
                  (before->len == after.len && memcmp(before->bytes ? before->bytes : "",
                                                      after.bytes ? after.bytes : "", after.len) == 0),
              "op %llu changed an approved item", (unsigned long long)op->seq);
    buf_clear(&after);
}

/* ---- one op ---- */

/* What is said of an adopted text, and who says it. */
static bool follows_up(const struct op *op)
{
    for (size_t i = 0; i < op->changes.count; i++)
        if (!change_is(&op->changes.changes[i], &change_follow_set) &&
            !change_is(&op->changes.changes[i], &change_follow_from) &&
            !change_is(&op->changes.changes[i], &change_participant_set))
            return false;
    return true;
}

static void check_place(const struct sim_oracle *oracle, const struct op *op, const struct log_op *stored)
{
    unsigned long long seq = oracle->count + 1;
    SIM_CHECK(stored->seq == seq && op->seq == seq, "the log holds op %llu where %llu belongs",
              (unsigned long long)op->seq, seq);
    SIM_CHECK(op->n == clients_acked(oracle->draft, op->client) + 1,
              "op %llu of %s has n %llu after %llu: an op counted twice, or was lost", seq, op->client,
              (unsigned long long)op->n, (unsigned long long)clients_acked(oracle->draft, op->client));
    SIM_CHECK(!oracle->adopted || follows_up(op), "op %llu came after the draft was adopted", seq);
}

static void check_chain(const struct sim_oracle *oracle, const struct log_op *stored)
{
    struct sha256 start = {{0}};
    const struct sim_entry *last = sim_oracle_at(oracle, oracle->count);
    struct sha256 head = op_chain_hash(last ? &last->head : &start, stored->bytes, stored->len);
    SIM_CHECK(sim_hash_equal(&head, &stored->hash), "op %llu breaks the hash chain",
              (unsigned long long)stored->seq);
}

static void check_canonical(const struct op *op, const struct log_op *stored)
{
    struct buf again = BUF_EMPTY;
    op_write_json(&again, op);
    SIM_CHECK(again.len == stored->len && memcmp(again.bytes, stored->bytes, again.len) == 0,
              "op %llu reads back as %s", (unsigned long long)op->seq, again.bytes);
    buf_clear(&again);
}

static void keep(struct sim_oracle *oracle, const struct log_op *stored)
{
    oracle->entries = mem_grow(oracle->entries, oracle->count, &oracle->capacity, sizeof *oracle->entries);
    oracle->entries[oracle->count++] = (struct sim_entry){
        .bytes = {mem_copy_bytes(stored->bytes, stored->len), stored->len},
        .head = stored->hash,
        .snapshot = sim_snapshot_hash(oracle->draft, &stored->hash),
    };
}

static bool take(void *context, const struct log_op *stored)
{
    struct sim_oracle *oracle = context;
    struct op op;
    struct refusal refusal;
    SIM_CHECK(op_decode(stored->bytes, stored->len, &op) == STATUS_OK, "op %llu cannot be read: %.*s",
              (unsigned long long)stored->seq, (int)stored->len, stored->bytes);
    sim_say("durable: %.*s", (int)stored->len, stored->bytes);
    check_place(oracle, &op, stored);
    check_chain(oracle, stored);
    check_canonical(&op, stored);
    struct buf before = approved_words(oracle->draft), decided = sim_rules_before(oracle->draft, &op);
    SIM_CHECK(draft_fold(oracle->draft, &op, &refusal) == STATUS_OK, "op %llu does not fold: %s",
              (unsigned long long)op.seq, refusal.message);
    check_locked(oracle, &op, &before);
    sim_rules_after(oracle->draft, &op, &decided);
    keep(oracle, stored);
    oracle->adopted |=
        op.changes.count && change_is(&op.changes.changes[op.changes.count - 1], &change_draft_adopt);
    buf_clear(&before);
    buf_clear(&decided);
    op_clear(&op);
    return true;
}

void sim_oracle_follow(struct sim_oracle *oracle)
{
    enum status status =
        oracle->log->ops->read(oracle->log, oracle->draft_id, oracle->count + 1, UINT64_MAX, take, oracle);
    SIM_CHECK(status == STATUS_OK, "the log cannot be read: %s", status_code(status));
}
