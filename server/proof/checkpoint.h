/* What a draft's log was at a moment: how many ops, and the hash of the last. In the form of C2SP's checkpoints (c2sp.org/tlog-checkpoint),
 * with the difference that the hash is the head of a chain and not the root of a tree:
 *
 *   plenaria/DRAFT
 *   431
 *   BASE64 OF THE HEAD
 *   time 1638374400123
 *
 * Signed (note.h) it is a promise of the server: whoever keeps it can later tell whether the server shows the same history. */
#ifndef PROOF_CHECKPOINT_H
#define PROOF_CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "draft/types.h"

/* In place of a draft: the audit log of the server, its entries and the hash of the last. No draft is called that. */
#define CHECKPOINT_AUDIT "@audit"

struct checkpoint {
    char draft[ID_BYTES]; /* or CHECKPOINT_AUDIT */
    uint64_t seq;
    struct sha256 head;
    int64_t time_ms;
};

/* Appends the four lines. */
void checkpoint_write(struct buf *out, const struct checkpoint *checkpoint);
/* Reads them from the start of a text; *used is where further lines begin. False where they are not there. Borrows. */
bool checkpoint_read(const char *text, size_t len, struct checkpoint *out, size_t *used);

/* The head as people compare it by voice: sixteen digits in four groups, the same on every screen. */
#define FINGERPRINT_BYTES 20 /* with its NUL */
void checkpoint_fingerprint(const struct sha256 *head, char out[FINGERPRINT_BYTES]);

#endif
