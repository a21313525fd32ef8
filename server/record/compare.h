/* What differs between two moments of one draft, from its log, so nothing is guessed: which items came, went, moved, were split and joined,
 * and which words of each, by whom.
 *
 *   struct comparison comparison;
 *   compare(&moments, "es", DOCUMENT_BRACKETS, &comparison);
 *   for each row, in the order of the later moment; what is not there any more stands behind what it stood behind:
 *       row->after ? its number now : it is gone
 *       for each part of row->parts:  kept, deleted, inserted, left, came; words from comparison_words
 *
 * Laws, held by tests/property/test_compare.c: the rows that are there afterwards, with their kept, inserted and come words, are the later
 * document; those that were there before, in order of their places, with kept, deleted and left words, are the earlier one.
 */
#ifndef RECORD_COMPARE_H
#define RECORD_COMPARE_H

#include "convert/references.h"
#include "draft/proposals.h"
#include "load/draft_document.h"
#include "load/draft_loader.h"
#include "record/parts.h"
#include "record/record.h"

struct moments {
    const struct loaded_draft *from, *to; /* of the same draft, from <= to */
    const struct record *record;          /* of that draft, at least as far as `to` */
};

enum row_state { ROW_SAME, ROW_CHANGED, ROW_ADDED, ROW_RESTORED, ROW_REMOVED };

struct compare_row {
    const char *item;
    const struct document_item *before, *after; /* NULL where it is not there */
    size_t place_before;                        /* in the earlier document, where it is there */
    enum row_state state;
    bool moved;
    uint64_t moved_by;      /* the op that moved it last; 0: it was not */
    uint64_t state_by;      /* the op that added, restored or removed it; 0: none, or not known */
    const char *split_from; /* it was split off this item meanwhile; NULL */
    const char *joined_to;  /* it was merged into this item meanwhile; NULL */
    struct parts parts;
};

struct comparison {
    struct moments moments;
    enum document_view view;
    struct draft_document before, after;
    struct document shown_before, shown_after;     /* the items that the view shows */
    struct references *cited_before, *cited_after; /* what their references show; NULL: there are none */
    struct compare_row *rows;
    size_t count;
    size_t changes; /* rows that are not the same */
};

/* `lang` NULL: the original. STATUS_BAD_OP where the later moment has no such language. Caller clears. Borrows what `moments` names. */
enum status compare(const struct moments *moments, const char *lang, enum document_view view,
                    struct comparison *out) MUST_CHECK;
void comparison_clear(struct comparison *comparison);

/* Words and formatting of a part as an inserts-only delta: of the earlier text where they are deleted or left, else of the later. References show the
 * numbers of that moment. Caller clears. */
void comparison_words(const struct comparison *comparison, const struct compare_row *row,
                      const struct part *part, struct delta *out);

/* Whose change it is. A decided proposal's words are its author's, and `decider` is who decided. NULLs where nobody is known. Borrowed. */
struct authorship {
    uint64_t seq;
    int64_t at;
    const char *by;      /* participant */
    const char *decider; /* participant; NULL: nobody had to decide */
    const struct proposal *proposal;
};

/* Of a part that is inserted or deleted; `row` is the one it stands in. */
struct authorship comparison_author(const struct comparison *comparison, const struct compare_row *row,
                                    const struct part *part);
/* Of an op; seq 0 gives nobody. */
struct authorship comparison_op(const struct comparison *comparison, uint64_t seq);

#endif
