/* The audit log: every administrative act, by whomever, in the order in which they were done.
 *
 * It is appended to and never rewritten. An entry is written in the transaction of what it tells of, so that neither is there without the
 * other, and holds the hash of the one before, as the ops of a draft do: `hash` is SHA-256 of the former hash and the canonical bytes of the
 * entry. How many there are and the last hash stand beside the entries, so that one that was cut off at the end is missed too.
 *
 * An entry names people by their ids. What is about a person and has to be erasable (an e-mail address) stands beside the entry, in
 * `personal`; the entry has only a salted hash of it. With the address its salt goes, and the chain stays whole.
 *
 * The acts, and what their `target` is: protocol/admin.md. All times are milliseconds since the epoch. Returned where not said otherwise: STATUS_OK,
 * STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "base/sha256.h"
#include "store/people.h"

#define AUDIT_MAX_LISTED 500 /* entries of one answer */
#define AUDIT_HOUR_MS    INT64_C(3600000)

struct audit_entry {
    uint64_t number; /* from 1, without a gap; audit_note gives it */
    int64_t at;
    const char *act;      /* such as "person.invite" */
    const char *by;       /* a participant, PEOPLE_HOST, or "admin:" and the name of a token */
    const char *meeting;  /* what it was done to; each may be NULL */
    const char *draft;    /* or NULL */
    const char *target;   /* a person, a seat, a file; or NULL */
    const char *detail;   /* a JSON object, which nobody reads here; or NULL */
    const char *personal; /* or NULL: none, or erased */
    struct sha256 hash;   /* audit_note gives it */
};

/* Appends an entry, within a transaction of people_begin. Borrows; `number` and `hash` of it are not read. */
enum status audit_note(struct people *people, const struct audit_entry *entry) MUST_CHECK;
/* The same in a transaction of its own, for what is only read or refused. Of one act, by the same, to the same meeting, draft and target, one
 * entry in `every_ms` is enough, 0: each is noted; so whoever reads a thousand times does not fill the log. */
enum status audit_note_alone(struct people *people, const struct audit_entry *entry,
                             int64_t every_ms) MUST_CHECK;

/* What is looked for; NULL and 0: all. Texts are compared as a whole, but for `act`, of which the beginning does ("person."). */
struct audit_filter {
    const char *act, *by, *meeting, *draft;
    const char *about; /* who did it, or to whom it was done */
    int64_t since;
    uint64_t before; /* entries with lower numbers; for the next page */
    size_t most;     /* no more than AUDIT_MAX_LISTED; 0: as many */
};

/* Newest first; the entry is borrowed; return false to stop. */
enum status audit_list(struct people *people, const struct audit_filter *filter,
                       bool (*each)(void *context, const struct audit_entry *entry),
                       void *context) MUST_CHECK;

/* Entries since `*mark`, oldest first; the mark moves behind them. `each` NULL moves the mark alone, to the end. */
enum status audit_fresh(struct people *people, uint64_t *mark,
                        void (*each)(void *context, const struct audit_entry *entry),
                        void *context) MUST_CHECK;

/* How many entries there are, and the last hash; zeros before the first. */
enum status audit_end(struct people *people, uint64_t *entries, struct sha256 *hash) MUST_CHECK;
/* The hash of one entry, as it stands. STATUS_NOT_FOUND. */
enum status audit_hash(struct people *people, uint64_t number, struct sha256 *out) MUST_CHECK;

/* Erases what is personal in the entries about `target`, and wherever it is `personal` (may be NULL), which is compared without regard to case.
 * Within a transaction. */
enum status audit_erase(struct people *people, const char *target, const char *personal) MUST_CHECK;

/* Follows the chain from the first entry to the last. STATUS_CORRUPT with a sentence in `why`, naming the entry. */
enum status audit_verify(struct people *people, uint64_t *entries, struct buf *why) MUST_CHECK;

#endif
