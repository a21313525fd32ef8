/* Two readings of one text beside each other, character by character: what the draft showed, and what came back from Word.
 *
 * Words, signs and runs of blanks are paired by the shortest way from one reading to the other (Myers); what is left unpaired between two
 * pairs is compared by its ends, so that what is put into a word, or taken out of it, is no more than that. Blanks are alike however many there are, as
 * Word files come with blanks in order.
 */
#ifndef CONVERT_WORD_ALIGN_H
#define CONVERT_WORD_ALIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ALIGN_NONE UINT32_MAX

/* One character of a reading. */
struct align_cell {
    uint32_t glyph;
    uint32_t source; /* where it comes from, in whatever the caller counts */
    bool struck;     /* it is shown as deleted */
    bool inserted;   /* it is shown as inserted: words begin and end where this changes */
    uint32_t units;  /* of the source that it stands for, where the caller counts in UTF-16 units */
    unsigned format; /* RUN_… of convert/runs.h */
    uint32_t link;   /* a number of the caller's for an address */
};

struct align_cells {
    struct align_cell *list;
    size_t count;
    size_t capacity;
};

void align_cells_add(struct align_cells *cells, struct align_cell cell);
void align_cells_clear(struct align_cells *cells);

/* For each cell of `now`, the one of `was` that it is, or ALIGN_NONE: it is new. Increasing. `out` has now->count places. Where the two have little
 * in common, the middle is taken for new as a whole. */
void align_pair(const struct align_cells *was, const struct align_cells *now, uint32_t *out);

/* How alike two readings are, from 0 to 1000: of their words, by how many are in both. For pairing paragraphs. */
unsigned align_likeness(const struct align_cells *a, const struct align_cells *b);

#endif
