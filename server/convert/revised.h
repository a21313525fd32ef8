/* A text with revisions: what a word processor shows as tracked changes. Made of a draft with its open proposals (revise.h), or of what
 * happened between two versions; whoever writes a file from it need not know which.
 *
 *   all accepted:  paragraphs and words that are inserted stay, those that are deleted go, what moved stands where it arrives
 *   all rejected:  the reverse
 *
 * Nobody's insertion stands in another's, and no deletion around an insertion: word processors do not agree on those. Words that two want
 * in have the inner one for their author, words that several want out have all of them, their names joined by "; ".
 */
#ifndef CONVERT_REVISED_H
#define CONVERT_REVISED_H

#include <stdbool.h>

#include "convert/runs.h"

/* Who made a change, and when. */
struct revision {
    const char *author;
    int64_t at; /* ms since 1970; 0: not known */
};

enum revised_move { REVISED_STAYS, REVISED_LEAVES, REVISED_ARRIVES };

/* Formats of a span beside those of runs.h. */
enum {
    REVISED_LABEL = 8,
    REVISED_BRACKET = 16,
    REVISED_STATUS = 32
}; /* a number as text; the signs of a bracket; a status */

struct revised_span {
    const char *bytes;
    size_t len;
    uint32_t from; /* where it begins in the item's text, in UTF-16 units; for comments */
    uint32_t units;
    size_t lead;        /* so many of its bytes are in italics by the scheme */
    unsigned format;    /* RUN_…, REVISED_… */
    const char *link;   /* an address; NULL: none */
    const char *target; /* id of the item of the document that the words refer to; NULL: none */
    bool fixed;         /* other words are shown in place of the item's: no comment cuts them */
    const struct revision *inserted, *deleted; /* NULL: not */
};

/* A comment on a paragraph, or an answer to an earlier one of the same paragraph. */
struct revised_comment {
    const char *id; /* of the comment; of the proposal whose note it is */
    bool of_proposal;
    const char *who;
    int64_t at;
    const char *words;
    bool resolved;
    size_t parent; /* index in the paragraph's list; its own: it is the first of its thread */
    bool whole;
    uint32_t from, to;
};

struct revised_number {
    char label[NUMBERING_LABEL_BYTES]; /* empty: none */
    uint32_t count;                    /* which of its siblings it is; 0: it does not count */
    int level;                         /* see numbering_scheme.h */
};

struct revised_paragraph {
    int depth; /* 1 … DRAFT_MAX_DEPTH */
    enum item_kind kind;
    const char *id;
    struct numbering_entry was, is; /* as it is numbered when all is rejected, accepted */
    const char *former; /* what its number was, "(formerly 7.p)", to show behind its number; NULL: none */
    const char *status; /* what to show behind the words, its handle and its status; NULL: neither */
    struct revised_number before,
        after; /* as all were rejected, accepted; where it is not there then: no label */
    const struct revision *inserted, *deleted; /* as a whole; NULL: not */
    enum revised_move move;
    const struct revision *moved;
    const char *move_name; /* the same where it leaves and where it arrives, and for all that moved along */
    struct revised_span *spans;
    size_t span_count, span_capacity;
    struct revised_comment *comments;
    size_t comment_count, comment_capacity;
};

struct revised {
    const struct numbering_scheme *scheme, *scheme_before; /* NULL: the conference's */
    const char *lang;
    struct revised_span *title;
    size_t title_count;
    struct revised_paragraph *paragraphs;
    size_t count, capacity;
    void **kept; /* memory that belongs to it */
    size_t kept_count, kept_capacity;
};

bool revised_is_before(const struct revised_paragraph *paragraph); /* there when all is rejected */
bool revised_is_after(const struct revised_paragraph *paragraph);  /* there when all is accepted */

/* Builders. The pointers stay valid until the next one of their kind is added. */
struct revised_paragraph *revised_add(struct revised *revised);
struct revised_span *revised_add_span(struct revised_paragraph *paragraph);
struct revised_comment *revised_add_comment(struct revised_paragraph *paragraph);
/* Takes memory, which lives as long as `revised`; returns it. */
void *revised_keep(struct revised *revised, void *memory);
/* Who deleted what somebody else inserted or moved (`around`, NULL: nobody). LibreOffice drops both changes where they have one author; so
 * then the name stands twice, which reads as two who want it away. */
const struct revision *revised_apart(struct revised *revised, const struct revision *around,
                                     const struct revision *deleted);
/* Fills in `before` and `after`, by the schemes. */
void revised_number(struct revised *revised);
/* Takes an entry of a walk, and says what its number is. */
void revised_number_take(struct numbering *numbering, const struct numbering_entry *entry,
                         struct revised_number *out);
void revised_clear(struct revised *revised);

#endif
