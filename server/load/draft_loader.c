#include "load/draft_loader.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "load/log_chain.h"
#include "load/older_ops.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

struct fold {
    struct loaded_draft *loaded;
    struct older_ops *older;
    struct log_chain chain;
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
    if (op->seq == fold->keep_from)
        older_ops_set_edge(fold->older, op->seq, &fold->chain.hash);
    if (!log_chain_follow(&fold->chain, op))
        return stop(fold, op->seq, "does not match its hash");
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
}

/* The reading went well and ended early. It is the log's fault only where that still says that it goes so far: it may have lost its end meanwhile, as a database may that is replaced. */
static enum status end_early(const struct load_request *request, uint64_t last, struct fold *fold)
{
    struct log_summary now;
    enum status status = request->log->ops->summary(request->log, request->draft, &now);
    if (status == STATUS_OK && now.last_seq < last)
        status = STATUS_IO;
    if (status != STATUS_OK)
        return status;
    (void)stop(fold, draft_seq(fold->loaded->draft) + 1, "is missing");
    return fold->status;
}

static enum status read_log(const struct load_request *request, uint64_t last, struct fold *fold)
{
    struct loaded_draft *out = fold->loaded;
    uint64_t from = out->snapshot_seq + 1;
    if (fold->keep_from < from)
        from = fold->keep_from > 1 ? fold->keep_from - 1 : 1; /* one earlier: its hash starts the chain */
    if (from == out->snapshot_seq + 1)
        fold->chain = (struct log_chain){fold->snapshot_head, true};
    else
        fold->chain.known = from == 1;
    enum status status = STATUS_OK;
    if (from <= last)
        status = request->log->ops->read(request->log, request->draft, from, last, take_op, fold);
    if (status == STATUS_OK)
        status = fold->status;
    if (status == STATUS_OK && draft_seq(out->draft) != last)
        status = end_early(request, last, fold);
    out->head = fold->chain.hash;
    return status;
}

static void keep_history(const struct load_request *request, uint64_t last, struct fold *fold)
{
    fold->older = older_ops_create(request->log, request->draft);
    fold->loaded->history = history_create(op_decode, older_ops_source(fold->older));
    fold->keep_from = last >= request->history ? last - request->history + 1 : 1;
}

static enum status load_once(const struct load_request *request, uint64_t last, struct loaded_draft *out,
                             struct buf *why)
{
    struct fold fold = {.loaded = out, .why = why, .keep_from = last + 1};
    if (request->history)
        keep_history(request, last, &fold);
    start(request, last, out, &fold.snapshot_head);
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
    if ((status == STATUS_CORRUPT || status == STATUS_CONFLICT) &&
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
