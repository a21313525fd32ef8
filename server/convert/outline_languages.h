/* Entries that say in another language what the entry before them says: rows of a table in two languages, or what a person says in the preview.
 * They stand in the outline like others until it is known which languages the draft has; then each language becomes an outline of its own. */
#ifndef CONVERT_OUTLINE_LANGUAGES_H
#define CONVERT_OUTLINE_LANGUAGES_H

#include "convert/outline.h"

/* Puts the entries of `translation`, which has the structure of `outline`, behind those that they translate, where they have words. What is
 * contested in entry i of it is in `outline->contested` under the entry behind the last one, and i more. Takes their words; the rest of `translation`
 * stays the caller's. */
void outline_add_language(struct outline *outline, struct outline *translation, const char *lang);

/* The texts of entries in `lang` into `out` (overwritten; caller clears), which has the structure of the entries that are in no language of their
 * own: each stands where the entry stands whose translation it is. Borrows. */
void outline_copy_language(const struct outline *outline, const char *lang, struct outline *out);
/* Takes away the entries that are in a language of their own; what is contested in them goes to the entry before. */
void outline_drop_languages(struct outline *outline);

/* Whether a tag is of a language as a text says it: "en-US" and "en" of "en". */
bool language_tag_is_of(const char *tag, const char *lang);

#endif
