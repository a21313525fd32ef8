#include "sim_fair.h"

#include "draft/change_kind.h"
#include "sim_check.h"
#include "wire/op_codec.h"

bool sim_only_words(const struct change_list *list, size_t first)
{
    for (size_t i = first; i < list->count; i++)
        if (!change_is(&list->changes[i], &change_text) &&
            !change_is(&list->changes[i], &change_proposal_add))
            return false;
    return true;
}

static bool deletes(const struct change *change)
{
    for (size_t i = 0; i < change->delta.count; i++)
        if (change->delta.ops[i].type == DELTA_DELETE)
            return true;
    return false;
}

bool sim_only_writes(const struct change_list *list)
{
    if (!sim_only_words(list, 0))
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (deletes(&list->changes[i]))
            return false;
    return true;
}

/* Changes that take nobody's right to write, and no place to write at. What is deleted may have kept apart what somebody proposes on both
 * sides of a place, which nobody else writes in the midst of. */
static bool is_harmless(const struct change *change)
{
    static const struct change_kind *const harmless[] = {
        &change_text,        &change_proposal_add,   &change_proposal_support, &change_position_set,
        &change_comment_add, &change_comment_edit,   &change_comment_resolve,  &change_comment_remove,
        &change_item_align,  &change_participant_set};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (change_is(change, harmless[i]))
            return !deletes(change);
    return false;
}

static bool op_is_harmless(const struct sim_entry *entry)
{
    struct op op;
    bool harmless = true;
    SIM_CHECK(op_decode(entry->bytes.bytes, entry->bytes.len, &op) == STATUS_OK, "an op cannot be read: %.*s",
              (int)entry->bytes.len, entry->bytes.bytes);
    for (size_t i = 0; harmless && i < op.changes.count; i++)
        harmless = is_harmless(&op.changes.changes[i]);
    op_clear(&op);
    return harmless;
}

bool sim_only_written_since(const struct sim_oracle *oracle, uint64_t base)
{
    bool only = true;
    for (uint64_t seq = base + 1; only && seq <= oracle->count; seq++)
        only = op_is_harmless(sim_oracle_at(oracle, seq));
    return only;
}
