/* item.merge: `into` takes every text of `item` at its end, and the items below; `item` stays as a tombstone. `at`, the length
 * of each text of `into` before, is filled in here, so that whoever transforms over this op knows where the words went. */
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/marking.h"
#include "draft/places.h"
#include "draft/policy.h"
#include "draft/proposals.h"

#include "base/mem.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"into", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, into)},
    {"at", FIELD_PLACES, FIELD_OPTIONAL, offsetof(struct change, places)},
    {0},
};

static enum status check_lengths(const struct item *item, const struct item *into, struct refusal *refusal)
{
    for (size_t i = 0; i < item->text_count; i++) {
        uint32_t sum = text_len(item->texts[i].text) + item_text_len(into, item->texts[i].lang);
        if (sum > TEXT_MAX_U16)
            return refuse(refusal, STATUS_TOO_LARGE, into->id,
                          "The merged text would be too long; keep two items.");
    }
    return STATUS_OK;
}

/* The items below come along, and may come to lie deeper than the draft allows. */
static enum status check_depth(const struct item *item, const struct item *into, struct refusal *refusal)
{
    if (item_depth(into) + item_height(item) - 1 > DRAFT_MAX_DEPTH)
        return refuse(refusal, STATUS_LIMIT, item->id,
                      "Items can be nested eight levels deep; choose a higher place.");
    return STATUS_OK;
}

static void fill_in_for(struct change *change, const struct item *texts_of, const struct item *into)
{
    for (size_t i = 0; i < texts_of->text_count; i++) {
        const char *lang = texts_of->texts[i].lang;
        if (!lang_map_get(&change->places, lang))
            lang_map_add(&change->places, lang)->place_u16 = item_text_len(into, lang);
    }
}

/* Fills in `at` for every language that either item has: somebody may meanwhile have begun one in `item` that only `into` had. */
static void fill_in_at(struct change *change, const struct item *item, const struct item *into)
{
    lang_map_clear(&change->places);
    change->places.there = true;
    fill_in_for(change, item, into);
    fill_in_for(change, into, into);
}

static enum status check_whole(const struct draft *draft, const struct item *item, const struct item *into,
                               struct refusal *refusal)
{
    enum status status = marking_check_whole(draft, item, refusal);
    return status == STATUS_OK ? marking_check_whole(draft, into, refusal) : status;
}

static enum status find_both(const struct draft *draft, const struct change *change, struct item **item,
                             struct item **into, struct refusal *refusal)
{
    enum status status = place_find_item(draft, change->item, item, refusal);
    return status == STATUS_OK ? place_find_item(draft, change->into, into, refusal) : status;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item, *into;
    enum status status = find_both(draft, change, &item, &into, refusal);
    if (status == STATUS_OK)
        status = place_check_structure(context->who, item, refusal);
    if (status == STATUS_OK)
        status = policy_check_item(context->who, ACTION_STRUCTURE, into, NULL, refusal);
    if (status == STATUS_OK)
        status = place_check_parent(context->who, into->parent, refusal);
    return status == STATUS_OK ? check_whole(draft, item, into, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item, *into;
    enum status status = find_both(draft, change, &item, &into, refusal);
    if (status != STATUS_OK)
        return status;
    if (item == into)
        return refuse(refusal, STATUS_BAD_OP, change->item, "An item cannot be merged into itself.");
    if (item_is_below(into, item))
        return refuse(refusal, STATUS_CYCLE, change->item, "An item cannot be merged into one below it.");
    status = check_lengths(item, into, refusal);
    if (status == STATUS_OK)
        status = check_depth(item, into, refusal);
    if (status == STATUS_OK)
        fill_in_at(change, item, into);
    return status;
}

static void move_words(struct draft *draft, struct item *item, struct item *into,
                       const struct item_text *text, uint64_t seq)
{
    struct delta words, append = DELTA_EMPTY, drop = DELTA_EMPTY;
    uint32_t len = text_len(text->text);
    if (!len) /* `into` does not change, so its translation does not become stale */
        return;
    text_slice(text->text, 0, len, &words);
    delta_retain(&append, item_text_len(into, text->lang), NULL);
    for (size_t i = 0; i < words.count; i++)
        delta_insert(&append, delta_op_bytes(&words, &words.ops[i]), words.ops[i].len_bytes,
                     words.ops[i].attributes);
    delta_chop(&append);
    delta_delete(&drop, len);
    item_text_apply(draft, into, text->lang, &append, seq);
    item_text_apply(draft, item, text->lang, &drop, seq);
    delta_clear(&words);
    delta_clear(&append);
    delta_clear(&drop);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *item = item_find(draft, change->item), *into = item_find(draft, change->into);
    char path[NUMBERING_PATH_BYTES];
    for (size_t i = 0; i < item->text_count; i++)
        move_words(draft, item, into, &item->texts[i], context->seq);
    struct item *first = item->first;
    frozen_path(draft, item, path);
    item_move_children(draft, item, into);
    frozen_joined(draft, first, path);
    item_join_families(draft, item, into);
    item_set_removed(draft, item, true);
    comments_follow(draft, item, change);
    proposals_follow_merge(draft, item, into);
}

const struct change_kind change_item_merge = {"item.merge", fields, may, fits, apply};
