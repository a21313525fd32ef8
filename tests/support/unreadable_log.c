#include "support/unreadable_log.h"

static bool fails(struct unreadable_log *log)
{
    return ++log->calls == log->fails_at;
}

static enum status read_ops(struct log_store *store, const char *draft, uint64_t from_seq, uint64_t to_seq,
                            log_read_cb each, void *context)
{
    struct unreadable_log *log = (struct unreadable_log *)(void *)store;
    return fails(log) ? STATUS_IO : log->inner->ops->read(log->inner, draft, from_seq, to_seq, each, context);
}

static enum status summary(struct log_store *store, const char *draft, struct log_summary *out)
{
    struct unreadable_log *log = (struct unreadable_log *)(void *)store;
    if (fails(log))
        return STATUS_IO;
    enum status status = log->inner->ops->summary(log->inner, draft, out);
    if (log->summaries_ahead) {
        log->summaries_ahead--;
        out->last_seq++;
    }
    return status;
}

static enum status get_snapshot(struct log_store *store, const char *draft, uint64_t max_seq,
                                struct log_snapshot *out)
{
    struct unreadable_log *log = (struct unreadable_log *)(void *)store;
    return log->inner->ops->get_snapshot(log->inner, draft, max_seq, out);
}

struct unreadable_log unreadable_log(struct log_store *inner)
{
    static const struct log_store_ops functions = {
        .read = read_ops, .summary = summary, .get_snapshot = get_snapshot};
    return (struct unreadable_log){.store = {&functions}, .inner = inner};
}
