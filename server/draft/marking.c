#include "draft/marking.h"

#include <string.h>

#include "draft/items.h"
#include "draft/marks.h"
#include "draft/proposals.h"

static bool carries(const struct attributes *attributes, const char *key)
{
    return attributes_get(attributes, key).key != NULL;
}

/* Whether the words beside a stretch of a text (NULL: without words), or beside a place in it, carry an attribute of that key. */
static bool stands_beside(const struct text *text, uint32_t from, uint32_t to, const char *key)
{
    return text && (carries(text_attributes_at(text, to), key) ||
                    (from && carries(text_attributes_at(text, from - 1), key)));
}

/* ---- marks that lost their ground meanwhile ---- */

/* A walk along a change and the text that it is for. */
struct walk {
    const struct draft *draft;
    const struct participant *who; /* NULL: a foreign mark is left to the check */
    const struct text *text;
    uint32_t at; /* in the text */
    bool inserting;
};

static void step_over(struct walk *walk, const struct delta_op *op)
{
    walk->at += op->type == DELTA_INSERT ? 0 : op->len_u16;
}

static bool has_ground(void *context, const struct attribute *attribute)
{
    const struct walk *walk = context;
    enum mark_type type;
    const struct proposal *proposal = marks_proposal(walk->draft, attribute, &type);
    if (!proposal)
        return true;
    if (!proposal_is_open(proposal))
        return false;
    return !walk->who || !walk->inserting || type == MARK_DEL || proposal_may_mark(proposal, walk->who) ||
           stands_beside(walk->text, walk->at, walk->at, attribute->key);
}

static bool any_without_ground(struct walk walk, const struct delta *delta)
{
    for (size_t i = 0; i < delta->count; i++) {
        walk.inserting = delta->ops[i].type == DELTA_INSERT;
        for (size_t k = 0; k < attributes_count(delta->ops[i].attributes); k++) {
            struct attribute attribute = attributes_at(delta->ops[i].attributes, k);
            if (!has_ground(&walk, &attribute))
                return true;
        }
        step_over(&walk, &delta->ops[i]);
    }
    return false;
}

static void drop_groundless(struct walk walk, struct delta *delta)
{
    struct delta kept = DELTA_EMPTY;
    if (!any_without_ground(walk, delta))
        return;
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *op = &delta->ops[i];
        walk.inserting = op->type == DELTA_INSERT;
        struct attributes *attributes = attributes_filter(op->attributes, has_ground, &walk);
        if (op->type == DELTA_INSERT)
            delta_insert(&kept, delta_op_bytes(delta, op), op->len_bytes, attributes);
        else if (op->type == DELTA_RETAIN)
            delta_retain(&kept, op->len_u16, attributes);
        else
            delta_delete(&kept, op->len_u16);
        attributes_unref(attributes);
        step_over(&walk, op);
    }
    delta_clear(delta);
    *delta = kept;
}

static const struct text *text_of(const struct item *item, const char *lang)
{
    const struct item_text *found = item_text_find(item, lang);
    return found ? found->text : NULL;
}

void marking_drop_groundless(const struct draft *draft, const struct participant *who, bool late,
                             const struct item *item, struct change *change)
{
    struct walk walk = {.draft = draft, .who = late ? who : NULL, .text = text_of(item, change->lang)};
    drop_groundless(walk, &change->delta);
}

/* ---- who may change which words ---- */

/* One change of words on its way through the checks. */
struct marking {
    const struct draft *draft;
    const struct participant *who;
    const struct item *item;
    const struct text *text;   /* NULL: nobody has written in this language yet */
    bool free;                 /* words that nobody proposes are theirs to change */
    uint32_t own_from, own_to; /* the stretch of own words that was looked at last */
    struct refusal *refusal;
};

static enum status refuse_unknown(struct refusal *refusal, const char *item)
{
    return refuse(refusal, STATUS_BAD_OP, item, "Add the proposal before you mark words with it.");
}

static enum status refuse_change(const struct marking *marking)
{
    if (!marking->free)
        return refuse(marking->refusal, STATUS_LOCKED, marking->item->id,
                      "Only proposals are made here; make your change as a proposal of your own.");
    return refuse(
        marking->refusal, STATUS_LOCKED, marking->item->id,
        "These words are somebody's proposal, or are filed; make a proposal of your own about them.");
}

/* Whether a mark may stand in the item: it is that of its proposal, or one that it was split into or merged with. */
static enum status check_bound(const struct marking *marking, const struct proposal *proposal)
{
    if (proposal->item && item_family(proposal->item) == item_family(marking->item))
        return STATUS_OK;
    return refuse(marking->refusal, STATUS_LOCKED, marking->item->id,
                  "The proposal is for another item; make a new one for this item.");
}

/* Whether it is an open insertion that they may not write in. */
static bool is_foreign(const struct marking *marking, const struct attribute *attribute)
{
    enum mark_type type;
    const struct proposal *proposal = marks_proposal(marking->draft, attribute, &type);
    return proposal && type == MARK_INS && !proposal_may_mark(proposal, marking->who);
}

/* Whether the place is in the midst of words that somebody else proposes: they go on behind it. */
static bool is_inside_foreign(const struct marking *marking, uint32_t at)
{
    const struct attributes *before = marking->text && at ? text_attributes_at(marking->text, at - 1) : NULL;
    for (size_t i = 0; i < attributes_count(before); i++) {
        struct attribute attribute = attributes_at(before, i);
        if (is_foreign(marking, &attribute) && carries(text_attributes_at(marking->text, at), attribute.key))
            return true;
    }
    return false;
}

static enum status check_insert(const struct marking *marking, uint32_t at,
                                const struct attributes *attributes)
{
    bool own = false, foreign = false;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const char *id;
        if (!mark_parse(attribute.key, &type, &id))
            continue;
        const struct proposal *proposal = proposals_find(marking->draft, id);
        if (!proposal)
            return refuse_unknown(marking->refusal, marking->item->id);
        bool may_mark = proposal_may_mark(proposal, marking->who);
        if (may_mark && (type == MARK_INS || marking->free))
            status = check_bound(marking, proposal);
        else if (type == MARK_DEL || !stands_beside(marking->text, at, at, attribute.key))
            return refuse_change(marking);
        else
            foreign = true;
        own = own || (may_mark && type == MARK_INS);
    }
    if (status != STATUS_OK || own)
        return status;
    return !marking->free || foreign || is_inside_foreign(marking, at) ? refuse_change(marking) : STATUS_OK;
}

static bool has_own(const struct marking *marking, const struct attributes *attributes)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const struct proposal *proposal = marks_proposal(marking->draft, &attribute, &type);
        if (proposal && type == MARK_INS && proposal_may_mark(proposal, marking->who))
            return true;
    }
    return false;
}

/* Finds the stretch around a place that proposals of their own insert. One that was found already is kept, so that a
 * change of many parts looks at every unit once. */
static void find_own_words(struct marking *marking, uint32_t at)
{
    const struct text *text = marking->text;
    if (at >= marking->own_from && at < marking->own_to)
        return;
    marking->own_from = at;
    marking->own_to = at + 1;
    while (marking->own_from > 0 && has_own(marking, text_attributes_at(text, marking->own_from - 1)))
        marking->own_from--;
    while (marking->own_to < text_len(text) && has_own(marking, text_attributes_at(text, marking->own_to)))
        marking->own_to++;
}

/* Whether words are theirs. They are where a proposal of their own inserts them, be it inside somebody else's that goes on beside
 * them; or where nobody proposes them, and words that nobody proposes are theirs to change. */
static bool may_change(struct marking *marking, uint32_t at, const struct attributes *attributes)
{
    bool own = has_own(marking, attributes);
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        if (!is_foreign(marking, &attribute))
            continue;
        if (!own)
            return false;
        find_own_words(marking, at);
        if (!stands_beside(marking->text, marking->own_from, marking->own_to, attribute.key))
            return false;
    }
    return own || marking->free;
}

static enum status check_words(struct marking *marking, uint32_t at, uint32_t len)
{
    struct delta words;
    bool may = true;
    text_slice(marking->text, at, at + len, &words);
    for (size_t i = 0; may && i < words.count; i++) {
        may = may_change(marking, at, words.ops[i].attributes);
        at += words.ops[i].len_u16;
    }
    delta_clear(&words);
    return may ? STATUS_OK : refuse_change(marking);
}

static enum status check_mark(const struct marking *marking, const struct attribute *attribute,
                              enum mark_type type, const char *id)
{
    const struct proposal *proposal = proposals_find(marking->draft, id);
    if (!proposal)
        return refuse_unknown(marking->refusal, marking->item->id);
    if (type == MARK_INS || !proposal_is_own(proposal, marking->who))
        return refuse(marking->refusal, STATUS_FORBIDDEN, marking->item->id,
                      "Mark words with your own proposal only; the chair decides about others.");
    if (proposal->filed)
        return refuse(marking->refusal, STATUS_LOCKED, marking->item->id,
                      "The proposal is filed; make a new one or withdraw it.");
    return attribute->type == ATTRIBUTE_NULL ? STATUS_OK : check_bound(marking, proposal);
}

static enum status check_format(struct marking *marking, uint32_t at, uint32_t len,
                                const struct attributes *attributes)
{
    enum status status = STATUS_OK;
    bool formats = false;
    for (size_t i = 0; status == STATUS_OK && i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const char *id;
        if (mark_parse(attribute.key, &type, &id))
            status = check_mark(marking, &attribute, type, id);
        else
            formats = true;
    }
    if (status != STATUS_OK || !formats)
        return status;
    return marking->free ? check_words(marking, at, len) : refuse_change(marking);
}

/* Whose the words of a proposed item are. They are not theirs where somebody else proposes the item, even if their role may write;
 * they are theirs where the proposal is their own, even if their role may only propose. */
static bool is_free(const struct draft *draft, const struct participant *who, const struct item *item,
                    bool proposals_only)
{
    const struct proposal *adding = proposals_adding(draft, item->id);
    return adding ? proposal_may_mark(adding, who) : !proposals_only;
}

enum status marking_check(const struct draft *draft, const struct participant *who, const struct item *item,
                          const struct change *change, bool proposals_only, struct refusal *refusal)
{
    struct marking marking = {.draft = draft,
                              .who = who,
                              .item = item,
                              .text = text_of(item, change->lang),
                              .free = is_free(draft, who, item, proposals_only),
                              .refusal = refusal};
    enum status status = STATUS_OK;
    uint32_t at = 0; /* in the old text */
    for (size_t i = 0; status == STATUS_OK && i < change->delta.count; i++) {
        const struct delta_op *op = &change->delta.ops[i];
        if (op->type == DELTA_INSERT) {
            status = check_insert(&marking, at, op->attributes);
            continue;
        }
        status = op->type == DELTA_DELETE ? check_words(&marking, at, op->len_u16)
                                          : check_format(&marking, at, op->len_u16, op->attributes);
        at += op->len_u16;
    }
    return status;
}

/* ---- new items ---- */

/* `adding`: the proposal for the new item, if it is one of their own. */
static enum status check_first_words(const struct draft *draft, const struct proposal *adding,
                                     const char *item, const struct attributes *attributes,
                                     struct refusal *refusal)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *id;
        if (!mark_parse(attributes_at(attributes, i).key, &type, &id))
            continue;
        const struct proposal *proposal = proposals_find(draft, id);
        if (!proposal)
            return refuse_unknown(refusal, item);
        if (type == MARK_DEL || proposal != adding)
            return refuse(refusal, STATUS_LOCKED, item,
                          "A new item begins without marks; split the item, or propose the new one.");
    }
    return STATUS_OK;
}

enum status marking_check_new(const struct draft *draft, const struct participant *who, struct change *add,
                              struct refusal *refusal)
{
    enum status status = STATUS_OK;
    const struct proposal *adding = proposals_adding(draft, add->item);
    if (adding && !proposal_may_mark(adding, who))
        adding = NULL;
    for (size_t i = 0; i < add->texts.count; i++) {
        struct delta *words = &add->texts.entries[i].delta;
        drop_groundless((struct walk){.draft = draft}, words);
        for (size_t k = 0; status == STATUS_OK && k < words->count; k++)
            status = check_first_words(draft, adding, add->item, words->ops[k].attributes, refusal);
    }
    return status;
}

/* ---- whole items ---- */

struct holding {
    const struct draft *draft;
    const struct participant *who;
    bool foreign;
};

static bool look_for_foreign(void *context, const struct attributes *attributes)
{
    struct holding *holding = context;
    for (size_t i = 0; !holding->foreign && i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const struct proposal *proposal = marks_proposal(holding->draft, &attribute, &type);
        holding->foreign = proposal && type == MARK_INS && !proposal_is_own(proposal, holding->who);
    }
    return !holding->foreign;
}

static bool holds_foreign_words(const struct draft *draft, const struct participant *who,
                                const struct item *item)
{
    const struct proposal *adding = proposals_adding(draft, item->id);
    struct holding holding = {draft, who, adding && !proposal_is_own(adding, who)};
    for (size_t i = 0; !holding.foreign && i < item->text_count; i++)
        text_visit_attributes(item->texts[i].text, look_for_foreign, &holding);
    return holding.foreign;
}

/* The chair decides about proposals, and so may take them away. Depth is bounded, and so is this recursion. */
enum status marking_check_removal(const struct draft *draft, const struct participant *who,
                                  const struct item *item, struct refusal *refusal)
{
    enum status status = STATUS_OK;
    if (!draft->open_proposals || who->role == ROLE_CHAIR)
        return STATUS_OK;
    if (holds_foreign_words(draft, who, item))
        return refuse(refusal, STATUS_LOCKED, item->id,
                      "The item holds what somebody else proposes; propose its removal, or ask the chair.");
    for (const struct item *child = item->first; status == STATUS_OK && child; child = child->next)
        if (!child->removed)
            status = marking_check_removal(draft, who, child, refusal);
    return status;
}

enum status marking_check_whole(const struct draft *draft, const struct item *item, struct refusal *refusal)
{
    if (!proposals_adding(draft, item->id))
        return STATUS_OK;
    return refuse(refusal, STATUS_LOCKED, item->id,
                  "The item is only proposed; it can be split or merged once the chair has accepted it.");
}
