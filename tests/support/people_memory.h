/* A journal of people (store/people_journal.h) in memory, for tests: several replicas share one, and it can be made to fail. */
#ifndef SUPPORT_PEOPLE_MEMORY_H
#define SUPPORT_PEOPLE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/people_journal.h"

struct people_memory;

struct people_memory *people_memory_create(void);
void people_memory_destroy(struct people_memory *memory);
/* Another user's view of it, as people_replica_open takes it. */
struct people_journal *people_memory_journal(struct people_memory *memory);

/* What becomes of the next add: STATUS_OK, or STATUS_STORAGE (not stored), or STATUS_UNKNOWN (`stored` or not). */
void people_memory_fail_next(struct people_memory *memory, enum status status, bool stored);
/* Forgets the newest entries, as a database does that comes back without its last commits. */
void people_memory_lose(struct people_memory *memory, size_t entries);
size_t people_memory_count(const struct people_memory *memory);
uint64_t people_memory_last(const struct people_memory *memory);

#endif
