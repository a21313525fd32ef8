#include "sim_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/participants.h"
#include "draft/proposals.h"
#include "sim_check.h"
#include "sim_negotiate.h"

/* ---- who marks what ---- */

/* An op that is looked at, and its author. */
struct look {
    const struct draft *draft;
    const struct op *op;
    const struct participant *who;
};

static const struct participant *author_of(const struct draft *draft, const struct op *op)
{
    const struct change *first = op->changes.count ? &op->changes.changes[0] : NULL;
    if (first && change_is(first, &change_participant_set))
        return &first->participant;
    return participants_find(draft, op->by);
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static bool is_own(const struct look *look, const struct proposal *proposal)
{
    return strcmp(proposal->by, look->op->by) == 0 || is_same(proposal->delegation, look->who->delegation);
}

/* Own and unfinished, or begun in this op. */
static bool may_mark(const struct look *look, const char *id)
{
    const struct proposal *proposal = proposals_find(look->draft, id);
    if (proposal)
        return is_own(look, proposal) && !proposal->filed && !proposal->closed;
    for (size_t i = 0; i < look->op->changes.count; i++)
        if (is_same(look->op->changes.changes[i].proposal, id))
            return true;
    return false;
}

static bool is_inserted(const struct attributes *attributes)
{
    enum mark_type type;
    const char *id;
    for (size_t i = 0; i < attributes_count(attributes); i++)
        if (mark_parse(attributes_at(attributes, i).key, &type, &id) && type == MARK_INS)
            return true;
    return false;
}

static bool carries_own(const struct look *look, const struct attributes *attributes)
{
    enum mark_type type;
    const char *id;
    for (size_t i = 0; i < attributes_count(attributes); i++)
        if (mark_parse(attributes_at(attributes, i).key, &type, &id) && type == MARK_INS &&
            may_mark(look, id))
            return true;
    return false;
}

/* Nobody marks for others, nor takes marks off words that are inserted. Returns whether nothing but marks is changed. */
static bool check_formats(const struct look *look, const struct attributes *attributes)
{
    bool only_marks = true;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *id;
        if (mark_parse(attributes_at(attributes, i).key, &type, &id))
            SIM_CHECK(type == MARK_DEL && may_mark(look, id), "op %llu of %s decides by means of a mark: %s",
                      (unsigned long long)look->op->seq, look->op->by, attributes_at(attributes, i).key);
        else
            only_marks = false;
    }
    return only_marks;
}

/* Whether all of some words are their own; `proposed`: of those, the words that anybody proposes. */
static bool are_own(const struct look *look, const struct text *text, uint32_t at, uint32_t len,
                    bool proposed)
{
    struct delta words;
    bool own = text != NULL;
    if (!text)
        return proposed;
    text_slice(text, at, at + len, &words);
    for (size_t i = 0; own && i < words.count; i++)
        own =
            carries_own(look, words.ops[i].attributes) || (proposed && !is_inserted(words.ops[i].attributes));
    delta_clear(&words);
    return own;
}

/* In what somebody else proposes as a whole nobody writes freely. */
static bool proposes_only(const struct look *look, const struct item *item)
{
    const struct proposal *adding = proposals_adding(look->draft, item->id);
    if (adding)
        return !is_own(look, adding) || adding->filed;
    return look->who->role == ROLE_DELEGATION && item->status == ITEM_REVIEW;
}

static void check_words(const struct look *look, const struct item *item, const struct change *change)
{
    const struct item_text *found = item_text_find(item, change->lang);
    const struct text *text = found ? found->text : NULL;
    bool free = !proposes_only(look, item), fair = true, honest = true;
    uint32_t at = 0;
    for (size_t i = 0; i < change->delta.count; i++) {
        const struct delta_op *step = &change->delta.ops[i];
        bool changes = step->type == DELTA_DELETE;
        if (step->type == DELTA_INSERT) {
            bool own = carries_own(look, step->attributes);
            fair = fair && own;
            honest = honest && (own || !is_inserted(step->attributes));
            continue;
        }
        if (step->type == DELTA_RETAIN && !check_formats(look, step->attributes))
            changes = true;
        fair = fair &&
               (!changes || (step->type == DELTA_DELETE && are_own(look, text, at, step->len_u16, false)));
        honest = honest && (!changes || are_own(look, text, at, step->len_u16, true));
        at += step->len_u16;
    }
    SIM_CHECK(honest, "op %llu of %s puts words into somebody else's mouth, or takes them away",
              (unsigned long long)look->op->seq, look->op->by);
    SIM_CHECK(free || fair, "op %llu of %s changes words under review that are not its own",
              (unsigned long long)look->op->seq, look->op->by);
}

/* As far as the words are those that the draft still has. */
static void check_marking(const struct look *look)
{
    for (size_t i = 0; i < look->op->changes.count; i++) {
        const struct change *change = &look->op->changes.changes[i];
        if (change_is(change, &change_participant_set) || change_is(change, &change_proposal_add))
            continue;
        const struct item *item =
            change_is(change, &change_text) ? item_find(look->draft, change->item) : NULL;
        if (!item)
            return;
        check_words(look, item, change);
    }
}

/* ---- what decisions leave ---- */

static const struct change *decision_on(const struct op *op, const char *proposal)
{
    for (size_t i = 0; i < op->changes.count; i++)
        if (sim_is_decision(&op->changes.changes[i]) && is_same(op->changes.changes[i].proposal, proposal))
            return &op->changes.changes[i];
    return NULL;
}

static bool is_not_decided(void *op, const struct attribute *attribute)
{
    enum mark_type type;
    const char *id;
    return !mark_parse(attribute->key, &type, &id) || !decision_on(op, id);
}

static bool is_gone(const struct op *op, const struct attributes *attributes)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *id;
        const struct change *decision =
            mark_parse(attributes_at(attributes, i).key, &type, &id) ? decision_on(op, id) : NULL;
        if (decision && change_is(decision, &change_proposal_accept) == (type == MARK_DEL))
            return true;
    }
    return false;
}

static void write_left(const struct text *text, const struct op *op, struct buf *out)
{
    struct delta words, left = DELTA_EMPTY;
    text_slice(text, 0, text_len(text), &words);
    for (size_t i = 0; i < words.count; i++) {
        const struct delta_op *run = &words.ops[i];
        if (is_gone(op, run->attributes))
            continue;
        struct attributes *attributes = attributes_filter(run->attributes, is_not_decided, (void *)op);
        delta_insert(&left, delta_op_bytes(&words, run), run->len_bytes, attributes);
        attributes_unref(attributes);
    }
    delta_write_json(out, &left);
    delta_clear(&words);
    delta_clear(&left);
}

/* All words of the draft, less what the decisions of the op take away. */
static struct buf words_left(const struct draft *draft, const struct op *op)
{
    struct buf out = BUF_EMPTY;
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        for (size_t i = 0; i < item->text_count; i++) {
            buf_format(&out, "\n%s %s ", item->id, item->texts[i].lang);
            write_left(item->texts[i].text, op, &out);
        }
    return out;
}

static bool decides(const struct op *op)
{
    for (size_t i = 0; i < op->changes.count; i++)
        if (sim_is_decision(&op->changes.changes[i]))
            return true;
    return false;
}

/* ---- every state ---- */

static void check_is_open(void *draft, const char *id)
{
    const struct proposal *proposal = proposals_find(draft, id);
    SIM_CHECK(proposal && !proposal->closed, "a mark names proposal %s, which %s", id,
              proposal ? "is decided" : "never was");
}

static void check_comments(const struct draft *draft)
{
    for (size_t i = 0; i < draft->comments.count; i++) {
        const struct comment *comment = draft->comments.all[i];
        if (comment->lang)
            SIM_CHECK(comment->anchor <= item_text_len(comment->item, comment->lang) &&
                          comment->head <= item_text_len(comment->item, comment->lang),
                      "comment %s is about words from %u to %u of %s, which are not there", comment->id,
                      comment->anchor, comment->head, comment->item->id);
    }
}

struct buf sim_rules_before(const struct draft *draft, const struct op *op)
{
    struct look look = {draft, op, author_of(draft, op)};
    if (look.who)
        check_marking(&look);
    return decides(op) ? words_left(draft, op) : (struct buf)BUF_EMPTY;
}

void sim_rules_after(const struct draft *draft, const struct op *op, const struct buf *expected)
{
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        marks_visit(item, check_is_open, (void *)draft);
    check_comments(draft);
    if (!expected->len)
        return;
    struct buf now = words_left(draft, op);
    SIM_CHECK(now.len == expected->len && memcmp(now.bytes, expected->bytes, now.len) == 0,
              "op %llu leaves%s\nwhile the marks said%s", (unsigned long long)op->seq, now.bytes,
              expected->bytes);
    buf_clear(&now);
}
