/* The undo log of one op while it is being applied: every write to the state notes here how to take itself back.
 *
 *   journal_begin(&draft->journal);
 *   journal_save(&draft->journal, &item->status, sizeof item->status);   // before the write
 *   item->status = ITEM_APPROVED;
 *   ...
 *   journal_commit(&draft->journal);      // or journal_rollback: as if nothing had happened
 *
 * Outside begin/commit (folding a log that was accepted before) nothing is noted: the writes are final.
 */
#ifndef DRAFT_JOURNAL_H
#define DRAFT_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "text/text.h"

typedef void (*journal_free)(void *memory);
typedef void (*journal_undo)(void *context, void *object);

struct journal_entry {
    enum journal_type { JOURNAL_BYTES, JOURNAL_OWNED, JOURNAL_TEXT, JOURNAL_CALL } type;
    void *target;
    union {
        unsigned char bytes[16];
        struct {
            void *old;
            journal_free release;
        } owned;
        struct delta inverse;
        struct {
            journal_undo undo;
            void *object;
            journal_free release;
        } call;
    } as;
};

struct journal {
    bool active;
    struct journal_entry *entries;
    size_t count;
    size_t capacity;
    uint64_t
        text_bytes; /* of all texts together: each is written through journal_text, so here they are counted */
};

void journal_begin(struct journal *journal);
void journal_commit(struct journal *journal);
void journal_rollback(struct journal *journal);
void journal_clear(struct journal *journal); /* frees the memory; must not be active */

/* Notes the bytes at `target` (at most 15) as they are now. */
void journal_save(struct journal *journal, void *target, size_t len);
/* Puts `fresh` (taken) into *slot; the old value is freed with `release` on commit, the fresh one on rollback. */
void journal_replace(struct journal *journal, void **slot, void *fresh, journal_free release);
/* Applies a checked delta to a text. Borrows. */
void journal_text(struct journal *journal, struct text *text, const struct delta *delta);
/* On rollback: undo(context, object). */
void journal_call(struct journal *journal, journal_undo undo, void *context, void *object);
/* The same for an object that is taken: on commit release(object), on rollback undo(context, object) ends it. */
void journal_keep(struct journal *journal, journal_undo undo, void *context, void *object,
                  journal_free release);

#endif
