/* What becomes of words when proposals about them are decided.
 *
 * A mark ties a stretch of words to a proposal: `ins:q` says that q proposes to add them, `del:q` that q proposes to take them out. A stretch can
 * carry marks of several proposals. settling_whole looks for stretches with a mark of a proposal that was decided in the op that is being made, and
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
 * settling_part does the same for the words that proposal.part chooses inside one proposal. It cuts the stretches where the choice begins and ends,
 * and settles those marks alone that were chosen; at least one mark of the proposal has to be left, as it stays open.
 *
 * The change carries its own inverse (`undo`), so that a decision can be taken back without reading older ops.
 *
 * Two things are refused. Words of an item that is agreed or approved do not change. And what the chair accepts must not stand inside words that
 * somebody else still proposes, as they would then say it in their author's name (goes_on_around), nor inside an item that is only proposed. Tombstones are settled as well, because a
 * removed item may be restored. */
#include "draft/settling.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/stretches.h"

struct settling {
    const struct draft *draft;
    uint64_t seq;                  /* the op that decides whole proposals */
    const struct proposal *partly; /* the one that is decided in part; NULL: whole ones are decided */
    bool accepts;                  /* of a part */
    bool found;
};

/* Whether the op decides the proposal of a mark, or a part of it. */
static bool is_decided_now(const struct settling *settling, const struct attribute *attribute,
                           enum mark_type *type, const struct proposal **proposal)
{
    *proposal = marks_proposal(settling->draft, attribute, type);
    if (settling->partly)
        return *proposal == settling->partly;
    return *proposal && (*proposal)->closed == settling->seq;
}

static bool accepts(const struct settling *settling, const struct proposal *proposal)
{
    return settling->partly ? settling->accepts : proposal->state == PROPOSAL_ACCEPTED;
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

/* Whether some words have a mark of what is decided now. */
static bool is_concerned(const struct settling *settling, const struct text *text)
{
    struct settling looking = *settling;
    looking.found = false;
    text_visit_attributes(text, look_for_decided, &looking);
    return looking.found;
}

/* ---- one stretch ---- */

/* Whether the op settles this mark here: of a proposal that is decided in part, where it was chosen. */
static bool is_settled(const struct settling *settling, const struct stretch *stretch,
                       const struct attribute *attribute, enum mark_type *type,
                       const struct proposal **proposal)
{
    return is_decided_now(settling, attribute, type, proposal) &&
           (!settling->partly || attributes_get(stretch->chosen, attribute->key).key);
}

/* Deletes the words, or takes the settled marks off them. */
static void settle_stretch(const struct settling *settling, const struct stretch *stretch, struct delta *out)
{
    size_t count = attributes_count(stretch->attributes), cleared = 0;
    struct attribute *clear = mem_zero(count, sizeof *clear);
    bool gone = false;
    for (size_t i = 0; i < count; i++) {
        struct attribute attribute = attributes_at(stretch->attributes, i);
        enum mark_type type;
        const struct proposal *proposal;
        if (!is_settled(settling, stretch, &attribute, &type, &proposal))
            continue;
        gone = gone || (type == MARK_DEL) == accepts(settling, proposal);
        clear[cleared++] = (struct attribute){attribute.key, ATTRIBUTE_NULL, NULL};
    }
    struct attributes *attributes;
    (void)!attributes_create(clear, cleared, &attributes);
    if (gone)
        delta_delete(out, stretch->len_u16);
    else
        delta_retain(out, stretch->len_u16, attributes);
    attributes_unref(attributes);
    free(clear);
}

/* ---- what stands inside what is not decided ---- */

/* What the chair accepts inside words that somebody else still proposes would change what those say, in their author's name. So it waits for
 * the decision about them, or comes with it. Which of two insertions stands inside the other, their stretches say: the one that goes on
 * around the other is the outer one.
 *
 *   words  a  b  c  d     q1 on a b c d, q2 on b c: q2 stands inside q1. To accept q1 leaves b c as [q2]; to accept q2 alone is refused.
 *
 * Of a part that is accepted, the same is asked for the insertions that it reaches into.
 */

static bool is_accepted_now(const struct settling *settling, const struct attribute *attribute,
                            enum mark_type *type)
{
    const struct proposal *proposal;
    return is_decided_now(settling, attribute, type, &proposal) && accepts(settling, proposal);
}

static bool is_undecided_insertion(const struct settling *settling, const struct attribute *attribute)
{
    enum mark_type type;
    const struct proposal *proposal = marks_proposal(settling->draft, attribute, &type);
    return proposal && type == MARK_INS && proposal_is_open(proposal) && proposal != settling->partly;
}

static bool has(const struct stretches *words, size_t at, const char *key)
{
    return at < words->count && attributes_get(words->all[at].attributes, key).key;
}

/* Whether everything that is accepted on a stretch inserts, and is on another one as well. */
static bool is_accepted_on(const struct settling *settling, const struct stretches *words, size_t at,
                           size_t other)
{
    const struct attributes *attributes = words->all[at].attributes;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        if (is_accepted_now(settling, &attribute, &type) &&
            (type == MARK_DEL || !has(words, other, attribute.key)))
            return false;
    }
    return true;
}

/* Whether all that is accepted on the stretches [from, to), which one undecided insertion covers, goes on around them. */
static bool goes_on_around(const struct settling *settling, const struct stretches *words, size_t from,
                           size_t to)
{
    const struct attributes *attributes = words->all[from].attributes;
    for (size_t at = from; at < to; at++)
        if (!is_accepted_on(settling, words, at, from) || !is_accepted_on(settling, words, from, at))
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

static bool settles_any(const struct settling *settling, const struct stretch *stretch)
{
    for (size_t i = 0; i < attributes_count(stretch->attributes); i++) {
        struct attribute attribute = attributes_at(stretch->attributes, i);
        enum mark_type type;
        const struct proposal *proposal;
        if (is_settled(settling, stretch, &attribute, &type, &proposal))
            return true;
    }
    return false;
}

/* Whether the op settles marks on one of the stretches [from, to). */
static bool reaches_into(const struct settling *settling, const struct stretches *words, size_t from,
                         size_t to)
{
    bool reaches = false;
    for (size_t at = from; !reaches && at < to; at++)
        reaches = settles_any(settling, &words->all[at]);
    return reaches;
}

/* Whether what is accepted leaves undecided insertions alone. Each stretch of each of them is looked at once. */
static bool leaves_the_undecided_alone(const struct settling *settling, const struct stretches *words)
{
    for (size_t at = 0; at < words->count; at++) {
        const struct attributes *attributes = words->all[at].attributes;
        for (size_t i = 0; i < attributes_count(attributes); i++) {
            struct attribute attribute = attributes_at(attributes, i);
            size_t end = at;
            if (!is_undecided_insertion(settling, &attribute) || (at && has(words, at - 1, attribute.key)))
                continue;
            while (has(words, end, attribute.key))
                end++;
            if (reaches_into(settling, words, at, end) && !goes_on_around(settling, words, at, end))
                return false;
        }
    }
    return true;
}

static bool accepts_any(const struct settling *settling, const struct stretches *words)
{
    for (size_t at = 0; at < words->count; at++)
        for (size_t i = 0; i < attributes_count(words->all[at].attributes); i++) {
            struct attribute attribute = attributes_at(words->all[at].attributes, i);
            enum mark_type type;
            if (is_accepted_now(settling, &attribute, &type))
                return true;
        }
    return false;
}

/* ---- what becomes of the words ---- */

/* `selection`: which of the words a part is; NULL: all that are marked. */
static enum status settle_text(const struct settling *settling, const struct item *item,
                               const struct item_text *text, const struct delta *selection,
                               struct change_list *out, struct refusal *refusal)
{
    struct delta words;
    struct stretches stretches;
    if (item_status_is_settled(item->status))
        return refuse(refusal, STATUS_LOCKED, item->id,
                      "Words of the proposal are agreed already; ask the chair to reopen the item.");
    struct change *change = change_list_add(out);
    change->kind = &change_text;
    change->item = mem_copy_string(item->id);
    change->lang = mem_copy_string(text->lang);
    text_slice(text->text, 0, text_len(text->text), &words);
    stretches_cut(&words, selection, &stretches);
    bool alone = leaves_the_undecided_alone(settling, &stretches) &&
                 !(proposals_adding(settling->draft, item->id) && accepts_any(settling, &stretches));
    for (size_t i = 0; i < stretches.count; i++)
        settle_stretch(settling, &stretches.all[i], &change->delta);
    delta_chop(&change->delta);
    delta_invert(&change->delta, &words, &change->undo);
    stretches_clear(&stretches);
    delta_clear(&words);
    return alone ? STATUS_OK
                 : refuse(refusal, STATUS_LOCKED, item->id,
                          "It stands inside another proposal; decide about that one first, or about both at "
                          "once.");
}

/* Goes through tombstones too, as they may be restored. */
enum status settling_whole(const struct draft *draft, uint64_t seq, struct change_list *out,
                           struct refusal *refusal)
{
    const struct settling settling = {.draft = draft, .seq = seq};
    enum status status = STATUS_OK;
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        for (size_t i = 0; status == STATUS_OK && i < item->text_count; i++)
            if (is_concerned(&settling, item->texts[i].text))
                status = settle_text(&settling, item, &item->texts[i], NULL, out, refusal);
    return status;
}

/* ---- a part ---- */

static enum status check_one_part(const struct change_list *made, struct refusal *refusal)
{
    const struct change *first = &made->changes[0];
    for (size_t i = 0; i < made->count; i++) {
        const struct change *change = &made->changes[i];
        if (!change_is(change, &change_proposal_part) || strcmp(change->proposal, first->proposal) != 0 ||
            change->accept != first->accept)
            return refuse(refusal, STATUS_BAD_OP, NULL,
                          "Accept or reject a part of one proposal in an op of its own.");
    }
    return STATUS_OK;
}

/* All that was chosen in one text; empty: nothing. A merge can bring two choices into one text. */
static void selection_in(const struct change_list *made, const struct item *item, const char *lang,
                         struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; i < made->count; i++) {
        const struct change *change = &made->changes[i];
        if (strcmp(change->item, item->id) != 0 || strcmp(change->lang, lang) != 0)
            continue;
        struct delta both;
        delta_compose(out, &change->delta, &both);
        delta_clear(out);
        *out = both;
    }
}

/* Whether words that can be seen keep a mark of the proposal. */
static bool leaves_some(const struct settling *settling, const struct item *item,
                        const struct item_text *text, const struct delta *selection)
{
    struct delta words;
    struct stretches stretches;
    bool leaves = false;
    if (!item_is_there(item))
        return false;
    text_slice(text->text, 0, text_len(text->text), &words);
    stretches_cut(&words, selection, &stretches);
    for (size_t at = 0; !leaves && at < stretches.count; at++) {
        const struct attributes *attributes = stretches.all[at].attributes;
        for (size_t i = 0; !leaves && i < attributes_count(attributes); i++) {
            struct attribute attribute = attributes_at(attributes, i);
            enum mark_type type;
            const struct proposal *proposal;
            leaves = is_decided_now(settling, &attribute, &type, &proposal) &&
                     !attributes_get(stretches.all[at].chosen, attribute.key).key;
        }
    }
    stretches_clear(&stretches);
    delta_clear(&words);
    return leaves;
}

static enum status settle_chosen(const struct settling *settling, const struct change_list *made,
                                 const struct item *item, const struct item_text *text, bool *left,
                                 struct change_list *out, struct refusal *refusal)
{
    struct delta selection;
    enum status status = STATUS_OK;
    selection_in(made, item, text->lang, &selection);
    *left = *left || leaves_some(settling, item, text, &selection);
    if (selection.count)
        status = settle_text(settling, item, text, &selection, out, refusal);
    delta_clear(&selection);
    return status;
}

enum status settling_part(const struct draft *draft, const struct change_list *made, struct change_list *out,
                          struct refusal *refusal)
{
    bool left = false;
    enum status status = check_one_part(made, refusal);
    if (status != STATUS_OK)
        return status;
    const struct settling settling = {.draft = draft,
                                      .partly = proposals_find(draft, made->changes[0].proposal),
                                      .accepts = made->changes[0].accept};
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        for (size_t i = 0; status == STATUS_OK && i < item->text_count; i++)
            if (is_concerned(&settling, item->texts[i].text))
                status = settle_chosen(&settling, made, item, &item->texts[i], &left, out, refusal);
    if (status == STATUS_OK && !left)
        return refuse(refusal, STATUS_BAD_OP, settling.partly->item->id,
                      "That is all of the proposal; accept or reject it as a whole.");
    return status;
}
