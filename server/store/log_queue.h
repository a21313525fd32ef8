/* The queue in front of a log's writer, its thread, and the way back to the loop. What a commit is, the writer knows: log_writer for SQLite,
 * pg_writer for PostgreSQL.
 *
 *   loop thread                         writer thread
 *   append ──► waiting ── mutex ──► take all ──► commit ──► an errand ──┐
 *   done ◄── finished ◄── mutex ◄────────────────── uv_async_send ◄─────┘
 *
 * With a loop: the thread takes everything that has been queued since its last commit, commits it as one group and wakes the loop once. No timer
 * gathers ops: the time that a commit takes is the batching window. Without a loop, everything is done before the call returns.
 *
 * Errands have their turns one by one, between commits, and claims that wait one behind the other have one together: thousands may come at once, as when a server has died; nobody's op is
 * to wait for all of them, nor each of them for a commit of its own. */
#ifndef STORE_LOG_QUEUE_H
#define STORE_LOG_QUEUE_H

#include <stdbool.h>

#include "store/log_append.h"
#include "store/log_errand.h"

struct uv_loop_s;
struct log_queue;

/* Called on the thread, or without a loop by whoever calls log_queue_*; never two at a time. */
struct log_queue_work {
    void (*commit)(void *writer, struct log_append *list); /* sets each one's status */
    void (*run)(void *writer, struct log_errand *errands); /* one, or several claims (log_errand_take_turn) */
};

/* Borrows the writer and the loop; NULL for none. */
struct log_queue *log_queue_create(struct uv_loop_s *loop, const struct log_queue_work *work, void *writer);
/* Finishes what is queued, calling back for it, and frees the queue. Run the loop once more afterwards so that its handle can close. */
void log_queue_destroy(struct log_queue *queue);

/* As in log_store.h. */
void log_queue_append(struct log_queue *queue, const char *draft, uint64_t first_seq,
                      const struct log_op *ops, size_t count, log_done_cb done, void *context);
void log_queue_probe(struct log_queue *queue, log_done_cb done, void *context);
void log_queue_put_snapshot(struct log_queue *queue, const char *draft, const struct log_snapshot *snapshot);
void log_queue_claim(struct log_queue *queue, const char *draft, log_claim_cb done, void *context);
void log_queue_confirm(struct log_queue *queue, const char *draft, log_done_cb done, void *context);
void log_queue_release(struct log_queue *queue, const char *draft);
void log_queue_on_lost(struct log_queue *queue, log_lost_cb lost, void *context);
/* From any thread: the writer is to look whether all is ours that it holds. */
void log_queue_check(struct log_queue *queue);
/* Takes. Whatever the calls above ask for goes this way to the writer (log_queue_errands.c), and is answered on the loop. */
void log_queue_dispatch(struct log_queue *queue, struct log_errand *errand);
/* From the writer: tells the listener, on the loop. */
void log_queue_tell_lost(struct log_queue *queue, const char *draft);

#endif
