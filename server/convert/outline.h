/* What an import makes of a text: a title, a flat list of items in document order, who wants what in them, and what was set apart.
 *
 * First rule: no character is lost. Every printing character of the source stands in exactly one of: `title`,
 * the texts, the `removed` strings (markers, Markdown signs, link addresses) and `aside`. Blanks are not kept one by one.
 *
 * Nothing here is a decision: whatever the import was not sure of carries a guess, for a person to look at.
 */
#ifndef CONVERT_OUTLINE_H
#define CONVERT_OUTLINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "convert/contested.h"
#include "draft/numbering.h"
#include "text/delta.h"

/* X(name, wire name, what was guessed) */
#define OUTLINE_GUESS_MAP(X)                                                                                 \
    X(JOINED, "joined", "two parts of a sentence were joined across a page break or a blank line")           \
    X(CUT, "cut", "a paragraph longer than a text may be was cut at a blank")                                \
    X(READING, "reading", "the marker can be read as a letter and as a roman numeral")                       \
    X(SEQUENCE, "sequence", "the number does not follow the one before it")                                  \
    X(EXTRA, "extra", "an inserted number (bis, ter, alt) became a number of its own")                       \
    X(UNMARKED, "unmarked", "a list without markers after a colon")                                          \
    X(HEADING, "heading", "taken for a heading by its looks")                                                \
    X(PLACE, "place", "the depth of an unnumbered text follows from its neighbours")                         \
    X(DEPTH, "depth", "the list went deeper than a draft can")                                               \
    X(GLUED, "glued", "a blank or a paragraph break seems to be missing after a full stop")                  \
    X(ROW, "row", "a row of a table")                                                                        \
    X(NOTE, "note", "a footnote or endnote of the file")

enum outline_guess_bit {
#define X(name, wire, meaning) OUTLINE_BIT_##name,
    OUTLINE_GUESS_MAP(X)
#undef X
        OUTLINE_BIT_COUNT
};

enum outline_guess {
#define X(name, wire, meaning) OUTLINE_GUESS_##name = 1 << OUTLINE_BIT_##name,
    OUTLINE_GUESS_MAP(X)
#undef X
};

#define OUTLINE_CALLED_BYTES 128

struct outline_item {
    int depth; /* 1 … DRAFT_MAX_DEPTH; at most one deeper than the entry before */
    enum item_kind kind;
    enum item_status status; /* ITEM_OPEN where the text says nothing of it */
    struct delta text; /* with formatting where the source had it, and marks of proposals (contested.h) */
    uint32_t number;   /* that the source gives it, as its list counts; 0: none */
    uint32_t start;    /* its list goes on from here, as counting would give another number; else 0 */
    bool automatic;    /* a word processor gives it that number … */
    char called[OUTLINE_CALLED_BYTES]; /* … and shows it so: "Article 4", "Compromiso 4:" */
    char name[NUMBERING_BARE_BYTES];   /* "4 bis", where it does not count; empty: it counts */
    char lang[LANG_MAX + 1]; /* it says in this language what the entry before says; empty: it does not */
    char *removed;           /* what was taken away as marker or Markdown sign, as it stood; may be empty */
    uint32_t line_first;     /* lines of the source, from 1 */
    uint32_t line_last;
    uint32_t guesses; /* OUTLINE_GUESS_… */
};

/* A line that was set apart as page furniture: headers, footers, page numbers, logos, rules. */
struct outline_aside {
    char *text;
    uint32_t line;
};

struct outline {
    char *title; /* title lines joined by a blank; never NULL, may be empty */
    char *title_removed;
    uint32_t title_guesses;
    struct outline_item *items;
    size_t count;
    size_t capacity;
    struct outline_aside *aside;
    size_t aside_count;
    size_t aside_capacity;
    struct contested contested;
    bool own; /* a Word file of ours; other formats say so in a line of `aside` (own_source.h) */
    struct numbering_scheme *numbering; /* that the source names or speaks for; NULL: none */
};

#define OUTLINE_EMPTY                                                                                        \
    {                                                                                                        \
        .title = NULL                                                                                        \
    }

void outline_clear(struct outline *outline);

/* Appends an empty entry and returns it; valid until the next one is added. */
struct outline_item *outline_add(struct outline *outline, int depth, enum item_kind kind);
/* The same in front of entry `at`, with empty words; what comes behind moves on. */
struct outline_item *outline_insert(struct outline *outline, size_t at);
/* What stands in front of an item as its number, typed or a word processor's own; empty: nothing. Borrowed. */
const char *outline_shown_number(const struct outline_item *item);
void outline_set_apart(struct outline *outline, const char *text, size_t len, uint32_t line); /* borrows */

/* Sets `start` of each item whose number does not follow from the one before it, and `numbering` where it is not known. `repeats`: items of a
 * list may all have the same number, as in Markdown. The last step of an import. */
void outline_settle_numbers(struct outline *outline, bool repeats);

/* The wire name of a guess, "joined"; static. */
const char *outline_guess_name(enum outline_guess_bit bit);

/* A walk through the numbers that a draft of it would have in a language, NULL: in none: start, then take each entry in order. Borrows. */
void outline_start_numbers(const struct outline *outline, const char *lang, struct numbering *out);
void outline_take_number(const struct outline_item *item, struct numbering *numbering);

/* {"title":…,"items":[{"depth","kind","number","text","lang","guess":[…],"changes":[…],"lines":[first,last]}],"aside":[…],"aside_lines":[…]}: for the preview of an
 * import, with the numbers of a language or none (NULL). `number` is absent where there is none, `guess` where nothing was guessed; `text` is the words alone. */
void outline_write_json(struct buf *out, const struct outline *outline, const char *lang);

#endif
