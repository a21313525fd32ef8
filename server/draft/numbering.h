/* Numbers of items. They are never stored: they follow from the tree, and this is the one place that says how.
 *
 *   depth 1 `1.`   2 `a.` … `z.`, `aa.`   3 `i.`   4 `1)`   5 `a)`   6 `i)`   then again from `1.`
 *
 * Walk a draft in document order (depth first):
 *
 *   struct numbering numbering = NUMBERING_START;
 *   for each entry:
 *       if (numbering_next(&numbering, depth, kind))
 *           print(numbering.label, numbering.path);      // "ii." and "7.p.ii"
 *
 * Only kind `item` counts. Headings and paragraphs between siblings do not interrupt the count, so letters run on
 * through sub-headings; the children of another parent start anew.
 */
#ifndef DRAFT_NUMBERING_H
#define DRAFT_NUMBERING_H

#include <stdbool.h>
#include <stdint.h>

#include "draft/types.h"

#define NUMBERING_LABEL_BYTES 32 /* "mmmmdccclxxxviii quater." is the longest */
#define NUMBERING_PATH_BYTES                                                                                 \
    (DRAFT_MAX_DEPTH * (NUMBERING_LABEL_BYTES + 1)) /* labels without their punctuation */

enum numbering_style { NUMBERING_DECIMAL, NUMBERING_LETTER, NUMBERING_ROMAN };

/* Where a walk stands. Only `label` and `path` are for reading. */
struct numbering {
    char label[NUMBERING_LABEL_BYTES]; /* of the last entry; empty where it has no number */
    char path[NUMBERING_PATH_BYTES];   /* its label below those of the numbered items above it */
    uint32_t counts[DRAFT_MAX_DEPTH];
    uint32_t proposed[DRAFT_MAX_DEPTH]; /* proposed items since the last one that counts */
    char bare[DRAFT_MAX_DEPTH]
             [NUMBERING_LABEL_BYTES]; /* of the last entry of that depth, "4" or "4 bis"; empty: no number */
};

#define NUMBERING_START                                                                                      \
    {                                                                                                        \
        .label = ""                                                                                          \
    }

/* Takes the next entry, depth 1 … DRAFT_MAX_DEPTH. True where it has a number. */
bool numbering_next(struct numbering *numbering, int depth, enum item_kind kind);

/* The same for an item that is only proposed: it does not count, and is called after the one before it, "4 bis.", "4 ter.", "4 quater.",
 * "4 5." and so on; in front of the first, "0 bis.". What stands below it has the path "4 bis.a". */
bool numbering_propose(struct numbering *numbering, int depth, enum item_kind kind);

/* The label of the `count`-th (from 1 to 5,000) item at a depth. */
void numbering_label(int depth, uint32_t count, char label[NUMBERING_LABEL_BYTES]);

/* How a depth counts, and what stands after the number: '.' or ')'. */
enum numbering_style numbering_style(int depth);
char numbering_stop(int depth);

#endif
