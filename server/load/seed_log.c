#include "load/seed_log.h"

#include <stdlib.h>

#include "base/mem.h"
#include "draft/history.h"
#include "wire/op_codec.h"

void seed_log_open(struct seed_log *log, const char *draft, int64_t now_ms)
{
    *log = (struct seed_log){.draft = draft_create(draft),
                             .history = history_create(op_decode, (struct history_source){0}),
                             .now_ms = now_ms};
}

static void append(struct seed_log *log, const struct op *op)
{
    struct sha256 before = log->count ? log->ops[log->count - 1].hash : (struct sha256){{0}};
    struct buf bytes = BUF_EMPTY;
    op_write_json(&bytes, op);
    log->ops = mem_grow(log->ops, log->count, &log->capacity, sizeof *log->ops);
    log->ops[log->count++] = (struct log_op){.seq = op->seq,
                                             .bytes = bytes.bytes,
                                             .len = bytes.len,
                                             .hash = op_chain_hash(&before, bytes.bytes, bytes.len)};
}

enum status seed_log_add(struct seed_log *log, const char *by, struct change_list *changes, struct buf *why)
{
    struct op op;
    struct refusal refusal;
    if (!changes->count)
        return STATUS_OK;
    struct submission submission = {.by = by,
                                    .client = SYSTEM_ID,
                                    .n = log->count + 1,
                                    .base = log->count,
                                    .at = log->now_ms,
                                    .changes = *changes};
    *changes = (struct change_list){0};
    if (draft_submit(log->draft, log->history, &submission, &op, &refusal) != SUBMIT_ACCEPTED) {
        buf_text(why, refusal.message);
        return refusal.status;
    }
    append(log, &op);
    op_clear(&op);
    return STATUS_OK;
}

void seed_log_close(struct seed_log *log)
{
    for (size_t i = 0; i < log->count; i++)
        free((char *)log->ops[i].bytes);
    free(log->ops);
    history_destroy(log->history);
    draft_destroy(log->draft);
    *log = (struct seed_log){0};
}
