/* Pieces of a Word file as blocks, as every text becomes them (blocks.h), and whole pieces as proposals. */
#include "convert/import_word_state.h"

#include <stdlib.h>
#include <string.h>

static bool is_all_bold(const struct word_paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->run_count; i++)
        if (!(paragraph->runs[i].format & RUN_BOLD))
            return false;
    return paragraph->run_count > 0;
}

/* The one author who marked every word of a piece of a table; WORD_NONE where there is no such author. */
static uint32_t whole_author(const struct word_making *making, const struct word_piece *piece, bool deletes)
{
    uint32_t author = WORD_NONE;

    for (size_t i = 0; i < piece->words.run_count; i++) {
        const struct word_marks *marks = &making->file->marks[piece->words.runs[i].marks];
        uint32_t here = WORD_NONE;
        for (size_t k = 0; k < marks->count; k++)
            here = marks->list[k].deletes == deletes ? marks->list[k].author : here;
        if (here == WORD_NONE ? piece->words.runs[i].len > 3 : author != WORD_NONE && here != author)
            return WORD_NONE; /* the bars between cells are nobody's */
        author = here == WORD_NONE ? author : here;
    }
    return author;
}

static void propose_whole(struct word_making *making, size_t piece, uint32_t author, enum proposal_act act)
{
    if (author == WORD_NONE)
        return;
    struct contested_proposal *proposal = contested_propose(&making->out->contested, piece, act);
    word_voices_speak(&making->voices, author, &proposal->by, proposal);
}

static bool is_marked(const struct word_making *making, const struct word_paragraph *words)
{
    for (size_t i = 0; i < words->run_count; i++)
        if (making->file->marks[words->runs[i].marks].count > 0)
            return true;
    return false;
}

static bool is_contested(const struct word_making *making, const struct word_piece *piece)
{
    return piece->fate.added_by != WORD_NONE || piece->fate.removed_by != WORD_NONE ||
           piece->words.commented || is_marked(making, &piece->words) || is_marked(making, &piece->other);
}

/* A numbered heading keeps its number, as words. */
static size_t add_heading_number(const struct word_piece *piece, struct delta *words)
{
    if (!piece->numbered || piece->role != BLOCK_HEADING || piece->label.style == MARKER_BULLET)
        return 0;
    size_t len = strlen(piece->label.text);
    delta_insert(words, piece->label.text, len, NULL);
    delta_insert(words, " ", 1, NULL);
    return len + 1;
}

static enum block_role role_of(const struct word_piece *piece, const struct candidate *candidate,
                               const struct placement *placement)
{
    if (placement->kind == PLACEMENT_ITEM)
        return candidate->marker.series == SERIES_PREAMBLE ? BLOCK_PARAGRAPH : BLOCK_ITEM;
    if (placement->kind == PLACEMENT_HEADING)
        return BLOCK_HEADING;
    return piece->row ? BLOCK_BELOW
                      : piece->role; /* a row stands where a paragraph would, below the item before */
}

static void fill_block(struct word_making *making, size_t index, const struct candidate *candidate,
                       const struct placement *placement, size_t *known)
{
    struct word_piece *piece = &making->pieces.list[index];
    struct block *block = &making->blocks.list[index];
    bool item = placement->kind == PLACEMENT_ITEM;
    size_t skip = item ? candidate->marker.len_bytes : 0;

    if (item && skip == 0)
        skip = word_making_repeated_number(making, piece);
    *block = (struct block){
        .role = role_of(piece, candidate, placement),
        .number = item ? placement->number : 0,
        .depth = (item || piece->role == BLOCK_ITEM) && piece->depth ? piece->depth : placement->depth,
        .said_depth = piece->depth,
        .level = piece->level,
        .indent = word_piece_indent(piece),
        .space_above = true,
        .line_first = (uint32_t)index + 1,
        .line_last = (uint32_t)index + 1,
        .guesses = placement->guesses | (piece->row ? OUTLINE_GUESS_ROW : 0u) |
                   (piece->role == BLOCK_BELOW ? OUTLINE_GUESS_NOTE : 0u) |
                   (placement->kind == PLACEMENT_HEADING ? OUTLINE_GUESS_HEADING : 0u),
        .kept = is_contested(making, piece) || piece->row ||
                (piece->words.words.len == 0 && piece->role != BLOCK_TITLE),
        .bold = is_all_bold(&piece->words),
    };
    size_t shown = add_heading_number(piece, &making->words[index]);
    making->skips[index] = skip;
    buf_add(&block->removed, word_piece_text(piece), skip);
    word_making_add_words(making, index, &piece->words, skip, known, &making->words[index]);
    if (shown > 0)
        making->skips[index] =
            SIZE_MAX - shown + 1; /* positions move to the right instead: see place_in_entry */
    block->words = &making->words[index];
    buf_add(&block->text, making->words[index].bytes ? making->words[index].bytes : "",
            making->words[index].len_bytes);
}

/* Leaves of the marks of words those that the proposals of the whole piece do not make superfluous. */
static void keep_marks_within(struct word_making *making, struct word_paragraph *words, uint32_t added,
                              uint32_t removed)
{
    for (size_t k = 0; k < words->run_count; k++) {
        struct word_marks marks = making->file->marks[words->runs[k].marks], left = {.count = 0};
        for (size_t i = 0; i < marks.count; i++)
            if (marks.list[i].author != (marks.list[i].deletes ? removed : added))
                word_marks_add(&left, marks.list[i].deletes, marks.list[i].author);
        words->runs[k].marks = word_intern_marks(making->file, &left);
    }
}

void word_making_weigh_pieces(struct word_making *making)
{
    for (size_t i = 0; i < making->pieces.count; i++) {
        struct word_piece *piece = &making->pieces.list[i];
        bool in_table = making->file->paragraphs[piece->first].table > 0;
        uint32_t added = in_table ? whole_author(making, piece, false) : piece->fate.added_by;
        uint32_t removed = in_table ? whole_author(making, piece, true) : piece->fate.removed_by;
        if (in_table) {
            keep_marks_within(making, &piece->words, added, removed);
            keep_marks_within(making, &piece->other, added, removed);
        }
        propose_whole(making, i, added, PROPOSAL_ADD);
        propose_whole(making, i, removed, PROPOSAL_REMOVE);
        piece->fate = (struct word_fate){added, removed};
    }
}

/* Where a document begins with its only "heading 1", that heading is its title. Otherwise a first "heading
 * 1" heads a section. */
static void judge_first_heading(struct word_making *making)
{
    struct blocks *blocks = &making->blocks;
    size_t firsts = 0;

    for (size_t i = 0; i < blocks->count; i++)
        firsts += blocks->list[i].role == BLOCK_HEADING && blocks->list[i].level == 1;
    if (blocks->count > 0 && blocks->list[0].role == BLOCK_HEADING && (firsts != 1 || blocks->list[0].kept))
        blocks->list[0].level = 2;
}

void word_making_make_blocks(struct word_making *making)
{
    struct word_numbers numbers;
    size_t *known = word_making_no_proposals(making);

    word_numbers_read(making, &numbers);
    for (size_t i = 0; i < making->pieces.count; i++) {
        struct word_number number = word_numbers_of(&numbers, i);
        fill_block(making, i, number.candidate, number.placement, known);
    }
    word_making_keep_beginnings(making);
    judge_first_heading(making);
    word_numbers_clear(&numbers);
    free(known);
}
