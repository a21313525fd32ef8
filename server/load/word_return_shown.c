/* The step of word_return_read() that makes of the draft what the file showed of it when it was exported: the items of its view and their words as
 * cells, struck and inserted ones marked as in the file. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/uri.h"
#include "draft/items.h"
#include "draft/one_reading.h"
#include "draft/proposals.h"
#include "load/word_return_state.h"
#include "text/reference.h"

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

static bool is_removed(const struct draft *draft, const struct item *item, const struct one_reading *reading)
{
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        if (proposal->act == PROPOSAL_REMOVE && proposal->item == item && proposal_is_open(proposal) &&
            !map_get(&reading->passed, proposal->id))
            return true;
    }
    return false;
}

void word_return_show_draft(struct word_return *returned)
{
    const struct draft *draft = returned->draft;
    size_t capacity = 0;
    struct one_reading reading = {.passed = {0}};

    if (!returned->tracked && returned->view == DOCUMENT_CLEAN)
        one_reading_find(draft, &reading);
    for (const struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        const struct item_text *text = item_text_find(item, returned->lang);
        struct word_shown shown = {.item = item};
        if (!item_is_there(item))
            continue;
        const struct proposal *adding = proposals_adding(draft, item->id);
        shown.added = adding != NULL;
        shown.removed = is_removed(draft, item, &reading) || (adding && map_get(&reading.passed, adding->id));
        if (!returned->tracked && ((returned->view == DOCUMENT_BASE && shown.added) ||
                                   (returned->view == DOCUMENT_CLEAN && shown.removed)))
            continue;
        if (text) {
            struct delta words = DELTA_EMPTY;
            text_slice(text->text, 0, text_len(text->text), &words);
            one_reading_apply(&reading, &words);
            show_words(returned, &words, &shown.cells);
            delta_clear(&words);
        }
        returned->shown =
            mem_grow(returned->shown, returned->shown_count, &capacity, sizeof *returned->shown);
        returned->shown[returned->shown_count++] = shown;
    }
    one_reading_clear(&reading);
}
