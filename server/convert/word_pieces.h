/* The text of a Word file in pieces, each of which becomes one entry: a paragraph, or a row of a table that holds facts. Below a piece stand the notes
 * that it refers to. Everything else is apart. */
#ifndef CONVERT_WORD_PIECES_H
#define CONVERT_WORD_PIECES_H

#include "convert/blocks.h"
#include "convert/contested.h"
#include "convert/word_changes.h"
#include "convert/word_numbering.h"
#include "convert/word_table.h"

struct word_piece {
    struct word_paragraph words; /* of one paragraph, or of several that became one */
    enum block_role role;        /* BLOCK_PLAIN where only its number can tell */
    uint32_t level;              /* of a heading, from 1 */
    int depth;                   /* that an export of ours says; 0: none says */
    bool numbered;               /* by Word; `label` says how */
    struct word_label label;
    struct word_fate fate;
    struct word_paragraph other; /* the same in the other language; empty: none */
    bool row;                    /* of a table */
    size_t first;                /* the paragraph that it begins with */
};

/* Where a paragraph has gone. */
struct word_place {
    size_t piece;  /* SIZE_MAX: it is apart */
    uint32_t byte; /* where its words begin in those of the piece */
};

struct word_pieces {
    struct word_piece *list;
    size_t count;
    size_t capacity;
    struct word_place *places; /* one a paragraph */
};

/* `fates` NULL: there are none. Borrows; counts the file's numbers. Caller clears. */
void word_pieces_make(struct word_file *file, const struct word_fate *fates, const struct word_tables *tables,
                      struct word_pieces *out);
void word_pieces_clear(struct word_pieces *pieces);

#endif
