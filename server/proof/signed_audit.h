/* How far the audit log goes, signed, and whether the log still holds what was signed.
 *
 * The log is a chain (store/audit.h), but a chain alone does not tell that its last entries were cut off and its end was set back with them. A signed note of how
 * many entries there were and what the last hash was does, wherever it is kept outside of the server: it is a checkpoint (checkpoint.h) whose draft is
 * CHECKPOINT_AUDIT, so it begins with the line `plenaria/@audit`. */
#ifndef PROOF_SIGNED_AUDIT_H
#define PROOF_SIGNED_AUDIT_H

#include "proof/checkpoint.h"
#include "proof/signing_keys.h"
#include "store/people.h"

/* Appends the note. STATUS_IO, STATUS_STORAGE, STATUS_CORRUPT. */
enum status signed_audit_write(struct people *people, const struct note_signer *signer, int64_t now_ms,
                               struct buf *out) MUST_CHECK;

/* Whether the note is signed by the key and the log has its entry with that hash; the log itself is followed by audit_verify. STATUS_BAD_FILE: it is no such note, or
 * is not signed by that key; STATUS_CONFLICT: the log is shorter, or another; both with a sentence in `why`. Fills in `out`. */
enum status signed_audit_verify(struct people *people, const struct note_key *key, const char *note,
                                size_t len, struct checkpoint *out, struct buf *why) MUST_CHECK;

#endif
