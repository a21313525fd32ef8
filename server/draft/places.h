/* Checks that several kinds of change share: is the item there, is the parent there, where exactly does "after" point. */
#ifndef DRAFT_PLACES_H
#define DRAFT_PLACES_H

#include "draft/change_kind.h"

/* STATUS_NO_ITEM unless the item is there. */
enum status place_find_item(const struct draft *draft, const char *id, struct item **out,
                            struct refusal *refusal) MUST_CHECK;
/* The place that change->parent and change->after name. A parent that is not there is STATUS_NO_ITEM. An `after` that is
 * (no longer) a child of the parent becomes the parent's last child, and change->after is rewritten to say so: what the
 * log holds can be folded by anyone without knowing this rule. `moving`: the item that is moved, or NULL. */
enum status place_resolve(const struct draft *draft, struct change *change, const struct item *moving,
                          struct item **parent, struct item **previous, struct refusal *refusal) MUST_CHECK;
/* The parent, NULL for top level, as a logged change names it. */
struct item *place_parent(const struct draft *draft, const struct change *change);
struct item *place_previous(const struct draft *draft, const struct change *change);
/* Role and status of the place that an item is put into or taken from; `parent` NULL is the top level, which has no status. */
enum status place_check_parent(const struct participant *who, const struct item *parent,
                               struct refusal *refusal) MUST_CHECK;
/* STATUS_OK, or what forbids changing the structure at this item, below it and at its parent. */
enum status place_check_structure(const struct participant *who, const struct item *item,
                                  struct refusal *refusal) MUST_CHECK;
/* STATUS_NO_ITEM where a delta for `item` refers to an item that the draft has never had (text/reference.h). Removed ones may be referred to:
 * words that were taken away can come back. */
enum status place_check_references(const struct draft *draft, const struct delta *delta, const char *item,
                                   struct refusal *refusal) MUST_CHECK;
/* The inserts-only deltas of a `texts` field of `item`: languages of the draft, allowed length, references to its items. */
enum status place_check_texts(const struct draft *draft, const struct lang_map *texts, const char *item,
                              struct refusal *refusal) MUST_CHECK;

#endif
