/* comment.add: a comment on an item, on a range of its words, or in answer to another comment. */
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"

#include <stdio.h>

#include "base/mem.h"

static const struct field fields[] = {
    {"comment", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, comment)},
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"parent", FIELD_ID, FIELD_NULLABLE, offsetof(struct change, parent)},
    {"text", FIELD_WORDS, FIELD_REQUIRED, offsetof(struct change, words)},
    {"lang", FIELD_LANG, FIELD_OPTIONAL, offsetof(struct change, lang)},
    {"anchor", FIELD_UNITS, FIELD_OPTIONAL, offsetof(struct change, anchor)},
    {"head", FIELD_UNITS, FIELD_OPTIONAL, offsetof(struct change, head)},
    {0},
};

static enum status check_parent(const struct draft *draft, const struct change *change,
                                const struct item *item, struct refusal *refusal)
{
    const struct comment *parent = change->parent ? comments_find(draft, change->parent) : NULL;
    if (!change->parent)
        return STATUS_OK;
    if (!parent || parent->parent || parent->item != item || change->lang)
        return refuse(refusal, STATUS_BAD_OP, item->id,
                      "Answer the first comment of a thread of this item, without a range.");
    return STATUS_OK;
}

static enum status check_range(const struct draft *draft, const struct change *change,
                               const struct item *item, struct refusal *refusal)
{
    bool all = change->lang && change->anchor >= 0 && change->head >= 0;
    bool none = !change->lang && change->anchor < 0 && change->head < 0;
    if (none)
        return STATUS_OK;
    if (!all)
        return refuse(refusal, STATUS_BAD_OP, item->id, "Give lang, anchor and head together or not at all.");
    const struct item_text *text = item_text_find(item, change->lang);
    bool fits = text ? !text_cuts_pair(text->text, (uint32_t)change->anchor) &&
                           !text_cuts_pair(text->text, (uint32_t)change->head)
                     : change->anchor == 0 && change->head == 0;
    if (!fits || !string_list_has(&draft->langs, change->lang))
        return refuse(refusal, STATUS_BAD_OP, item->id, "The range lies outside the words of the item.");
    return STATUS_OK;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_COMMENT, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (comments_find(draft, change->comment))
        return refuse(refusal, STATUS_EXISTS, change->item, NULL);
    if (draft->comments.count >= DRAFT_MAX_COMMENTS)
        return refuse(refusal, STATUS_LIMIT, change->item,
                      "The draft has as many comments as this server takes.");
    status = check_parent(draft, change, item, refusal);
    return status == STATUS_OK ? check_range(draft, change, item, refusal) : status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct comment *comment = mem_zero(1, sizeof *comment);
    snprintf(comment->id, sizeof comment->id, "%s", change->comment);
    comment->item = item_find(draft, change->item);
    comment->parent = change->parent ? comments_find(draft, change->parent) : NULL;
    comment->by = mem_copy_string(context->by);
    comment->words = mem_copy_string(change->words);
    comment->lang = mem_copy_string(change->lang);
    comment->anchor = change->lang ? (uint32_t)change->anchor : 0;
    comment->head = change->lang ? (uint32_t)change->head : 0;
    const struct item_text *text = change->lang ? item_text_find(comment->item, change->lang) : NULL;
    comments_quote(comment, text ? text->text : NULL);
    comment->seq = context->seq;
    comment->at = (uint64_t)context->at;
    comments_add(draft, comment);
}

const struct change_kind change_comment_add = {"comment.add", fields, may, fits, apply};
