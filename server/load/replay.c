#include "load/replay.h"

#include "load/log_chain.h"
#include "wire/op_codec.h"

struct replaying {
    struct draft *draft;
    struct log_chain chain;
    replay_cb each;
    void *context;
    enum status status;
    struct buf *why;
};

static bool stop(struct replaying *replaying, uint64_t seq, const char *what)
{
    buf_reset(replaying->why);
    buf_format(replaying->why, "Op %llu %s; restore a backup.", (unsigned long long)seq, what);
    replaying->status = STATUS_CORRUPT;
    return false;
}

static bool fold(void *context, const struct log_op *stored)
{
    struct replaying *replaying = context;
    struct op op;
    struct refusal refusal;
    if (!log_chain_follow(&replaying->chain, stored))
        return stop(replaying, stored->seq, "does not match its hash");
    if (op_decode(stored->bytes, stored->len, &op) != STATUS_OK)
        return stop(replaying, stored->seq, "cannot be read");
    enum status status = draft_fold(replaying->draft, &op, &refusal);
    op_clear(&op);
    if (status != STATUS_OK)
        return stop(replaying, stored->seq, "does not fit the state before it");
    return replaying->each(replaying->context, replaying->draft, &replaying->chain.hash);
}

enum status replay(struct log_store *log, const char *draft, replay_cb each, void *context, struct buf *why)
{
    struct replaying replaying = {.chain.known = true, .each = each, .context = context, .why = why};
    struct log_summary summary;
    enum status status = log->ops->summary(log, draft, &summary);
    if (status == STATUS_OK && !summary.last_seq)
        status = STATUS_NOT_FOUND;
    if (status != STATUS_OK)
        return status;
    replaying.draft = draft_create(draft);
    status = log->ops->read(log, draft, 1, summary.last_seq, fold, &replaying);
    draft_destroy(replaying.draft);
    return status == STATUS_OK ? replaying.status : status;
}
