/* The words of one text at two moments, as parts in reading order: kept, inserted, deleted, come from or gone to another item.
 *
 *   op 3 "Urge all States", op 9 "Urge every State"
 *   kept "Urge "   deleted "all"   inserted "every"   kept " State"   deleted "s"
 *
 * Both moments can be read off: kept, deleted and left words, in order, are the earlier text; kept, inserted and come ones the later.
 * Where the log knows that words are the same, they are: after a split and a merge that undoes it, all is kept.
 */
#ifndef RECORD_PARTS_H
#define RECORD_PARTS_H

#include "record/weave.h"

#define NO_PLACE UINT32_MAX

enum part_kind {
    PART_KEPT,
    PART_DELETED,
    PART_INSERTED,
    PART_LEFT, /* to the item `other` */
    PART_CAME, /* from the item `other` */
};

struct part {
    enum part_kind kind;
    uint32_t len;     /* UTF-16 units */
    uint32_t before;  /* where it stands in the earlier text; NO_PLACE */
    uint32_t after;   /* where in the later one; NO_PLACE */
    uint32_t at;      /* its letters in the arena */
    uint32_t written; /* by this op */
    uint32_t went;    /* deleted: by this op; 0: with its whole item */
    uint32_t under;   /* sets of proposals, as in strand.h */
    uint32_t struck;
    const char *other; /* borrowed */
    bool carried;      /* unchanged letters of a word that changed (tidy.h) */
    bool reformatted;  /* kept, with other formatting */
};

struct parts {
    struct part *all;
    size_t count;
    size_t capacity;
};

void parts_add(struct parts *parts, const struct part *part);
void parts_clear(struct parts *parts);
/* Cuts the first units off, and returns them. */
struct part part_take(struct part *part, uint32_t len);

/* Of one text, NULL where nobody ever wrote in it; `before` and `after`: whether its item is there at that moment. What has come or left is
 * told so only by parts_trace; until then it is inserted or deleted. Caller clears. */
void parts_of(const struct strand *strand, uint64_t from, uint64_t to, bool before, bool after,
              struct parts *out);

/* The parts of one text, of the many that are compared. */
struct traced {
    const char *item; /* borrowed */
    struct parts *parts;
};

/* Finds, over all texts of a language, what went from one to another, and who deleted what had gone elsewhere before. */
void parts_trace(const struct weave *weave, const char *lang, struct traced *texts, size_t count,
                 uint64_t from, uint64_t to);

#endif
