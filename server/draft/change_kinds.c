#include "draft/change_kind.h"

#include <string.h>

static const struct change_kind *const kinds[] = {
    &change_text,
    &change_item_add,
    &change_item_move,
    &change_item_remove,
    &change_item_restore,
    &change_item_split,
    &change_item_merge,
    &change_item_kind,
    &change_item_status,
    &change_item_align,
    &change_item_number,
    &change_draft_set,
    &change_draft_freeze,
    &change_draft_renumber,
    &change_draft_adopt,
    &change_participant_set,
    &change_seat_add,
    &change_seat_confirm,
    &change_seat_end,
    &change_seat_enter,
    &change_proposal_add,
    &change_proposal_file,
    &change_proposal_support,
    &change_proposal_accept,
    &change_proposal_reject,
    &change_proposal_withdraw,
    &change_proposal_part,
    &change_proposal_group,
    &change_proposal_reopen,
    &change_position_set,
    &change_comment_add,
    &change_comment_edit,
    &change_comment_remove,
    &change_comment_resolve,
    &change_consult_open,
    &change_consult_close,
    &change_version_add,
    &change_cosign_key,
    &change_cosign_ask,
    &change_cosign_add,
    &change_follow_set,
    &change_follow_from,
    NULL,
};

const struct change_kind *change_kind_find(const char *name)
{
    for (size_t i = 0; kinds[i]; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

bool change_is_decision(const struct change *change)
{
    return change_is(change, &change_proposal_accept) || change_is(change, &change_proposal_reject) ||
           change_is(change, &change_proposal_withdraw);
}

const struct change_kind *const *change_kinds(void)
{
    return kinds;
}
