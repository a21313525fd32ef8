#include "load/seed_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strings.h"
#include "convert/country.h"

/* ---- authors ---- */

static bool same_author(const struct contested_author *a, const struct contested_author *b)
{
    return strings_same(a->delegation, b->delegation) && (a->delegation || strings_same(a->name, b->name));
}

static const char *author_name(const struct contested_author *who, const char *lang)
{
    if (who->delegation)
        return country_name(who->delegation, lang);
    return who->name ? who->name : contested_unattributed_name(lang);
}

static void describe(const struct contested_author *who, const char *lang, size_t number,
                     struct participant *out)
{
    char id[ID_BYTES];
    bool known = who->delegation || who->name;
    if (known)
        snprintf(id, sizeof id, "import-%zu", number);
    else
        snprintf(id, sizeof id, "%s", CONTESTED_UNATTRIBUTED);
    *out = (struct participant){.id = mem_copy_string(id),
                                .role = who->delegation ? ROLE_DELEGATION : ROLE_SECRETARIAT,
                                .name = mem_copy_string(author_name(who, lang)),
                                .delegation = mem_copy_string(who->delegation)};
}

size_t seed_plan_author(struct seed_plan *plan, const struct contested_author *who)
{
    for (size_t i = 0; i < plan->author_count; i++)
        if (same_author(plan->authors[i].who, who))
            return i;
    plan->authors =
        mem_grow(plan->authors, plan->author_count, &plan->author_capacity, sizeof *plan->authors);
    struct seed_author *author = &plan->authors[plan->author_count];
    *author = (struct seed_author){.who = who};
    describe(who, plan->seed->versions[0].lang, plan->author_count + 1, &author->participant);
    return plan->author_count++;
}

/* ---- the proposals of all versions ---- */

static const struct outline *outline_of(const struct seed_plan *plan, size_t version)
{
    return plan->seed->versions[version].outline;
}

static bool alike(const struct contested_proposal *a, const struct contested_proposal *b)
{
    return a->entry == b->entry && a->act == b->act && same_author(&a->by, &b->by);
}

/* Its number among those of its kind in its version. */
static size_t ordinal(const struct contested *contested, size_t index)
{
    size_t count = 0;
    for (size_t i = 0; i < index; i++)
        count += alike(&contested->proposals[i], &contested->proposals[index]);
    return count;
}

static size_t find_same(const struct seed_plan *plan, const struct contested *other, size_t index)
{
    const struct contested *original = &outline_of(plan, 0)->contested;
    size_t skip = ordinal(other, index);
    for (size_t i = 0; i < original->proposal_count; i++)
        if (alike(&original->proposals[i], &other->proposals[index]) && skip-- == 0)
            return i;
    return CONTESTED_NONE;
}

static size_t add_proposal(struct seed_plan *plan, const struct contested_proposal *from)
{
    plan->proposals =
        mem_grow(plan->proposals, plan->proposal_count, &plan->proposal_capacity, sizeof *plan->proposals);
    struct seed_proposal *proposal = &plan->proposals[plan->proposal_count];
    *proposal = (struct seed_proposal){.from = from, .author = seed_plan_author(plan, &from->by), .level = 1};
    snprintf(proposal->id, sizeof proposal->id, "b%04u", (unsigned)plan->proposal_count + 1);
    return plan->proposal_count++;
}

static enum status take_proposals(struct seed_plan *plan, size_t version, struct buf *why)
{
    const struct contested *contested = &outline_of(plan, version)->contested;
    plan->same[version] = mem_zero(contested->proposal_count + 1, sizeof *plan->same[version]);
    for (size_t i = 0; i < contested->proposal_count; i++) {
        const struct contested_proposal *proposal = &contested->proposals[i];
        size_t same = version ? find_same(plan, contested, i) : CONTESTED_NONE;
        if (same == CONTESTED_NONE && version && proposal->act != PROPOSAL_TEXT) {
            buf_format(why, "The %s version proposes to add or remove entry %zu, and the original does not.",
                       plan->seed->versions[version].lang, proposal->entry + 1);
            return STATUS_BAD_OP;
        }
        plan->same[version][i] = same == CONTESTED_NONE ? add_proposal(plan, proposal) : same;
    }
    return STATUS_OK;
}

/* The proposal of one mark; NULL where the attribute is none. */
static struct seed_proposal *proposal_of(const struct seed_plan *plan, size_t version, const char *key,
                                         bool *deletes)
{
    const struct contested *contested = &outline_of(plan, version)->contested;
    const struct contested_proposal *found = contested_find(contested, key, deletes);
    return found ? &plan->proposals[plan->same[version][found - contested->proposals]] : NULL;
}

/* ---- levels ---- */

/* Whole entries: each belongs to the innermost proposal that adds it or something that it is below. */
static void find_owners(struct seed_plan *plan, const struct outline *original)
{
    size_t above[DRAFT_MAX_DEPTH + 2];
    size_t *adding = mem_alloc((original->count + 1) * sizeof *adding);
    for (size_t i = 0; i < original->count; i++)
        adding[i] = CONTESTED_NONE;
    for (size_t p = 0; p < plan->proposal_count; p++)
        if (plan->proposals[p].from->act == PROPOSAL_ADD)
            adding[plan->proposals[p].from->entry] = p;
    above[0] = CONTESTED_NONE;
    for (size_t i = 0; i < original->count; i++) {
        int depth = original->items[i].depth;
        size_t around = above[depth - 1];
        plan->owners[i] = adding[i] == CONTESTED_NONE ? around : adding[i];
        above[depth] = plan->owners[i];
        if (adding[i] != CONTESTED_NONE)
            plan->proposals[adding[i]].level =
                around == CONTESTED_NONE ? 1 : plan->proposals[around].level + 1;
    }
    free(adding);
}

/* How far a proposal goes on in one entry. */
struct extent {
    struct seed_proposal *proposal;
    uint32_t from;
    uint32_t to;
};

static int compare_extents(const void *a, const void *b)
{
    const struct extent *x = a, *y = b;
    uint32_t long_x = x->to - x->from, long_y = y->to - y->from;
    if (long_x != long_y)
        return long_x > long_y ? -1 : 1;
    return strcmp(x->proposal->id, y->proposal->id);
}

struct extents {
    struct extent *list;
    size_t count;
    size_t capacity;
};

static void stretch(struct extents *extents, struct seed_proposal *proposal, uint32_t from, uint32_t to)
{
    for (size_t i = extents->count; i-- > 0;)
        if (extents->list[i].proposal == proposal) {
            extents->list[i].to = to;
            return;
        }
    extents->list = mem_grow(extents->list, extents->count, &extents->capacity, sizeof *extents->list);
    extents->list[extents->count++] = (struct extent){proposal, from, to};
}

static void measure(const struct seed_plan *plan, size_t version, const struct delta *text,
                    struct extents *out)
{
    uint32_t at = 0;
    bool deletes;
    for (size_t i = 0; i < text->count; i++) {
        const struct attributes *attributes = text->ops[i].attributes;
        for (size_t k = 0; k < attributes_count(attributes); k++) {
            struct seed_proposal *proposal =
                proposal_of(plan, version, attributes_at(attributes, k).key, &deletes);
            if (proposal)
                stretch(out, proposal, at, at + text->ops[i].len_u16);
        }
        at += text->ops[i].len_u16;
    }
}

/* Two insertions on the same words nest if either lies within the other's range; the wider one was there first. */
static void nest(struct seed_plan *plan, size_t version, size_t entry)
{
    struct extents extents = {0};
    size_t owner = plan->owners[entry];
    unsigned least = owner == CONTESTED_NONE ? 1 : plan->proposals[owner].level + 1;
    measure(plan, version, &outline_of(plan, version)->items[entry].text, &extents);
    if (extents.count > 1)
        qsort(extents.list, extents.count, sizeof *extents.list, compare_extents);
    for (size_t i = 0; i < extents.count; i++) {
        const struct extent *inner = &extents.list[i];
        if (inner->proposal->level < least)
            inner->proposal->level = least;
        for (size_t k = 0; k < i; k++) {
            const struct extent *outer = &extents.list[k];
            bool overlaps = outer->from < inner->to && inner->from < outer->to;
            if (overlaps && inner->proposal->level <= outer->proposal->level)
                inner->proposal->level = outer->proposal->level + 1;
        }
    }
    free(extents.list);
}

/* Proposals without marks: to remove an entry that is itself only proposed. */
static void lift_removals(struct seed_plan *plan)
{
    for (size_t i = 0; i < plan->proposal_count; i++) {
        struct seed_proposal *proposal = &plan->proposals[i];
        size_t owner = plan->owners[proposal->from->entry];
        if (proposal->from->act == PROPOSAL_REMOVE && owner != CONTESTED_NONE)
            proposal->level = plan->proposals[owner].level + 1;
    }
}

/* ---- steps ---- */

static void number_steps(struct seed_plan *plan)
{
    unsigned deepest = 0;
    for (size_t i = 0; i < plan->proposal_count; i++)
        deepest = plan->proposals[i].level > deepest ? plan->proposals[i].level : deepest;
    size_t *steps = mem_zero(plan->author_count + 1, sizeof *steps); /* of each author at this level */
    for (unsigned level = 1; level <= deepest; level++) {
        memset(steps, 0, (plan->author_count + 1) * sizeof *steps);
        for (size_t i = 0; i < plan->proposal_count; i++) {
            struct seed_proposal *proposal = &plan->proposals[i];
            if (proposal->level != level)
                continue;
            if (!steps[proposal->author])
                steps[proposal->author] = ++plan->steps;
            proposal->step = steps[proposal->author];
        }
    }
    free(steps);
}

enum status seed_plan_make(const struct draft_seed *seed, struct seed_plan *out, struct buf *why)
{
    const struct outline *original = seed->versions[0].outline;
    enum status status = STATUS_OK;
    *out = (struct seed_plan){.seed = seed};
    if (!original)
        return STATUS_OK;
    for (size_t v = 0; status == STATUS_OK && v < seed->version_count; v++)
        if (outline_of(out, v))
            status = take_proposals(out, v, why);
    if (status != STATUS_OK)
        return status;
    out->owners = mem_zero(original->count + 1, sizeof *out->owners);
    find_owners(out, original);
    lift_removals(out);
    for (size_t v = 0; out->proposal_count && v < seed->version_count; v++)
        for (size_t i = 0; outline_of(out, v) && i < original->count; i++)
            nest(out, v, i);
    number_steps(out);
    return STATUS_OK;
}

void seed_plan_clear(struct seed_plan *plan)
{
    for (size_t i = 0; i < plan->author_count; i++)
        participant_clear(&plan->authors[i].participant);
    for (size_t v = 0; v < DRAFT_MAX_LANGS; v++)
        free(plan->same[v]);
    free(plan->authors);
    free(plan->proposals);
    free(plan->owners);
    *plan = (struct seed_plan){.seed = NULL};
}

size_t seed_plan_entry_step(const struct seed_plan *plan, size_t entry)
{
    size_t owner = plan->owners ? plan->owners[entry] : CONTESTED_NONE;
    return owner == CONTESTED_NONE ? 0 : plan->proposals[owner].step;
}

/* ---- words ---- */

static bool is_visible(const struct seed_plan *plan, size_t version, const struct attributes *attributes,
                       size_t step)
{
    bool deletes;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        const struct seed_proposal *proposal =
            proposal_of(plan, version, attributes_at(attributes, i).key, &deletes);
        if (proposal && !deletes && proposal->step > step)
            return false;
    }
    return true;
}

#define MAX_ATTRIBUTES 64 /* of one piece of words; the bracket reader nests less deeply */

/* Formatting unless `marks_only`, and the marks of the steps from … to, under the names that they have in the draft. Caller unrefs. */
static struct attributes *attributes_of(const struct seed_plan *plan, size_t version,
                                        const struct attributes *from, bool marks_only, size_t first,
                                        size_t last)
{
    struct attribute list[MAX_ATTRIBUTES];
    char keys[MAX_ATTRIBUTES][CONTESTED_MARK_BYTES];
    struct attributes *out = NULL;
    size_t count = 0;
    for (size_t i = 0; i < attributes_count(from) && count < MAX_ATTRIBUTES; i++) {
        struct attribute attribute = attributes_at(from, i);
        bool deletes = false;
        const struct seed_proposal *proposal = proposal_of(plan, version, attribute.key, &deletes);
        if (proposal ? proposal->step < first || proposal->step > last : marks_only)
            continue;
        if (proposal) {
            snprintf(keys[count], sizeof keys[count], "%s:%s", deletes ? "del" : "ins", proposal->id);
            attribute.key = keys[count];
        }
        list[count++] = attribute;
    }
    return attributes_create(list, count, &out) == STATUS_OK ? out : NULL;
}

void seed_plan_words(const struct seed_plan *plan, size_t version, size_t entry, size_t step,
                     struct delta *out)
{
    const struct delta *text = &outline_of(plan, version)->items[entry].text;
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        if (!is_visible(plan, version, op->attributes, step))
            continue;
        struct attributes *attributes = attributes_of(plan, version, op->attributes, false, 1, step);
        delta_insert(out, delta_op_bytes(text, op), op->len_bytes, attributes);
        attributes_unref(attributes);
    }
}

void seed_plan_change(const struct seed_plan *plan, size_t version, size_t entry, size_t step,
                      struct delta *out)
{
    const struct delta *text = &outline_of(plan, version)->items[entry].text;
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        if (!is_visible(plan, version, op->attributes, step))
            continue;
        bool was = is_visible(plan, version, op->attributes, step - 1);
        struct attributes *attributes =
            attributes_of(plan, version, op->attributes, was, was ? step : 1, step);
        if (was)
            delta_retain(out, op->len_u16, attributes);
        else
            delta_insert(out, delta_op_bytes(text, op), op->len_bytes, attributes);
        attributes_unref(attributes);
    }
    delta_chop(out);
}
