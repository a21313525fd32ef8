/* What becomes of words when proposals about them are decided.
 *
 * A mark ties a stretch of words to a proposal: `ins:q` says that q proposes to add them, `del:q` that q proposes to take them out. A stretch can
 * carry marks of several proposals. marks_settle looks for stretches with a mark of a proposal that was decided in the op that is being made, and
 * writes for each text one change that settles them all:
 *
 *              q is accepted          q is rejected or withdrawn
 *   ins:q      the words stay         the words are deleted
 *   del:q      the words are deleted  the words stay
 *
 * Where the words stay they lose the mark. Where several decided marks are on a stretch, one that deletes it is enough. Marks of open proposals
 * stay as they are. An example, with q1 accepted and q2 rejected in one op, and q3 left open:
 *
 *   "La Conferencia "   "acuerda"   "decide"   " y pide"         a text in four stretches
 *                       del:q1      ins:q1     ins:q2            becomes  retain 15, delete 7, retain 6 without ins:q1, delete 7
 *   "recomienda"  with ins:q1 and ins:q3                         loses ins:q1 and is still proposed by q3
 *
 * The change carries its own inverse (`undo`), so that a decision can be taken back without reading older ops.
 *
 * Two things are refused. Words of an item that is agreed or approved do not change. And what the chair accepts must not stand inside words that
 * somebody else still proposes, as they would then say it in their author's name (goes_on_around), nor inside an item that is only proposed. Tombstones are settled as well, because a
 * removed item may be restored. */
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

struct proposal *marks_proposal(const struct draft *draft, const struct attribute *attribute,
                                enum mark_type *type)
{
    const char *id;
    return mark_parse(attribute->key, type, &id) ? proposals_find(draft, id) : NULL;
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
    *proposal = marks_proposal(settling->draft, attribute, type);
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

/* ---- what stands inside what is not decided ---- */

/* What the chair accepts inside words that somebody else still proposes would change what those say, in their author's name. So it waits for
 * the decision about them, or comes with it. Which of two insertions stands inside the other, their stretches say: the one that goes on
 * around the other is the outer one.
 *
 *   words  a  b  c  d     q1 on a b c d, q2 on b c: q2 stands inside q1. To accept q1 leaves b c as [q2]; to accept q2 alone is refused.
 */

static bool is_accepted_now(const struct settling *settling, const struct attribute *attribute,
                            enum mark_type *type)
{
    const struct proposal *proposal;
    return is_decided_now(settling, attribute, type, &proposal) && proposal->state == PROPOSAL_ACCEPTED;
}

static bool is_undecided_insertion(const struct settling *settling, const struct attribute *attribute)
{
    enum mark_type type;
    const struct proposal *proposal = marks_proposal(settling->draft, attribute, &type);
    return proposal && type == MARK_INS && proposal_is_open(proposal);
}

static bool has(const struct delta *words, size_t run, const char *key)
{
    return run < words->count && attributes_get(words->ops[run].attributes, key).key;
}

/* Whether everything that is accepted on a run inserts, and is on another run as well. */
static bool is_accepted_on(const struct settling *settling, const struct delta *words, size_t run,
                           size_t other)
{
    const struct attributes *attributes = words->ops[run].attributes;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        if (is_accepted_now(settling, &attribute, &type) &&
            (type == MARK_DEL || !has(words, other, attribute.key)))
            return false;
    }
    return true;
}

/* Whether all that is accepted on the runs [from, to), which one undecided insertion covers, goes on around them. */
static bool goes_on_around(const struct settling *settling, const struct delta *words, size_t from, size_t to)
{
    const struct attributes *attributes = words->ops[from].attributes;
    for (size_t run = from; run < to; run++)
        if (!is_accepted_on(settling, words, run, from) || !is_accepted_on(settling, words, from, run))
            return false;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        if (is_accepted_now(settling, &attribute, &type) && !has(words, to, attribute.key) &&
            !(from && has(words, from - 1, attribute.key)))
            return false;
    }
    return true;
}

/* Whether what is accepted leaves undecided insertions alone. Each stretch of each of them is looked at once. */
static bool leaves_the_undecided_alone(const struct settling *settling, const struct delta *words)
{
    for (size_t run = 0; run < words->count; run++) {
        const struct attributes *attributes = words->ops[run].attributes;
        for (size_t i = 0; i < attributes_count(attributes); i++) {
            struct attribute attribute = attributes_at(attributes, i);
            size_t end = run;
            if (!is_undecided_insertion(settling, &attribute) || (run && has(words, run - 1, attribute.key)))
                continue;
            while (has(words, end, attribute.key))
                end++;
            if (!goes_on_around(settling, words, run, end))
                return false;
        }
    }
    return true;
}

static bool accepts_any(const struct settling *settling, const struct delta *words)
{
    for (size_t run = 0; run < words->count; run++)
        for (size_t i = 0; i < attributes_count(words->ops[run].attributes); i++) {
            struct attribute attribute = attributes_at(words->ops[run].attributes, i);
            enum mark_type type;
            if (is_accepted_now(settling, &attribute, &type))
                return true;
        }
    return false;
}

/* ---- what becomes of the words ---- */

static enum status settle_text(const struct settling *settling, const struct item *item,
                               const struct item_text *text, struct change_list *out, struct refusal *refusal)
{
    struct delta words;
    struct change *change = change_list_add(out);
    change->kind = &change_text;
    change->item = mem_copy_string(item->id);
    change->lang = mem_copy_string(text->lang);
    text_slice(text->text, 0, text_len(text->text), &words);
    bool alone = leaves_the_undecided_alone(settling, &words) &&
                 !(proposals_adding(settling->draft, item->id) && accepts_any(settling, &words));
    for (size_t i = 0; i < words.count; i++)
        settle_run(settling, &words.ops[i], &change->delta);
    delta_chop(&change->delta);
    delta_invert(&change->delta, &words, &change->undo);
    delta_clear(&words);
    return alone ? STATUS_OK
                 : refuse(refusal, STATUS_LOCKED, item->id,
                          "It stands inside another proposal; decide about that one first, or about both at "
                          "once.");
}

/* Goes through tombstones too, as they may be restored. */
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
            enum status status = settle_text(&settling, item, &item->texts[i], out, refusal);
            if (status != STATUS_OK)
                return status;
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
