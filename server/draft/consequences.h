/* What the server adds to an op because of what was asked for: the words and items that decisions change, the end of a consultation whose
 * silence is broken, the status that an item comes out of one with (protocol/negotiation.md). */
#ifndef DRAFT_CONSEQUENCES_H
#define DRAFT_CONSEQUENCES_H

#include "draft/change_kind.h"

/* To be called once `made`, the changes of the op, have been applied; adds to `out` what must be applied next. Refuses an op that leaves
 * something undone. Borrows `made`. */
enum status consequences_of(const struct draft *draft, const struct change_list *made,
                            const struct op_context *context, struct change_list *out,
                            struct refusal *refusal) MUST_CHECK;

/* Whether an op that has been applied leaves nothing undone: each new item that it announced is there. Borrows. */
enum status consequences_check_done(const struct draft *draft, const struct change_list *made,
                                    struct refusal *refusal) MUST_CHECK;

#endif
