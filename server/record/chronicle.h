/* What happened to each item, proposal and comment, besides words: as places in the op log, in order. Folded with the weave.
 *
 *   size_t count;
 *   const struct event *events = chronicle_of(chronicle, ABOUT_ITEM, "i7", &count);
 *   // item.add in op 1, item.move in op 212, item.status in op 300, …
 *
 * A change is noted for everything that it names: a split for both items, a proposal for its item and for itself.
 */
#ifndef RECORD_CHRONICLE_H
#define RECORD_CHRONICLE_H

#include "draft/op.h"
#include "record/names.h"

enum about {
    ABOUT_DRAFT, /* title, languages, adoption, versions, people; the id is "" */
    ABOUT_ITEM,
    ABOUT_PROPOSAL,
    ABOUT_COMMENT,
};

struct event {
    uint32_t seq;
    uint32_t change; /* its index in the op */
    const struct change_kind *kind;
    uint32_t
        other;   /* of the items of a split or merge the other one, see chronicle_other; else NAME_UNKNOWN */
    bool second; /* of a split the new one, of a merge the one that stays */
    uint8_t value; /* of a status, a position or the end of a consultation: which, as its enum has it */
};

struct chronicle {
    struct map subjects; /* key -> struct subject */
    struct names items;  /* those named as `other` */
    size_t bytes;
};

void chronicle_clear(struct chronicle *chronicle);
void chronicle_fold(struct chronicle *chronicle, const struct op *op);
/* In order of seq; NULL and 0 where nothing was noted. Borrowed until the next fold. */
const struct event *chronicle_of(const struct chronicle *chronicle, enum about about, const char *id,
                                 size_t *count);
const char *chronicle_other(const struct chronicle *chronicle, const struct event *event); /* NULL: none */
/* Every event of a kind, once, in no order; `item` is "" where it is about the draft. */
void chronicle_each(const struct chronicle *chronicle, const struct change_kind *kind,
                    void (*each)(void *context, const struct event *event, const char *item), void *context);
/* The last event of a kind about an item in (after, until]; NULL. */
const struct event *chronicle_last(const struct chronicle *chronicle, const char *item,
                                   const struct change_kind *kind, uint64_t after, uint64_t until);

void chronicle_pack(const struct chronicle *chronicle, struct buf *out);
/* Into an empty one, of a log of so many ops; caller clears, also where it is broken. */
void chronicle_unpack(struct chronicle *chronicle, struct packed *in, uint32_t seq);

#endif
