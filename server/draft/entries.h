/* A list of what is only ever added to, in order, found by a key: proposals, positions, comments, consultations. Every addition
 * goes through the draft's journal.
 *
 *   for (size_t i = 0; i < draft->proposals.count; i++)
 *       use(draft->proposals.all[i]);
 */
#ifndef DRAFT_ENTRIES_H
#define DRAFT_ENTRIES_H

#include "base/map.h"
#include "draft/journal.h"

struct entries {
    void **all;
    size_t count;
    size_t capacity;
    struct map by_key;
    journal_free destroy; /* ends one entry; set by the first entries_add */
};

/* Takes `entry`. `key` is borrowed: it lives in the entry. */
void entries_add(struct journal *journal, struct entries *entries, void *entry, const char *key,
                 journal_free destroy);
void *entries_find(const struct entries *entries, const char *key); /* NULL where absent */
void entries_clear(struct entries *entries);

/* Writes to a field of an entry, noted in the journal. */
void entry_set_string(struct journal *journal, char **field, const char *value); /* copies; NULL is fine */
void entry_set_bool(struct journal *journal, bool *field, bool value);
void entry_set_number(struct journal *journal, uint64_t *field, uint64_t value);
void entry_set_pointer(struct journal *journal, void *field, void *value); /* `field`: address of a pointer */

#endif
