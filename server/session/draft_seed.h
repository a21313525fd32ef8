/* A new draft from imported text: its op 1. */
#ifndef SESSION_DRAFT_SEED_H
#define SESSION_DRAFT_SEED_H

#include "base/buf.h"
#include "base/sha256.h"
#include "convert/outline.h"
#include "draft/change.h"

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
};

struct seeded_draft {
    struct buf bytes; /* canonical bytes of op 1 */
    struct sha256 hash;
    size_t items; /* of any kind */
};

/* Builds op 1 by submitting it to an empty draft, so that it keeps to all rules. Title lines of the text that differ from the title given become
 * a heading: nothing is lost. Entries get ids i1, i2, …; translations that come along count as aligned.
 * STATUS_BAD_OP, STATUS_TOO_LARGE, STATUS_LIMIT with a sentence in `why`. Caller clears out->bytes. */
enum status draft_seed_build(const struct draft_seed *seed, const char *draft, int64_t now_ms,
                             struct seeded_draft *out, struct buf *why) MUST_CHECK;

#endif
