/* From the log to a draft in memory: newest good snapshot, then the ops after it through the same fold as ever, each link of the chain
 * checked on the way. Used by serve, verify, export: one path. Blocking; may run on any thread. */
#ifndef LOAD_DRAFT_LOADER_H
#define LOAD_DRAFT_LOADER_H

#include "base/buf.h"
#include "base/sha256.h"
#include "draft/draft.h"
#include "draft/history.h"
#include "store/log_store.h"

struct loaded_draft {
    struct draft *draft;
    struct history *history; /* the last ops, older ones when somebody needs them; NULL if not asked for */
    struct sha256 head;
    uint64_t snapshot_seq; /* of the snapshot it started from; 0: none */
    uint64_t log_bytes;
};

struct load_request {
    struct log_store *log; /* borrowed as long as the history lives */
    const char *draft;
    uint64_t seq;        /* as it stood then; 0: the newest */
    bool skip_snapshots; /* fold everything from op 1 */
    uint64_t history;    /* so many of the last ops, to go on from here; 0: only to look */
};

/* STATUS_NOT_FOUND: no such draft, or it never reached that seq. STATUS_CORRUPT: the log does not fold or its chain is broken, and `why` says at
 * which op. STATUS_IO. On success the caller ends it with loaded_draft_clear or takes the parts. */
enum status draft_load(const struct load_request *request, struct loaded_draft *out,
                       struct buf *why) MUST_CHECK;
void loaded_draft_clear(struct loaded_draft *loaded);

#endif
