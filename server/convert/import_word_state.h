/* What the files that make an outline of a Word file share (import_word.c). */
#ifndef CONVERT_IMPORT_WORD_STATE_H
#define CONVERT_IMPORT_WORD_STATE_H

#include "convert/blocks.h"
#include "convert/import_word.h"
#include "convert/item_label.h"
#include "convert/sequence.h"
#include "convert/word_pieces.h"
#include "convert/word_voices.h"

/* What an import is made with. */
struct word_making {
    struct word_file *file;
    const struct import_options *limits;
    struct word_voices voices;
    struct word_pieces pieces;
    struct item_labels labels; /* what the text has in front of its typed numbers */
    struct blocks blocks;
    struct delta *words; /* of each piece, without its typed number: what the blocks borrow */
    size_t *skips;       /* bytes of that number */
    size_t *entries;     /* of each piece: its first entry, SIZE_MAX where it is in the title */
    struct outline *out;
};

/* ---- words: import_word_words.c ---- */

/* Of each author no proposal yet, for what adds words. Caller frees. */
size_t *word_making_no_proposals(const struct word_making *making);
/* Adds the words of a paragraph from a byte on; proposals in them are those of `piece`, of which `known` has the last of each author. */
void word_making_add_words(struct word_making *making, size_t piece, const struct word_paragraph *paragraph,
                           size_t from, size_t *known, struct delta *out);

/* ---- which numbers are numbers: import_word_numbers.c ---- */

const char *word_piece_text(const struct word_piece *piece);
/* In columns, as of a plain text. */
uint32_t word_piece_indent(const struct word_piece *piece);
/* Bytes of a number that was typed although Word shows the same one; 0: there is none. */
size_t word_making_repeated_number(const struct word_making *making, const struct word_piece *piece);

/* Numbers of one reading of the text: with what is proposed, or with what is proposed away. */
struct word_reading {
    struct candidate *list;
    struct placement *placements;
    size_t *which; /* of each piece: its place in both; SIZE_MAX where it does not look numbered */
};

struct word_numbers {
    struct word_reading with_new, with_old;
};

/* What numbers a piece, and where that puts it; of a piece without a number, nothing and plain text. */
struct word_number {
    const struct candidate *candidate;
    const struct placement *placement;
};

/* Caller clears. */
void word_numbers_read(struct word_making *making, struct word_numbers *out);
void word_numbers_clear(struct word_numbers *numbers);
/* Borrowed from `numbers`. */
struct word_number word_numbers_of(const struct word_numbers *numbers, size_t piece);
/* Of the blocks' numbers, leaves those that counting would not give. */
void word_making_keep_beginnings(struct word_making *making);

/* ---- pieces as blocks: import_word_blocks.c ---- */

/* Proposes whole pieces. What others want of their words stays. */
void word_making_weigh_pieces(struct word_making *making);
void word_making_make_blocks(struct word_making *making);

/* ---- comments: import_word_comments.c ---- */

void word_making_add_comments(struct word_making *making);

/* ---- the other language: import_word_translation.c ---- */

void word_making_add_translation(struct word_making *making, struct word_import *out);

#endif
