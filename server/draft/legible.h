/* Whether people can see what an op says: no characters that are not seen, or that turn words around, in what it brings (text/unseen). Judged where
 * somebody sends an op and not where a log is folded, for older logs may hold such characters. */
#ifndef DRAFT_LEGIBLE_H
#define DRAFT_LEGIBLE_H

#include "draft/change.h"
#include "draft/refusal.h"

/* STATUS_BAD_OP, and which character it is. Borrows. */
enum status legible_check(const struct change_list *list, struct refusal *refusal) MUST_CHECK;

#endif
