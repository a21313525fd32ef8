#include "draft/standings.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/numbering.h"
#include "draft/proposals.h"

struct standing {
    const struct item *item;
    const struct item *parent;
    const struct item *headings[DRAFT_MAX_DEPTH]; /* that it is under, per depth; NULL */
    uint32_t numbers[DRAFT_MAX_DEPTH];            /* its own and those above it; 0: none */
};

static bool is_structural(const struct change *change)
{
    static const struct change_kind *const kinds[] = {
        &change_item_add,    &change_item_move,    &change_item_split, &change_item_merge,
        &change_item_remove, &change_item_restore, &change_item_kind,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (change_is(change, kinds[i]))
            return true;
    return false;
}

bool standings_bind(const struct participant *who, const struct change_list *changes)
{
    for (size_t i = 0; who->role == ROLE_DELEGATION && i < changes->count; i++)
        if (is_structural(&changes->changes[i]))
            return true;
    return false;
}

/* A walk in document order. */
struct walk {
    const struct item *headings[DRAFT_MAX_DEPTH];
    struct numbering numbering;
    int level; /* of the last item */
};

/* Whether the item is one that must not move. What is only proposed has no number and no weight. */
static bool visit(struct walk *walk, const struct draft *draft, const struct item *item, unsigned depth)
{
    bool proposed = proposals_adding(draft, item->id) != NULL;
    memset(walk->headings + depth, 0, (DRAFT_MAX_DEPTH - depth) * sizeof *walk->headings);
    struct numbering_entry entry = item_numbering(draft, item);
    walk->level = numbering_count(&walk->numbering, &entry);
    if (!proposed && item->kind == KIND_HEADING)
        walk->headings[depth - 1] = item;
    return !proposed && item_status_is_settled(item->status);
}

static void note(struct standings *out, size_t *capacity, const struct walk *walk, const struct item *item,
                 unsigned depth)
{
    out->list = mem_grow(out->list, out->count, capacity, sizeof *out->list);
    struct standing *standing = &out->list[out->count++];
    *standing = (struct standing){.item = item, .parent = item->parent};
    memcpy(standing->headings, walk->headings, depth * sizeof *walk->headings);
    memcpy(standing->numbers, walk->numbering.ids, (size_t)walk->level * sizeof *standing->numbers);
}

void standings_take(const struct draft *draft, struct standings *out)
{
    struct walk walk = {.headings = {NULL}};
    size_t capacity = 0;
    numbering_start(&walk.numbering, draft->numbering, NULL);
    *out = (struct standings){0};
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        unsigned depth = item_depth(item);
        if (item_is_there(item) && visit(&walk, draft, item, depth))
            note(out, &capacity, &walk, item, depth);
    }
}

static bool same(const struct standing *a, const struct standing *b)
{
    return a->item == b->item && a->parent == b->parent &&
           memcmp(a->headings, b->headings, sizeof a->headings) == 0 &&
           memcmp(a->numbers, b->numbers, sizeof a->numbers) == 0;
}

enum status standings_check(const struct standings *before, const struct draft *draft,
                            struct refusal *refusal)
{
    struct standings now;
    enum status status = STATUS_OK;
    if (!before->count) /* a delegation agrees to nothing: there is still nothing agreed */
        return STATUS_OK;
    standings_take(draft, &now);
    for (size_t i = 0; status == STATUS_OK && i < before->count; i++)
        if (i >= now.count || !same(&before->list[i], &now.list[i]))
            status = refuse(
                refusal, STATUS_LOCKED, before->list[i].item->id,
                "What is agreed would get another number or place; propose the item, or ask the chair.");
    standings_clear(&now);
    return status;
}

void standings_clear(struct standings *standings)
{
    free(standings->list);
    *standings = (struct standings){0};
}
