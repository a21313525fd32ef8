/* The tree of items: finding, walking, and the few writes that everything else is made of. All writes go through the
 * draft's journal. */
#ifndef DRAFT_ITEMS_H
#define DRAFT_ITEMS_H

#include "draft/numbering.h"
#include "draft/state.h"

/* NULL where there is no such item; tombstones are found. */
struct item *item_find(const struct draft *draft, const char *id);
/* Whether the item is there: neither it nor anything above it is removed. */
bool item_is_there(const struct item *item);
unsigned item_depth(const struct item *item); /* top level: 1 */
/* How many levels the subtree has, counting only what is not removed; a leaf: 1. */
unsigned item_height(const struct item *item);
bool item_is_below(const struct item *item, const struct item *above); /* strictly */

/* Items are one family where one was split into the others, or they were merged: words have gone between them. This is the root of
 * the family. What is said of a proposal's item holds for its family, where its marks may stand. */
const struct item *item_family(const struct item *item);

/* Document order over the whole tree, tombstones too: NULL starts, NULL ends. */
struct item *item_next(const struct draft *draft, const struct item *item);
/* The same within the subtree of `root`; start with `root` itself. */
struct item *item_next_below(const struct item *root, const struct item *item);

/* NULL where the item has no text of that language. */
struct item_text *item_text_find(const struct item *item, const char *lang);
uint32_t item_text_len(const struct item *item, const char *lang);

/* Writes. `previous` NULL: first among the siblings. */
struct item *item_create(struct draft *draft, const char *id, enum item_kind kind, struct item *parent,
                         struct item *previous);
void item_place(struct draft *draft, struct item *item, struct item *parent, struct item *previous);
void item_set_removed(struct draft *draft, struct item *item,
                      bool removed); /* what is there has no removal */
/* What its number depends on; borrows from it. */
struct numbering_entry item_numbering(const struct draft *draft, const struct item *item);
/* The number that its list goes on from, 0 for none; what it is called, NULL where it is counted. */
void item_set_start(struct draft *draft, struct item *item, uint32_t start);
void item_set_name(struct draft *draft, struct item *item, const char *name);
void item_set_removal(struct draft *draft, struct item *item, const char *by, int64_t at, uint64_t seq);
void item_set_status(struct draft *draft, struct item *item, enum item_status status);
/* `reason` NULL: nothing was overridden. Copies. */
void item_set_override(struct draft *draft, struct item *item, const char *reason, const char *by,
                       int64_t at);
/* Makes the families of both one. */
void item_join_families(struct draft *draft, struct item *item, struct item *other);
void item_set_kind(struct draft *draft, struct item *item, enum item_kind kind);
/* Makes the text where it is missing. */
struct item_text *item_text_ensure(struct draft *draft, struct item *item, const char *lang);
/* Applies a checked delta and notes the seq as its last change. */
void item_text_apply(struct draft *draft, struct item *item, const char *lang, const struct delta *delta,
                     uint64_t seq);
void item_set_aligned(struct draft *draft, struct item *item, const char *lang, uint64_t seq);
/* Moves all children of `from` behind the children of `to`, in order. */
void item_move_children(struct draft *draft, struct item *from, struct item *to);

void item_destroy(struct item *item); /* the item alone, unlinked */

#endif
