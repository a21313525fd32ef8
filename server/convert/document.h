/* What the exports read: one draft in one language, as plain data. Whoever fills it in owns all it points to. */
#ifndef CONVERT_DOCUMENT_H
#define CONVERT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "draft/numbering.h"
#include "text/delta.h"

/* A proposal that is open: whose marks are in the texts, or that would add or remove an item. */
struct document_proposal {
    const char *id;
    const char *who;     /* the delegation's name, or the person's */
    const char *support; /* names of the co-sponsors, joined by commas; NULL: none */
    const char *note;    /* NULL: none */
    const char *group;   /* those of one group are alternatives; NULL: it is none */
    int64_t at;          /* ms since 1970 */
};

/* A comment, or an answer to the one that begins its thread. */
struct document_comment {
    const char *id;
    const char *parent; /* id of the first of its thread, which stands before it; NULL: it is the first */
    const char *who;
    const char *words;
    int64_t at;
    bool resolved;     /* said of the first one */
    bool whole;        /* on the whole item; else on from … to */
    uint32_t from, to; /* UTF-16 units of the item's text, from <= to; a place where they are equal */
};

#define DOCUMENT_HANDLE_SIGN "\xc2\xa7" /* in front of a handle where it is shown */

#define DOCUMENT_NUMBER_BYTES                                                                                \
    (NUMBERING_LABEL_BYTES + NUMBERING_FORMER_BYTES + 32) /* "4 bis. (formerly 7.p)" */

struct document_item {
    int depth; /* 1 … DRAFT_MAX_DEPTH */
    enum item_kind kind;
    enum item_status status;
    const char *id;
    const char *handle;       /* "K7Q"; NULL: not told */
    const struct delta *text; /* NULL: no words in this language */
    bool stale;               /* the original changed since this language was aligned */
    const char *insertion;    /* proposal that would add the whole item; NULL: none */
    const char *taken;        /* the same, where the view takes it as accepted; filled in by runs_select */
    const struct map *
        undecided; /* by id: proposals that the view takes though there are alternatives to them; NULL: none */
    const char *const
        *removals; /* proposals that would remove the whole item, in the order in which they were made */
    size_t removal_count;
    const char *remarks; /* "(agreed ad ref) (Canada: reserve)", for text with brackets; NULL: none */
    uint32_t start;      /* its list goes on from this number; 0: it just goes on */
    const char *name;    /* what it is called, "4 bis"; NULL: it is counted */
    const char *former;  /* what it was called before it moved, "7.p"; NULL: it did not */
    bool gone;           /* it was removed, and only its number is there, with a word that says so */
    char number[DOCUMENT_NUMBER_BYTES]; /* "7." or empty; the exports fill it in, by what they show */
    size_t label_len; /* so many bytes of `number` are what it is called now; filled in with it */
    size_t
        lead; /* so many bytes of `text` are in italics by the scheme (lead.h), where a format prints that; filled in with `number` */
    const struct document_comment *comments; /* thread by thread; those that are removed are not here */
    size_t comment_count;
};

struct document {
    const char *id;
    const char *title;
    const char *lang;     /* BCP 47 tag of the texts */
    const char *original; /* tag of the original language; equal to lang where this is it. May be NULL */
    char *const *langs;   /* tags of all languages of the draft, the original first; NULL: not told */
    size_t lang_count;
    const struct numbering_scheme *numbering; /* NULL: the conference's */
    bool adopted;
    uint64_t seq;
    const char *head;                          /* hash of the op `seq`, hexadecimal; may be NULL */
    const char *date;                          /* of that op, ready to print; may be NULL */
    int64_t at;                                /* when it was made, ms since 1970; 0: not known */
    int64_t begun;                             /* when its first op was made; 0: not known */
    const struct document_proposal *proposals; /* in the order in which they were made */
    size_t proposal_count;
    struct document_item *items;
    size_t count;
};

/* The first proposal that would remove the whole item; NULL: there is none. */
const char *document_removal(const struct document_item *item);

/* How an item is numbered. */
struct numbering_entry document_entry(const struct document_item *item);
/* Begins to number a document in its scheme and language; borrows it. */
void document_start(struct numbering *numbering, const struct document *document);
/* Takes the next item of a document that is walked in order; the number is then in `numbering`. */
void document_count(struct numbering *numbering, const struct document_item *item);
/* Fills in every `number`; for those who show a document without exporting it. */
void document_number(struct document *document);

/* How the proposals in a text are shown. */
enum document_view {
    DOCUMENT_BRACKETS, /* both, with who wants what: "[Canadá: new] [del. Canadá: old] [Canadá: old → new]" */
    DOCUMENT_CLEAN,   /* as if all were accepted; of alternatives one, in its bracket (draft/one_reading.h) */
    DOCUMENT_BASE,    /* as if there were none */
    DOCUMENT_TRACKED, /* as the tracked changes of a word processor; in formats that have none: as brackets */
};

/* "brackets", "clean", "base", "tracked"; false where there is no such view. */
bool document_view_from_name(const char *name, enum document_view *out);
const char *document_view_name(enum document_view view);

struct document_markup {
    enum document_view view;
    /* The names that go into the bracket, for the ids of the proposals that want the same; borrowed until the next call. NULL, or a NULL
     * answer: the first id. */
    const char *(*who)(void *context, const char *const *proposals, size_t count);
    void *context;
    /* Which of its alternatives a proposal is, in the order of the text, from 1; 0: it has none. NULL: none has. */
    unsigned (*alternative)(void *context, const char *proposal);
    bool statuses;    /* each item says its status, in formats that can */
    bool handles;     /* … and its handle, "§K7Q" */
    bool uncommented; /* without comments and notes of proposals, where a format has them */
};

#endif
