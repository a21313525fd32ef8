#include "draft/price.h"

#include <string.h>

#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/marks.h"

#define CHANGE_STEPS        40 /* finding what it names, an entry in the journal */
#define BYTES_A_STEP        16
#define HASHED_BYTES_A_STEP 4
#define PART_STEPS          20 /* a part of a delta: checked, inverted, applied */
#define ATTRIBUTE_STEPS     10
#define ITEM_STEPS          UINT64_C(2) /* an item that is looked at on a walk */
#define MOVED_ITEM_STEPS    50          /* one that gets another parent */
#define NUMBERED_ITEM_STEPS 12
#define LABELLED_ITEM_STEPS 100 /* one whose number is written */
#define SPAN_STEPS          1   /* a span of a text that is passed */
#define COPIED_SPAN_STEPS   12
#define ENTRY_STEPS         1 /* a proposal, a consultation, a position that is passed */
#define COMMENT_STEPS       40

/* ---- what there is of it ---- */

static uint64_t spans_of(const struct item *item)
{
    uint64_t spans = 0;
    for (size_t i = 0; item && i < item->text_count; i++)
        spans += text_spans(item->texts[i].text);
    return spans;
}

/* A walk below an item; each step is paid for as it is taken. */
static bool pay_below(struct item *root, uint64_t each, struct work *work)
{
    if (!root)
        return true;
    for (struct item *item = root; item; item = item_next_below(root, item))
        if (!work_pay(work, each))
            return false;
    return true;
}

static bool pay_children(const struct item *item, struct work *work)
{
    for (const struct item *child = item ? item->first : NULL; child; child = child->next)
        if (!work_pay(work, MOVED_ITEM_STEPS))
            return false;
    return true;
}

/* Looking for the words of a comment whose range has moved, about the words that the change inserts. */
static uint64_t quote_price(const struct comment *comment, uint64_t inserted_bytes)
{
    uint32_t from = comment->anchor < comment->head ? comment->anchor : comment->head;
    uint32_t to = comment->anchor + comment->head - from;
    size_t bytes = comment->quote ? strlen(comment->quote) : 0;
    uint64_t window = 3 * bytes + (inserted_bytes < QUOTE_WINDOW_U16 ? inserted_bytes : QUOTE_WINDOW_U16);
    return bytes != to - from ? window / BYTES_A_STEP : 0;
}

/* Comments follow each part of a change. */
static bool pay_comments(const struct item *item, uint64_t parts, uint64_t inserted_bytes, struct work *work)
{
    for (const struct comment *comment = item ? item->comments : NULL; comment;
         comment = comment->next_in_item)
        if (!work_pay(work, COMMENT_STEPS + 3 * parts + quote_price(comment, inserted_bytes)))
            return false;
    return true;
}

/* ---- words ---- */

struct parts {
    uint64_t count, attributes, marks, most_attributes;
    bool formats;
};

static uint64_t marks_among(const struct attributes *attributes)
{
    uint64_t marks = 0;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *proposal;
        marks += mark_parse(attributes_at(attributes, i).key, &type, &proposal);
    }
    return marks;
}

static struct parts parts_of(const struct delta *delta)
{
    struct parts parts = {.count = delta->count};
    for (size_t i = 0; i < delta->count; i++) {
        uint64_t attributes = attributes_count(delta->ops[i].attributes);
        parts.attributes += attributes;
        parts.marks += marks_among(delta->ops[i].attributes);
        parts.formats = parts.formats || (attributes && delta->ops[i].type != DELTA_INSERT);
        if (attributes > parts.most_attributes)
            parts.most_attributes = attributes;
    }
    return parts;
}

static uint64_t words_price(const struct delta *delta)
{
    struct parts parts = parts_of(delta);
    return parts.count * PART_STEPS + parts.attributes * ATTRIBUTE_STEPS + delta->len_bytes / BYTES_A_STEP;
}

/* Comparing all words with what another language was said to match. */
static uint64_t matched_price(const struct item *item, const struct item_text *text)
{
    for (size_t i = 0; text && i < item->text_count; i++)
        if (&item->texts[i] != text && item->texts[i].aligned)
            return text_bytes(text->text) / HASHED_BYTES_A_STEP;
    return 0;
}

/* Checking marks. Every part of a change passes spans only once, but a mark is looked up from the start of the text, and so are the
 * ends of a stretch of own words. */
static bool pay_text(const struct change *change, const struct item *item, struct work *work)
{
    const struct item_text *text = item ? item_text_find(item, change->lang) : NULL;
    uint64_t spans = text ? text_spans(text->text) : 0;
    struct parts parts = parts_of(&change->delta);
    bool in_review = item && item->status == ITEM_REVIEW;
    uint64_t lookups = parts.marks + (in_review ? parts.count : 0);
    uint64_t formatted =
        parts.formats ? spans * (COPIED_SPAN_STEPS + parts.most_attributes * ATTRIBUTE_STEPS) : 0;
    return work_pay(work, words_price(&change->delta) + spans * SPAN_STEPS * (2 + lookups) + formatted +
                              matched_price(item, text)) &&
           pay_comments(item, parts.count, change->delta.len_bytes, work);
}

/* Looking at the words that are chosen, and among proposals for alternatives. Each choice of an op is looked for in each text once more. */
static bool pay_part(const struct draft *draft, const struct change *change, const struct item *item,
                     struct work *work)
{
    return work_pay(work, words_price(&change->delta) * 4 + spans_of(item) * 4 * COPIED_SPAN_STEPS +
                              draft->proposals.count * ENTRY_STEPS + draft->items.count * ITEM_STEPS);
}

static bool pay_texts(const struct change *change, struct work *work)
{
    for (size_t i = 0; i < change->texts.count; i++)
        if (!work_pay(work, words_price(&change->texts.entries[i].delta)))
            return false;
    return true;
}

/* ---- kinds ---- */

static bool is_structure(const struct change *change)
{
    return change_is(change, &change_item_move) || change_is(change, &change_item_remove) ||
           change_is(change, &change_item_restore) || change_is(change, &change_item_split) ||
           change_is(change, &change_item_merge) || change_is(change, &change_item_status);
}

/* Asking whether the item is the last one there, which goes along its siblings. */
static bool pay_remove(const struct draft *draft, const struct item *item, struct work *work)
{
    const struct item *other = item && !item->parent ? draft->first : NULL;
    for (; other && (other == item || other->removed); other = other->next)
        if (!work_pay(work, ITEM_STEPS))
            return false;
    return true;
}

/* Moving words from one item to another, and children with them. */
static bool pay_split_or_merge(const struct draft *draft, const struct change *change,
                               const struct item *item, struct work *work)
{
    uint64_t spans = spans_of(item) + spans_of(change->into ? item_find(draft, change->into) : NULL);
    return work_pay(work, spans * COPIED_SPAN_STEPS + draft->proposals.count * ENTRY_STEPS) &&
           pay_children(item, work) && pay_comments(item, 1, 0, work);
}

/* Looking for what stands against agreement, among all that is open and in the words below. */
static bool pay_status(const struct draft *draft, struct item *root, struct work *work)
{
    uint64_t entries = draft->proposals.count + draft->consultations.count + draft->positions.count;
    if (!work_pay(work, entries * ENTRY_STEPS * DRAFT_MAX_DEPTH))
        return false;
    for (struct item *item = root; item; item = item_next_below(root, item))
        if (!work_pay(work, spans_of(item) * SPAN_STEPS))
            return false;
    return true;
}

/* Frozen numbers: each item that comes or moves is named after looking along its list, and a merge brings all that is below. */
static bool pay_naming(const struct draft *draft, const struct change *change, struct item *item,
                       struct work *work)
{
    bool many = change_is(change, &change_item_restore) || change_is(change, &change_item_merge);
    if (!draft->frozen || !(is_structure(change) || change_is(change, &change_item_add) ||
                            change_is(change, &change_item_kind)))
        return true;
    if (!many)
        return work_pay(work, draft->items.count * 3 * ITEM_STEPS);
    return pay_below(item, draft->items.count * 3 * ITEM_STEPS, work);
}

bool price_pay(const struct draft *draft, const struct change *change, struct work *work)
{
    struct item *item = change->item ? item_find(draft, change->item) : NULL;
    if (!work)
        return true;
    if (!work_pay(work, CHANGE_STEPS) || !pay_texts(change, work))
        return false;
    if (is_structure(change) && !pay_below(item, 3 * ITEM_STEPS, work))
        return false;
    if (!pay_naming(draft, change, item, work))
        return false;
    if (change_is(change, &change_text))
        return pay_text(change, item, work);
    if (change_is(change, &change_proposal_part))
        return pay_part(draft, change, item, work);
    if (change_is(change, &change_item_split) || change_is(change, &change_item_merge))
        return pay_split_or_merge(draft, change, item, work);
    if (change_is(change, &change_item_remove))
        return pay_remove(draft, item, work);
    if (change_is(change, &change_item_status) || change_is(change, &change_consult_open) ||
        change_is(change, &change_consult_close))
        return pay_status(draft, item, work);
    if (change_is(change, &change_proposal_reopen)) /* its item's family, and items to restore */
        return work_pay(work, 2 * draft->items.count * ITEM_STEPS);
    if (change_is(change, &change_proposal_accept) || change_is(change, &change_proposal_group) ||
        (change_is(change, &change_proposal_add) && change->group)) /* its alternatives */
        return work_pay(work, 2 * draft->proposals.count * ENTRY_STEPS);
    if (change_is(change, &change_draft_freeze) || change_is(change, &change_draft_renumber))
        return work_pay(work, draft->items.count * ITEM_STEPS + draft->live_count * 2 * LABELLED_ITEM_STEPS);
    if (change_is(change, &change_draft_adopt) || change_is(change, &change_draft_set))
        return work_pay(work, draft->items.count * ITEM_STEPS);
    return !change_is(change, &change_position_set) ||
           work_pay(work, draft->consultations.count * ENTRY_STEPS);
}

/* Comparing where everything stands before and after: both times every item is numbered. */
bool price_pay_standings(const struct draft *draft, struct work *work)
{
    return work_pay(work, 2 * draft->items.count * NUMBERED_ITEM_STEPS);
}

/* Looking for the marks of what was decided, in all words, once for all decisions of an op. */
bool price_pay_consequences(const struct draft *draft, const struct change_list *made, struct work *work)
{
    size_t decisions = 0;
    for (size_t i = 0; work && i < made->count; i++)
        decisions +=
            change_is_decision(&made->changes[i]) || change_is(&made->changes[i], &change_proposal_part);
    if (!decisions)
        return true;
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (!work_pay(work, ITEM_STEPS + spans_of(item) * SPAN_STEPS))
            return false;
    return true;
}
