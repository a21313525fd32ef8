/* store/log_queue.h without threads: linked in place of store/log_queue.c. The writer of each server is a fiber; what it has finished comes to the
 * server's loop in another turn, as from another thread. */
#ifndef SIM_LOG_QUEUE_H
#define SIM_LOG_QUEUE_H

#include <stdbool.h>

#include "base/loop.h"

struct log_queue;

/* The queue whose answers go to this loop. */
struct log_queue *sim_log_queue_of(const struct loop *loop);
/* Nothing waits, is under way, or is still to be answered. */
bool sim_log_queue_is_idle(const struct log_queue *queue);
/* The process has ended: the fiber runs to its end, with a database that answers nothing any more, and nobody is called back. */
void sim_log_queue_kill(struct log_queue *queue);
/* Lets the fiber go on, as soon as its process runs. For whatever it waits for. */
void sim_log_queue_wake(struct log_queue *queue);
bool sim_log_queue_is_killed(const struct log_queue *queue);
/* Wakes it after a while. Caller stops the timer. */
struct loop_timer *sim_log_queue_alarm(struct log_queue *queue, uint64_t ms);
/* Whose fiber runs; NULL outside of fibers. */
struct log_queue *sim_log_queue_current(void);

/* Where the simulation's own timers run, and until when a server's process is frozen; set before queues are made. */
void sim_log_queue_set_world(struct loop *world, uint64_t (*frozen_until_ms)(const struct loop *loop));

#endif
