/* Numbers of items. As a rule they are not stored: they follow from the tree and the draft's scheme (numbering_scheme.h), and this is the one
 * place that says how.
 *
 * Walk a draft in document order (depth first):
 *
 *   struct numbering numbering;
 *   numbering_start(&numbering, scheme, "es");
 *   for each entry:
 *       if (numbering_take(&numbering, &entry))
 *           print(numbering.label, numbering.path);      // "ii." and "7.p.ii"
 *
 * Only kind `item` counts, and where the scheme says so the paragraphs in front of the first item. Headings and paragraphs between siblings do
 * not interrupt the count, unless the scheme restarts a level at headings; the children of another parent start anew.
 *
 * What does not count: an item that is only proposed is called after the one before it, "4 bis.", "4 ter.", "4 quater.", "4 5." and so on, in
 * front of the first "0 bis."; and an item that has a name of its own ("4 bis" of a printed text, or since the numbers were frozen) is
 * called so, wherever it stands.
 */
#ifndef DRAFT_NUMBERING_H
#define DRAFT_NUMBERING_H

#include <stdbool.h>
#include <stdint.h>

#include "draft/numbering_scheme.h"
#include "draft/types.h"

/* A number with what stands around it, and with those above in front where levels are chained. */
#define NUMBERING_LABEL_BYTES (2 * NUMBERING_AFFIX_BYTES + DRAFT_MAX_DEPTH * (NUMBERING_BARE_BYTES + 1))
#define NUMBERING_PART_BYTES  (2 * NUMBERING_AFFIX_BYTES + NUMBERING_BARE_BYTES + 1)
#define NUMBERING_PATH_BYTES  (DRAFT_MAX_DEPTH * NUMBERING_PART_BYTES)

/* What the walk has to know of an entry. */
struct numbering_entry {
    int depth; /* 1 … DRAFT_MAX_DEPTH */
    enum item_kind kind;
    bool proposed;    /* an open proposal would add it */
    uint32_t start;   /* its list goes on from here; 0: it just goes on */
    const char *name; /* of its own, without what stands around it: "4 bis"; NULL: none. Borrowed */
};

/* Where a walk stands. `label`, `path`, `path_word`, `leads`, `counts` and `ids` are for reading. */
struct numbering {
    char label[NUMBERING_LABEL_BYTES]; /* of the last entry; empty where it has no number */
    char path
        [NUMBERING_PATH_BYTES]; /* its number below those of the numbered items above it: "7.p.ii", "OP3.a" */
    bool leads;                 /* the last entry begins with words in italics, where the scheme has such */
    size_t path_word;           /* so many bytes of the path are a word in front of the number: "Article " */
    uint32_t counts[DRAFT_MAX_DEPTH]; /* the last count of each level; before the first, its start less one */
    uint32_t ids
        [DRAFT_MAX_DEPTH]; /* of the last entry of each level: what tells its number from others; 0: it has none */
    uint32_t preamble;                     /* the same of the paragraphs in front of the first item */
    const struct numbering_scheme *scheme; /* NULL: the conference's */
    const char *lang;                      /* NULL: what is common to all */
    bool begun;
    bool operative;                     /* an item of level 1 has counted: what preamble there was is over */
    uint32_t proposed[DRAFT_MAX_DEPTH]; /* proposed entries since the last one that counts */
    bool headings[DRAFT_MAX_DEPTH];     /* by depth: the last entry is one */
    char bare[DRAFT_MAX_DEPTH]
             [NUMBERING_BARE_BYTES]; /* of the last entry of that level, "4" or "4 bis"; empty: no number */
    bool is_paragraph[DRAFT_MAX_DEPTH]; /* whose affixes its bare number has */
};

/* By the conference's scheme. */
#define NUMBERING_START                                                                                      \
    {                                                                                                        \
        .label = ""                                                                                          \
    }

/* `scheme` NULL: the conference's. Both are borrowed as long as the walk goes on. */
void numbering_start(struct numbering *numbering, const struct numbering_scheme *scheme, const char *lang);

/* Takes the next entry, but writes nothing: for those who only compare `ids`. Gives its level. */
int numbering_count(struct numbering *numbering, const struct numbering_entry *entry);
/* Takes the next entry. True where it has a number. */
bool numbering_take(struct numbering *numbering, const struct numbering_entry *entry);
/* The same for an entry of which no more is known than where it stands; for one that is only proposed. */
bool numbering_next(struct numbering *numbering, int depth, enum item_kind kind);
bool numbering_propose(struct numbering *numbering, int depth, enum item_kind kind);

/* The level of the last entry, from 1. */
int numbering_level_of(const struct numbering *numbering, int depth);

/* What an entry is called that is the `which`-th (from 0) to come after one with a bare number: "4 bis", "4 ter", "4 quater", "4 5". */
void numbering_name_after(const char *bare, uint32_t which, char out[NUMBERING_BARE_BYTES]);
/* The bare number with what stands around it on its level in a language. */
void numbering_label(const struct numbering_level *level, const char *lang, const char *bare,
                     char label[NUMBERING_LABEL_BYTES]);

#endif
