/* What is written about people (people.h), in one order for several servers: a journal of the rows that each transaction changed.
 *
 * Entries are numbered 1, 2, 3, … and chained: the hash of one covers the hash before it, so two servers whose last entries have one hash have the
 * same people. An entry is **whole** where its bytes make all people from nothing; a replica that begins, or has lost its way, begins at
 * the newest of these, and what lies before it may be dropped.
 *
 * Whoever writes has the **turn**, which nobody else has at the same time: take it, read what is new, add one entry. What `add` has answered with STATUS_OK
 * is durable wherever the journal lies. With STATUS_UNKNOWN nobody can say; whoever reads next will see.
 *
 * Implemented in postgres/people_postgres.c. All functions may wait, though not for long; one thread at a time uses a journal. Returned where not said
 * otherwise: STATUS_STORAGE, STATUS_UNKNOWN where it does not answer. */
#ifndef STORE_PEOPLE_JOURNAL_H
#define STORE_PEOPLE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sha256.h"
#include "base/status.h"

struct people_journal;

struct people_entry {
    uint64_t seq;
    struct sha256 hash;
    uint64_t schema; /* the oldest version of store/migrations.h that can read the rows */
    bool whole;
    const void *bytes; /* borrowed; as store/people_replica.h reads them */
    size_t len;
};

/* Return false to stop. */
typedef bool (*people_entry_cb)(void *context, const struct people_entry *entry);

struct people_journal_ops {
    /* Takes the turn; it ends with add or leave. */
    enum status (*take)(struct people_journal *journal);
    /* Within the turn: what is there at the end, 0 and zeros where nothing is. */
    enum status (*last)(struct people_journal *journal, uint64_t *seq, struct sha256 *hash);
    enum status (*add)(struct people_journal *journal, const struct people_entry *entry);
    void (*leave)(struct people_journal *journal);
    /* With the turn or without: the entries from `from`, in order; all of them are durable. That one itself comes without its bytes, as whoever asks has it. Where it is not there
     * any more, or `from` is 0: from the newest whole one. */
    enum status (*read)(struct people_journal *journal, uint64_t from, people_entry_cb each, void *context);
    /* Drops what lies before this whole entry. */
    enum status (*drop_before)(struct people_journal *journal, uint64_t seq);
    void (*destroy)(struct people_journal *journal);
};

struct people_journal {
    const struct people_journal_ops *ops;
};

/* The hash of an entry that follows one with this hash. */
struct sha256 people_entry_hash(const struct sha256 *before, const struct people_entry *entry);

#endif
