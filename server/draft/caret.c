#include "draft/caret.h"

#include <stdio.h>
#include <string.h>

#include "draft/change_kind.h"

static void follow_text(struct caret *caret, const struct change *change, bool own)
{
    if (strcmp(change->lang, caret->lang) != 0)
        return;
    caret->anchor = delta_transform_position(&change->delta, caret->anchor, !own);
    caret->head = delta_transform_position(&change->delta, caret->head, !own);
}

static uint32_t behind(uint32_t place, uint32_t cut)
{
    return place > cut ? place - cut : 0;
}

static void follow_split(struct caret *caret, const struct change *change, bool own)
{
    const struct lang_entry *cut = lang_map_get(&change->places, caret->lang);
    if (!cut)
        return;
    if (own ? caret->head < cut->place_u16 : caret->head <= cut->place_u16) {
        caret->anchor = caret->anchor < cut->place_u16 ? caret->anchor : cut->place_u16;
        return;
    }
    snprintf(caret->item, sizeof caret->item, "%s", change->new_item);
    caret->anchor = behind(caret->anchor, cut->place_u16);
    caret->head = behind(caret->head, cut->place_u16);
}

static void follow_merge(struct caret *caret, const struct change *change)
{
    const struct lang_entry *at = lang_map_get(&change->places, caret->lang);
    snprintf(caret->item, sizeof caret->item, "%s", change->into);
    caret->anchor += at ? at->place_u16 : 0;
    caret->head += at ? at->place_u16 : 0;
}

void caret_follow_change(struct caret *caret, const struct change *change, bool own)
{
    if (!change->item || strcmp(change->item, caret->item) != 0)
        return;
    if (change_is(change, &change_text))
        follow_text(caret, change, own);
    else if (change_is(change, &change_item_split))
        follow_split(caret, change, own);
    else if (change_is(change, &change_item_merge))
        follow_merge(caret, change);
}

void caret_follow(struct caret *caret, const struct op *op, bool own)
{
    for (size_t i = 0; caret->item[0] && i < op->changes.count; i++)
        caret_follow_change(caret, &op->changes.changes[i], own);
}
