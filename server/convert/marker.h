/* What a line starts with, in every way it can be read.
 *
 *   "7. Aprobar"   decimal 7            "- a. Instar"  letter 1 (after a dash)
 *   "i. Otras"     letter 9, roman 1    "OP7ter ..."   decimal 7, extra
 *   "• Taller"     bullet               "12"           decimal 12, alone on its line, no stop
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

enum marker_series { SERIES_NONE, SERIES_PREAMBLE, SERIES_OPERATIVE }; /* PP, OP */

#define MARKER_MAX_READINGS 3

struct marker_reading {
    enum marker_style style;
    uint32_t value; /* from 1; bullets: 0 */
};

struct marker {
    size_t len_bytes; /* with the blank behind it */
    uint32_t stop;    /* '.', ')', '(' for "(1)", 0 for none; for a bullet: which */
    enum marker_series series;
    bool extra; /* bis, ter, quater, alt */
    bool glued; /* no blank behind it */
    bool alone; /* nothing else on the line */
    size_t count;
    struct marker_reading readings[MARKER_MAX_READINGS];
};

/* False where the line starts with nothing of the kind. Borrows. */
bool marker_parse(const char *line, size_t len, struct marker *out);

#endif
