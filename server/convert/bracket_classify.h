/* What one bracket means, by what stands in it. First what nobody contests and what is said about the entry; then names, labels and words for
 * striking in front of a colon; then names behind a dash or a replacement; what is left is proposed by nobody in particular. */
#ifndef CONVERT_BRACKET_CLASSIFY_H
#define CONVERT_BRACKET_CLASSIFY_H

#include "convert/bracket_finder.h"

/* Sets what the bracket means, who is named, and the words that it is about. */
void bracket_classify(struct bracket_finder *finder, struct bracket *bracket);

/* Takes back what is known of it but its place. */
void bracket_forget(struct bracket *bracket);

/* Where the colon behind the names stands, if there is one in front of all inner brackets; else NOWHERE. */
size_t bracket_find_colon(const struct stretch *content);

/* "text – Costa Rica, Belize": cuts the names off, into `who`. */
bool bracket_cut_names(struct stretch *content, struct bracket *bracket);

#endif
