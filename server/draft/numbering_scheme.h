/* How a draft numbers its items, as data: for each level how it counts and what stands around the count.
 *
 *   conference      1. a. i. 1) a) i)                what a draft has that names no scheme
 *   un-resolution   preambular paragraphs without numbers, their first words in italics as those of operative ones; 1. (a) (i) a. i., in Spanish and French 1. a) i)
 *   pp-op           PP1, PP2, … OP1, OP2, … and below as un-resolution
 *   decimal         1. 1.1 1.1.1
 *   articles        Article 1. 1. (a) (i), through the headings
 *   eu              recitals (1), (2); Article 1, 1. (a) (i), through the headings
 *
 * A level is where an item stands among numbered things: its depth, less the headings above it where the scheme counts `through` headings. What
 * walks a draft and counts is numbering.h.
 *
 * A scheme is plain data without pointers: copy it with =, compare it with numbering_scheme_equal.
 */
#ifndef DRAFT_NUMBERING_SCHEME_H
#define DRAFT_NUMBERING_SCHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "draft/types.h"

#define NUMBERING_AFFIX_MAX_U16 20
#define NUMBERING_AFFIX_BYTES   (3 * NUMBERING_AFFIX_MAX_U16 + 1)
#define NUMBERING_START_MAX     9999
#define NUMBERING_NAME_MAX_U16  12
#define NUMBERING_NAME_BYTES    24 /* so that "bis", "alt" and the like fit behind it */
#define NUMBERING_FORMER_BYTES  80
#define NUMBERING_BARE_BYTES                                                                                 \
    40 /* a count or a name without what stands around it: "4", "mmmmdccclxxxviii quater" */

enum numbering_format {
    NUMBERING_NONE, /* counts, but shows nothing */
    NUMBERING_DECIMAL,
    NUMBERING_LOWER_LETTER, /* a … z, aa, bb, cc … as Word counts and the United Nations print */
    NUMBERING_UPPER_LETTER,
    NUMBERING_LOWER_ROMAN,
    NUMBERING_UPPER_ROMAN,
    NUMBERING_FORMAT_COUNT
};

enum numbering_preset {
    NUMBERING_OWN, /* none of them: a scheme of the draft's own */
    NUMBERING_CONFERENCE,
    NUMBERING_UN_RESOLUTION,
    NUMBERING_PP_OP,
    NUMBERING_DECIMALS,
    NUMBERING_ARTICLES,
    NUMBERING_EU,
    NUMBERING_PRESET_COUNT
};

/* What stands around a number. */
struct numbering_affixes {
    char lang[LANG_MAX + 1]; /* empty: every language that has no affixes of its own */
    char before[NUMBERING_AFFIX_BYTES];
    char after[NUMBERING_AFFIX_BYTES];
};

struct numbering_level {
    enum numbering_format format;
    bool chain;     /* the counts of the levels above stand in front: 1.1 */
    bool restart;   /* a heading between siblings starts their count anew */
    uint32_t start; /* the first of a list, 1 … NUMBERING_START_MAX */
    struct numbering_affixes affixes;
    struct numbering_affixes langs[DRAFT_MAX_LANGS]; /* where a language differs */
    size_t lang_count;
};

struct numbering_scheme {
    enum numbering_preset preset;
    size_t level_count;                             /* so many were given; those below are the conference's */
    struct numbering_level levels[DRAFT_MAX_DEPTH]; /* [0] is level 1; all are filled in */
    struct numbering_level
        paragraphs; /* of paragraphs on level 1 in front of the first item; as a rule NUMBERING_NONE */
    bool through;   /* headings are no level: what is below one goes on as if it stood beside it */
    bool
        leads; /* what stands on level 1, in front of the first item and from it on, begins with words in italics */
};

/* A preset, for NUMBERING_OWN the conference's; static. */
const struct numbering_scheme *numbering_preset(enum numbering_preset preset);
const char *numbering_preset_name(enum numbering_preset preset); /* NULL for NUMBERING_OWN */
bool numbering_preset_from_name(const char *name, enum numbering_preset *out);
const char *numbering_format_name(enum numbering_format format);
bool numbering_format_from_name(const char *name, enum numbering_format *out);
bool numbering_scheme_equal(const struct numbering_scheme *a, const struct numbering_scheme *b);
struct numbering_scheme *
numbering_scheme_copy(const struct numbering_scheme *scheme); /* NULL of NULL; caller frees */

/* What an item may be called: one to twelve characters of at most 24 bytes, all of them seen, without blanks at the ends. */
bool numbering_name_valid(const char *name);
/* The same for what stands before or after a number: up to twenty characters, blanks where they are wanted. */
bool numbering_affix_valid(const char *affix);

/* What stands around the numbers of a level in a language: its own, that of the language without its region, the common one. `lang` NULL: the
 * common one. Borrowed from the level. */
const struct numbering_affixes *numbering_affixes(const struct numbering_level *level, const char *lang);

/* A count, from 1 on, in a format. Letters beyond ten of a kind and romans beyond 5000 are written in digits. 0 is "0", NUMBERING_NONE is "". */
void numbering_write_count(enum numbering_format format, uint32_t count, char out[NUMBERING_BARE_BYTES]);
/* The way back: what count, 1 … NUMBERING_START_MAX, is written so in a format; 0: none is. */
uint32_t numbering_read_count(enum numbering_format format, const char *text, size_t len);

#endif
