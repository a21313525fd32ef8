/* Moments of a draft as delegations cosign them: the checkpoint of an op, with the time of that op, so that it is the same for all who sign it,
 * and whenever it is written. Signed by the server, and below that by each device that has (draft/cosigning.h).
 *
 *   plenaria/grcm-2021
 *   431
 *   BASE64 OF THE HEAD
 *   time 1638374400123
 *
 *   — plenaria-1f0c34aa …
 *   — plenaria-MX-3a51c02b …
 */
#ifndef PROOF_COSIGNED_H
#define PROOF_COSIGNED_H

#include "base/buf.h"
#include "base/status.h"
#include "draft/state.h"
#include "proof/checkpoint.h"
#include "proof/note.h"
#include "store/log_store.h"

/* Reads the checkpoint of a moment from the log. STATUS_NOT_FOUND where there is no such op; STATUS_CORRUPT, STATUS_IO. Blocking; any thread. */
enum status cosigned_moment(struct log_store *log, const char *draft, uint64_t seq,
                            struct checkpoint *out) MUST_CHECK;
/* Appends it as a note with the cosignatures that the draft has of it. */
void cosigned_write(const struct draft *draft, const struct checkpoint *moment,
                    const struct note_signer *signer, struct buf *out);
/* Whether a device with this key signed the moment. */
bool cosigned_holds(const struct checkpoint *moment, const char *vkey, const char *signature);
/* Whether all cosignatures of the draft hold of its log: STATUS_OK, or STATUS_CORRUPT with a sentence in `why`; STATUS_IO. */
enum status cosigned_check(struct log_store *log, const struct draft *draft, struct buf *why) MUST_CHECK;
/* Appends, as JSON, the moments that were cosigned, by which delegations: [{"seq":431,"by":["CR","MX"]}], in the order of their first signature. */
void cosigned_list(const struct draft *draft, struct buf *out);

/* Appends all that the draft as loaded knows of cosigning, as JSON (protocol/proof.md "Cosigning"): devices, what is asked for, and the moments that may be cosigned or
 * were, newest first, at most COSIGNED_MOMENTS. STATUS_IO, STATUS_CORRUPT. */
#define COSIGNED_MOMENTS 100
enum status cosigned_write_json(struct log_store *log, const struct draft *draft,
                                const struct note_signer *signer, struct buf *out) MUST_CHECK;

#endif
