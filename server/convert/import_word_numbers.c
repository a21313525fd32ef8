/* Which numbers in front of paragraphs are numbers: typed ones and Word's own go through the same steps as those of any text (sequence.h), once with what
 * is proposed and once with what is proposed away. */
#include "convert/import_word_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "convert/glyph.h"

#define TWIPS_PER_COLUMN 120 /* a twelfth of an inch: what a blank takes in a plain text */

const char *word_piece_text(const struct word_piece *piece)
{
    return piece->words.words.bytes ? piece->words.words.bytes : "";
}

uint32_t word_piece_indent(const struct word_piece *piece)
{
    long level = piece->numbered ? piece->label.level * 4 : 0;

    return (uint32_t)(piece->words.indent > 0 ? piece->words.indent / TWIPS_PER_COLUMN : level);
}

/* In a file of ours nobody types numbers, and what looks like one are words. */
size_t word_making_repeated_number(const struct word_making *making, const struct word_piece *piece)
{
    struct marker typed;

    if (making->file->source.draft || !piece->numbered ||
        !marker_parse(word_piece_text(piece), piece->words.words.len, &typed) || typed.alone)
        return 0;
    for (size_t i = 0; i < typed.count; i++)
        if (typed.readings[i].style == piece->label.style && typed.readings[i].value == piece->label.value &&
            piece->label.style != MARKER_BULLET)
            return typed.len_bytes;
    return 0;
}

/* Word's own number as a marker that takes no room in the words. */
static struct marker automatic(const struct word_label *label)
{
    struct marker marker = {.stop = label->stop, .count = 1};

    marker.readings[0] =
        (struct marker_reading){label->style, label->style == MARKER_BULLET ? 0 : label->value};
    return marker;
}

static bool may_be_item(const struct word_piece *piece)
{
    return piece->role == BLOCK_PLAIN && !piece->row;
}

/* `labels`: what the text has in front of its numbers. */
static bool candidate_of(const struct word_piece *piece, const struct item_labels *labels,
                         struct candidate *out)
{
    size_t len = piece->words.words.len;
    const char *text = word_piece_text(piece);

    *out = (struct candidate){.indent = word_piece_indent(piece)};
    if (!may_be_item(piece))
        return false;
    if (piece->numbered) {
        out->marker = automatic(&piece->label);
        out->list = piece->label.list;
        out->level = piece->label.level;
    } else if (!marker_parse(text, len, &out->marker) &&
               !item_label_parse(labels, text, len, glyph_ends_sentence(text, len), &out->marker)) {
        return false;
    }
    const char *words = text + out->marker.len_bytes;
    size_t words_len = len - out->marker.len_bytes;
    candidate_see_words(out, words, words_len);
    return true;
}

static void see_label(struct item_labels *labels, const struct word_piece *piece)
{
    size_t len = piece->words.words.len;

    item_labels_see(labels, word_piece_text(piece), len, glyph_ends_sentence(word_piece_text(piece), len));
}

/* The words that typed numbers have in front of them. A file of ours has no typed numbers. */
static void find_labels(struct word_making *making)
{
    struct item_labels *labels = &making->labels;

    for (size_t i = 0; i < making->pieces.count && !making->file->source.draft; i++)
        if (may_be_item(&making->pieces.list[i]) && !making->pieces.list[i].numbered)
            see_label(labels, &making->pieces.list[i]);
    item_labels_choose(labels);
}

/* Which pieces look numbered: `list` gets them, `which` the place there of each piece, SIZE_MAX where it does not. Pieces whose fate is to be
 * removed, or added, are passed over: numbers were typed for a text that has both old and new ones only while it is negotiated. */
static size_t find_candidates(const struct word_making *making, bool removed, struct candidate *list,
                              size_t *which)
{
    size_t count = 0;
    bool after_heading = false;
    uint32_t last = 0;

    for (size_t i = 0; i < making->pieces.count; i++) {
        const struct word_piece *piece = &making->pieces.list[i];
        uint32_t passed = removed ? piece->fate.added_by : piece->fate.removed_by;
        which[i] = SIZE_MAX;
        if (passed != WORD_NONE)
            continue;
        if (candidate_of(piece, &making->labels, &list[count])) {
            list[count].after_colon = last == ':';
            list[count].after_heading = after_heading;
            after_heading = false;
            which[i] = count++;
        } else {
            after_heading = after_heading || piece->role == BLOCK_HEADING;
        }
        last = glyph_last(word_piece_text(piece), piece->words.words.len);
    }
    return count;
}

static void read_numbers(const struct word_making *making, bool removed, struct word_reading *out)
{
    size_t count = making->pieces.count;

    out->list = mem_zero(count + 1, sizeof *out->list);
    out->placements = mem_zero(count + 1, sizeof *out->placements);
    out->which = mem_alloc((count + 1) * sizeof *out->which);
    size_t candidates = find_candidates(making, removed, out->list, out->which);
    sequence_place(out->list, candidates, making->limits->max_depth, out->placements);
}

static void reading_clear(struct word_reading *reading)
{
    free(reading->list);
    free(reading->placements);
    free(reading->which);
}

static bool is_number_in(const struct word_reading *reading, size_t piece)
{
    return reading->which[piece] != SIZE_MAX &&
           reading->placements[reading->which[piece]].kind != PLACEMENT_TEXT;
}

void word_numbers_read(struct word_making *making, struct word_numbers *out)
{
    find_labels(making);
    read_numbers(making, false, &out->with_new);
    read_numbers(making, true, &out->with_old);
}

void word_numbers_clear(struct word_numbers *numbers)
{
    reading_clear(&numbers->with_new);
    reading_clear(&numbers->with_old);
}

struct word_number word_numbers_of(const struct word_numbers *numbers, size_t piece)
{
    static const struct candidate no_candidate = {.indent = 0};
    static const struct placement no_placement = {.kind = PLACEMENT_TEXT};
    /* typed numbers often fit one of the two readings only */
    const struct word_reading *reading =
        is_number_in(&numbers->with_new, piece) ? &numbers->with_new : &numbers->with_old;

    if (!is_number_in(reading, piece))
        return (struct word_number){&no_candidate, &no_placement};
    size_t at = reading->which[piece];
    return (struct word_number){&reading->list[at], &reading->placements[at]};
}

/* ---- numbers that counting gives ---- */

/* The last numbers of each depth: of all, and of those that Word counts, as their paragraph's mark was not deleted. */
struct running {
    uint32_t all[DRAFT_MAX_DEPTH + 2];
    uint32_t staying[DRAFT_MAX_DEPTH + 2];
};

static bool runs_on(struct running *running, const struct block *block, bool counts)
{
    int depth = block->depth;
    bool on = block->number == running->all[depth] + 1 || block->number == running->staying[depth] + 1;

    running->all[depth] = block->number;
    if (counts)
        running->staying[depth] = block->number;
    for (int below = depth + 1; below <= DRAFT_MAX_DEPTH; below++)
        running->all[below] = running->staying[below] = 0;
    return on;
}

/* Only a number that does not follow the one before it is kept: where a list begins, or begins anew. The others are left to counting, as what is
 * proposed away has a number of its own in a draft, and none in Word. */
void word_making_keep_beginnings(struct word_making *making)
{
    struct running running = {.all = {0}};

    for (size_t i = 0; i < making->blocks.count; i++) {
        struct block *block = &making->blocks.list[i];
        const struct word_paragraph *paragraph = &making->file->paragraphs[making->pieces.list[i].first];
        bool counts = !word_marks_have(&making->file->marks[paragraph->marks], true);
        if (block->number && (block->guesses & OUTLINE_GUESS_DEPTH || runs_on(&running, block, counts)))
            block->number = 0;
    }
}
