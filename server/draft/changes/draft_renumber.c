/* draft.renumber: every item is numbered by its place again, those with names of their own too. What becomes of what stands in the change, so
 * that the record has it: whoever holds a printed sheet can look it up. */
#include "draft/change_kind.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/policy.h"

#include <string.h>

static const struct field fields[] = {
    {"table", FIELD_TABLE, FIELD_OPTIONAL, offsetof(struct change, table)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_STATUS, refusal);
}

static bool any_name(const struct draft *draft)
{
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item->number)
            return true;
    return false;
}

/* One item of the walk that numbers both ways. */
static void add_row(const struct draft *draft, const struct item *item, struct numbering *before,
                    struct numbering *after, struct number_table *table)
{
    struct numbering_entry entry = item_numbering(draft, item);
    bool gap = frozen_leaves_gap(draft, item);

    if (!gap && !item_is_there(item))
        return;
    numbering_take(before, &entry);
    entry.name = NULL;
    if (!gap)
        numbering_take(after, &entry);
    if (gap || strcmp(before->path, after->path) != 0)
        number_table_add(table, item->id, before->path, gap ? "" : after->path);
}

static void fill_table(const struct draft *draft, struct number_table *table)
{
    struct numbering before, after;
    const char *lang = draft->langs.count ? draft->langs.strings[0] : NULL;

    number_table_clear(table);
    table->there = true;
    numbering_start(&before, draft->numbering, lang);
    numbering_start(&after, draft->numbering, lang);
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        add_row(draft, item, &before, &after, table);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    if (!draft->frozen && !any_name(draft))
        return refuse(refusal, STATUS_BAD_OP, NULL, "Every item has the number of its place already.");
    fill_table(draft, &change->table);
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)change;
    (void)context;
    frozen_end(draft);
}

const struct change_kind change_draft_renumber = {"draft.renumber", fields, may, fits, apply};
