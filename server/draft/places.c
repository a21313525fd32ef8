#include "draft/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/items.h"
#include "draft/policy.h"
#include "text/reference.h"

enum status place_find_item(const struct draft *draft, const char *id, struct item **out,
                            struct refusal *refusal)
{
    *out = item_find(draft, id);
    return *out && item_is_there(*out) ? STATUS_OK : refuse(refusal, STATUS_NO_ITEM, id, NULL);
}

struct item *place_parent(const struct draft *draft, const struct change *change)
{
    return change->parent ? item_find(draft, change->parent) : NULL;
}

struct item *place_previous(const struct draft *draft, const struct change *change)
{
    return change->after ? item_find(draft, change->after) : NULL;
}

/* The last sibling that is not the item being moved. */
static struct item *last_sibling(const struct draft *draft, const struct item *parent,
                                 const struct item *moving)
{
    struct item *last = parent ? parent->last : draft->last;
    return last && last == moving ? last->previous : last;
}

enum status place_resolve(const struct draft *draft, struct change *change, const struct item *moving,
                          struct item **parent, struct item **previous, struct refusal *refusal)
{
    *parent = NULL;
    *previous = NULL;
    if (change->parent) {
        *parent = item_find(draft, change->parent);
        if (!*parent || !item_is_there(*parent))
            return refuse(refusal, STATUS_NO_ITEM, change->parent,
                          "The parent is not there any more; choose another place.");
    }
    if (!change->after)
        return STATUS_OK;
    *previous = item_find(draft, change->after);
    if (!*previous)
        return refuse(refusal, STATUS_NO_ITEM, change->after, NULL);
    if (*previous == moving)
        return refuse(refusal, STATUS_BAD_OP, change->item, "An item cannot come after itself.");
    if ((*previous)->parent != *parent) {
        *previous = last_sibling(draft, *parent, moving);
        free(change->after);
        change->after = *previous ? mem_copy_string((*previous)->id) : NULL;
    }
    return STATUS_OK;
}

enum status place_check_parent(const struct participant *who, const struct item *parent,
                               struct refusal *refusal)
{
    if (!parent)
        return policy_check_role(who, ACTION_STRUCTURE, refusal);
    return policy_check_item(who, ACTION_STRUCTURE, parent, NULL, refusal);
}

enum status place_check_structure(const struct participant *who, const struct item *item,
                                  struct refusal *refusal)
{
    enum status status = policy_check_below(who, ACTION_STRUCTURE, item, refusal);
    return status == STATUS_OK ? place_check_parent(who, item->parent, refusal) : status;
}

enum status place_check_references(const struct draft *draft, const struct delta *delta, const char *item,
                                   struct refusal *refusal)
{
    for (size_t i = 0; i < delta->count; i++) {
        const char *target = reference_target(delta->ops[i].attributes);
        if (target && strcmp(target, item) != 0 && !item_find(draft, target))
            return refuse(
                refusal, STATUS_NO_ITEM, item,
                "A reference leads to an item that this draft has never had; link it to one that is "
                "there.");
    }
    return STATUS_OK;
}

enum status place_check_texts(const struct draft *draft, const struct lang_map *texts, const char *item,
                              struct refusal *refusal)
{
    for (size_t i = 0; i < texts->count; i++) {
        const struct lang_entry *entry = &texts->entries[i];
        if (!string_list_has(&draft->langs, entry->lang))
            return refuse(refusal, STATUS_BAD_OP, item, "Use one of the draft's languages.");
        if (!delta_is_document(&entry->delta))
            return refuse(refusal, STATUS_BAD_OP, item, "A new text consists of inserts only.");
        if (delta_result_len(&entry->delta) > TEXT_MAX_U16)
            return refuse(refusal, STATUS_TOO_LARGE, item, NULL);
        for (size_t k = 0; k < entry->delta.count; k++)
            if (attributes_have_null(entry->delta.ops[k].attributes))
                return refuse(refusal, STATUS_BAD_OP, item, "Inserted text cannot carry null attributes.");
        enum status status = place_check_references(draft, &entry->delta, item, refusal);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
