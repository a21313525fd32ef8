/* What a line starts with, in every way it can be read.
 *
 *   "7. Aprobar"   decimal 7            "- a. Instar"  letter 1 (after a dash)
 *   "i. Otras"     letter 9, roman 1    "OP7ter ..."   decimal 7, extra
 *   "• Taller"     bullet               "12"           decimal 12, alone on its line, no stop
 *   "1.2 Capacitar" chain, 2 below 1    "PRIMERO.- …"  decimal 1, an ordinal
 *   ".1 retain"    decimal 1, dotted
 *   "§ 2.º O"      decimal 2, section
 *   "③ Vu"         decimal 3; so do 3️⃣ and ⒊
 *   "Artículo 2.-" decimal 2, article   "[2. Texto.]"  decimal 2; the bracket or quotation mark in front stays with the words
 *
 * Whether it is a marker at all is for the sequence to say: "2003. Asimismo" looks like one too.
 */
#ifndef CONVERT_MARKER_H
#define CONVERT_MARKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order in which they are usually nested. */
enum marker_style {
    MARKER_UPPER_ROMAN,
    MARKER_UPPER_LETTER,
    MARKER_DECIMAL,
    MARKER_LETTER,
    MARKER_ROMAN,
    MARKER_BULLET,
};

/* None, PP, OP, Article, "Cláusula", the sign of a section (or "Parágrafo"), and words that a text has in front of its numbers (item_label.h). */
enum marker_series {
    SERIES_NONE,
    SERIES_PREAMBLE,
    SERIES_OPERATIVE,
    SERIES_ARTICLE,
    SERIES_CLAUSE,
    SERIES_SECTION,
    SERIES_LABEL,
    SERIES_COUNT
};

#define MARKER_ORDINAL 0x1000 /* as a stop: "PRIMERO.-" */
#define MARKER_CHAIN   0x2000 /* as a stop, with the numbers in it: "1.2" is MARKER_CHAIN + 2 */
#define MARKER_DOT                                                                                           \
    0x3000 /* as a stop: ".1", with the numbers in it where there are several: ".1.2" is MARKER_DOT + 2 */
#define MARKER_NAME_BYTES 40

#define MARKER_MAX_READINGS 3

struct marker_reading {
    enum marker_style style;
    uint32_t value; /* from 1; bullets: 0 */
};

struct marker {
    size_t len_bytes; /* with what stands in front, and with the blank behind it */
    size_t lead;      /* bytes of an opening bracket or quotation mark in front, which stays with the words */
    uint32_t stop;    /* '.', ')', '(' for "(1)", '\t' for a column, 0 for none; for a bullet: which */
    enum marker_series series;
    uint32_t label; /* of SERIES_LABEL: which, from 1 */
    uint32_t above; /* of a chain: the number in front of the last one; else 0 */
    bool extra;     /* bis, ter, quater, alt */
    bool spoken;    /* "Primero. Hay que": an ordinal that sentences begin with too */
    bool glued;     /* no blank behind it */
    bool alone;     /* nothing else on the line */
    size_t count;
    struct marker_reading readings[MARKER_MAX_READINGS];
};

/* False where the line starts with nothing of the kind. Borrows. */
bool marker_parse(const char *line, size_t len, struct marker *out);

/* Whether a marker is ".1" or ".1.2", as the International Maritime Organization numbers what is below a paragraph. */
bool marker_is_dotted(const struct marker *marker);

/* The same as marker_parse for "2 The group agreed", a number of up to three digits without a stop: in texts that number what is below it ".1", for
 * elsewhere it is a quantity. */
bool marker_parse_plain(const char *line, size_t len, struct marker *out);

/* The same for "3.1 fotografías", a number that stands in a column of its own: elsewhere it is a quantity. */
bool marker_parse_column(const char *line, size_t len, struct marker *out);

/* The same for "o hold a workshop", a bullet that lost its font: in texts that have such a list, for elsewhere it is a word. */
bool marker_parse_round(const char *line, size_t len, struct marker *out);

/* What an item with an extra number is called, from its marker as it stood: "PP2bis " gives "2 bis", "OP3 alt 2" "3 alt 2", "ñ)" "ñ". Empty where
 * the marker has no extra number, or a longer name than an item may have. */
void marker_name(const char *marker, char out[MARKER_NAME_BYTES]);

#endif
