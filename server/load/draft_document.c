#include "load/draft_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/contested.h"
#include "convert/country.h"
#include "convert/number_words.h"
#include "convert/pending_words.h"
#include "convert/words.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/positions.h"
#include "draft/proposals.h"
#include "draft/state.h"

static bool is_stale(const struct item *item, const char *original, const char *lang)
{
    const struct item_text *source = item_text_find(item, original), *text = item_text_find(item, lang);
    uint64_t changed = source ? source->changed : 0;
    return strcmp(original, lang) != 0 && changed > (text ? text->aligned : 0);
}

/* What an item says: its words, or that it was removed. */
static void add_words(const struct item *item, const char *lang, struct delta *out)
{
    const struct item_text *text = item_text_find(item, lang);
    const char *deleted = number_words(lang)->deleted;
    *out = (struct delta)DELTA_EMPTY;
    if (item->removed)
        delta_insert(out, deleted, strlen(deleted), NULL);
    else if (text)
        text_slice(text->text, 0, text_len(text->text), out);
}

static void add_item(const struct item *item, const char *original, struct draft_document *out)
{
    struct document *document = &out->document;
    struct delta *delta = &out->deltas[document->count];
    add_words(item, document->lang, delta);
    document->items[document->count++] = (struct document_item){
        .depth = (int)item_depth(item),
        .kind = item->kind,
        .status = item->status,
        .id = item->id,
        .handle = item->handle,
        .text = delta,
        .stale = !item->removed && is_stale(item, original, document->lang),
        .gone = item->removed,
        .start = item->start,
        .name = item->number ? item->number->name : NULL,
        .former = item->number && item->number->former[0] ? item->number->former : NULL,
    };
}

static void add_removal(struct draft_document *out, struct document_item *item, const char *proposal)
{
    const char ***list = &out->removals[item - out->document.items];
    size_t count = item->removal_count + 1;
    const char **grown = mem_zero(count, sizeof *grown);
    for (size_t i = 0; i < item->removal_count; i++)
        grown[i] = (*list)[i];
    grown[item->removal_count] = proposal;
    free(*list);
    *list = grown;
    item->removals = grown;
    item->removal_count = count;
}

/* Items that are only proposed, and those that are proposed away. */
static void add_proposals(const struct draft *draft, struct draft_document *out)
{
    struct document *document = &out->document;
    struct map places = {0};
    for (size_t i = 0; draft->open_proposals && i < document->count; i++)
        map_put(&places, document->items[i].id, &document->items[i]);
    for (size_t i = 0; draft->open_proposals && i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        struct document_item *item = map_get(&places, proposal->item->id);
        if (!item || !proposal_is_open(proposal))
            continue;
        if (proposal->act == PROPOSAL_ADD)
            item->insertion = proposal->id;
        else if (proposal->act == PROPOSAL_REMOVE)
            add_removal(out, item, proposal->id);
    }
    map_clear(&places);
}

/* ---- alternatives ---- */

static size_t index_of(const struct draft *draft, const struct proposal *proposal)
{
    size_t low = 0, high = draft->proposals.count; /* they stand in the order of their seqs */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct proposal *other = draft->proposals.all[middle];
        if (other->seq < proposal->seq)
            low = middle + 1;
        else
            high = middle;
    }
    while (draft->proposals.all[low] != proposal)
        low++;
    return low;
}

/* The next number of its group, for one that has none yet. */
static void count_alternative(struct draft_document *out, const struct proposal *proposal)
{
    const struct draft *draft = out->draft;
    unsigned most = 0;
    if (!proposal || !proposal->group || !proposal_is_open(proposal) ||
        out->ordinal[index_of(draft, proposal)])
        return;
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *other = draft->proposals.all[i];
        if (other->group && strcmp(other->group, proposal->group) == 0 && out->ordinal[i] > most)
            most = out->ordinal[i];
    }
    out->ordinal[index_of(draft, proposal)] = most + 1;
}

/* In the order in which they are read. */
static void count_alternatives(struct draft_document *out)
{
    out->ordinal = mem_zero(out->draft->proposals.count + 1, sizeof *out->ordinal);
    for (size_t i = 0; out->draft->open_proposals && i < out->document.count; i++) {
        const struct document_item *item = &out->document.items[i];
        if (item->insertion)
            count_alternative(out, proposals_find(out->draft, item->insertion));
        for (size_t k = 0; k < item->text->count; k++) {
            const struct attributes *attributes = item->text->ops[k].attributes;
            for (size_t a = 0; a < attributes_count(attributes); a++)
                if (strncmp(attributes_at(attributes, a).key, "ins:", 4) == 0)
                    count_alternative(out, proposals_find(out->draft, attributes_at(attributes, a).key + 4));
        }
    }
}

unsigned draft_document_alternative(void *context, const char *id)
{
    const struct draft_document *document = context;
    const struct proposal *proposal = proposals_find(document->draft, id);
    return proposal && proposal->group ? document->ordinal[index_of(document->draft, proposal)] : 0;
}

/* Its removal by a proposal that is passed over is none. */
static void drop_passed_removals(const struct map *passed, struct document_item *item, const char **removals)
{
    size_t left = 0;
    for (size_t i = 0; i < item->removal_count; i++)
        if (!map_get(passed, removals[i]))
            removals[left++] = removals[i];
    item->removal_count = left;
}

void draft_document_take_one_reading(struct draft_document *document)
{
    const struct map *passed = &document->reading.passed;
    one_reading_find(document->draft, &document->reading);
    for (size_t i = 0; passed->count && i < document->document.count; i++) {
        struct document_item *item = &document->document.items[i];
        item->undecided = &document->reading.undecided;
        one_reading_apply(&document->reading, &document->deltas[i]);
        drop_passed_removals(passed, item, document->removals[i]);
        if (!item->insertion || !map_get(passed, item->insertion))
            continue;
        add_removal(document, item, item->insertion);
        item->insertion = NULL;
    }
}

/* ---- what stands behind an item: statuses and positions ---- */

static void add_remark(struct draft_document *out, size_t item, const char *remark)
{
    struct buf remarks = BUF_EMPTY;
    if (out->remarks[item])
        buf_format(&remarks, "%s ", out->remarks[item]);
    buf_text(&remarks, remark);
    free(out->remarks[item]);
    out->remarks[item] = buf_take(&remarks);
    out->document.items[item].remarks = out->remarks[item];
}

static void add_position(struct draft_document *out, size_t item, const struct position *position)
{
    const struct words *words = words_for(out->document.lang);
    struct buf remark = BUF_EMPTY;
    buf_format(&remark, "(%s: %s)", country_name(position->delegation, out->document.lang),
               position->value == POSITION_RESERVE ? words->reserves : words->objects);
    add_remark(out, item, remark.bytes);
    buf_clear(&remark);
}

/* "(pending only Canada, México)": all whom an item is pending for, in the words of the first note. */
static void add_pending(const struct draft_document *out, const struct position *position,
                        struct buf *pending)
{
    const char *words = pending_words_in(position->note, out->document.lang);
    if (pending->len)
        buf_text(pending, ", ");
    else
        buf_format(pending, "(%s ", words);
    buf_text(pending, country_name(position->delegation, out->document.lang));
}

static void end_pending(struct draft_document *out, struct buf *pending)
{
    for (size_t i = 0; i < out->document.count; i++) {
        if (pending[i].len) {
            buf_char(&pending[i], ')');
            add_remark(out, i, pending[i].bytes);
        }
        buf_clear(&pending[i]);
    }
    free(pending);
}

static void add_agreed(struct draft_document *out, size_t item)
{
    struct buf remark = BUF_EMPTY;
    buf_format(&remark, "(%s)", words_for(out->document.lang)->agreed);
    add_remark(out, item, remark.bytes);
    buf_clear(&remark);
}

/* What is adopted is agreed, and needs no remark. */
static void add_remarks(struct draft_document *out)
{
    const struct draft *draft = out->draft;
    struct map places = {0};
    out->remarks = mem_zero(out->document.count + 1, sizeof *out->remarks);
    for (size_t i = 0; !draft->adopted && i < out->document.count; i++) {
        map_put(&places, out->document.items[i].id, &out->document.items[i]);
        if (out->document.items[i].status == ITEM_AGREED)
            add_agreed(out, i);
    }
    struct buf *pending = mem_zero(out->document.count + 1, sizeof *pending);
    for (size_t i = 0; !draft->adopted && i < draft->positions.count; i++) {
        const struct position *position = draft->positions.all[i];
        const struct document_item *item = map_get(&places, position->item);
        if (!item || (position->value != POSITION_RESERVE && position->value != POSITION_OBJECT))
            continue;
        size_t at = (size_t)(item - out->document.items);
        if (position->value == POSITION_RESERVE && pending_words_in(position->note, out->document.lang))
            add_pending(out, position, &pending[at]);
        else
            add_position(out, at, position);
    }
    end_pending(out, pending);
    map_clear(&places);
}

enum status draft_document_fill(const struct draft *draft, const char *lang, const struct sha256 *head,
                                struct draft_document *out)
{
    *out = (struct draft_document){0};
    if (!draft->langs.count || (lang && !string_list_has(&draft->langs, lang)))
        return STATUS_BAD_OP;
    const char *original = draft->langs.strings[0];
    struct document *document = &out->document;
    document->id = draft->id;
    document->lang = lang ? lang : original;
    document->original = original;
    document->langs = draft->langs.strings;
    document->lang_count = draft->langs.count;
    const struct lang_entry *title = lang_map_get(&draft->title, document->lang);
    document->title = title ? title->words : "";
    document->numbering = draft->numbering;
    document->adopted = draft->adopted;
    document->seq = draft->seq;
    sha256_hex(head, out->head);
    document->head = out->head;
    document->items = mem_zero(draft->items.count, sizeof *document->items);
    out->deltas = mem_zero(draft->items.count, sizeof *out->deltas);
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item_is_there(item) || frozen_leaves_gap(draft, item))
            add_item(item, original, out);
    out->draft = draft;
    out->removals = mem_zero(document->count + 1, sizeof *out->removals);
    add_proposals(draft, out);
    count_alternatives(out);
    add_remarks(out);
    document_number(document);
    return STATUS_OK;
}

/* ---- names ---- */

static void add_name(struct string_list *names, const char *name)
{
    if (!string_list_has(names, name))
        string_list_add(names, name);
}

static void add_names(const struct draft_document *document, const struct proposal *proposal,
                      struct string_list *names)
{
    const char *lang = document->document.lang;
    const struct participant *author = participants_find(document->draft, proposal->by);
    if (proposal->delegation || strcmp(proposal->by, CONTESTED_UNATTRIBUTED) != 0)
        add_name(names, proposal->delegation ? country_name(proposal->delegation, lang)
                        : author             ? author->name
                                             : proposal->by);
    for (size_t i = 0; proposal->support && i < proposal->support->count; i++)
        add_name(names, country_name(proposal->support->strings[i], lang));
}

/* The one that was made first of those behind `before`; NULL: none. */
static const struct proposal *next_made(const struct draft *draft, const char *const *proposals, size_t count,
                                        const struct proposal *before)
{
    const struct proposal *next = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct proposal *one = proposals_find(draft, proposals[i]);
        if (one && (!before || index_of(draft, one) > index_of(draft, before)) &&
            (!next || index_of(draft, one) < index_of(draft, next)))
            next = one;
    }
    return next;
}

const char *draft_document_who(void *context, const char *const *proposals, size_t count)
{
    struct draft_document *document = context;
    struct string_list names = {0};
    const struct proposal *proposal = NULL;
    while ((proposal = next_made(document->draft, proposals, count, proposal)))
        add_names(document, proposal, &names);
    buf_reset(&document->who);
    for (size_t i = 0; i < names.count; i++)
        buf_format(&document->who, "%s%s", i ? ", " : "", names.strings[i]);
    bool named = names.count > 0;
    string_list_clear(&names);
    if (named)
        return document->who.bytes;
    return next_made(document->draft, proposals, count, NULL)
               ? contested_unattributed_name(document->document.lang)
               : NULL;
}

void draft_document_clear(struct draft_document *document)
{
    for (size_t i = 0; i < document->document.count; i++)
        delta_clear(&document->deltas[i]);
    for (size_t i = 0; i < document->document.count; i++) {
        free(document->remarks[i]);
        free(document->removals[i]);
    }
    free(document->removals);
    free(document->remarks);
    free(document->ordinal);
    one_reading_clear(&document->reading);
    free(document->deltas);
    buf_clear(&document->who);
    free(document->document.items);
    *document = (struct draft_document){0};
}
