/* What the server confirms to a delegation: a signed note (note.h) with a checkpoint and, below it, each of that delegation's ops that the log holds.
 *
 *   plenaria/DRAFT
 *   431
 *   BASE64 OF THE HEAD
 *   time 1638374400123
 *   delegation MX                    or: participant p7Qm2, for who has none
 *   op 17 BASE64 OF ITS HASH
 *
 * The hash of an op covers all ops before it, so one receipt speaks for everything up to its seq. */
#ifndef PROOF_RECEIPT_H
#define PROOF_RECEIPT_H

#include "base/buf.h"
#include "base/status.h"
#include "proof/checkpoint.h"
#include "proof/note.h"
#include "store/log_store.h"

struct receipt_request {
    struct log_store *log;
    const char *draft;
    const char *participant;
    int64_t now_ms;
    const struct note_signer *signer;
};

/* Appends the note, for the log as it is. Blocking; any thread. STATUS_NOT_FOUND, STATUS_CORRUPT, STATUS_IO with a sentence in `why`. */
enum status receipt_write(const struct receipt_request *request, struct buf *out, struct buf *why) MUST_CHECK;

struct receipt_check {
    const struct note_key *key;
    struct log_store *log; /* to compare with; NULL: the signature alone */
    struct checkpoint checkpoint;
    size_t ops;
};

/* Whether the note is signed by the key and, where there is a log, holds of it. STATUS_BAD_FILE: no receipt, or not signed by that key; STATUS_CONFLICT: the log says
 * something else than the receipt; both with a sentence in `why`. STATUS_IO. Fills in checkpoint and ops. */
enum status receipt_verify(struct receipt_check *check, const char *note, size_t len,
                           struct buf *why) MUST_CHECK;

#endif
