#include "draft/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"

bool mark_parse(const char *key, enum mark_type *type, const char **proposal)
{
    bool ins = strncmp(key, "ins:", 4) == 0;
    if (!ins && strncmp(key, "del:", 4) != 0)
        return false;
    *type = ins ? MARK_INS : MARK_DEL;
    *proposal = key + 4;
    return true;
}

/* The proposal of a mark; NULL for other attributes and for ids that never were. */
static struct proposal *proposal_of(const struct draft *draft, const struct attribute *attribute,
                                    enum mark_type *type)
{
    const char *id;
    return mark_parse(attribute->key, type, &id) ? proposals_find(draft, id) : NULL;
}

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
    const struct participant *who; /* NULL: they may carry any mark */
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
    const struct proposal *proposal = proposal_of(walk->draft, attribute, &type);
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

void marks_drop_groundless(const struct draft *draft, const struct participant *who, const struct item *item,
                           struct change *change)
{
    const struct item_text *found = item_text_find(item, change->lang);
    struct walk walk = {.draft = draft, .who = who, .text = found ? found->text : NULL};
    drop_groundless(walk, &change->delta);
}

/* ---- who may mark what ---- */

/* One change of words on its way through the checks. */
struct marking {
    const struct draft *draft;
    const struct participant *who;
    const char *item;
    const struct text *text; /* NULL: nobody has written in this language yet */
    bool proposals_only;
    bool own_item;             /* the whole item is a proposal of their own */
    uint32_t own_from, own_to; /* the stretch of own words that was looked at last */
    struct refusal *refusal;
};

static enum status refuse_plain(struct marking *marking)
{
    return refuse(marking->refusal, STATUS_LOCKED, marking->item,
                  "The item is under review; make your change as a proposal of your own.");
}

static enum status refuse_unknown(struct marking *marking)
{
    return refuse(marking->refusal, STATUS_BAD_OP, marking->item,
                  "Add the proposal before you mark words with it.");
}

static enum status check_insert(struct marking *marking, uint32_t at, const struct attributes *attributes)
{
    bool own = false;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const char *id;
        if (!mark_parse(attribute.key, &type, &id))
            continue;
        const struct proposal *proposal = proposals_find(marking->draft, id);
        if (!proposal)
            return refuse_unknown(marking);
        if (!marking->proposals_only)
            continue;
        if (type == MARK_INS && proposal_may_mark(proposal, marking->who))
            own = true;
        else if (type == MARK_DEL || !stands_beside(marking->text, at, at, attribute.key))
            return refuse_plain(marking);
    }
    return !marking->proposals_only || own || marking->own_item ? STATUS_OK : refuse_plain(marking);
}

static enum status check_format(struct marking *marking, const struct attributes *attributes)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const char *id;
        if (!mark_parse(attribute.key, &type, &id)) {
            if (marking->proposals_only && !marking->own_item)
                return refuse_plain(marking);
            continue;
        }
        const struct proposal *proposal = proposals_find(marking->draft, id);
        if (!proposal)
            return refuse_unknown(marking);
        if (type == MARK_INS || !proposal_is_own(proposal, marking->who))
            return refuse(marking->refusal, STATUS_FORBIDDEN, marking->item,
                          "Mark words with your own proposal only; the chair decides about others.");
        if (proposal->filed)
            return refuse(marking->refusal, STATUS_LOCKED, marking->item,
                          "The proposal is filed; make a new one or withdraw it.");
    }
    return STATUS_OK;
}

static bool is_own(const struct marking *marking, const struct attribute *attribute, bool *inserts)
{
    enum mark_type type;
    const struct proposal *proposal = proposal_of(marking->draft, attribute, &type);
    *inserts = proposal && type == MARK_INS;
    return *inserts && proposal_may_mark(proposal, marking->who);
}

static bool has_own(const struct marking *marking, const struct attributes *attributes)
{
    bool own = false, inserts;
    for (size_t i = 0; !own && i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        own = is_own(marking, &attribute, &inserts);
    }
    return own;
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

/* Words that they wrote: a proposal of their own inserts them, be it inside somebody else's that goes on beside them. */
static bool is_own_words(struct marking *marking, uint32_t at, const struct attributes *attributes)
{
    bool own = has_own(marking, attributes), inserts;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        if (is_own(marking, &attribute, &inserts) || !inserts)
            continue;
        if (!own)
            return false;
        find_own_words(marking, at);
        if (!stands_beside(marking->text, marking->own_from, marking->own_to, attribute.key))
            return false;
    }
    return own || marking->own_item;
}

static enum status check_delete(struct marking *marking, uint32_t at, uint32_t len)
{
    struct delta words;
    bool own = true;
    if (!marking->proposals_only)
        return STATUS_OK;
    text_slice(marking->text, at, at + len, &words);
    for (size_t i = 0; own && i < words.count; i++) {
        own = is_own_words(marking, at, words.ops[i].attributes);
        at += words.ops[i].len_u16;
    }
    delta_clear(&words);
    return own ? STATUS_OK : refuse_plain(marking);
}

enum status marks_check(const struct draft *draft, const struct participant *who, const struct item *item,
                        const struct change *change, bool proposals_only, struct refusal *refusal)
{
    const struct item_text *found = item_text_find(item, change->lang);
    struct marking marking = {.draft = draft,
                              .who = who,
                              .item = item->id,
                              .text = found ? found->text : NULL,
                              .proposals_only = proposals_only,
                              .refusal = refusal};
    const struct proposal *adding = proposals_only ? proposals_adding(draft, item->id) : NULL;
    marking.own_item = adding && proposal_may_mark(adding, who);
    enum status status = STATUS_OK;
    uint32_t at = 0; /* in the old text */
    for (size_t i = 0; status == STATUS_OK && i < change->delta.count; i++) {
        const struct delta_op *op = &change->delta.ops[i];
        if (op->type == DELTA_INSERT) {
            status = check_insert(&marking, at, op->attributes);
            continue;
        }
        status = op->type == DELTA_DELETE ? check_delete(&marking, at, op->len_u16)
                                          : check_format(&marking, op->attributes);
        at += op->len_u16;
    }
    return status;
}

static enum status check_new_words(const struct draft *draft, const struct participant *who,
                                   const struct attributes *attributes, bool proposals_only,
                                   struct marking *marking)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *id;
        if (!mark_parse(attributes_at(attributes, i).key, &type, &id))
            continue;
        const struct proposal *proposal = proposals_find(draft, id);
        if (!proposal)
            return refuse_unknown(marking);
        if (proposals_only && (type == MARK_DEL || !proposal_may_mark(proposal, who)))
            return refuse_plain(marking);
    }
    return STATUS_OK;
}

enum status marks_check_new(const struct draft *draft, const struct participant *who, struct change *add,
                            bool proposals_only, struct refusal *refusal)
{
    struct marking marking = {.item = add->item, .refusal = refusal};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < add->texts.count; i++) {
        struct delta *words = &add->texts.entries[i].delta;
        drop_groundless((struct walk){.draft = draft}, words);
        for (size_t k = 0; status == STATUS_OK && k < words->count; k++)
            status = check_new_words(draft, who, words->ops[k].attributes, proposals_only, &marking);
    }
    return status;
}

/* ---- decisions ---- */

struct settling {
    const struct draft *draft;
    uint64_t seq;
    bool found;
};

static bool is_decided_now(const struct settling *settling, const struct attribute *attribute,
                           enum mark_type *type, const struct proposal **proposal)
{
    *proposal = proposal_of(settling->draft, attribute, type);
    return *proposal && (*proposal)->closed == settling->seq;
}

static bool look_for_decided(void *context, const struct attributes *attributes)
{
    struct settling *settling = context;
    for (size_t i = 0; !settling->found && i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const struct proposal *proposal;
        settling->found = is_decided_now(settling, &attribute, &type, &proposal);
    }
    return !settling->found;
}

/* What the decisions do to one stretch of words: delete it, or take their marks off it. */
static void settle_run(const struct settling *settling, const struct delta_op *run, struct delta *out)
{
    size_t count = attributes_count(run->attributes), cleared = 0;
    struct attribute *clear = mem_zero(count, sizeof *clear);
    bool gone = false;
    for (size_t i = 0; i < count; i++) {
        struct attribute attribute = attributes_at(run->attributes, i);
        enum mark_type type;
        const struct proposal *proposal;
        if (!is_decided_now(settling, &attribute, &type, &proposal))
            continue;
        gone = gone || (type == MARK_DEL) == (proposal->state == PROPOSAL_ACCEPTED);
        clear[cleared++] = (struct attribute){attribute.key, ATTRIBUTE_NULL, NULL};
    }
    struct attributes *attributes;
    (void)!attributes_create(clear, cleared, &attributes);
    if (gone)
        delta_delete(out, run->len_u16);
    else
        delta_retain(out, run->len_u16, attributes);
    attributes_unref(attributes);
    free(clear);
}

static void settle_text(const struct settling *settling, const struct item *item,
                        const struct item_text *text, struct change_list *out)
{
    struct delta words;
    struct change *change = change_list_add(out);
    change->kind = &change_text;
    change->item = mem_copy_string(item->id);
    change->lang = mem_copy_string(text->lang);
    text_slice(text->text, 0, text_len(text->text), &words);
    for (size_t i = 0; i < words.count; i++)
        settle_run(settling, &words.ops[i], &change->delta);
    delta_chop(&change->delta);
    delta_clear(&words);
}

/* Tombstones too: they may be restored. */
enum status marks_settle(const struct draft *draft, uint64_t seq, struct change_list *out,
                         struct refusal *refusal)
{
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        for (size_t i = 0; i < item->text_count; i++) {
            struct settling settling = {draft, seq, false};
            text_visit_attributes(item->texts[i].text, look_for_decided, &settling);
            if (!settling.found)
                continue;
            if (item_status_is_settled(item->status))
                return refuse(refusal, STATUS_LOCKED, item->id,
                              "Words of the proposal are agreed already; ask the chair to reopen the item.");
            settle_text(&settling, item, &item->texts[i], out);
        }
    return STATUS_OK;
}

/* ---- looking at them ---- */

struct visitor {
    void (*visit)(void *context, const char *proposal);
    void *context;
};

static bool visit_set(void *context, const struct attributes *attributes)
{
    struct visitor *visitor = context;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *proposal;
        if (mark_parse(attributes_at(attributes, i).key, &type, &proposal))
            visitor->visit(visitor->context, proposal);
    }
    return true;
}

void marks_visit(const struct item *item, void (*visit)(void *context, const char *proposal), void *context)
{
    struct visitor visitor = {visit, context};
    for (size_t i = 0; i < item->text_count; i++)
        text_visit_attributes(item->texts[i].text, visit_set, &visitor);
}
