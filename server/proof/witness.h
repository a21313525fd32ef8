/* Somebody who follows a draft's checkpoints and keeps their own record of them: each new one has to be signed by the server's key, and to be of the same history as the one before. What
 * holds is cosigned (c2sp.org/tlog-cosignature) and appended to the witness's own log; what does not is the alarm.
 *
 *   DIR/witness.key         the witness's own key
 *   DIR/DRAFT.server-key    the server's vkey, as it was first seen or given
 *   DIR/DRAFT.log           every checkpoint that held, cosigned, oldest first, a line of "----" behind each
 *
 * Knows no network: the caller fetches. */
#ifndef PROOF_WITNESS_H
#define PROOF_WITNESS_H

#include "base/buf.h"
#include "base/status.h"
#include "proof/checkpoint.h"
#include "proof/note.h"

struct witness;

struct witness_source {
    /* Each appends, and says what failed in `why`. `ops`: lines of GET …/ops, at most `limit` ops after `since`. */
    enum status (*keys)(void *context, struct buf *out, struct buf *why);
    enum status (*checkpoint)(void *context, struct buf *out, struct buf *why);
    enum status (*ops)(void *context, uint64_t since, uint64_t limit, struct buf *out, struct buf *why);
    void *context;
};

/* Makes the folder and the key where they are not there. `vkey` NULL: the server's key as it was kept, or as it is first seen. STATUS_IO, STATUS_CORRUPT, and STATUS_CONFLICT where `vkey` is
 * not the one that was kept; with a sentence in `why`. Caller closes. */
enum status witness_open(const char *dir, const char *draft, const char *vkey, struct buf *why,
                         struct witness **out) MUST_CHECK;

struct witnessed {
    struct checkpoint checkpoint;
    bool fresh; /* it is another than the last one */
};

/* Looks once. STATUS_OK: what the server shows holds. STATUS_CONFLICT: it does not, and `why` says how; nothing is kept. Else what the source or the disk said. */
enum status witness_look(struct witness *witness, const struct witness_source *source, int64_t now_ms,
                         struct witnessed *out, struct buf *why) MUST_CHECK;
void witness_close(struct witness *witness); /* NULL is fine */

#endif
