#include "draft/roll.h"

#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/consultations.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/proposals.h"

static bool is_roll(const struct attributes *attributes)
{
    const char *link = attributes_get(attributes, "link").string;
    return link && strcmp(link, ATTRIBUTE_ROLL_LINK) == 0;
}

/* ---- where there are any ---- */

static bool until_roll(void *context, const struct attributes *attributes)
{
    bool *found = context;
    *found = is_roll(attributes);
    return !*found;
}

static bool text_has_roll(const struct text *text)
{
    bool found = false;
    text_visit_attributes(text, until_roll, &found);
    return found;
}

bool roll_is_in(const struct draft *draft)
{
    for (const struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        for (size_t i = 0; i < item->text_count; i++)
            if (text_has_roll(item->texts[i].text))
                return true;
    return false;
}

static bool delta_has_roll(const struct delta *delta)
{
    for (size_t i = 0; i < delta->count; i++)
        if (is_roll(delta->ops[i].attributes))
            return true;
    return false;
}

bool roll_comes_with(const struct op *op)
{
    for (size_t i = 0; i < op->changes.count; i++) {
        const struct change *change = &op->changes.changes[i];
        if (delta_has_roll(&change->delta))
            return true;
        for (size_t k = 0; k < change->texts.count; k++)
            if (delta_has_roll(&change->texts.entries[k].delta))
                return true;
    }
    return false;
}

/* ---- one roll ---- */

/* A stretch of a text that is one roll. */
struct stretch {
    const struct delta *text;
    size_t first, end; /* its ops */
    uint32_t from_u16;
    struct buf words;
    bool contested; /* an open proposal marks some of it */
};

static void read_stretch(const struct draft *draft, struct stretch *stretch)
{
    const struct delta *text = stretch->text;
    buf_reset(&stretch->words);
    stretch->contested = false;
    for (stretch->end = stretch->first; stretch->end < text->count; stretch->end++) {
        const struct delta_op *op = &text->ops[stretch->end];
        if (!is_roll(op->attributes))
            return;
        buf_add(&stretch->words, delta_op_bytes(text, op), op->len_bytes);
        for (size_t i = 0; i < attributes_count(op->attributes); i++) {
            struct attribute attribute = attributes_at(op->attributes, i);
            enum mark_type type;
            const struct proposal *proposal = marks_proposal(draft, &attribute, &type);
            stretch->contested = stretch->contested || (proposal && proposal_is_open(proposal));
        }
    }
}

/* Adds to `out`, which has come as far as `*at_u16` of the old text, what makes the stretch say `now`: all of it anew. Were single names put in and
 * taken out, one that is put in while somebody takes the link off the roll, or takes their own insertion back, would be left there as a roll of its own. */
static void rewrite(const struct stretch *stretch, const char *now, uint32_t *at_u16, struct delta *out)
{
    uint32_t len_u16 = 0;
    for (size_t i = stretch->first; i < stretch->end; i++)
        len_u16 += stretch->text->ops[i].len_u16;
    delta_retain(out, stretch->from_u16 - *at_u16, NULL);
    delta_insert(out, now, strlen(now), stretch->text->ops[stretch->first].attributes);
    delta_delete(out, len_u16);
    *at_u16 = stretch->from_u16 + len_u16;
}

/* ---- a draft ---- */

struct renewal {
    const struct draft *draft;
    roll_words *words;
    void *context;
    struct change_list *out;
    size_t rolls;
};

static void renew_text(struct renewal *renewal, const struct item *item, const struct item_text *text)
{
    struct delta whole, change = DELTA_EMPTY;
    const char *now = renewal->words(renewal->context, text->lang);
    struct stretch stretch = {&whole, 0, 0, 0, BUF_EMPTY, false};
    uint32_t at_u16 = 0;
    text_slice(text->text, 0, text_len(text->text), &whole);
    while (stretch.first < whole.count && renewal->rolls < ROLLS_MAX) {
        read_stretch(renewal->draft, &stretch);
        if (stretch.end > stretch.first) {
            renewal->rolls++;
            if (!stretch.contested && strcmp(stretch.words.bytes, now) != 0)
                rewrite(&stretch, now, &at_u16, &change);
        } else {
            stretch.end++;
        }
        for (; stretch.first < stretch.end; stretch.first++)
            stretch.from_u16 += whole.ops[stretch.first].len_u16;
    }
    if (change.count && text_check(text->text, &change) == STATUS_OK) {
        struct change *made = change_list_add(renewal->out);
        made->kind = &change_text;
        made->item = mem_copy_string(item->id);
        made->lang = mem_copy_string(text->lang);
        made->delta = change;
    } else {
        delta_clear(&change);
    }
    buf_clear(&stretch.words);
    delta_clear(&whole);
}

static bool is_renewed(const struct change_list *out, size_t from, const char *lang)
{
    for (size_t i = from; i < out->count; i++)
        if (strcmp(out->changes[i].lang, lang) == 0)
            return true;
    return false;
}

/* A translation that matched the original matches it still, where the rolls of both have followed. */
static void keep_aligned(struct renewal *renewal, const struct item *item, size_t from)
{
    const char *original = renewal->draft->langs.strings[0];
    const struct item_text *source = item_text_find(item, original);
    if (!source || !is_renewed(renewal->out, from, original))
        return;
    for (size_t i = 0; i < item->text_count; i++) {
        const struct item_text *text = &item->texts[i];
        if (text == source || text->aligned < source->changed || !is_renewed(renewal->out, from, text->lang))
            continue;
        struct change *change = change_list_add(renewal->out);
        change->kind = &change_item_align;
        change->item = mem_copy_string(item->id);
        change->lang = mem_copy_string(text->lang);
    }
}

static bool may_change(const struct draft *draft, const struct item *item)
{
    const struct consultation *consultation = consultations_running(draft, item->id);
    return item_is_there(item) && !item_status_is_settled(item->status) &&
           !map_get(&draft->additions, item->id) && !(consultation && consultation->silence);
}

void roll_renew(const struct draft *draft, roll_words *words, void *context, struct change_list *out)
{
    struct renewal renewal = {draft, words, context, out, 0};
    const struct item *item = draft->adopted ? NULL : item_next(draft, NULL);
    for (; item; item = item_next(draft, item)) {
        size_t before = out->count;
        for (size_t i = 0; i < item->text_count; i++)
            if (text_has_roll(item->texts[i].text) && may_change(draft, item))
                renew_text(&renewal, item, &item->texts[i]);
        if (out->count > before)
            keep_aligned(&renewal, item, before);
    }
}
