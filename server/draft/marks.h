/* Marks: the attributes ins:<proposal> and del:<proposal> on words, which tie them to proposals (protocol/negotiation.md). */
#ifndef DRAFT_MARKS_H
#define DRAFT_MARKS_H

#include "draft/proposals.h"

enum mark_type { MARK_INS, MARK_DEL };

/* Whether an attribute's key is a mark; `proposal` points into the key. */
bool mark_parse(const char *key, enum mark_type *type, const char **proposal);

/* Takes off a change of words the marks that lost their ground while it was on its way: those of proposals that were decided, so that what was
 * typed inside one survives its end; and, where `who` may only make proposals (NULL: they may do more), a foreign `ins:` on new words that
 * stands on neither side any more. */
void marks_drop_groundless(const struct draft *draft, const struct participant *who, const struct item *item,
                           struct change *change);

/* Whether somebody's change of an item's words treats the marks as it may. `proposals_only`: their role may only make proposals here.
 * Borrows. STATUS_LOCKED, STATUS_FORBIDDEN, STATUS_BAD_OP. */
enum status marks_check(const struct draft *draft, const struct participant *who, const struct item *item,
                        const struct change *change, bool proposals_only, struct refusal *refusal) MUST_CHECK;

/* The same for the first words of a new item: their marks are of open proposals; with `proposals_only`, of own ones. */
enum status marks_check_new(const struct draft *draft, const struct participant *who, struct change *add,
                            bool proposals_only, struct refusal *refusal) MUST_CHECK;

/* What the decisions that were taken in op `seq` do to the words, as one text change for each item and language, added to `out`.
 * STATUS_LOCKED where marked words are agreed or approved. */
enum status marks_settle(const struct draft *draft, uint64_t seq, struct change_list *out,
                         struct refusal *refusal) MUST_CHECK;

/* Calls `visit` for every mark in the item's words, some more than once. */
void marks_visit(const struct item *item, void (*visit)(void *context, const char *proposal), void *context);

#endif
