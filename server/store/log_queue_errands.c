/* What a log's writer is asked for besides appending, whatever runs the queue. */
#include "store/log_queue.h"

void log_queue_probe(struct log_queue *queue, log_done_cb done, void *context)
{
    struct log_errand *errand = log_errand_create(LOG_PROBE, NULL);
    errand->probed = done;
    errand->context = context;
    log_queue_dispatch(queue, errand);
}

void log_queue_put_snapshot(struct log_queue *queue, const char *draft, const struct log_snapshot *snapshot)
{
    struct log_errand *errand = log_errand_create(LOG_SNAPSHOT, draft);
    errand->snapshot.seq = snapshot->seq;
    errand->snapshot.head = snapshot->head;
    buf_add(&errand->snapshot.bytes, snapshot->bytes.bytes, snapshot->bytes.len);
    buf_add(&errand->snapshot.clients, snapshot->clients.bytes, snapshot->clients.len);
    log_queue_dispatch(queue, errand);
}

void log_queue_claim(struct log_queue *queue, const char *draft, log_claim_cb done, void *context)
{
    struct log_errand *errand = log_errand_create(LOG_CLAIM, draft);
    errand->claimed = done;
    errand->context = context;
    log_queue_dispatch(queue, errand);
}

void log_queue_confirm(struct log_queue *queue, const char *draft, log_done_cb done, void *context)
{
    struct log_errand *errand = log_errand_create(LOG_CONFIRM, draft);
    errand->probed = done;
    errand->context = context;
    log_queue_dispatch(queue, errand);
}

void log_queue_release(struct log_queue *queue, const char *draft)
{
    log_queue_dispatch(queue, log_errand_create(LOG_RELEASE, draft));
}

void log_queue_check(struct log_queue *queue)
{
    log_queue_dispatch(queue, log_errand_create(LOG_CHECK, NULL));
}
