/* Numbers as our plain-text and Markdown exports write them in front of an entry, and the way back: whatever the scheme, a line that starts with a
 * number of its level is the entry that has it.
 *
 *   4.                 the one that comes next
 *   7.                 its list goes on from there
 *   4 bis.             a name; so is "4 5.", and "ñ)" among letters
 *   4 bis. (antes 7.p) one that has moved shows what it was called as well
 *   2 bis. [Canadá: …] one that is only proposed
 *
 * Where nothing stands behind the numbers of a scheme ("OP3"), only bis, ter, quater and alt make a name: "OP3 5" may be words.
 */
#ifndef CONVERT_OWN_NUMBER_H
#define CONVERT_OWN_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "draft/numbering.h"

struct own_number {
    size_t len;                      /* bytes of the number, with the blank behind it */
    uint32_t start;                  /* its list goes on from here; 0: it is the next one */
    char name[NUMBERING_BARE_BYTES]; /* "4 bis"; empty: it counts */
    bool proposed;                   /* `name` is what one is called that is only proposed */
    bool repeated; /* no number, but that of the one before it once more: somebody wrote it */
};

/* Whether a line starts with the number of an entry of that depth and kind, after those that `walk` has taken. Blanks are as normalise.h leaves
 * them. `bracket` is how a bracket starts in the text, "[" or "\[". Borrows. */
bool own_number_read(const struct numbering *walk, int depth, enum item_kind kind, const char *line,
                     size_t len, const char *bracket, struct own_number *out);

/* Whether entries of that depth and kind have numbers at this place of the walk. */
bool own_number_is_there(const struct numbering *walk, int depth, enum item_kind kind);

#endif
