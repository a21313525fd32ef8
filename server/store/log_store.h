/* The op log behind one small interface: claim, append, read, snapshot. SQLite is the embedded default (log_sqlite), a
 * list in memory serves tests and the simulation (log_memory), PostgreSQL several servers that share one log (log_postgres).
 *
 * Whoever reads a draft to go on from there, and appends to it, has claimed it before: of several servers one owns a draft at a time. Where
 * there is one server alone, a claim succeeds at once. The append that makes a log needs no claim: nobody else can know the draft yet.
 *
 * Rules every implementation keeps:
 * - append is all or nothing, in call order, and calls `done` on the loop's thread once the ops are durable or refused.
 *   Until then nobody may see them. Appends of many drafts that wait together become one commit.
 * - `first_seq` must be the stored last seq plus one, and `before` of its op the stored head, else the answer is STATUS_CONFLICT and nothing
 *   is stored: an append that waits behind one that failed may fit by its number alone, where somebody else has written meanwhile.
 * - An append that was queued behind one that is refused with STATUS_STORAGE, and builds on it, is refused with the same.
 * - STATUS_FENCED: the draft is not ours, or not any more; nothing is stored. Claim it and read it again.
 * - STATUS_UNKNOWN: whether the ops are stored could not be found out in time. They must be called neither durable nor lost: a claim
 *   that succeeds decides, and then the log is read.
 * - Reads see durable ops only: what was read before stays true when this machine, or the database's, is lost. The read functions (read, summary,
 *   due, get_snapshot) may be called from any thread, the others from the loop's.
 */
#ifndef STORE_LOG_STORE_H
#define STORE_LOG_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/status.h"

struct log_store;

struct log_op {
    uint64_t seq;
    const char *bytes; /* canonical bytes of the op; borrowed until `done` */
    size_t len;
    struct sha256 hash; /* of the chain up to and with this op */
    int64_t wake_at;    /* when the draft, after this op, needs the server again, ms; 0: not. Not read back */
    /* Of the chain up to the op before, for the first of an append; all zero: it goes on from wherever the log ends. Not read back. */
    struct sha256 before;
};

/* STATUS_OK, or STATUS_CONFLICT, STATUS_FENCED, STATUS_UNKNOWN, STATUS_STORAGE (full, I/O error); `commit_us` is how long the commit took; the first of a
 * group that was committed together is told, the others get 0. */
typedef void (*log_done_cb)(void *context, enum status status, uint64_t commit_us);

struct log_snapshot {
    uint64_t seq;
    struct sha256 head; /* of the log at seq */
    struct buf bytes;   /* canonical snapshot */
    struct buf clients; /* last accepted n of every client, see wire/snapshot_codec */
};

/* STATUS_OK: it is ours. STATUS_FENCED: it belongs to another server, which listens at `owner` for its like (borrowed during the call).
 * STATUS_STORAGE: the store cannot say now; ask again. Else `owner` is NULL. */
typedef void (*log_claim_cb)(void *context, enum status status, const char *owner);

/* Called on the loop's thread when a draft that was ours is not any more, and no append is there to be told. */
typedef void (*log_lost_cb)(void *context, const char *draft);

/* Called for each draft that wants to be woken. */
typedef void (*log_wake_cb)(void *context, const char *draft, int64_t wake_at);

/* Called for each op in seq order; return false to stop. The op is borrowed. */
typedef bool (*log_read_cb)(void *context, const struct log_op *op);

struct log_summary {
    uint64_t last_seq; /* 0: no such draft */
    struct sha256 head;
    uint64_t bytes; /* of all ops */
};

struct log_store_ops {
    /* Makes a draft ours, if it is nobody's or ours already; it need not have a log. No append to it may be under way. `done` may be called before
     * claim returns. */
    void (*claim)(struct log_store *, const char *draft, log_claim_cb done, void *context);
    /* Calls back with whether a draft that is ours still is, as the store has it now. STATUS_FENCED: it is not, and who listens for lost drafts has been told.
     * STATUS_STORAGE: the store cannot say. `done` may be called before confirm returns. */
    void (*confirm)(struct log_store *, const char *draft, log_done_cb done, void *context);
    /* Lets another server claim it, after all appends queued before. */
    void (*release)(struct log_store *, const char *draft);
    /* Whom to tell of drafts that were lost; one listener. */
    void (*on_lost)(struct log_store *, log_lost_cb lost, void *context);
    /* At least one op, none of them empty, their seqs first_seq and on. The array is copied, the bytes are borrowed until
     * `done`, which may be called before append returns. */
    void (*append)(struct log_store *, const char *draft, uint64_t first_seq, const struct log_op *ops,
                   size_t count, log_done_cb done, void *context);
    /* From from_seq to to_seq, as far as the log goes; past its end, or without a log, nothing is read. STATUS_CORRUPT
     * where an op that should be there is not (what stands before it has been handed on); STATUS_IO. */
    enum status (*read)(struct log_store *, const char *draft, uint64_t from_seq, uint64_t to_seq,
                        log_read_cb each, void *context);
    enum status (*summary)(struct log_store *, const char *draft, struct log_summary *out);
    /* The drafts whose last op has a wake_at of `until` or before, the earliest first, at most `limit` of them; of several servers' drafts those that are
     * ours or nobody's. Costs what it yields, however many drafts there are. STATUS_IO. */
    enum status (*due)(struct log_store *, int64_t until, size_t limit, log_wake_cb each, void *context);
    /* Stores a snapshot after all appends queued before it; dropped silently if the log has no op with its seq and head.
     * Copies. */
    void (*put_snapshot)(struct log_store *, const char *draft, const struct log_snapshot *snapshot);
    /* The newest stored snapshot with seq <= max_seq whose checksum holds; STATUS_NOT_FOUND where there is none.
     * Damaged ones are skipped and said so in the diagnostics. Caller clears both bufs. */
    enum status (*get_snapshot)(struct log_store *, const char *draft, uint64_t max_seq,
                                struct log_snapshot *out);
    /* Calls back, on the loop's thread, with whether the store could be written to just now: something is written to the disk, and taken
     * away again. */
    void (*probe)(struct log_store *, log_done_cb done, void *context);
    void (*destroy)(struct log_store *);
};

struct log_store {
    const struct log_store_ops *ops;
};

#endif
