/* The last line of our plain-text and Markdown exports, which says where they came from and how they are numbered:
 *
 *   [Plenaria: es, seq 12, 2021-12-01, 9f3c…, adopted, numbering pp-op]       <!-- Plenaria: es, seq 12, 9f3c… -->
 *
 * Without a numbering it is the conference's. A scheme of a draft's own stands there as protocol/numbering.md writes it.
 */
#ifndef CONVERT_OWN_SOURCE_H
#define CONVERT_OWN_SOURCE_H

#include <stdbool.h>

#include "base/buf.h"
#include "convert/document.h"

struct own_source {
    char lang[LANG_MAX + 1];
    bool numbered;                     /* not by the conference's scheme */
    struct numbering_scheme numbering; /* the conference's where it is not said */
};

/* Appends the line without the signs around it. */
void own_source_write(struct buf *out, const struct document *document);

/* Whether that is what a line holds, with the signs around it. */
bool own_source_is(const char *line, size_t len);

/* Reads a line that own_source_is. False where it was changed into something that says nothing. */
bool own_source_read(const char *line, size_t len, struct own_source *out);

#endif
