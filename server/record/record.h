/* All that the log of one draft tells besides its state: who wrote what (weave.h) and what happened to whom (chronicle.h), folded in one pass
 * from the stored ops, each link of the chain checked. It can go on from where it stopped.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/sha256.h"
#include "record/chronicle.h"
#include "record/weave.h"
#include "store/log_store.h"

struct record {
    struct weave *weave;
    struct chronicle chronicle;
    struct sha256 head; /* of the log at weave_seq */
};

void record_init(struct record *record); /* of no ops; caller clears */
void record_clear(struct record *record);
size_t record_bytes(const struct record *record); /* about what it takes in memory */

/* Reads on, up to op `seq` (as far as the log goes). STATUS_CORRUPT where an op cannot be read or does not follow from the one before;
 * STATUS_IO; STATUS_LIMIT. The record is then what it was after the last good op. Blocking; any thread. */
enum status record_read(struct record *record, struct log_store *log, const char *draft,
                        uint64_t seq) MUST_CHECK;

#endif
