/* What the parts of reading a returned Word file share (word_return.h): what the draft showed, what the file shows, which of both belong together,
 * and the wishes that come of the difference. Each part is a step of word_return_read(), in this order. */
#ifndef LOAD_WORD_RETURN_STATE_H
#define LOAD_WORD_RETURN_STATE_H

#include "convert/import_word.h"
#include "convert/word_align.h"
#include "convert/word_changes.h"
#include "convert/word_read.h"
#include "draft/state.h"
#include "load/word_cited.h"
#include "load/word_return.h"
#include "load/word_wish.h"

/* A paragraph of the file. */
struct word_line {
    size_t paragraph;
    struct align_cells cells; /* `source` is the byte in the paragraph's words */
    const struct item *item;  /* NULL: none of the draft's */
    bool added;               /* tracked as inserted as a whole */
    bool removed;             /* … as deleted */
    bool numbered;
    bool heading;
    bool plain; /* of our own style for paragraphs */
    int depth;  /* 0: not said */
    bool exact; /* … by a style of ours, not by a list */
    long list;
    uint32_t place; /* of its item among those that the draft showed */
    size_t wish;    /* what adds it, where it is new; WISH_NONE: nothing */
};

#define WISH_NONE SIZE_MAX

/* An item as the draft showed it. */
struct word_shown {
    const struct item *item;
    struct align_cells cells; /* `source` is the unit in the item's text */
    bool added;               /* it was only proposed */
    bool removed;             /* it was proposed to go */
    struct word_line *line;   /* where it is in the file; NULL: nowhere */
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
    struct word_line *lines;
    size_t line_count;
    struct word_shown *shown;
    size_t shown_count;
    struct word_wish *wishes;
    size_t wish_count;
    size_t wish_capacity;
    size_t next; /* the first that has not been carried out */
    struct buf told;
    struct word_cited cited; /* while the file is read */
};

/* Fills `shown` with the items that the file showed, as it showed them. */
void word_return_show_draft(struct word_return *returned);
/* Fills `lines` with the paragraphs of the file that belong to its text. */
void word_return_read_lines(struct word_return *returned);

/* Pairs paragraphs with the items whose marks they carry. How many there were. */
size_t word_return_pair_by_marks(struct word_return *returned);
/* Without marks: first the paragraphs that have stayed as they were, then the likest ones, each with an item behind the one before. */
void word_return_pair_by_words(struct word_return *returned);
/* An item that is gone while its words stand elsewhere as a paragraph of their own has moved there: word processors keep no marks of what is cut
 * and pasted, and show a tracked move as a deletion and an insertion. */
void word_return_pair_moved(struct word_return *returned);

/* Wishes for words that came, went or look otherwise, and for items that are gone. */
void word_return_compare_items(struct word_return *returned);
/* Wishes for items that have become headings, numbered items or paragraphs. */
void word_return_compare_kinds(struct word_return *returned);
/* Wishes for what is new and what stands elsewhere, from the top: so each finds what it stands below and behind in its place. */
void word_return_compare_places(struct word_return *returned);
/* A wish for the title that the file has once all in it is accepted. */
void word_return_compare_title(struct word_return *returned);
/* Wishes for the comments that the draft does not have. */
void word_return_read_comments(struct word_return *returned);

/* Valid until the next one is added. `item` NULL: it is about none of the draft's. */
struct word_wish *word_return_add_wish(struct word_return *returned, enum word_wish_kind kind,
                                       const struct item *item);
/* Adds a character to words that are told; the words of a reference stand for its code. */
void word_return_add_glyph(const struct word_return *returned, struct buf *out, uint32_t glyph);
/* The first words of a paragraph, to know it by. */
void word_return_name_line(const struct word_return *returned, const struct word_line *line, struct buf *out);
/* Wants a character of the file at a place of the item's text. */
void word_return_want_cell(const struct word_return *returned, struct word_wish *wish, uint32_t at,
                           const struct align_cell *cell);
/* Where in the item's text something stands that comes in front of a cell: right behind the cell before it. */
uint32_t word_return_place_before(const struct align_cells *was, size_t cell);

#endif
