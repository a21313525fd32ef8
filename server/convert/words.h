/* The few words of an exported file that are not the draft's own, in the file's language. */
#ifndef CONVERT_WORDS_H
#define CONVERT_WORDS_H

#include "draft/types.h"

struct words {
    const char *draft;
    const char *adopted;
    const char *from;               /* before the number of the op that a redline compares with */
    const char *state;              /* before the number of the last op */
    const char *page, *of;          /* "page" 1 "of" 3 */
    const char *supporters;         /* before the names of co-sponsors */
    const char *falls_with;         /* before the name of whoever proposes the words around these */
    const char *agreed;             /* of an item, in parentheses behind it */
    const char *reserves, *objects; /* behind a delegation's name, likewise */
    const char *marked; /* the reason for a status that an imported text names against what it contests */
    const char *behind, *below,
        *first; /* where an item is to stand: "behind" and "first below" what, or at the top */
    const char *looks[3], *plain;  /* bold, italic, underlined; none of them */
    const char *kinds[KIND_COUNT]; /* what an item is to become */
    const char *statuses[ITEM_STATUS_COUNT];
};

/* Those of a language (a BCP 47 tag, or NULL), English where there are none. Static. */
const struct words *words_for(const char *lang);

#endif
