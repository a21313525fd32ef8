/* Brackets that belong together: alternatives, which are readings of one place, and the two halves of a replacement. */
#ifndef CONVERT_BRACKET_GROUPS_H
#define CONVERT_BRACKET_GROUPS_H

#include "convert/bracket_finder.h"

/* Those of one entry, from `first` on. Neighbours are those with the same bracket around them, or none. */
void bracket_groups_inside(struct bracket_finder *finder, size_t first);

/* "[Alt 1: …]" and "[Alt 2: …]" around whole entries that stand beside each other are alternatives, too. */
void bracket_groups_added(struct bracket_finder *finder);

/* Whether it holds words that are to stand there. */
bool bracket_is_reading(const struct bracket *bracket);

#endif
