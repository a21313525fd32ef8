/* What a Word file says, as plain data: paragraphs in document order, each with its words, who inserted and deleted which of them, what its
 * style and its list are; comments and where they hang. word_read fills it in; nothing of it has been decided yet: which paragraph is an
 * item, and how deep, is word_outline's.
 *
 * A mark says that an author inserted or deleted something under change tracking. Words, and the marks that end paragraphs, carry sets of
 * them, by index into `marks`: set 0 is empty. A move is a deletion here and an insertion there. Words that somebody struck by hand, by a line through them and
 * not under change tracking, are a deletion by nobody known, and so is the end of a paragraph all of whose words are.
 */
#ifndef CONVERT_WORD_FILE_H
#define CONVERT_WORD_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/map.h"
#include "convert/runs.h"

#define WORD_NONE       UINT32_MAX
#define WORD_MARKS_MAX  8  /* on the same words; more are left out */
#define WORD_ITEM_BYTES 41 /* the name of a bookmark has at most 40 letters */

struct word_mark {
    bool deletes;
    uint32_t author; /* index into `authors` */
};

/* Outermost first. */
struct word_marks {
    struct word_mark list[WORD_MARKS_MAX];
    size_t count;
};

/* Words of one paragraph that are alike. */
struct word_run {
    uint32_t at; /* bytes in the paragraph's words */
    uint32_t len;
    unsigned format; /* RUN_… of runs.h */
    uint32_t link;   /* index into `links`, or WORD_NONE */
    uint32_t marks;  /* index into `marks` */
};

enum word_flow {
    WORD_BODY,
    WORD_NOTE,  /* of a footnote or an endnote */
    WORD_APART, /* header, footer, text box, table of contents, hidden */
};

struct word_paragraph {
    enum word_flow flow;
    struct buf words;
    struct word_run *runs;
    size_t run_count;
    size_t run_capacity;
    uint32_t marks; /* of the mark that ends it: inserted, deleted */
    uint32_t style; /* index into the styles, or WORD_NONE */
    long num;       /* id of its list where it says so itself; 0: none; -1: as its style says */
    long level;     /* in that list, from 0; -1: as its style says */
    long outline;   /* outline level, from 0; -1: as its style says */
    long indent;    /* twentieths of a point; -1: as list and style say */
    uint32_t table; /* number of its table, from 1; 0: it stands in none */
    uint32_t row;   /* in that table, from 0 */
    uint32_t column;
    bool commented;   /* a comment begins or ends in it */
    bool drop_cap;    /* it is the first letter of the next one, in a frame: word_read joins them */
    bool joined;      /* its mark is gone and its words stand in the next one: nothing of it is left */
    bool labelled;    /* one of our own exports wrote its number as text */
    uint32_t note;    /* key of the note that it belongs to; 0: none */
    bool unstruck;    /* words of it are not struck by hand */
    bool in_contents; /* it belongs to a table of contents */
    char item[WORD_ITEM_BYTES]; /* of one of our own exports: the bookmark of its item; empty: none */
};

/* A place between characters of a paragraph's words. */
struct word_point {
    uint32_t paragraph; /* WORD_NONE: nowhere */
    uint32_t byte;
};

struct word_comment {
    char *id;
    char *words;
    uint32_t key; /* the id of its last paragraph as a number, by which our exports know it again; 0: none */
    uint32_t author;
    size_t answers; /* index of the comment that it answers; SIZE_MAX: it is a first one */
    bool resolved;
    struct word_point from;
    struct word_point to;
};

/* A footnote or endnote that is referred to. `key` is what its paragraphs have as `note`. */
struct word_note {
    uint32_t key;
    uint32_t anchor; /* the paragraph with the reference */
    char label[24];  /* "(1)" */
};

#define WORD_NOTE_MAX              (INT32_MAX / 4)
#define WORD_NOTE_KEY(endnote, id) (((id) << 1 | ((endnote) ? 1u : 0u)) + 1)

struct word_format {
    uint32_t author;
    uint32_t paragraph; /* or WORD_NONE */
};

/* What an export of ours says of itself in its custom properties; NULL where it does not. */
struct word_source {
    char *draft;
    char *lang;
    char *view;
    char *head;
    uint64_t seq;
};

struct word_file {
    struct word_paragraph *paragraphs;
    size_t count;
    size_t capacity;
    struct word_marks *marks; /* sets, each once; the first is empty */
    size_t mark_count;
    size_t mark_capacity;
    char **authors; /* names, each once; "" for an unknown one */
    size_t author_count;
    size_t author_capacity;
    char **links; /* addresses */
    size_t link_count;
    size_t link_capacity;
    struct word_comment *comments;
    size_t comment_count;
    size_t comment_capacity;
    struct map comments_by_id;
    struct word_note *notes; /* in the order in which they are referred to */
    size_t note_count;
    size_t note_capacity;
    struct word_format
        *formats; /* changes of formatting under change tracking; what they made is what is read */
    size_t format_count;
    size_t format_capacity;
    struct word_styles *styles;
    struct word_numbering *numbering;
    struct word_source source;
    bool keeps_brackets; /* those of an export of ours are words, like all others */
};

void word_file_init(struct word_file *file);
void word_file_clear(struct word_file *file);

struct word_paragraph *word_add_paragraph(struct word_file *file,
                                          enum word_flow flow); /* valid until the next */
uint32_t word_author(struct word_file *file, const char *name); /* its index; NULL is "" */
uint32_t word_link(struct word_file *file, const char *address);
uint32_t word_intern_marks(struct word_file *file, const struct word_marks *marks); /* their set's index */
/* Appends a mark unless the same is there, or there is no room. */
void word_marks_add(struct word_marks *marks, bool deletes, uint32_t author);
bool word_marks_have(const struct word_marks *marks, bool deletes);

/* Appends words to a paragraph, to its last run where that is alike. */
void word_add_words(struct word_paragraph *paragraph, const char *utf8, size_t len,
                    const struct word_run *like);
/* Puts words into those that a paragraph has, with the look and the marks of what stands behind them, or, at the end, in front of them. Points of
 * comments stay where they are. */
void word_insert_words(struct word_paragraph *paragraph, uint32_t at, const char *utf8, size_t len);

/* The paragraph's words with blanks put in order, one by one unless brackets are kept, and without what nobody sees: its runs are made anew. Points of comments
 * move along. */
void word_tidy(struct word_file *file, size_t paragraph);

/* Gives each run of a paragraph the marks that `decide` answers, a set's index, or takes it away where that is WORD_NONE. Points of comments
 * move along. `decide` may add sets. */
void word_decide(struct word_file *file, size_t paragraph, uint32_t (*decide)(void *context, uint32_t marks),
                 void *context);

/* Where one author has replaced letters within a word, the whole word is deleted, and inserted as it is with them: word processors keep what is alike
 * at its beginning and end, and nobody reads "pued[e → a]n". Points of comments move along. */
void word_widen(struct word_file *file, size_t paragraph);

/* Moves the words of a paragraph, with the comments on them, in front of those of another. */
void word_prepend(struct word_file *file, size_t from, size_t to);

#endif
