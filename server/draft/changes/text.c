/* text: words of one item in one language. Where they follow from a decision, `undo` says what would take them back (reopening.h). */
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
    {"undo", FIELD_DELTA, FIELD_OPTIONAL, offsetof(struct change, undo)},
    {0},
};

static bool is_original(const struct draft *draft, const char *lang)
{
    return draft->langs.count && strcmp(draft->langs.strings[0], lang) == 0;
}

static enum status check_lang(const struct draft *draft, const struct change *change, struct refusal *refusal)
{
    if (string_list_has(&draft->langs, change->lang))
        return STATUS_OK;
    return refuse(refusal, STATUS_BAD_OP, change->item, "Use one of the draft's languages.");
}

/* A text that nobody has written to yet is empty; it is made only when the change is applied. */
static enum status check_words(const struct item *item, const struct change *change, struct refusal *refusal)
{
    const struct item_text *found = item_text_find(item, change->lang);
    struct text *empty = found ? NULL : text_create();
    enum status status = text_check(found ? found->text : empty, &change->delta);
    text_destroy(empty);
    return status == STATUS_OK ? STATUS_OK : refuse(refusal, status, change->item, NULL);
}

/* Refuses words for a tombstone. What follows from a decision reaches tombstones too, as a removed item may be restored, but it does
 * not pass here. */
static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    enum permission permission = ALLOWED;
    delta_clear(&change->undo); /* the server alone says so */
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status == STATUS_OK)
        status = check_lang(draft, change, refusal);
    if (status != STATUS_OK)
        return status;
    enum action action = is_original(draft, change->lang) ? ACTION_TEXT : ACTION_TRANSLATE;
    status = policy_check_item(context->who, action, item, &permission, refusal);
    if (status == STATUS_OK)
        status = check_words(item, change,
                             refusal); /* the marks are looked at where the change goes along the words */
    if (status != STATUS_OK)
        return status;
    marking_drop_groundless(draft, context->who, context->late, item, change);
    return marking_check(draft, context->who, item, change, permission == AS_PROPOSAL, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    const struct item *item = item_find(draft, change->item);
    if (!item)
        return refuse(refusal, STATUS_NO_ITEM, change->item, NULL);
    enum status status = check_lang(draft, change, refusal);
    if (status == STATUS_OK)
        status = check_words(item, change, refusal);
    if (status == STATUS_OK)
        status = place_check_references(draft, &change->delta, change->item, refusal);
    delta_chop(&change->delta); /* what it would merely walk along has been checked now */
    return status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *item = item_find(draft, change->item);
    if (context->who)
        lapses_note_text(context->lapses, draft, context->who, item, change);
    item_text_apply(draft, item, change->lang, &change->delta, context->seq);
    if (item->comments)
        comments_follow(draft, item, change);
}

const struct change_kind change_text = {"text", fields, may, fits, apply};
