/* What is written about people, off the loop: one act after the other, in the order asked for, on a thread of the pool, with a connection that is
 * theirs alone.
 *
 *   people_queue_add ──► waits ──► `work` on a thread ──► `done` on the loop ──► the next one
 *
 * So an act sees all that those before it wrote, and what an act leads to on the loop (connections that end, ops, the answer) has happened before the
 * next one is begun. What `work` has written is durable when `done` is called. Nothing that was added is left out, also at a stop: loop_settle waits
 * for all of it. How much may wait is for whoever adds it: a connection has one request at a time. */
#ifndef STORE_PEOPLE_QUEUE_H
#define STORE_PEOPLE_QUEUE_H

#include <stddef.h>

#include "base/loop.h"
#include "store/people.h"

struct people_queue;

/* On a thread: `people` are borrowed for the call. */
typedef void (*people_work)(void *context, struct people *people);

/* Borrows the loop, takes the people. */
struct people_queue *people_queue_create(struct loop *loop, struct people *people);
/* Calls `work`, then `done` on the loop, never from within this call; the context outlives both. */
void people_queue_add(struct people_queue *queue, people_work work, loop_cb done, void *context);

/* One transaction: what `body` writes is kept where it returns STATUS_OK, else nothing of it is. */
typedef enum status (*people_body)(void *context, struct people *people);
/* On the loop, with what came of it. */
typedef void (*people_written)(void *context, enum status status);
void people_queue_write(struct people_queue *queue, people_body body, people_written written, void *context);
size_t people_queue_length(const struct people_queue *queue); /* with the one under way */
/* To be called when nothing is left in it. NULL is fine. */
void people_queue_destroy(struct people_queue *queue);

#endif
