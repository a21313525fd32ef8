#include "hooks/batch.h"

#include "base/json_write.h"
#include "load/log_line.h"

static bool add_op(void *context, const struct log_op *op)
{
    struct batch *batch = context;
    struct buf *body = &batch->body;
    if (batch->until == batch->after) {
        buf_text(body, "{\"type\":\"ops\",\"hook\":");
        json_write_string(body, batch->hook);
        buf_text(body, ",\"draft\":");
        json_write_string(body, batch->draft);
        buf_text(body, ",\"ops\":[");
    } else {
        buf_char(body, ',');
    }
    log_line_write(body, op);
    batch->until = op->seq;
    return body->len < BATCH_BYTES;
}

void batch_read(struct batch *batch)
{
    struct log_store *log = batch->log;
    struct log_summary summary;
    batch->until = batch->after;
    batch->status = log->ops->summary(log, batch->draft, &summary);
    if (batch->status != STATUS_OK)
        return;
    batch->last = summary.last_seq;
    if (batch->last > batch->after)
        batch->status =
            log->ops->read(log, batch->draft, batch->after + 1, batch->after + BATCH_OPS, add_op, batch);
    if (batch->status == STATUS_OK && batch->until > batch->after)
        buf_format(&batch->body, "],\"from\":%llu,\"to\":%llu}", (unsigned long long)batch->after + 1,
                   (unsigned long long)batch->until);
}

void batch_clear(struct batch *batch)
{
    buf_clear(&batch->body);
}
