#include "draft/alternatives.h"

#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"

static bool is_in(const struct proposal *proposal, const char *group)
{
    return group && proposal->group && strcmp(proposal->group, group) == 0;
}

static bool is_for_the_same(const struct proposal *proposal, enum proposal_act act, const struct item *item)
{
    if (act == PROPOSAL_ADD || proposal->act == PROPOSAL_ADD)
        return act == proposal->act;
    return proposal->item && item_family(proposal->item) == item_family(item);
}

enum status alternatives_check_joining(const struct draft *draft, const char *group, enum proposal_act act,
                                       const struct item *item, struct refusal *refusal)
{
    for (size_t i = 0; group && i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        if (is_in(proposal, group) && proposal_is_open(proposal) && !is_for_the_same(proposal, act, item))
            return refuse(refusal, STATUS_BAD_OP, item ? item->id : NULL,
                          "Alternatives are for the same item; give the proposal a group of its own.");
    }
    return STATUS_OK;
}

enum status alternatives_check_accepting(const struct draft *draft, const struct proposal *proposal,
                                         uint64_t seq, struct refusal *refusal)
{
    for (size_t i = 0; proposal->group && i < draft->proposals.count; i++) {
        const struct proposal *other = draft->proposals.all[i];
        if (other != proposal && is_in(other, proposal->group) && other->state == PROPOSAL_ACCEPTED &&
            other->closed == seq)
            return refuse(refusal, STATUS_LOCKED, proposal->item ? proposal->item->id : NULL,
                          "Accept one of the alternatives; the others fall with it.");
    }
    return STATUS_OK;
}

enum status alternatives_check_part(const struct draft *draft, const struct proposal *proposal,
                                    struct refusal *refusal)
{
    for (size_t i = 0; proposal->group && i < draft->proposals.count; i++) {
        const struct proposal *other = draft->proposals.all[i];
        if (other != proposal && is_in(other, proposal->group) && proposal_is_open(other))
            return refuse(
                refusal, STATUS_LOCKED, proposal->item ? proposal->item->id : NULL,
                "It is one of several alternatives; accept it as a whole, or take it out of them first.");
    }
    return STATUS_OK;
}

void alternatives_fall(const struct draft *draft, const struct change_list *made, struct change_list *out)
{
    for (size_t i = 0; i < made->count; i++) {
        const struct proposal *accepted = change_is(&made->changes[i], &change_proposal_accept)
                                              ? proposals_find(draft, made->changes[i].proposal)
                                              : NULL;
        for (size_t k = 0; accepted && accepted->group && k < draft->proposals.count; k++) {
            const struct proposal *other = draft->proposals.all[k];
            if (!is_in(other, accepted->group) || !proposal_is_open(other))
                continue;
            struct change *change = change_list_add(out);
            change->kind = &change_proposal_reject;
            change->proposal = mem_copy_string(other->id);
        }
    }
}
