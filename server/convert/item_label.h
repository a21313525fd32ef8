/* Words that stand in front of the numbers of a list: "Compromiso 1: …", "R1. …", "Línea de acción 1.2. …". They belong to the number, and a draft
 * shows them by its scheme (numbering_scheme.h), so no word is lost.
 *
 *   struct item_labels labels = {.count = 0};
 *   for each line: item_labels_see(&labels, line, len, sentence);
 *   item_labels_choose(&labels);
 *   for each line: item_label_parse(&labels, line, len, sentence, &marker)
 *
 * A label begins with a capital, has at most four words, and its numbers follow one another on at least two lines that are sentences; what heads
 * something else ("Compromiso 1" alone on its line) is left to those who find headings, unless the numbers are decimals below one another.
 * Each depth may have a label of its own: "Objetivo 1.", "Resultado 1.1", "Actividad 1.1.1". Those that are above or below the one that most lines
 * have, by their numbers, are labels whatever their lines look like.
 */
#ifndef CONVERT_ITEM_LABEL_H
#define CONVERT_ITEM_LABEL_H

#include "convert/marker.h"
#include "convert/outline.h"

#define ITEM_LABELS_MAX 16 /* different ones that are looked at */

struct item_label {
    char words[NUMBERING_AFFIX_BYTES]; /* with the blank behind them, if there is one */
    bool chained;                      /* "1.1", "1.2" are among its numbers */
    uint32_t last,
        last_depth; /* the number seen last: of a chain the last of its numbers, and how many it has */
    size_t lines;   /* that begin with it and are sentences */
    size_t follow;  /* of all, how many have the number after the one before */
    size_t parent;  /* the label that its chains go on from, an index; its own: none */
    bool nested;    /* one of a family: every line with it is an item */
};

struct item_labels {
    struct item_label list[ITEM_LABELS_MAX];
    size_t count;
};

/* `sentence`: the paragraph that the line begins is one. */
void item_labels_see(struct item_labels *seen, const char *line, size_t len, bool sentence);

/* Keeps the one that most lines have and those above and below it, or none. */
void item_labels_choose(struct item_labels *labels);

/* As marker_parse, for a line that begins with one of the labels and a number, of the series SERIES_LABEL. */
bool item_label_parse(const struct item_labels *labels, const char *line, size_t len, bool sentence,
                      struct marker *out);

/* The scheme that shows the labels, typed or by a word processor, of the depths where most items have one, or NULL where there is no such depth.
 * An item whose typed label it does not show gets it back into its words. Caller frees. */
struct numbering_scheme *item_label_scheme(struct outline *outline);

#endif
