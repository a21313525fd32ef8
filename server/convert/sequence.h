/* Which of the things that look like markers are markers, in which reading, and how deep.
 *
 * All markers of a text are read together. A reading is cheap where it carries on a list that is open ("h." "i." "j."), dearer
 * where it opens one ("7." then "a."), dear where it leaves a gap or starts over; not being a marker at all has its price too.
 * The cheapest way through the whole text wins, found by a beam search: of all ways up to here, the few best are kept.
 *
 * What a word processor numbers by itself says which list it is in, and how deep in that: such a number is never words, and goes on where its
 * list is open.
 *
 * Headings and paragraphs between markers leave the open lists alone, so letters run on through sub-headings.
 */
#ifndef CONVERT_SEQUENCE_H
#define CONVERT_SEQUENCE_H

#include "convert/marker.h"

struct candidate {
    struct marker marker;
    uint32_t indent;
    bool unfinished;  /* the line above breaks off in mid-sentence, with no blank line between */
    bool lower;       /* what follows the marker starts with a small letter */
    bool after_colon; /* the words of the marker before ended with a colon */
    bool led;         /* the line above ends with a colon */
    bool below_title; /* … and stands below a marker that only says what it is about: "2. Residence" */
    bool
        after_heading; /* something that looks like a heading stands between this marker and the one before */
    bool after_option; /* … or "OPTION 2", where the same numbers begin again */
    bool headline;     /* what follows the marker is short and does not end like a sentence */
    bool capitals;     /* … and is in capitals */
    bool heads_text;   /* a paragraph without a marker stands below, apart */
    bool repeats_allowed; /* Markdown: all items of a list may carry the same number */
    uint32_t list;        /* of a word processor's own numbers: which list, from 1; 0: the number was typed */
    int level;            /* in that list, from 0 */
};

enum placement_kind {
    PLACEMENT_TEXT,    /* no marker: the words stay as they are */
    PLACEMENT_ITEM,    /* an item at `depth` */
    PLACEMENT_HEADING, /* a numbered heading, which keeps its number as words: "II. Compromisos" */
};

struct placement {
    enum placement_kind kind;
    int depth;
    uint32_t number;  /* of an item: the value that was read; 0: a bullet */
    uint32_t guesses; /* OUTLINE_GUESS_READING, _SEQUENCE, _EXTRA, _DEPTH */
};

/* Sets what is seen of the words behind a marker: `lower`, `headline`, `capitals`. Borrows. */
void candidate_see_words(struct candidate *candidate, const char *words, size_t len);

/* Fills in one placement a candidate. Borrows. */
void sequence_place(const struct candidate *list, size_t count, int max_depth, struct placement *out);

#endif
