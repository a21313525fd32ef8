#include "draft/blockers.h"

#include <string.h>

#include "draft/consultations.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/positions.h"
#include "draft/proposals.h"

#define NAMED      3  /* at most so many objectors are named in a message, which is short */
#define NAME_SHORT 24 /* bytes */

/* The part of the draft that is looked at. */
struct scope {
    const struct draft *draft;
    const struct item *root;
    bool below;
};

static bool contains(const struct scope *scope, const struct item *item)
{
    if (!item || !item_is_there(item))
        return false;
    return item == scope->root || (scope->below && item_is_below(item, scope->root));
}

/* The proposals that were found. Each counts once, although it is found twice where it is for an item and marks words of it. */
struct found {
    const struct draft *draft;
    struct map proposals;
};

static void note_mark(void *context, const char *id)
{
    struct found *found = context;
    struct proposal *proposal = proposals_find(found->draft, id);
    if (proposal && proposal_is_open(proposal))
        map_put(&found->proposals, proposal->id, proposal);
}

static void find_proposals(const struct scope *scope, struct found *found)
{
    for (size_t i = scope->draft->open_proposals ? scope->draft->proposals.count : 0; i-- > 0;) {
        struct proposal *proposal = scope->draft->proposals.all[i];
        if (proposal_is_open(proposal) && contains(scope, proposal->item))
            map_put(&found->proposals, proposal->id, proposal);
    }
    if (!scope->draft->open_proposals)
        return;
    marks_visit(scope->root, note_mark, found);
    if (!scope->below)
        return;
    struct item *root = (struct item *)scope->root;
    for (struct item *item = item_next_below(root, root); item; item = item_next_below(root, item))
        if (item_is_there(item))
            marks_visit(item, note_mark, found);
}

bool blockers_has_proposal(const struct draft *draft, const struct item *item)
{
    struct scope scope = {draft, item, false};
    struct found found = {draft, {0}};
    find_proposals(&scope, &found);
    bool any = found.proposals.count > 0;
    map_clear(&found.proposals);
    return any;
}

static size_t count_proposals(const struct scope *scope)
{
    struct found found = {scope->draft, {0}};
    find_proposals(scope, &found);
    size_t count = found.proposals.count;
    map_clear(&found.proposals);
    return count;
}

/* The first few names of those who object. */
static size_t name_objections(const struct scope *scope, struct buf *names)
{
    size_t count = 0;
    for (size_t i = 0; i < scope->draft->positions.count; i++) {
        const struct position *position = scope->draft->positions.all[i];
        if (position->value != POSITION_OBJECT || !contains(scope, item_find(scope->draft, position->item)))
            continue;
        if (count < NAMED)
            buf_format(names, "%s%s", count ? ", " : "",
                       strlen(position->delegation) <= NAME_SHORT ? position->delegation : "…");
        count++;
    }
    return count;
}

static size_t count_consultations(const struct scope *scope)
{
    size_t count = 0;
    for (size_t i = 0; i < scope->draft->consultations.count; i++) {
        const struct consultation *consultation = scope->draft->consultations.all[i];
        if (consultation->state == CONSULTATION_OPEN &&
            contains(scope, item_find(scope->draft, consultation->item)))
            count++;
    }
    return count;
}

static void add_part(struct buf *list, size_t count, const char *one, const char *many)
{
    if (count)
        buf_format(list, "%s%zu %s", list->len ? "; " : "", count, count == 1 ? one : many);
}

enum status blockers_check(const struct draft *draft, const struct item *item, bool below,
                           struct refusal *refusal)
{
    struct scope scope = {draft, item, below};
    struct buf list = BUF_EMPTY, names = BUF_EMPTY, message = BUF_EMPTY;
    enum status status = STATUS_OK;
    add_part(&list, count_proposals(&scope), "open proposal", "open proposals");
    size_t objections = name_objections(&scope, &names);
    add_part(&list, objections, "objection", "objections");
    if (objections)
        buf_format(&list, " (%s%s)", names.bytes, objections > NAMED ? ", …" : "");
    add_part(&list, count_consultations(&scope), "running consultation", "running consultations");
    if (list.len) {
        buf_format(&message, "%s: settle them, or give a reason to go ahead.", list.bytes);
        status = refuse(refusal, STATUS_LOCKED, item->id, message.bytes);
    }
    buf_clear(&list);
    buf_clear(&names);
    buf_clear(&message);
    return status;
}
