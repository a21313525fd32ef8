/* Words that stand in front of the numbers of a list: "Compromiso 1: …", "R1. …", "Línea de acción 1.2. …". They belong to the number, and a draft
 * shows them by its scheme (numbering_scheme.h), so no word is lost.
 *
 *   struct item_labels seen = {.count = 0};
 *   for each line: item_labels_see(&seen, line, len);
 *   struct item_label label;
 *   if (item_labels_choose(&seen, &label))
 *       for each line: item_label_parse(&label, line, len, &marker)
 *
 * A label begins with a capital, has at most four words, and its numbers follow one another on at least two lines that are sentences; what heads
 * something else ("Compromiso 1" alone on its line) is left to those who find headings, unless the numbers are decimals below one another.
 */
#ifndef CONVERT_ITEM_LABEL_H
#define CONVERT_ITEM_LABEL_H

#include "convert/marker.h"
#include "convert/outline.h"

#define ITEM_LABELS_MAX 16 /* different ones that are looked at */

struct item_label {
    char words[NUMBERING_AFFIX_BYTES]; /* with the blank behind them, if there is one */
    bool chained;                      /* "1.1", "1.2" are among its numbers */
    uint32_t last;                     /* the number seen last, not of a chain */
    size_t lines;                      /* that begin with it and are sentences */
    size_t follow;                     /* of all, how many have the number after the one before */
};

struct item_labels {
    struct item_label list[ITEM_LABELS_MAX];
    size_t count;
};

void item_labels_see(struct item_labels *seen, const char *line, size_t len);

/* The one that most lines have. False: there is none. */
bool item_labels_choose(const struct item_labels *seen, struct item_label *out);

/* As marker_parse, for a line that begins with the label and a number, of the series SERIES_LABEL. */
bool item_label_parse(const struct item_label *label, const char *line, size_t len, struct marker *out);

/* The scheme that shows the labels of the items that have one, typed or by a word processor, or NULL where no item has. An item whose label it does not show gets it
 * back into its words. Caller frees. */
struct numbering_scheme *item_label_scheme(struct outline *outline);

#endif
