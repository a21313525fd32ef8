#include "record/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/strings.h"
#include "convert/runs.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "record/tidy.h"
#include "text/reference.h"
#include "text/utf.h"

/* ---- rows ---- */

struct rows {
    struct comparison *out;
    struct map before, after; /* id -> document_item of what is shown */
    const struct chronicle *chronicle;
    uint64_t from, to;
};

static void index_items(const struct document *document, struct map *map)
{
    for (size_t i = 0; i < document->count; i++)
        map_put(map, document->items[i].id, &document->items[i]);
}

static uint64_t last_event(const struct rows *rows, const char *item, const struct change_kind *kind)
{
    const struct event *event = chronicle_last(rows->chronicle, item, kind, rows->from, rows->to);
    return event ? event->seq : 0;
}

static const struct item *parent_at(const struct loaded_draft *loaded, const char *item)
{
    const struct item *found = item_find(loaded->draft, item);
    return found ? found->parent : NULL;
}

static bool is_same_item(const struct item *a, const struct item *b)
{
    return a && b ? strcmp(a->id, b->id) == 0 : a == b;
}

/* The sibling in front of it that nobody moved and that is there at both moments: where it stands, whatever was put between. */
static const struct item *settled_before(const struct rows *rows, const struct loaded_draft *loaded,
                                         const char *item)
{
    const struct item *found = item_find(loaded->draft, item);
    const struct item *sibling = found ? found->previous : NULL;
    while (sibling && (last_event(rows, sibling->id, &change_item_move) ||
                       !map_get(&rows->before, sibling->id) || !map_get(&rows->after, sibling->id)))
        sibling = sibling->previous;
    return sibling;
}

/* A move that is taken back is none. */
static bool has_moved(const struct rows *rows, const char *item)
{
    const struct loaded_draft *from = rows->out->moments.from, *to = rows->out->moments.to;
    return last_event(rows, item, &change_item_move) &&
           (!is_same_item(parent_at(from, item), parent_at(to, item)) ||
            !is_same_item(settled_before(rows, from, item), settled_before(rows, to, item)));
}

/* The other item of the last split that made it, or merge that ended it, in between. */
static const char *other_of(const struct rows *rows, const char *item, const struct change_kind *kind,
                            bool second)
{
    size_t count;
    const struct event *events = chronicle_of(rows->chronicle, ABOUT_ITEM, item, &count);
    const char *other = NULL;
    for (size_t i = 0; i < count; i++)
        if (events[i].seq > rows->from && events[i].seq <= rows->to && events[i].kind == kind &&
            events[i].second == second)
            other = chronicle_other(rows->chronicle, &events[i]);
    return other;
}

static uint64_t made_by(const struct rows *rows, const char *item)
{
    size_t count;
    const struct event *events = chronicle_of(rows->chronicle, ABOUT_ITEM, item, &count);
    for (size_t i = 0; i < count; i++)
        if (events[i].kind == &change_item_add || (events[i].kind == &change_item_split && events[i].second))
            return events[i].seq;
    return 0;
}

/* What took it away: its own removal, that of one above it, or a merge. */
static uint64_t removed_by(const struct rows *rows, const char *id)
{
    const struct item *item = item_find(rows->out->moments.to->draft, id);
    for (; item; item = item->parent)
        if (item->removed)
            return item->removal ? item->removal->seq : last_event(rows, item->id, &change_item_merge);
    return 0;
}

static void set_state(const struct rows *rows, struct compare_row *row)
{
    if (row->before && row->after) {
        row->moved = has_moved(rows, row->item);
        row->moved_by = row->moved ? last_event(rows, row->item, &change_item_move) : 0;
        return;
    }
    if (row->after) {
        uint64_t made = made_by(rows, row->item);
        row->state = made > rows->from ? ROW_ADDED : ROW_RESTORED;
        row->state_by = made > rows->from ? made : last_event(rows, row->item, &change_item_restore);
        row->split_from = other_of(rows, row->item, &change_item_split, true);
        return;
    }
    row->state = ROW_REMOVED;
    row->state_by = removed_by(rows, row->item);
    row->joined_to = other_of(rows, row->item, &change_item_merge, false);
}

static void add_row(struct rows *rows, const char *item)
{
    struct comparison *out = rows->out;
    struct compare_row *row = &out->rows[out->count++];
    *row = (struct compare_row){
        .item = item, .before = map_get(&rows->before, item), .after = map_get(&rows->after, item)};
    if (row->before)
        row->place_before = (size_t)(row->before - out->shown_before.items);
    set_state(rows, row);
}

/* Adds a row for each item that is gone, from place `at` of the earlier document up to the next item that
 * is still there and has not moved. */
static void add_gone(struct rows *rows, size_t at)
{
    const struct document *before = &rows->out->shown_before;
    for (; at < before->count; at++) {
        const char *item = before->items[at].id;
        if (!map_get(&rows->after, item))
            add_row(rows, item);
        else if (!has_moved(rows, item))
            return;
    }
}

static void add_rows(struct rows *rows)
{
    struct comparison *out = rows->out;
    const struct document *after = &out->shown_after;
    out->rows = mem_zero(out->shown_before.count + after->count + 1, sizeof *out->rows);
    add_gone(rows, 0);
    for (size_t i = 0; i < after->count; i++) {
        add_row(rows, after->items[i].id);
        const struct compare_row *row = &out->rows[out->count - 1];
        if (row->before && !row->moved)
            add_gone(rows, row->place_before + 1);
    }
}

/* ---- words ---- */

static const struct delta *text_of(const struct document_item *item)
{
    return item ? item->text : NULL;
}

/* A removed item that keeps its number is shown, and none of its words. */
static bool has_words(const struct document_item *item)
{
    return item && !item->gone;
}

static void fill_parts(struct comparison *out, const char *lang, uint64_t from, uint64_t to)
{
    const struct weave *weave = out->moments.record->weave;
    struct traced *texts = mem_zero(out->count + 1, sizeof *texts);
    for (size_t i = 0; i < out->count; i++) {
        struct compare_row *row = &out->rows[i];
        texts[i] = (struct traced){row->item, &row->parts};
        parts_of(weave_text(weave, row->item, lang), from, to, has_words(row->before), has_words(row->after),
                 &row->parts);
    }
    parts_trace(weave, lang, texts, out->count, from, to);
    free(texts);
    for (size_t i = 0; i < out->count; i++) {
        struct compare_row *row = &out->rows[i];
        parts_view(&row->parts, text_of(row->before), text_of(row->after), out->view);
        parts_tidy(&row->parts, weave);
    }
}

static bool words_differ(const struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->all[i].kind != PART_KEPT || parts->all[i].reformatted)
            return true;
    return false;
}

static bool item_differs(const struct compare_row *row)
{
    const struct document_item *before = row->before, *after = row->after;
    return row->moved || before->kind != after->kind || before->status != after->status ||
           before->depth != after->depth || !strings_same(before->insertion, after->insertion) ||
           !strings_same(document_removal(before), document_removal(after));
}

static void count_changes(struct comparison *out)
{
    for (size_t i = 0; i < out->count; i++) {
        struct compare_row *row = &out->rows[i];
        if (row->before && row->after && (item_differs(row) || words_differ(&row->parts)))
            row->state = ROW_CHANGED;
        out->changes += row->state != ROW_SAME;
    }
}

/* ---- all of it ---- */

/* A language that was added in between was empty before. */
static enum status fill_before(const struct moments *moments, const char *lang, struct draft_document *out)
{
    enum status status = draft_document_fill(moments->from->draft, lang, &moments->from->head, out);
    return status == STATUS_BAD_OP
               ? draft_document_fill(moments->from->draft, NULL, &moments->from->head, out)
               : status;
}

static void drop_words(struct draft_document *document, const char *lang)
{
    if (strcmp(document->document.lang, lang) == 0)
        return;
    document->document.lang = lang;
    document->document.title = "";
    for (size_t i = 0; i < document->document.count; i++)
        document->document.items[i].text = NULL;
}

/* The word that stands for a removed item is nobody's, and so no part of what differs. */
static void drop_placeholders(struct draft_document *document)
{
    for (size_t i = 0; i < document->document.count; i++)
        if (document->document.items[i].gone)
            document->document.items[i].text = NULL;
}

enum status compare(const struct moments *moments, const char *lang, enum document_view view,
                    struct comparison *out)
{
    *out = (struct comparison){.moments = *moments, .view = view};
    enum status status = draft_document_fill(moments->to->draft, lang, &moments->to->head, &out->after);
    if (status == STATUS_OK)
        status = fill_before(moments, out->after.document.lang, &out->before);
    if (status != STATUS_OK)
        return status;
    lang = out->after.document.lang;
    drop_words(&out->before, lang);
    drop_placeholders(&out->before);
    drop_placeholders(&out->after);
    if (view == DOCUMENT_CLEAN) {
        draft_document_take_one_reading(&out->before);
        draft_document_take_one_reading(&out->after);
    }
    out->shown_before = runs_select(&out->before.document, view);
    out->shown_after = runs_select(&out->after.document, view);
    out->cited_before = references_of(&out->shown_before);
    out->cited_after = references_of(&out->shown_after);
    struct rows rows = {.out = out,
                        .chronicle = &moments->record->chronicle,
                        .from = draft_seq(moments->from->draft),
                        .to = draft_seq(moments->to->draft)};
    index_items(&out->shown_before, &rows.before);
    index_items(&out->shown_after, &rows.after);
    add_rows(&rows);
    fill_parts(out, lang, rows.from, rows.to);
    count_changes(out);
    map_clear(&rows.before);
    map_clear(&rows.after);
    return STATUS_OK;
}

void comparison_clear(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->count; i++)
        parts_clear(&comparison->rows[i].parts);
    free(comparison->rows);
    references_destroy(comparison->cited_before);
    references_destroy(comparison->cited_after);
    free(comparison->shown_before.items);
    free(comparison->shown_after.items);
    draft_document_clear(&comparison->before);
    draft_document_clear(&comparison->after);
    *comparison = (struct comparison){0};
}

/* The units [from, to) of a text. */
static void slice(const struct delta *text, uint32_t from, uint32_t to, struct delta *out)
{
    uint32_t start = 0;
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; i < text->count && start < to; start += text->ops[i++].len_u16) {
        const struct delta_op *op = &text->ops[i];
        const char *bytes = delta_op_bytes(text, op);
        uint32_t end = start + op->len_u16;
        if (end <= from || (start < from && reference_target(op->attributes)))
            continue; /* the number of a reference stands where its words begin */
        size_t skip = from > start ? utf_bytes_of(bytes, op->len_bytes, from - start, NULL) : 0;
        size_t stop = to < end ? utf_bytes_of(bytes, op->len_bytes, to - start, NULL) : op->len_bytes;
        delta_insert(out, bytes + skip, stop - skip, op->attributes);
    }
}

void comparison_words(const struct comparison *comparison, const struct compare_row *row,
                      const struct part *part, struct delta *out)
{
    bool earlier = part->kind == PART_DELETED || part->kind == PART_LEFT;
    uint32_t from = earlier ? part->before : part->after;
    struct delta stored;
    slice(earlier ? row->before->text : row->after->text, from, from + part->len, &stored);
    references_text(earlier ? comparison->cited_before : comparison->cited_after, &stored, out);
    delta_clear(&stored);
}

/* ---- whose ---- */

struct authorship comparison_op(const struct comparison *comparison, uint64_t seq)
{
    const struct weave *weave = comparison->moments.record->weave;
    if (!seq)
        return (struct authorship){0};
    return (struct authorship){.seq = seq, .at = weave_time(weave, seq), .by = weave_author(weave, seq)};
}

/* Of a set, the proposal that this is about: decided by that op, else by its author, else any. */
static const struct proposal *proposal_of(const struct comparison *comparison, uint32_t set, uint64_t seq,
                                          bool decided)
{
    const struct weave *weave = comparison->moments.record->weave;
    const struct proposal *best = NULL;
    for (size_t i = 0; i < proposal_sets_count(weave_sets(weave), set); i++) {
        const char *id = weave_proposal(weave, proposal_sets_member(weave_sets(weave), set, i));
        const struct proposal *proposal = proposals_find(comparison->moments.to->draft, id);
        if (!proposal || (decided && proposal->closed != seq))
            continue;
        if (!best || (seq && strcmp(proposal->by, weave_author(weave, seq)) == 0))
            best = proposal;
    }
    return best;
}

static void take_proposal(struct authorship *author, const struct proposal *proposal)
{
    if (!proposal)
        return;
    author->proposal = proposal;
    author->by = proposal->by;
    author->decider = proposal->closer;
}

struct authorship comparison_author(const struct comparison *comparison, const struct compare_row *row,
                                    const struct part *part)
{
    bool deletes = part->kind == PART_DELETED;
    uint64_t seq = deletes ? part->went : part->written;
    if (!seq && row->state == ROW_REMOVED)
        seq = row->state_by;
    struct authorship author = comparison_op(comparison, seq);
    const struct proposal *proposal = NULL;
    if (!deletes)
        proposal = proposal_of(comparison, part->under, seq, false);
    else if (part->went) /* accepted that strikes it, or refused that would have brought it */
        proposal = proposal_of(comparison, part->struck, seq, true);
    if (deletes && part->went && !proposal)
        proposal = proposal_of(comparison, part->under, seq, true);
    if (deletes && !part->went && part->struck) /* a view shows it struck */
        proposal = proposal_of(comparison, part->struck, 0, false);
    take_proposal(&author, proposal);
    return author;
}
