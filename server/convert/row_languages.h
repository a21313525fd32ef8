/* Rows of a table in a plain text, "Los Estados cooperarán | States shall cooperate": where the two columns are in two languages, the right one is
 * offered as the translation of the left one. */
#ifndef CONVERT_ROW_LANGUAGES_H
#define CONVERT_ROW_LANGUAGES_H

#include "convert/outline.h"

/* Of rows of two cells that follow each other, makes two entries each, the second with `lang`, where the words of the columns say which languages they
 * are in. Whoever previews the import can change that. No more than `max_items` entries come of it. */
void row_languages_find(struct outline *outline, size_t max_items);

#endif
