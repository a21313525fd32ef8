/* A change as a plan: for every unit of the old text, is it deleted and how is it formatted; for every gap between two, what is
 * inserted. Two plans for the same text lie side by side without any transforming, which tells what concurrent changes must come to.
 */
#ifndef SUPPORT_NAIVE_PLAN_H
#define SUPPORT_NAIVE_PLAN_H

#include "support/naive_text.h"

struct naive_plan {
    size_t old_len;
    struct naive_text *inserts;   /* old_len + 1: before each unit and at the end */
    struct naive_format *formats; /* old_len, as in a change */
    bool *deleted;                /* old_len */
};

struct naive_plan naive_plan_of(const struct delta *change, size_t old_len);
void naive_plan_clear(struct naive_plan *plan);

/* The text after both changes: at one gap the inserts of `first` come first, for one key the value of `first` holds. */
void naive_merge(const struct naive_text *old, const struct naive_plan *first,
                 const struct naive_plan *second, struct naive_text *out);
/* How many units of the new text lie before a position of the old one, with the inserts right there or without. */
size_t naive_position(const struct naive_plan *plan, size_t position, bool with_inserts_there);

#endif
