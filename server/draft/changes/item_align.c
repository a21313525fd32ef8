/* item.align: the text in this language says what the original says as it stands now. */
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"

#include <string.h>

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"lang", FIELD_LANG, FIELD_REQUIRED, offsetof(struct change, lang)},
    {0},
};

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (!string_list_has(&draft->langs, change->lang) || strcmp(draft->langs.strings[0], change->lang) == 0)
        return refuse(refusal, STATUS_BAD_OP, change->item,
                      "Use one of the draft's languages other than the original.");
    return STATUS_OK;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    enum status status = fits(draft, change, context, refusal);
    if (status != STATUS_OK)
        return status;
    return policy_check_item(context->who, ACTION_TRANSLATE, item_find(draft, change->item), NULL, refusal);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    item_set_aligned(draft, item_find(draft, change->item), change->lang, context->seq);
}

const struct change_kind change_item_align = {"item.align", fields, may, fits, apply};
