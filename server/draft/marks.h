/* Marks: the attributes ins:<proposal> and del:<proposal> on words, which tie them to proposals (protocol/negotiation.md). */
#ifndef DRAFT_MARKS_H
#define DRAFT_MARKS_H

#include "draft/proposals.h"

enum mark_type { MARK_INS, MARK_DEL };

/* Whether an attribute's key is a mark; `proposal` points into the key. */
bool mark_parse(const char *key, enum mark_type *type, const char **proposal);
/* The proposal of a mark; NULL for other attributes and for ids that never were. Borrowed. */
struct proposal *marks_proposal(const struct draft *draft, const struct attribute *attribute,
                                enum mark_type *type);

/* Calls `visit` for every mark in the item's words, some more than once. */
void marks_visit(const struct item *item, void (*visit)(void *context, const char *proposal), void *context);

#endif
