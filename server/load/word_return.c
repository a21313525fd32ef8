#include "load/word_return.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "convert/docx_marks.h"
#include "convert/glyph.h"
#include "convert/import_word.h"
#include "convert/marker.h"
#include "convert/uri.h"
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
#include "load/word_tree.h"
#include "load/word_wish.h"
#include "text/reference.h"
#include "text/utf.h"

#define ALIKE               600 /* of a thousand: paragraphs that are the same one, changed */
#define PAIRINGS_MAX        200000
#define ORDER_WORDS         80 /* characters of an item that stands elsewhere, to know it by */
#define MOVED_BYTES         12 /* of words that are enough to know an item by that lost its mark on the way */
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
    int depth;  /* 0: not said */
    bool exact; /* … by a style of ours, not by a list */
    long list;
    uint32_t place; /* of its item among those that the draft showed */
    size_t wish;    /* what adds it, where it is new; WISH_NONE: nothing */
};

#define WISH_NONE SIZE_MAX

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
    bool tracked;  /* proposals are shown as tracked changes */
    bool unmarked; /* no paragraph says which item it is */
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
    return attributes_address(set) || reference_target(set) ? 0 : run_format_of(set);
}

/* The number that the file's words would have as a link to it: as an export writes it. */
static uint32_t link_of(struct word_return *returned, const struct attributes *set)
{
    const char *address = attributes_address(set);

    if (!address || !uri_is_openable(address))
        return WORD_NONE;
    char *encoded = uri_encode(address);
    uint32_t link = word_link(&returned->file, encoded);
    free(encoded);
    return link;
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
                                  .format = format_of(op->attributes),
                                  .link = link_of(returned, op->attributes)};
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

/* By our own styles, or the list. */
static void read_depth(struct line *line, const struct word_paragraph *paragraph,
                       const struct word_style *style, const struct word_label *label)
{
    static const char name[] = "plenaria text ";

    line->exact = true;
    if (strncmp(style->name, name, sizeof name - 1) == 0) {
        line->depth = style->name[sizeof name - 1] - '0';
    } else if (style->heading > 0) {
        line->depth = style->heading;
    } else if (line->numbered) {
        line->exact = false;
        line->depth = label->level + 1;
        line->list = paragraph->num >= 0 ? paragraph->num : style->num;
    }
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

/* A link to a place of the file is none of a text. */
static uint32_t web_link(const struct word_return *returned, const struct word_run *run)
{
    return run->link != WORD_NONE && returned->file.links[run->link][0] == '#' ? WORD_NONE : run->link;
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
                                  .format = run->link == WORD_NONE ? run->format : 0,
                                  .link = web_link(returned, run)};
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
        struct line line = {.paragraph = i, .wish = WISH_NONE};
        struct word_label label;
        if (paragraph->flow != WORD_BODY || style.title || style.contents || paragraph->in_contents)
            continue;
        line.numbered = word_numbering_next(file->numbering, paragraph->num >= 0 ? paragraph->num : style.num,
                                            paragraph->level >= 0 ? paragraph->level : style.level,
                                            word_styles_id(file->styles, paragraph->style), true, &label);
        if (paragraph->words.len == 0 && !*paragraph->item)
            continue;
        read_depth(&line, paragraph, &style, &label);
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

static void add_shown_words(const struct align_cells *cells, struct buf *out)
{
    char utf8[4];

    for (size_t i = 0; i < cells->count; i++)
        if (!cells->list[i].struck)
            buf_add(out, utf8, glyph_encode(cells->list[i].glyph, utf8));
    buf_char(out, '\0');
}

static bool is_lost(const struct shown *shown)
{
    return !shown->line || (shown->line->removed && !shown->removed);
}

/* An item that is gone while its words stand elsewhere as a paragraph of their own has moved there: word processors keep no marks of what is cut
 * and pasted, and show a tracked move as a deletion and an insertion. */
static void pair_moved(struct word_return *returned)
{
    struct map lost = {NULL, 0, 0};
    struct buf *words = mem_zero(returned->shown_count + 1, sizeof *words);

    for (size_t i = 0; i < returned->shown_count; i++) {
        if (!is_lost(&returned->shown[i]))
            continue;
        add_shown_words(&returned->shown[i].cells, &words[i]);
        if (words[i].len > MOVED_BYTES && !map_get(&lost, words[i].bytes))
            map_put(&lost, words[i].bytes, &returned->shown[i]);
    }
    for (size_t i = 0; i < returned->line_count; i++) {
        struct line *line = &returned->lines[i];
        struct buf here = BUF_EMPTY;
        if (line->item || line->removed)
            continue;
        add_shown_words(&line->cells, &here);
        struct shown *shown = map_remove(&lost, here.bytes);
        if (shown && shown->line)
            shown->line->item = NULL;
        if (shown)
            pair(returned, shown, line);
        buf_clear(&here);
    }
    map_clear(&lost);
    for (size_t i = 0; i < returned->shown_count; i++)
        buf_clear(&words[i]);
    free(words);
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

/* A link has looks of its own. */
static struct word_look look_of(const struct word_return *returned, const struct align_cell *cell)
{
    bool linked = cell->link != WORD_NONE;

    return (struct word_look){linked ? 0 : cell->format, linked ? returned->file.links[cell->link] : NULL};
}

/* Words further on, where there are some before: what stands apart in the text does not run together where it is told. */
static void tell_gap(struct buf *words, const char **gap)
{
    if (words->len > 0 && *gap)
        buf_text(words, *gap);
    *gap = NULL;
}

/* Wants a character of the file at a place of the item's text. */
static void want_cell(const struct word_return *returned, struct word_wish *wish, uint32_t at,
                      const struct align_cell *cell)
{
    struct buf words = BUF_EMPTY;
    struct word_look look = look_of(returned, cell);

    add_glyph(returned, &words, cell->glyph);
    if (word_cited_is(cell->glyph))
        word_wish_refer(wish, at, words.bytes, word_cited_target(&returned->cited, cell->glyph), look.format);
    else
        word_wish_insert(wish, at, words.bytes, words.len, &look);
    tell_gap(&wish->now, &wish->now_gap);
    add_glyph(returned, &wish->now, cell->glyph);
    buf_clear(&words);
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
        tell_gap(&wish->was, &wish->was_gap);
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

/* The wish for words of this look among those of one item, which begin at `from`. */
static struct word_wish *wish_of_look(struct word_return *returned, size_t from, const struct item *item,
                                      const struct word_look *look)
{
    for (size_t i = from; i < returned->wish_count; i++) {
        const struct word_edit *edit = &returned->wishes[i].edits[0];
        if (edit->format == look->format &&
            (edit->link ? look->link && strcmp(edit->link, look->link) == 0 : !look->link))
            return &returned->wishes[i];
    }
    return returned->wish_count < WORD_RETURN_MAX ? add_wish(returned, WISH_FORMAT, item) : NULL;
}

static bool looks_otherwise(const struct align_cell *was, const struct align_cell *now)
{
    return !word_cited_is(now->glyph) && !was->struck && !now->struck && was->units &&
           (was->format != now->format || was->link != now->link);
}

/* Where words end that begin at `from` and get one look in place of another; blanks at their ends belong to none. */
static size_t end_of_look(const struct align_cells *was, const struct align_cells *now, const uint32_t *pairs,
                          size_t from)
{
    size_t end = from + 1;

    for (size_t i = from + 1;
         i < now->count && pairs[i] == pairs[i - 1] + 1 &&
         looks_otherwise(&was->list[pairs[i]], &now->list[i]) &&
         now->list[i].format == now->list[from].format && now->list[i].link == now->list[from].link;
         i++)
        end = is_only_blanks(now, i, i + 1) ? end : i + 1;
    return end;
}

/* Words that stayed and look otherwise. */
static void compare_looks(struct word_return *returned, const struct shown *shown, const uint32_t *pairs)
{
    const struct align_cells *was = &shown->cells, *now = &shown->line->cells;
    size_t first = returned->wish_count;

    for (size_t i = 0, end; i < now->count; i = end) {
        end = i + 1;
        if (pairs[i] == ALIGN_NONE || is_only_blanks(now, i, i + 1) ||
            !looks_otherwise(&was->list[pairs[i]], &now->list[i]))
            continue;
        struct word_look look = look_of(returned, &now->list[i]);
        struct word_wish *wish = wish_of_look(returned, first, shown->item, &look);
        end = end_of_look(was, now, pairs, i);
        if (!wish)
            return;
        wish->untaken = returned->unmarked;
        buf_text(&wish->now, wish->now.len ? " \xe2\x80\xa6 " : "");
        for (size_t k = i; k < end; k++) {
            const struct align_cell *cell = &was->list[pairs[k]];
            word_wish_restyle(wish, cell->source, cell->units, &look);
            add_glyph(returned, &wish->now, cell->glyph);
        }
    }
}

/* A change of the cells from `from` on, where the last one ended at `last`. */
static void go_on(struct word_wish *wish, const struct align_cells *was, size_t last, size_t from)
{
    if (last < from)
        wish->was_gap = wish->now_gap = is_only_blanks(was, last, from) ? " " : " \xe2\x80\xa6 ";
}

/* What is different between an item and its paragraph. */
static void compare_words(struct word_return *returned, const struct shown *shown)
{
    const struct align_cells *was = &shown->cells, *now = &shown->line->cells;
    uint32_t *pairs = mem_alloc((now->count + 1) * sizeof *pairs);
    struct word_wish *wish = add_wish(returned, WISH_TEXT, shown->item);
    size_t at = 0;   /* cells of `was` that have been looked at */
    size_t last = 0; /* … up to where they were changed */

    align_pair(was, now, pairs);
    for (size_t i = 0; i <= now->count;) {
        size_t end = i;
        while (end < now->count && pairs[end] == ALIGN_NONE)
            end++;
        size_t next = end < now->count ? pairs[end] : was->count;
        bool edges = is_only_blanks(was, at, next) && (end == i || is_only_blanks(now, i, end));
        if (!edges && (at < next || i < end)) {
            go_on(wish, was, last, at);
            strike(returned, wish, was, at, next);
            last = next;
        }
        for (size_t k = i; k < end && !edges; k++) {
            if (now->list[k]
                    .struck) /* inserted by one and struck by another: whoever sends the file has both */
                continue;
            want_cell(returned, wish, place_before(was, next), &now->list[k]);
        }
        if (end < now->count) {
            if (now->list[end].struck && !was->list[next].struck) {
                go_on(wish, was, last, next);
                strike(returned, wish, was, next, next + 1);
                last = next + 1;
            }
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

/* ---- places ---- */

static const char *id_of(const struct word_return *returned, const struct line *line)
{
    if (!line)
        return NULL;
    if (line->item)
        return line->item->id;
    return line->wish == WISH_NONE ? NULL : returned->wishes[line->wish].item;
}

/* Where in the draft the place is, and where it would be without what is new itself. */
static void place_wish(struct word_return *returned, struct word_wish *wish, const struct tree_line *tree,
                       struct line *const *lines, size_t at)
{
    size_t parent = tree[at].parent, after = tree[at].after;

    word_wish_place(wish, parent == TREE_NONE ? NULL : id_of(returned, lines[parent]),
                    after == TREE_NONE ? NULL : id_of(returned, lines[after]));
    while (after != TREE_NONE && !tree[after].item)
        after = tree[after].after;
    while (parent != TREE_NONE && !tree[parent].item) {
        after = parent;
        parent = tree[parent].parent;
        while (after != TREE_NONE && !tree[after].item)
            after = tree[after].after;
    }
    word_wish_place_else(wish, parent == TREE_NONE ? NULL : tree[parent].item->id,
                         after == TREE_NONE ? NULL : tree[after].item->id);
}

static enum item_kind kind_of(const struct line *line, const struct line *before)
{
    if (line->heading)
        return KIND_HEADING;
    return line->numbered || (before && before->item && before->item->kind == KIND_ITEM) ? KIND_ITEM
                                                                                         : KIND_PARAGRAPH;
}

/* A paragraph that is none of the items. */
static struct word_wish *add_line(struct word_return *returned, struct line *line, const struct line *before)
{
    const struct word_paragraph *paragraph = &returned->file.paragraphs[line->paragraph];
    struct word_wish *wish = add_wish(returned, WISH_ADD, NULL);
    size_t skip = 0;
    struct marker marker;

    line->wish = returned->wish_count - 1;
    wish->item_kind = kind_of(line, before);
    if (!line->numbered &&
        marker_parse(paragraph->words.bytes ? paragraph->words.bytes : "", paragraph->words.len, &marker) &&
        !marker.alone) {
        skip = marker.len_bytes;
        wish->item_kind = KIND_ITEM;
    }
    for (size_t i = 0; i < line->cells.count; i++) {
        const struct align_cell *cell = &line->cells.list[i];
        if (cell->source >= skip && !cell->struck)
            want_cell(returned, wish, 0, cell);
    }
    return wish;
}

static struct word_wish *move_line(struct word_return *returned, const struct line *line,
                                   enum tree_change change)
{
    struct word_wish *wish =
        add_wish(returned, change == TREE_OTHER_LEVEL ? WISH_LEVEL : WISH_ORDER, line->item);

    for (size_t k = 0; k < line->cells.count && k < ORDER_WORDS; k++)
        if (!line->cells.list[k].struck)
            add_glyph(returned, &wish->now, line->cells.list[k].glyph);
    return wish;
}

/* Whether a paragraph is there once all in the file is accepted, but for what the draft itself proposes to remove. */
static bool is_there(const struct word_return *returned, const struct line *line)
{
    if (line->item)
        return !line->removed || returned->shown[line->place].removed;
    return line->cells.count > 0 && !line->removed;
}

/* The lines that are there, as a tree. Caller frees both. */
static size_t make_tree(struct word_return *returned, struct tree_line **tree, struct line ***lines)
{
    size_t count = 0;

    *tree = mem_zero(returned->line_count + 1, sizeof **tree);
    *lines = mem_zero(returned->line_count + 1, sizeof **lines);
    for (size_t i = 0; i < returned->line_count; i++) {
        struct line *line = &returned->lines[i];
        if (!is_there(returned, line))
            continue;
        (*lines)[count] = line;
        (*tree)[count++] = (struct tree_line){.item = line->item,
                                              .depth = line->depth,
                                              .list = line->list,
                                              .exact = line->exact,
                                              .place = line->place};
    }
    word_tree_read(*tree, count);
    return count;
}

/* What is new and what stands elsewhere, from the top: so each finds what it stands below and behind in its place. */
static void compare_places(struct word_return *returned)
{
    struct tree_line *tree;
    struct line **lines;
    size_t count = make_tree(returned, &tree, &lines);

    for (size_t i = 0; i < count && returned->wish_count < WORD_RETURN_MAX; i++) {
        struct word_wish *wish = NULL;
        if (!lines[i]->item)
            wish = add_line(returned, lines[i], i > 0 ? lines[i - 1] : NULL);
        else if (tree[i].change != TREE_STAYS)
            wish = move_line(returned, lines[i], tree[i].change);
        if (wish)
            place_wish(returned, wish, tree, lines, i);
    }
    free(tree);
    free(lines);
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
    snprintf(wish->item, sizeof wish->item, "%s",
             returned->shown_count > 0 ? returned->shown[0].item->id : "");
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
    returned->unmarked = pair_by_marks(returned) == 0 && returned->shown_count > 0;
    if (returned->unmarked)
        tell(returned,
             "The file does not say which paragraph is which item; they were paired by their words.");
    pair_by_words(returned);
    pair_moved(returned);
    compare_items(returned);
    compare_places(returned);
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
    const struct draft *draft = returned->next == 0 ? door->draft(door->context) : NULL;

    for (size_t i = 0; draft && i < returned->wish_count; i++)
        word_wish_look_around(&returned->wishes[i], draft);
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
