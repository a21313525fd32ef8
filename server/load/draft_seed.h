/* A new draft from imported text: the first ops of its log.
 *
 * Op 1 has title, languages and the words that nobody contests. What the text says about who wants what (convert/contested.h) follows in ops
 * of its own, each by the participant whose it is, written by the server (client "system"): first the proposals, step by step as
 * seed_plan.h orders them, with their words, entries and sponsors; then positions and comments; last an op of the importer with the
 * statuses that the text gave to its entries. So the draft is as if it had been negotiated, and every later rule holds for it: a
 * delegation that takes its seat finds its proposals as its own, since they carry its code.
 *
 *   seq 1  host          draft.set, item.add × 12
 *   seq 2  import-1      participant.set (Canadá, CA), proposal.add b0001, text i5, proposal.support b0001 (CR)
 *   seq 3  unattributed  participant.set (Secretaría, sin atribución), proposal.add b0002, text i7
 *   seq 4  import-1      position.set i9 reserve
 *   seq 5  host          item.status i3 agreed
 *
 * Whoever has no delegation is a participant of the secretariat: a person by name, or CONTESTED_UNATTRIBUTED.
 */
#ifndef LOAD_DRAFT_SEED_H
#define LOAD_DRAFT_SEED_H

#include "base/buf.h"
#include "base/sha256.h"
#include "convert/outline.h"
#include "draft/change.h"
#include "store/log_store.h"

/* One language version of the text. */
struct seed_version {
    const char *lang;
    const char *title;             /* NULL: the title that the import recognised */
    const struct outline *outline; /* NULL: no text yet */
};

/* All borrowed. The first version is the original; every other one has the same structure, entry by entry. */
struct draft_seed {
    const char *by; /* the participant who imports it, or PEOPLE_HOST */
    const struct string_list *langs;
    const struct seed_version *versions;
    size_t version_count;
    const struct numbering_scheme *numbering; /* NULL: what the text speaks for, else the conference's */
};

struct seeded_draft {
    struct log_op *ops; /* from seq 1 on, with their canonical bytes; owned */
    size_t count;
    size_t items; /* of any kind */
};

/* Builds the ops by submitting them to an empty draft, so that they keep to all rules. Title lines of the text that differ from the title
 * given become a heading: nothing is lost. Entries get ids i1, i2, …; translations that come along count as aligned.
 * STATUS_BAD_OP, STATUS_TOO_LARGE, STATUS_LIMIT with a sentence in `why`. Caller clears `out`, also after a failure. */
enum status draft_seed_build(const struct draft_seed *seed, const char *draft, int64_t now_ms,
                             struct seeded_draft *out, struct buf *why) MUST_CHECK;
void seeded_draft_clear(struct seeded_draft *seeded);

#endif
