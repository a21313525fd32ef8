#include "draft/proposals.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/proposal_parts.h"
#include "draft/policy.h"

struct proposal *proposals_find(const struct draft *draft, const char *id)
{
    return entries_find(&draft->proposals, id);
}

bool proposal_is_open(const struct proposal *proposal)
{
    return proposal->state == PROPOSAL_OPEN;
}

bool proposal_is_own(const struct proposal *proposal, const struct participant *who)
{
    if (strcmp(proposal->by, who->id) == 0)
        return true;
    return proposal->delegation && who->delegation && strcmp(proposal->delegation, who->delegation) == 0;
}

bool proposal_may_mark(const struct proposal *proposal, const struct participant *who)
{
    return proposal_is_open(proposal) && !proposal->filed && proposal_is_own(proposal, who);
}

enum status proposals_find_open(const struct draft *draft, const char *id, struct proposal **out,
                                struct refusal *refusal)
{
    *out = proposals_find(draft, id);
    if (!*out)
        return refuse(refusal, STATUS_BAD_OP, NULL, "There is no such proposal.");
    if (!proposal_is_open(*out))
        return refuse(refusal, STATUS_BAD_OP, NULL, "The proposal has been decided already; make a new one.");
    return STATUS_OK;
}

enum status proposal_check_own(const struct proposal *proposal, const struct participant *who,
                               struct refusal *refusal)
{
    enum status status = policy_check_role(who, ACTION_PROPOSE, refusal);
    if (status != STATUS_OK || proposal_is_own(proposal, who))
        return status;
    return refuse(refusal, STATUS_FORBIDDEN, NULL, "The proposal is somebody else's; only they may do this.");
}

struct proposal *proposals_adding(const struct draft *draft, const char *item)
{
    return map_get(&draft->additions, item);
}

static void destroy(void *memory)
{
    struct proposal *proposal = memory;
    free(proposal->new_item);
    free(proposal->by);
    free(proposal->delegation);
    free(proposal->group);
    free(proposal->note);
    free(proposal->closer);
    string_list_free(proposal->support);
    proposal_parts_free(proposal->parts);
    free(proposal);
}

static void count_open(struct draft *draft, size_t count)
{
    journal_save(&draft->journal, &draft->open_proposals, sizeof draft->open_proposals);
    draft->open_proposals = count;
}

/* ---- which items are only proposed ---- */

/* The id of the item as a key of the map. It is the proposal's own copy, because an item that the same op adds is gone in a rollback
 * before the proposal is. */
static const char *added_item(const struct proposal *proposal)
{
    const char *own = proposal->new_item;
    if (!proposal->item)
        return own;
    return own && strcmp(own, proposal->item->id) == 0 ? own : proposal->item->id;
}

static void put_addition(void *draft, void *proposal)
{
    map_put(&((struct draft *)draft)->additions, added_item(proposal), proposal);
}

static void drop_addition(void *context, void *proposal)
{
    struct draft *draft = context;
    if (proposals_adding(draft, added_item(proposal)) == proposal)
        map_remove(&draft->additions, added_item(proposal));
}

static void begin_addition(struct draft *draft, struct proposal *proposal)
{
    if (proposal->act != PROPOSAL_ADD || !proposal_is_open(proposal))
        return;
    struct proposal *other = proposals_adding(draft, added_item(proposal));
    if (other) /* taken back last: its place in the index is its own again */
        journal_call(&draft->journal, put_addition, draft, other);
    put_addition(draft, proposal);
    journal_call(&draft->journal, drop_addition, draft, proposal);
}

static void end_addition(struct draft *draft, struct proposal *proposal)
{
    if (proposal->act != PROPOSAL_ADD || proposals_adding(draft, added_item(proposal)) != proposal)
        return;
    drop_addition(draft, proposal);
    journal_call(&draft->journal, put_addition, draft, proposal);
}

/* ---- writes ---- */

void proposals_add(struct draft *draft, struct proposal *proposal)
{
    entries_add(&draft->journal, &draft->proposals, proposal, proposal->id, destroy);
    if (proposal_is_open(proposal))
        count_open(draft, draft->open_proposals + 1);
    begin_addition(draft, proposal);
}

void proposals_close(struct draft *draft, struct proposal *proposal, enum proposal_state state, uint64_t seq,
                     const char *closer, int64_t at)
{
    end_addition(draft, proposal);
    journal_save(&draft->journal, &proposal->state, sizeof proposal->state);
    proposal->state = state;
    entry_set_number(&draft->journal, &proposal->closed, seq);
    entry_set_string(&draft->journal, &proposal->closer, closer);
    journal_save(&draft->journal, &proposal->closed_at, sizeof proposal->closed_at);
    proposal->closed_at = at;
    count_open(draft, draft->open_proposals - 1);
}

void proposals_reopen(struct draft *draft, struct proposal *proposal)
{
    journal_save(&draft->journal, &proposal->state, sizeof proposal->state);
    proposal->state = PROPOSAL_OPEN;
    entry_set_number(&draft->journal, &proposal->closed, 0);
    entry_set_string(&draft->journal, &proposal->closer, NULL);
    journal_save(&draft->journal, &proposal->closed_at, sizeof proposal->closed_at);
    proposal->closed_at = 0;
    count_open(draft, draft->open_proposals + 1);
    begin_addition(draft, proposal);
}

void proposals_support(struct draft *draft, struct proposal *proposal, const char *delegation, bool support)
{
    struct string_list *list = mem_zero(1, sizeof *list);
    for (size_t i = 0; proposal->support && i < proposal->support->count; i++)
        if (strcmp(proposal->support->strings[i], delegation) != 0)
            string_list_add(list, proposal->support->strings[i]);
    if (support)
        string_list_add(list, delegation);
    journal_replace(&draft->journal, (void **)&proposal->support, list, string_list_free);
}

void proposals_bind(struct draft *draft, struct item *item)
{
    struct proposal *proposal = proposals_adding(draft, item->id);
    if (proposal && !proposal->item)
        entry_set_pointer(&draft->journal, &proposal->item, item);
}

void proposals_follow_merge(struct draft *draft, struct item *from, struct item *into)
{
    for (size_t i = 0; i < draft->proposals.count; i++) {
        struct proposal *proposal = draft->proposals.all[i];
        if (proposal->item != from)
            continue;
        end_addition(draft, proposal);
        entry_set_pointer(&draft->journal, &proposal->item, into);
        begin_addition(draft, proposal);
    }
}
