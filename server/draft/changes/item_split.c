/* item.split: `new` becomes the next sibling and takes, in each language named, the text from `at` on, and the items below. */
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/marking.h"
#include "draft/places.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"new", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, new_item)},
    {"at", FIELD_PLACES, FIELD_REQUIRED, offsetof(struct change, places)},
    {0},
};

static enum status check_cuts(const struct draft *draft, const struct item *item, const struct lang_map *at,
                              struct refusal *refusal)
{
    for (size_t i = 0; i < at->count; i++) {
        const struct item_text *found = item_text_find(item, at->entries[i].lang);
        uint32_t place = at->entries[i].place_u16;
        if (!string_list_has(&draft->langs, at->entries[i].lang))
            return refuse(refusal, STATUS_BAD_OP, item->id, "Use one of the draft's languages.");
        if (found ? text_cuts_pair(found->text, place) : place > 0)
            return refuse(refusal, STATUS_BAD_OP, item->id,
                          "The cut lies outside the text or inside a character.");
    }
    return STATUS_OK;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status == STATUS_OK)
        status = place_check_structure(context->who, item, refusal);
    return status == STATUS_OK ? marking_check_whole(draft, item, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (item_find(draft, change->new_item))
        return refuse(refusal, STATUS_EXISTS, change->new_item, NULL);
    if (draft->live_count >= DRAFT_MAX_ITEMS || draft->items.count >= DRAFT_MAX_ITEMS + DRAFT_MAX_TOMBSTONES)
        return refuse(refusal, STATUS_LIMIT, change->item,
                      "The draft has as many items as this server takes; remove some first.");
    return check_cuts(draft, item, &change->places, refusal);
}

static void move_tail(struct draft *draft, struct item *item, struct item *fresh, const char *lang,
                      uint32_t at, uint64_t seq)
{
    struct item_text *text = item_text_ensure(draft, item, lang);
    uint32_t len = text_len(text->text);
    struct delta tail, cut = DELTA_EMPTY;
    text_slice(text->text, at, len, &tail);
    item_text_apply(draft, fresh, lang, &tail, seq);
    if (at == len) { /* nothing leaves the item, so its translation does not become stale */
        delta_clear(&tail);
        return;
    }
    delta_retain(&cut, at, NULL);
    delta_delete(&cut, len - at);
    item_text_apply(draft, item, lang, &cut, seq);
    delta_clear(&tail);
    delta_clear(&cut);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *item = item_find(draft, change->item);
    char path[NUMBERING_PATH_BYTES];
    struct item *fresh = item_create(draft, change->new_item, item->kind, item->parent, item);
    item_set_status(draft, fresh, item->status);
    item_join_families(draft, fresh, item);
    if (item->override)
        item_set_override(draft, fresh, item->override->reason, item->override->by, item->override->at);
    for (size_t i = 0; i < change->places.count; i++)
        move_tail(draft, item, fresh, change->places.entries[i].lang, change->places.entries[i].place_u16,
                  context->seq);
    frozen_came(draft, fresh);
    frozen_path(draft, item, path);
    item_move_children(draft, item, fresh);
    frozen_carried(draft, fresh, path);
    comments_follow(draft, item, change);
}

const struct change_kind change_item_split = {"item.split", fields, may, fits, apply};
