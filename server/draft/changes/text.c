/* text: words of one item in one language. */
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/lapses.h"
#include "draft/marking.h"
#include "draft/places.h"
#include "draft/policy.h"

#include <string.h>

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"lang", FIELD_LANG, FIELD_REQUIRED, offsetof(struct change, lang)},
    {"delta", FIELD_DELTA, FIELD_REQUIRED, offsetof(struct change, delta)},
    {0},
};

static bool is_original(const struct draft *draft, const char *lang)
{
    return draft->langs.count && strcmp(draft->langs.strings[0], lang) == 0;
}

/* A text that nobody has written to yet is empty; it is made only when the change is applied. */
static enum status check_fits(const struct item *item, const struct change *change)
{
    const struct item_text *found = item_text_find(item, change->lang);
    if (found)
        return text_check(found->text, &change->delta);
    struct text *empty = text_create();
    enum status status = text_check(empty, &change->delta);
    text_destroy(empty);
    return status;
}

/* What follows from a decision reaches tombstones too, for they may be restored. */
static enum status find_item(const struct draft *draft, const struct change *change,
                             const struct op_context *context, struct item **out, struct refusal *refusal)
{
    *out = item_find(draft, change->item);
    if (context->who->role == ROLE_SYSTEM && *out)
        return STATUS_OK;
    return place_find_item(draft, change->item, out, refusal);
}

static enum status check(struct draft *draft, struct change *change, const struct op_context *context,
                         struct refusal *refusal)
{
    struct item *item;
    enum permission permission = ALLOWED;
    enum status status = find_item(draft, change, context, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (!string_list_has(&draft->langs, change->lang))
        return refuse(refusal, STATUS_BAD_OP, change->item, "Use one of the draft's languages.");
    enum action action = is_original(draft, change->lang) ? ACTION_TEXT : ACTION_TRANSLATE;
    status = policy_check_item(context->who, action, item, &permission, refusal);
    if (status != STATUS_OK)
        return status;
    status = check_fits(item, change);
    if (status != STATUS_OK)
        return refuse(refusal, status, change->item, NULL);
    if (context->who->role != ROLE_SYSTEM) {
        bool proposals_only = permission == AS_PROPOSAL;
        marking_drop_groundless(draft, context->who, context->late, item, change);
        status = marking_check(draft, context->who, item, change, proposals_only, refusal);
        if (status != STATUS_OK)
            return status;
        lapses_note_text(context->lapses, draft, context->who, item, change);
    }
    delta_chop(&change->delta); /* what it would merely walk along has been checked now */
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *item = item_find(draft, change->item);
    item_text_apply(draft, item, change->lang, &change->delta, context->seq);
    if (item->comments)
        comments_follow(draft, item, change);
}

const struct change_kind change_text = {"text", fields, check, apply};
