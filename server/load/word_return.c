#include "load/word_return.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "base/rising.h"
#include "base/sha256.h"
#include "convert/docx_marks.h"
#include "convert/glyph.h"
#include "convert/import_word.h"
#include "convert/marker.h"
#include "convert/word_align.h"
#include "convert/word_changes.h"
#include "convert/word_numbering.h"
#include "convert/word_read.h"
#include "convert/word_styles.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/proposals.h"
#include "draft/state.h"
#include "load/word_cited.h"
#include "load/word_wish.h"
#include "text/reference.h"
#include "text/utf.h"

#define ALIKE               600 /* of a thousand: paragraphs that are the same one, changed */
#define PAIRINGS_MAX        200000
#define ORDER_WORDS         80        /* characters of an item that stands elsewhere, to know it by */
#define WISH_OVERHEAD_BYTES 300       /* of an op, beside its words */
#define INDEPENDENT         "compare" /* the view of a redline, and that of minutes: not for coming back */
#define MINUTES             "minutes"

/* A paragraph of the file. */
struct line {
    size_t paragraph;
    struct align_cells cells; /* `source` is the byte in the paragraph's words */
    const struct item *item;  /* NULL: none of the draft's */
    bool added;               /* tracked as inserted as a whole */
    bool removed;             /* … as deleted */
    bool numbered;
    bool heading;
    int depth;      /* 0: not said */
    uint32_t place; /* of its item among those that the draft showed */
};

/* An item as the draft showed it. */
struct shown {
    const struct item *item;
    struct align_cells cells; /* `source` is the unit in the item's text */
    bool added;               /* it was only proposed */
    bool removed;             /* it was proposed to go */
    struct line *line;        /* where it is in the file; NULL: nowhere */
};

struct word_return {
    struct word_file file;
    struct word_fate *fates;
    const struct draft *draft;
    char lang[LANG_MAX + 1];
    enum document_view view;
    bool tracked; /* proposals are shown as tracked changes */
    uint64_t base;
    struct line *lines;
    size_t line_count;
    struct shown *shown;
    size_t shown_count;
    struct word_wish *wishes;
    size_t wish_count;
    size_t wish_capacity;
    size_t next; /* the first that has not been carried out */
    struct buf told;
    struct word_cited cited; /* while the file is read */
};

/* ---- opening ---- */

enum status word_return_open(const char *bytes, size_t len, struct word_return **out,
                             struct word_return_source *source, struct buf *why)
{
    struct word_return *returned = mem_zero(1, sizeof *returned);
    struct buf struck = BUF_EMPTY;
    enum status status = word_read(bytes, len, NULL, &returned->file, why);

    *out = NULL;
    *source = (struct word_return_source){.seq = 0};
    if (status != STATUS_OK) {
        word_return_destroy(returned);
        return status;
    }
    returned->fates = word_changes_weigh(&returned->file, &struck);
    buf_clear(&struck);
    const struct word_source *says = &returned->file.source;
    if (says->draft && strlen(says->draft) < sizeof source->draft)
        snprintf(source->draft, sizeof source->draft, "%s", says->draft);
    if (says->head && strlen(says->head) < sizeof source->head)
        snprintf(source->head, sizeof source->head, "%s", says->head);
    source->seq = says->seq;
    *out = returned;
    return STATUS_OK;
}

void word_return_destroy(struct word_return *returned)
{
    if (!returned)
        return;
    for (size_t i = 0; i < returned->line_count; i++)
        align_cells_clear(&returned->lines[i].cells);
    for (size_t i = 0; i < returned->shown_count; i++)
        align_cells_clear(&returned->shown[i].cells);
    for (size_t i = 0; i < returned->wish_count; i++)
        word_wish_clear(&returned->wishes[i]);
    word_file_clear(&returned->file);
    buf_clear(&returned->told);
    free(returned->fates);
    free(returned->lines);
    free(returned->shown);
    free(returned->wishes);
    free(returned);
}

static void tell(struct word_return *returned, const char *sentence)
{
    buf_text(&returned->told, sentence);
    buf_char(&returned->told, '\n');
}

/* ---- what the draft showed ---- */

/* Whether words carry a mark of an open proposal of this kind ("ins:" or "del:"). */
static bool is_marked(const struct draft *draft, const struct attributes *set, const char *kind)
{
    for (size_t i = 0; i < attributes_count(set); i++) {
        const char *key = attributes_at(set, i).key;
        if (strncmp(key, kind, 4) != 0)
            continue;
        const struct proposal *proposal = proposals_find(draft, key + 4);
        if (proposal && proposal_is_open(proposal))
            return true;
    }
    return false;
}

/* A reference: one cell; where the file has no link in its place, what it shows, of which the first character stands for all. */
static void show_reference(struct word_return *returned, const char *stored, const struct delta_op *op,
                           struct align_cell cell, struct align_cells *out)
{
    struct buf words = BUF_EMPTY;

    cell.units = op->len_u16;
    cell.glyph =
        word_cited_stored(&returned->cited, reference_target(op->attributes), stored, op->len_bytes, &words);
    if (cell.glyph)
        align_cells_add(out, cell);
    const char *at = words.bytes, *end = at + words.len;
    while (!word_cited_is(cell.glyph) && at < end) {
        struct align_cell next = cell;
        next.glyph = glyph_next(&at, end);
        align_cells_add(out, next);
        cell.source += cell.units;
        cell.units = 0;
    }
    buf_clear(&words);
}

/* Of a link none: Word has looks of its own for it. */
static unsigned format_of(const struct attributes *set)
{
    if (attributes_get(set, "link").key)
        return 0;
    return (attributes_get(set, "bold").key ? RUN_BOLD : 0u) |
           (attributes_get(set, "italic").key ? RUN_ITALIC : 0u) |
           (attributes_get(set, "underline").key ? RUN_UNDERLINE : 0u);
}

static void show_words(struct word_return *returned, const struct delta *words, struct align_cells *out)
{
    uint32_t unit = 0;

    for (size_t i = 0; i < words->count; i++) {
        const struct delta_op *op = &words->ops[i];
        const char *at = delta_op_bytes(words, op), *end = at + op->len_bytes;
        bool inserted = is_marked(returned->draft, op->attributes, "ins:");
        bool deleted = is_marked(returned->draft, op->attributes, "del:");
        bool hidden = !returned->tracked && ((returned->view == DOCUMENT_CLEAN && deleted) ||
                                             (returned->view == DOCUMENT_BASE && inserted));
        struct align_cell cell = {.source = unit,
                                  .struck = returned->tracked && deleted,
                                  .inserted = returned->tracked && inserted,
                                  .format = format_of(op->attributes)};
        unit += op->len_u16;
        if (hidden)
            continue;
        if (reference_target(op->attributes)) {
            show_reference(returned, at, op, cell, out);
            continue;
        }
        while (at < end) {
            cell.glyph = glyph_next(&at, end);
            cell.units = cell.glyph >= 0x10000 ? 2 : 1;
            align_cells_add(out, cell);
            cell.source += cell.units;
        }
    }
}

static const struct proposal *removal_of(const struct draft *draft, const struct item *item)
{
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        if (proposal->act == PROPOSAL_REMOVE && proposal->item == item && proposal_is_open(proposal))
            return proposal;
    }
    return NULL;
}

static void show_draft(struct word_return *returned)
{
    const struct draft *draft = returned->draft;
    size_t capacity = 0;

    for (const struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        const struct item_text *text = item_text_find(item, returned->lang);
        struct shown shown = {.item = item};
        if (!item_is_there(item))
            continue;
        shown.added = proposals_adding(draft, item->id) != NULL;
        shown.removed = removal_of(draft, item) != NULL;
        if (!returned->tracked && ((returned->view == DOCUMENT_BASE && shown.added) ||
                                   (returned->view == DOCUMENT_CLEAN && shown.removed)))
            continue;
        if (text) {
            struct delta words = DELTA_EMPTY;
            text_slice(text->text, 0, text_len(text->text), &words);
            show_words(returned, &words, &shown.cells);
            delta_clear(&words);
        }
        returned->shown =
            mem_grow(returned->shown, returned->shown_count, &capacity, sizeof *returned->shown);
        returned->shown[returned->shown_count++] = shown;
    }
}

/* ---- what the file shows ---- */

static int depth_of(const struct word_style *style, bool numbered, const struct word_label *label)
{
    static const char name[] = "plenaria text ";

    if (numbered)
        return label->level + 1;
    if (strncmp(style->name, name, sizeof name - 1) == 0)
        return style->name[sizeof name - 1] - '0';
    return 0;
}

/* How many of the runs from `i` on lead to one place and are marked alike. */
static size_t same_link(const struct word_paragraph *paragraph, size_t i)
{
    const struct word_run *first = &paragraph->runs[i];
    size_t end = i + 1;

    while (end < paragraph->run_count && paragraph->runs[end].link == first->link &&
           paragraph->runs[end].marks == first->marks)
        end++;
    return end - i;
}

/* The code of the reference that begins with a run and is as the draft showed it, and how many runs it has; else 0. */
static uint32_t reference_at(const struct word_return *returned, const struct word_paragraph *paragraph,
                             size_t i, size_t *runs)
{
    const struct word_run *first = &paragraph->runs[i];

    if (first->link == WORD_NONE)
        return 0;
    *runs = same_link(paragraph, i);
    const struct word_run *last = &paragraph->runs[i + *runs - 1];
    return word_cited_read(&returned->cited, returned->file.links[first->link],
                           paragraph->words.bytes + first->at, last->at + last->len - first->at);
}

static void read_words(const struct word_return *returned, const struct word_paragraph *paragraph,
                       struct align_cells *out)
{
    for (size_t i = 0, runs = 1; i < paragraph->run_count; i += runs) {
        const struct word_run *run = &paragraph->runs[i];
        const struct word_marks *marks = &returned->file.marks[run->marks];
        const char *start = paragraph->words.bytes, *at = start + run->at, *end = at + run->len;
        struct align_cell cell = {.source = run->at,
                                  .struck = word_marks_have(marks, true),
                                  .inserted = word_marks_have(marks, false),
                                  .format = run->link == WORD_NONE ? run->format : 0};
        cell.glyph = reference_at(returned, paragraph, i, &runs);
        if (cell.glyph) {
            align_cells_add(out, cell);
            continue;
        }
        for (runs = 1; at < end;) {
            cell.source = (uint32_t)(at - start);
            cell.glyph = glyph_next(&at, end);
            align_cells_add(out, cell);
        }
    }
}

static void read_lines(struct word_return *returned)
{
    struct word_file *file = &returned->file;
    size_t capacity = 0;

    for (size_t i = 0; i < file->count; i++) {
        const struct word_paragraph *paragraph = &file->paragraphs[i];
        struct word_style style = word_styles_get(file->styles, paragraph->style);
        struct line line = {.paragraph = i};
        struct word_label label;
        if (paragraph->flow != WORD_BODY || style.title || style.contents || paragraph->in_contents)
            continue;
        line.numbered = word_numbering_next(file->numbering, paragraph->num >= 0 ? paragraph->num : style.num,
                                            paragraph->level >= 0 ? paragraph->level : style.level,
                                            word_styles_id(file->styles, paragraph->style), true, &label);
        if (paragraph->words.len == 0 && !*paragraph->item)
            continue;
        line.depth = depth_of(&style, line.numbered, &label);
        line.heading = style.heading > 0;
        line.added = returned->fates[i].added_by != WORD_NONE;
        line.removed = returned->fates[i].removed_by != WORD_NONE;
        read_words(returned, paragraph, &line.cells);
        returned->lines = mem_grow(returned->lines, returned->line_count, &capacity, sizeof *returned->lines);
        returned->lines[returned->line_count++] = line;
    }
}

/* ---- which paragraph is which item ---- */

static void pair(const struct word_return *returned, struct shown *shown, struct line *line)
{
    shown->line = line;
    line->item = shown->item;
    line->place = (uint32_t)(shown - returned->shown);
}

/* How many there were. */
static size_t pair_by_marks(struct word_return *returned)
{
    size_t count = 0;
    struct map by_name = {NULL, 0, 0};
    char(*names)[DOCX_MARKS_NAME_BYTES] = mem_alloc((returned->shown_count + 1) * sizeof *names);

    for (size_t i = 0; i < returned->shown_count; i++) {
        docx_marks_item(returned->shown[i].item->id, names[i]);
        map_put(&by_name, names[i], &returned->shown[i]);
    }
    for (size_t i = 0; i < returned->line_count; i++) {
        const char *name = returned->file.paragraphs[returned->lines[i].paragraph].item;
        struct shown *shown = *name ? map_get(&by_name, name) : NULL;
        if (shown && !shown->line) {
            pair(returned, shown, &returned->lines[i]);
            count++;
        }
    }
    map_clear(&by_name);
    free(names);
    return count;
}

static bool same_cells(const struct align_cells *a, const struct align_cells *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++)
        same = a->list[i].glyph == b->list[i].glyph;
    return same;
}

/* Without marks: first the paragraphs that have stayed as they were, then the likest ones, each with an item behind the one before. */
static void pair_by_words(struct word_return *returned)
{
    size_t tried = 0;

    for (unsigned least = 1000; least >= ALIKE; least -= 200) {
        size_t from = 0;
        for (size_t i = 0; i < returned->line_count; i++) {
            struct line *line = &returned->lines[i];
            if (line->item) {
                for (size_t k = from; k < returned->shown_count; k++)
                    if (returned->shown[k].line == line)
                        from = k + 1;
                continue;
            }
            for (size_t k = from; k < returned->shown_count && tried < PAIRINGS_MAX && line->cells.count > 0;
                 k++) {
                struct shown *shown = &returned->shown[k];
                if (shown->line)
                    break; /* no further than the next one that is known */
                tried++;
                bool alike = least == 1000 ? same_cells(&shown->cells, &line->cells)
                                           : align_likeness(&shown->cells, &line->cells) >= least;
                if (!alike)
                    continue;
                pair(returned, shown, line);
                from = k + 1;
                break;
            }
        }
    }
}

/* ---- wishes ---- */

static struct word_wish *add_wish(struct word_return *returned, enum word_wish_kind kind,
                                  const struct item *item)
{
    returned->wishes =
        mem_grow(returned->wishes, returned->wish_count, &returned->wish_capacity, sizeof *returned->wishes);
    struct word_wish *wish = &returned->wishes[returned->wish_count++];
    word_wish_init(wish, kind, item ? item->id : NULL, returned->lang);
    return wish;
}

/* The words of a reference stand for its code. */
static void add_glyph(const struct word_return *returned, struct buf *out, uint32_t glyph)
{
    char utf8[4];

    if (word_cited_is(glyph))
        buf_text(out, word_cited_words(&returned->cited, glyph));
    else
        buf_add(out, utf8, glyph_encode(glyph, utf8));
}

/* Wants a character of the file at a place of the item's text. */
static void want_glyph(const struct word_return *returned, struct word_wish *wish, uint32_t at,
                       uint32_t glyph, unsigned format)
{
    struct buf words = BUF_EMPTY;

    add_glyph(returned, &words, glyph);
    if (word_cited_is(glyph))
        word_wish_refer(wish, at, words.bytes, word_cited_target(&returned->cited, glyph), format);
    else
        word_wish_insert(wish, at, words.bytes, words.len, format);
    add_glyph(returned, &wish->now, glyph);
    buf_clear(&words);
}

/* The formatting of the words at a byte of a paragraph. */
static unsigned format_at(const struct word_paragraph *paragraph, uint32_t byte)
{
    for (size_t i = 0; i < paragraph->run_count; i++)
        if (byte >= paragraph->runs[i].at && byte - paragraph->runs[i].at < paragraph->runs[i].len)
            return paragraph->runs[i].format;
    return 0;
}

/* Blanks alone are no change: files come with them in order. */
static bool is_only_blanks(const struct align_cells *cells, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (cells->list[i].glyph != ' ' && cells->list[i].glyph != 0xa0)
            return false;
    return true;
}

static void strike(const struct word_return *returned, struct word_wish *wish, const struct align_cells *was,
                   size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct align_cell *cell = &was->list[i];
        if (cell->struck) /* somebody proposes that already: accepted in Word, it is still not for a file to decide */
            continue;
        if (cell->units)
            word_wish_delete(wish, cell->source, cell->units);
        add_glyph(returned, &wish->was, cell->glyph);
    }
}

/* Where in the item's text something stands that comes in front of a cell: right behind the cell before it. */
static uint32_t place_before(const struct align_cells *was, size_t cell)
{
    if (cell > 0)
        return was->list[cell - 1].source + was->list[cell - 1].units;
    return 0;
}

/* Words that stayed and look otherwise; stretches of them apart. */
static void compare_looks(struct word_return *returned, const struct shown *shown, const uint32_t *pairs)
{
    const struct align_cells *was = &shown->cells, *now = &shown->line->cells;
    struct buf words = BUF_EMPTY;
    size_t last = SIZE_MAX;

    for (size_t i = 0; i < now->count; i++) {
        const struct align_cell *cell = &now->list[i];
        if (pairs[i] == ALIGN_NONE || is_only_blanks(now, i, i + 1) || word_cited_is(cell->glyph) ||
            was->list[pairs[i]].format == cell->format)
            continue;
        if (last != SIZE_MAX && last + 1 != i)
            buf_text(&words, is_only_blanks(now, last + 1, i) ? " " : " \xe2\x80\xa6 ");
        add_glyph(returned, &words, cell->glyph);
        last = i;
    }
    if (words.len)
        add_wish(returned, WISH_FORMAT, shown->item)->now = words;
}

/* What is different between an item and its paragraph. */
static void compare_words(struct word_return *returned, const struct shown *shown)
{
    const struct align_cells *was = &shown->cells, *now = &shown->line->cells;
    const struct word_paragraph *paragraph = &returned->file.paragraphs[shown->line->paragraph];
    uint32_t *pairs = mem_alloc((now->count + 1) * sizeof *pairs);
    struct word_wish *wish = add_wish(returned, WISH_TEXT, shown->item);
    size_t at = 0; /* cells of `was` that have been looked at */

    align_pair(was, now, pairs);
    for (size_t i = 0; i <= now->count;) {
        size_t end = i;
        while (end < now->count && pairs[end] == ALIGN_NONE)
            end++;
        size_t next = end < now->count ? pairs[end] : was->count;
        bool edges = is_only_blanks(was, at, next) && (end == i || is_only_blanks(now, i, end));
        if (!edges)
            strike(returned, wish, was, at, next);
        for (size_t k = i; k < end && !edges; k++) {
            if (now->list[k]
                    .struck) /* inserted by one and struck by another: whoever sends the file has both */
                continue;
            want_glyph(returned, wish, place_before(was, next), now->list[k].glyph,
                       format_at(paragraph, now->list[k].source));
        }
        if (end < now->count) {
            if (now->list[end].struck && !was->list[next].struck)
                strike(returned, wish, was, next, next + 1);
            at = next + 1;
            end++;
        } else {
            end = now->count + 1;
        }
        i = end;
    }
    if (word_wish_is_empty(wish)) {
        word_wish_clear(wish);
        returned->wish_count--;
    }
    compare_looks(returned, shown, pairs);
    free(pairs);
}

static const struct item *above_at(const struct item *item, int depth)
{
    while (item && (int)item_depth(item) > depth)
        item = item->parent;
    return item;
}

/* A paragraph that is none of the items: it stands behind the last one in front of it, at its own depth. `last_wish` is the wish that adds what
 * stands in front of it, where that is new too; WORD_RETURN_MAX: it is not. */
static void add_line(struct word_return *returned, const struct line *line, const struct item *behind,
                     size_t last_wish)
{
    const struct word_paragraph *paragraph = &returned->file.paragraphs[line->paragraph];
    struct word_wish *wish = add_wish(returned, WISH_ADD, NULL);
    int last = behind ? (int)item_depth(behind) : 1;
    int depth = line->depth > 0 ? line->depth : last;
    size_t skip = 0;
    struct marker marker;

    if (depth > last + 1)
        depth = last + 1;
    const struct item *sibling = above_at(behind, depth);
    bool below = behind && depth > last;
    if (below)
        sibling = NULL;
    word_wish_place(wish,
                    below                        ? behind->id
                    : sibling && sibling->parent ? sibling->parent->id
                                                 : NULL,
                    sibling ? sibling->id : NULL);
    if (last_wish < returned->wish_count && returned->wishes[last_wish].depth == depth)
        word_wish_follow(wish, &returned->wishes[last_wish]);
    wish->depth = depth;
    wish->item_kind = line->heading                                             ? KIND_HEADING
                      : line->numbered || (behind && behind->kind == KIND_ITEM) ? KIND_ITEM
                                                                                : KIND_PARAGRAPH;
    if (!line->numbered &&
        marker_parse(paragraph->words.bytes ? paragraph->words.bytes : "", paragraph->words.len, &marker) &&
        !marker.alone) {
        skip = marker.len_bytes;
        wish->item_kind = KIND_ITEM;
    }
    for (size_t i = 0; i < line->cells.count; i++) {
        const struct align_cell *cell = &line->cells.list[i];
        if (cell->source < skip || cell->struck)
            continue;
        want_glyph(returned, wish, 0, cell->glyph, format_at(paragraph, cell->source));
    }
}

static void compare_lines(struct word_return *returned)
{
    const struct item *behind = NULL;
    size_t last_wish = WORD_RETURN_MAX;

    for (size_t i = 0; i < returned->line_count && returned->wish_count < WORD_RETURN_MAX; i++) {
        const struct line *line = &returned->lines[i];
        if (line->item) {
            behind = line->item;
            last_wish = WORD_RETURN_MAX;
        } else if (line->cells.count > 0 && !line->removed) {
            add_line(returned, line, behind, last_wish);
            last_wish = returned->wish_count - 1;
        }
    }
}

/* Whether everything below an item is gone from the file as well. */
static bool is_gone_below(const struct word_return *returned, size_t index)
{
    const struct item *item = returned->shown[index].item;

    for (size_t i = index + 1; i < returned->shown_count && item_is_below(returned->shown[i].item, item); i++)
        if (returned->shown[i].line && !returned->shown[i].line->removed)
            return false;
    return true;
}

/* An item that the file has no more. With something below it that stays, it stays too, and loses its words. */
static void want_removed(struct word_return *returned, size_t index)
{
    const struct shown *shown = &returned->shown[index];
    bool whole = is_gone_below(returned, index);
    struct word_wish *wish = add_wish(returned, whole ? WISH_REMOVE : WISH_TEXT, shown->item);

    if (!whole)
        strike(returned, wish, &shown->cells, 0, shown->cells.count);
    for (size_t k = 0; whole && k < shown->cells.count; k++)
        add_glyph(returned, &wish->was, shown->cells.list[k].glyph);
    if (word_wish_is_empty(wish)) {
        word_wish_clear(wish);
        returned->wish_count--;
    }
}

static void compare_items(struct word_return *returned)
{
    const struct item *removed = NULL; /* the last one that goes with all that is below it */

    for (size_t i = 0; i < returned->shown_count && returned->wish_count < WORD_RETURN_MAX; i++) {
        const struct shown *shown = &returned->shown[i];
        bool gone = !shown->line || (shown->line->removed && !shown->removed);
        if (removed && item_is_below(shown->item, removed))
            continue;
        if (!gone) {
            compare_words(returned, shown);
        } else if (!shown->removed && (shown->cells.count > 0 || shown->line)) {
            want_removed(returned, i);
            removed = is_gone_below(returned, i) ? shown->item : removed;
        }
    }
}

/* Items whose paragraphs stand elsewhere: as few as can be. */
static void compare_order(struct word_return *returned)
{
    uint32_t *places = mem_alloc((returned->line_count + 1) * sizeof *places);
    const struct line **lines = mem_alloc((returned->line_count + 1) * sizeof(const struct line *));
    bool *keep = mem_alloc(returned->line_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < returned->line_count; i++) {
        const struct line *line = &returned->lines[i];
        if (!line->item || line->removed || line->added)
            continue;
        lines[count] = line;
        places[count++] = line->place;
    }
    rising_keep(places, count, keep);
    for (size_t i = 0; i < count && returned->wish_count < WORD_RETURN_MAX; i++) {
        if (keep[i])
            continue;
        struct word_wish *wish = add_wish(returned, WISH_ORDER, lines[i]->item);
        for (size_t k = 0; k < lines[i]->cells.count && k < ORDER_WORDS; k++)
            add_glyph(returned, &wish->now, lines[i]->cells.list[k].glyph);
    }
    free(places);
    free(lines);
    free(keep);
}

static bool is_some_title(const struct draft *draft, const struct buf *words)
{
    if (!words->bytes)
        return true;
    for (size_t i = 0; i < draft->title.count; i++) {
        const char *title = draft->title.entries[i].words;
        if (strlen(title) == words->len && memcmp(title, words->bytes, words->len) == 0)
            return true;
    }
    return false;
}

/* The title that the file has once all in it is accepted. */
static void compare_title(struct word_return *returned)
{
    const struct word_file *file = &returned->file;
    struct buf words = BUF_EMPTY;

    for (size_t i = 0; i < file->count && words.len == 0; i++) {
        const struct word_paragraph *paragraph = &file->paragraphs[i];
        if (paragraph->flow != WORD_BODY || !word_styles_get(file->styles, paragraph->style).title)
            continue;
        for (size_t k = 0; k < paragraph->run_count; k++)
            if (!word_marks_have(&file->marks[paragraph->runs[k].marks], true))
                buf_add(&words, paragraph->words.bytes + paragraph->runs[k].at, paragraph->runs[k].len);
    }
    if (is_some_title(returned->draft, &words) || returned->wish_count == WORD_RETURN_MAX) {
        buf_clear(&words);
        return;
    }
    const struct lang_entry *title = lang_map_get(&returned->draft->title, returned->lang);
    struct word_wish *wish = add_wish(returned, WISH_TITLE, NULL);
    wish->item[0] = '\0';
    buf_text(&wish->was, title ? title->words : "");
    wish->now = words;
}

/* ---- comments ---- */

/* Whether our export wrote it: it is one of the draft's, or the note of a proposal. */
static bool is_ours(const struct draft *draft, const struct word_comment *comment, const char **id)
{
    *id = NULL;
    for (size_t i = 0; comment->key && i < draft->comments.count; i++) {
        const struct comment *one = draft->comments.all[i];
        if (docx_marks_comment(one->id) == comment->key) {
            *id = one->id;
            return true;
        }
    }
    for (size_t i = 0; comment->key && i < draft->proposals.count; i++)
        if (docx_marks_note(((const struct proposal *)draft->proposals.all[i])->id) == comment->key)
            return true;
    for (size_t i = 0; i < draft->comments.count; i++) {
        const struct comment *one = draft->comments.all[i];
        if (!one->removed && strcmp(one->words, comment->words) == 0)
            return true;
    }
    return false;
}

static const struct shown *shown_at(const struct word_return *returned, size_t paragraph)
{
    for (size_t i = 0; i < returned->shown_count; i++)
        if (returned->shown[i].line && returned->shown[i].line->paragraph == paragraph)
            return &returned->shown[i];
    return NULL;
}

/* The unit of the item's text that a byte of its paragraph is. */
static uint32_t unit_at(const struct shown *shown, const uint32_t *pairs, uint32_t byte)
{
    const struct align_cells *now = &shown->line->cells;

    for (size_t i = 0; i < now->count; i++)
        if (now->list[i].source >= byte && pairs[i] != ALIGN_NONE)
            return shown->cells.list[pairs[i]].source;
    return place_before(&shown->cells, shown->cells.count);
}

static void read_comments(struct word_return *returned)
{
    struct word_file *file = &returned->file;

    for (size_t i = 0; i < file->comment_count && returned->wish_count < WORD_RETURN_MAX; i++) {
        const struct word_comment *comment = &file->comments[i];
        const struct word_comment *first =
            comment->answers == SIZE_MAX ? comment : &file->comments[comment->answers];
        const struct shown *shown = shown_at(returned, first->from.paragraph);
        const char *id, *answered = NULL;
        if (!shown || is_ours(returned->draft, comment, &id) ||
            utf_is_blank(comment->words, strlen(comment->words)))
            continue;
        if (first != comment && (!is_ours(returned->draft, first, &answered) || !answered))
            answered = NULL; /* an answer to what is new itself: it stands beside it */
        struct word_wish *wish = add_wish(returned, WISH_COMMENT, shown->item);
        word_wish_say(wish, file->authors[comment->author], comment->words, answered);
        if (answered || first->to.paragraph != first->from.paragraph)
            continue;
        uint32_t *pairs = mem_alloc((shown->line->cells.count + 1) * sizeof *pairs);
        align_pair(&shown->cells, &shown->line->cells, pairs);
        word_wish_range(wish, unit_at(shown, pairs, first->from.byte), unit_at(shown, pairs, first->to.byte));
        free(pairs);
    }
}

/* ---- the whole ---- */

static enum status choose_view(struct word_return *returned, const char *lang, struct buf *why)
{
    const struct word_source *says = &returned->file.source;
    const char *chosen = lang ? lang : says->lang ? says->lang : returned->draft->langs.strings[0];

    returned->tracked = !says->view || strcmp(says->view, "tracked") == 0;
    returned->view = DOCUMENT_BRACKETS;
    if (says->view && strcmp(says->view, INDEPENDENT) == 0) {
        buf_text(why, "This file compares two versions; export the text itself, and send that back.");
        return STATUS_BAD_FILE;
    }
    if (says->view && strcmp(says->view, MINUTES) == 0) {
        buf_text(why, "This file holds the minutes; export the text itself, and send that back.");
        return STATUS_BAD_FILE;
    }
    if (!returned->tracked && !document_view_from_name(says->view, &returned->view))
        returned->tracked = true;
    if (strchr(chosen, ',')) {
        buf_text(why, "This file shows two languages beside each other, for reading; export one language, "
                      "and send that back.");
        return STATUS_BAD_FILE;
    }
    if (!string_list_has(&returned->draft->langs, chosen)) {
        buf_text(why, "The file is in a language that the draft does not have.");
        return STATUS_BAD_FILE;
    }
    snprintf(returned->lang, sizeof returned->lang, "%s", chosen);
    return STATUS_OK;
}

enum status word_return_read(struct word_return *returned, const struct draft *draft, const char *lang,
                             struct buf *why)
{
    returned->draft = draft;
    returned->base = draft_seq(draft);
    enum status status = choose_view(returned, lang, why);
    if (status != STATUS_OK)
        return status;
    word_cited_fill(&returned->cited, draft, returned->lang,
                    returned->tracked ? DOCUMENT_TRACKED : returned->view);
    show_draft(returned);
    read_lines(returned);
    if (pair_by_marks(returned) == 0 && returned->shown_count > 0)
        tell(returned,
             "The file does not say which paragraph is which item; they were paired by their words.");
    pair_by_words(returned);
    compare_items(returned);
    compare_lines(returned);
    compare_order(returned);
    compare_title(returned);
    read_comments(returned);
    word_wish_prepare(returned->wishes, returned->wish_count, draft);
    word_cited_clear(&returned->cited);
    returned->draft = NULL; /* it may go now */
    if (returned->wish_count < WORD_RETURN_MAX)
        return STATUS_OK;
    buf_text(why, "The file has more changes than can be taken at once; split it.");
    return STATUS_LIMIT;
}

bool word_return_next(struct word_return *returned, const struct participant *who,
                      const struct word_return_door *door)
{
    if (returned->next == returned->wish_count)
        return false;
    word_wish_carry_out(&returned->wishes[returned->next++], returned->base, who, door);
    return true;
}

uint64_t word_return_bytes(const struct word_return *returned)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < returned->wish_count; i++)
        bytes += WISH_OVERHEAD_BYTES + returned->wishes[i].was.len + returned->wishes[i].now.len;
    return bytes;
}

void word_return_write_json(struct buf *out, const struct word_return *returned)
{
    buf_format(out, "{\"seq\":%llu,\"lang\":", (unsigned long long)returned->base);
    json_write_string(out, returned->lang);
    buf_text(out, ",\"items\":[");
    for (size_t i = 0; i < returned->wish_count; i++)
        word_wish_write_json(out, &returned->wishes[i]);
    buf_text(out, "],\"told\":[");
    for (size_t at = 0; at < returned->told.len;) {
        size_t len = strcspn(returned->told.bytes + at, "\n");
        json_write_comma(out);
        json_write_bytes(out, returned->told.bytes + at, len);
        at += len + 1;
    }
    buf_text(out, "]}");
}
