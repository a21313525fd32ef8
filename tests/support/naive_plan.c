#include "support/naive_plan.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"

struct naive_plan naive_plan_of(const struct delta *change, size_t old_len)
{
    struct naive_plan plan = {old_len, mem_zero(old_len + 1, sizeof *plan.inserts),
                              mem_zero(old_len, sizeof *plan.formats),
                              mem_zero(old_len, sizeof *plan.deleted)};
    size_t at = 0;
    for (size_t i = 0; i < change->count; i++) {
        const struct delta_op *op = &change->ops[i];
        if (op->type == DELTA_INSERT) {
            naive_append_op(&plan.inserts[at], change, op);
            continue;
        }
        ALWAYS(at + op->len_u16 <= old_len);
        for (uint32_t unit = 0; unit < op->len_u16; unit++, at++) {
            plan.deleted[at] = op->type == DELTA_DELETE;
            plan.formats[at] = naive_format_of(op->attributes);
        }
    }
    return plan;
}

void naive_plan_clear(struct naive_plan *plan)
{
    for (size_t i = 0; i <= plan->old_len; i++)
        naive_clear(&plan->inserts[i]);
    free(plan->inserts);
    free(plan->formats);
    free(plan->deleted);
}

static void append_all(struct naive_text *out, const struct naive_text *text)
{
    for (size_t i = 0; i < text->len; i++)
        naive_append(out, text->units[i]);
}

void naive_merge(const struct naive_text *old, const struct naive_plan *first,
                 const struct naive_plan *second, struct naive_text *out)
{
    *out = (struct naive_text)NAIVE_EMPTY;
    for (size_t at = 0; at <= old->len; at++) {
        append_all(out, &first->inserts[at]);
        append_all(out, &second->inserts[at]);
        if (at == old->len || first->deleted[at] || second->deleted[at])
            continue;
        naive_append(out, old->units[at]);
        naive_format(out, out->len - 1, 1, second->formats[at]);
        naive_format(out, out->len - 1, 1, first->formats[at]);
    }
}

size_t naive_position(const struct naive_plan *plan, size_t position, bool with_inserts_there)
{
    size_t units = with_inserts_there ? plan->inserts[position].len : 0;
    for (size_t at = 0; at < position; at++)
        units += plan->inserts[at].len + !plan->deleted[at];
    return units;
}
