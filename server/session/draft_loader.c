#include "session/draft_loader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

/* One old op at a time, for transforming what was made against a state that memory no longer holds. */
struct fetch {
    char **bytes;
    size_t *len;
    struct sha256 *hash;
    bool found;
};

static bool take_one(void *context, const struct log_op *op)
{
    struct fetch *fetch = context;
    *fetch->bytes = mem_copy_bytes(op->bytes, op->len);
    *fetch->len = op->len;
    *fetch->hash = op->hash;
    fetch->found = true;
    return false;
}

struct fetch_context {
    struct log_store *log;
    char draft[ID_BYTES];
};

static enum status fetch_op(void *context, uint64_t seq, char **bytes, size_t *len, struct sha256 *hash)
{
    struct fetch_context *from = context;
    struct fetch fetch = {bytes, len, hash, false};
    enum status status = from->log->ops->read(from->log, from->draft, seq, seq, take_one, &fetch);
    return status == STATUS_OK && !fetch.found ? STATUS_NOT_FOUND : status;
}

struct fold {
    struct loaded_draft *loaded;
    struct sha256 hash; /* of the last op read */
    bool hash_known;    /* false for the op before the first one that is kept */
    struct sha256 snapshot_head;
    uint64_t keep_from; /* ops from here on go into the history */
    enum status status;
    struct buf *why;
};

static bool stop(struct fold *fold, uint64_t seq, const char *what)
{
    buf_reset(fold->why);
    buf_format(fold->why, "Op %llu %s; restore a backup.", (unsigned long long)seq, what);
    fold->status = STATUS_CORRUPT;
    return false;
}

static bool check_link(struct fold *fold, const struct log_op *op)
{
    if (fold->hash_known) {
        struct sha256 expected = op_chain_hash(&fold->hash, op->bytes, op->len);
        if (memcmp(&expected, &op->hash, sizeof expected) != 0)
            return stop(fold, op->seq, "does not match its hash");
    }
    fold->hash = op->hash;
    fold->hash_known = true;
    return true;
}

static bool fold_op(struct fold *fold, const struct log_op *stored)
{
    struct op op;
    struct refusal refusal;
    if (op_decode(stored->bytes, stored->len, &op) != STATUS_OK)
        return stop(fold, stored->seq, "cannot be read");
    enum status status = draft_fold(fold->loaded->draft, &op, &refusal);
    op_clear(&op);
    return status == STATUS_OK || stop(fold, stored->seq, "does not fit the state before it");
}

static bool take_op(void *context, const struct log_op *op)
{
    struct fold *fold = context;
    struct loaded_draft *loaded = fold->loaded;
    if (!check_link(fold, op))
        return false;
    if (op->seq == loaded->snapshot_seq && memcmp(&op->hash, &fold->snapshot_head, sizeof op->hash) != 0) {
        fold->status = STATUS_CONFLICT; /* a snapshot of some other history */
        return false;
    }
    if (op->seq > draft_seq(loaded->draft) && !fold_op(fold, op))
        return false;
    if (op->seq >= fold->keep_from)
        history_add(loaded->history, op->seq, &op->hash, mem_copy_bytes(op->bytes, op->len), op->len, NULL,
                    op->seq);
    return true;
}

static struct history *create_history(const struct load_request *request)
{
    struct fetch_context *context = mem_zero(1, sizeof *context);
    context->log = request->log;
    snprintf(context->draft, sizeof context->draft, "%s", request->draft);
    return history_create(op_decode, fetch_op, context, free);
}

/* The state at the newest good snapshot, or the empty draft. */
static void start(const struct load_request *request, uint64_t seq, struct loaded_draft *out,
                  struct sha256 *head)
{
    struct log_snapshot snapshot = {0};
    if (!request->skip_snapshots &&
        request->log->ops->get_snapshot(request->log, request->draft, seq, &snapshot) == STATUS_OK) {
        if (snapshot_decode(snapshot.bytes.bytes, snapshot.bytes.len, snapshot.clients.bytes,
                            snapshot.clients.len, &out->draft) != STATUS_OK)
            diag(DIAG_WARNING, "draft %s: the snapshot at %llu cannot be read and is skipped", request->draft,
                 (unsigned long long)snapshot.seq);
        else
            out->snapshot_seq = snapshot.seq;
        *head = out->snapshot_seq ? snapshot.head : *head;
        buf_clear(&snapshot.bytes);
        buf_clear(&snapshot.clients);
    }
    if (!out->draft)
        out->draft = draft_create(request->draft);
    out->history = create_history(request);
}

static enum status read_log(const struct load_request *request, uint64_t last, struct fold *fold)
{
    struct loaded_draft *out = fold->loaded;
    uint64_t from = out->snapshot_seq + 1;
    if (fold->keep_from < from)
        from = fold->keep_from > 1 ? fold->keep_from - 1 : 1; /* one earlier: its hash starts the chain */
    fold->hash = fold->snapshot_head; /* all zero where there is no snapshot, as the chain begins */
    fold->hash_known = from == out->snapshot_seq + 1;
    enum status status = request->log->ops->read(request->log, request->draft, from, last, take_op, fold);
    if (status == STATUS_OK)
        status = fold->status;
    if (status == STATUS_OK && draft_seq(out->draft) != last) {
        (void)stop(fold, draft_seq(out->draft) + 1, "is missing");
        status = STATUS_CORRUPT;
    }
    out->head = fold->hash;
    return status;
}

static enum status load_once(const struct load_request *request, uint64_t last, struct loaded_draft *out,
                             struct buf *why)
{
    struct fold fold = {.loaded = out, .why = why};
    start(request, last, out, &fold.snapshot_head);
    fold.keep_from = last >= HISTORY_MIN_OPS ? last - HISTORY_MIN_OPS + 1 : 1;
    enum status status = read_log(request, last, &fold);
    if (status != STATUS_OK)
        loaded_draft_clear(out);
    return status;
}

enum status draft_load(const struct load_request *request, struct loaded_draft *out, struct buf *why)
{
    struct log_summary summary;
    *out = (struct loaded_draft){0};
    enum status status = request->log->ops->summary(request->log, request->draft, &summary);
    if (status == STATUS_OK && (!summary.last_seq || request->seq > summary.last_seq))
        status = STATUS_NOT_FOUND;
    if (status != STATUS_OK)
        return status;
    uint64_t last = request->seq ? request->seq : summary.last_seq;
    status = load_once(request, last, out, why);
    if (status != STATUS_OK &&
        !request->skip_snapshots) { /* a snapshot is only a cache: the log alone decides */
        struct load_request again = *request;
        again.skip_snapshots = true;
        diag(DIAG_WARNING, "draft %s: loading once more, without its snapshots", request->draft);
        status = load_once(&again, last, out, why);
    }
    if (status == STATUS_OK)
        out->log_bytes = summary.bytes;
    return status;
}

void loaded_draft_clear(struct loaded_draft *loaded)
{
    draft_destroy(loaded->draft);
    history_destroy(loaded->history);
    *loaded = (struct loaded_draft){0};
}
