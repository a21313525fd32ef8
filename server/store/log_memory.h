/* The op log in memory: for unit tests and the simulation. One thread only.
 *
 * It completes appends at once, or, stepwise, when told to: then the time between append and `done` is in the test's
 * hands, with failures and crashes in it. What has not completed is not in the log and not seen by reads. */
#ifndef STORE_LOG_MEMORY_H
#define STORE_LOG_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "store/log_store.h"

/* Empty and synchronous: append calls `done` before it returns. Free with ops->destroy, which calls no `done`. */
struct log_store *log_memory_create(void);

/* From now on appends wait for log_memory_step. Switching back completes what waits. */
void log_memory_set_stepwise(struct log_store *store, bool stepwise);
/* How many appends wait. */
size_t log_memory_pending(const struct log_store *store);
/* Completes the oldest append that waits; false where none does. */
bool log_memory_step(struct log_store *store);
/* The next append to complete is refused with `status` instead, and so is what builds on it. */
void log_memory_fail_next(struct log_store *store, enum status status);
/* The next append to complete is stored or not, and its caller hears STATUS_UNKNOWN: the answer is lost. */
void log_memory_lose_next_answer(struct log_store *store, bool stored);
/* Another server owns the draft from now on, at this address; NULL: nobody. Whoever had it is told. */
void log_memory_take_over(struct log_store *store, const char *draft, const char *owner);
/* What a kill -9 does: drops all that waits without calling `done`. What has completed stays, as on a disk. */
void log_memory_crash(struct log_store *store);
/* Makes the checksums of all snapshots of the draft wrong. */
void log_memory_damage_snapshots(struct log_store *store, const char *draft);

#endif
