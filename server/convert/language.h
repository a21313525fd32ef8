#ifndef CONVERT_LANGUAGE_H
#define CONVERT_LANGUAGE_H

#include <stddef.h>

/* The language that a text is most likely in, told by its small words: "es", "en", "fr" or "pt"; NULL where they do not say. Static. */
const char *language_guess(const char *utf8, size_t len);

/* What a language calls itself, as a heading: "Français"; the tag where that is not known. Static, or `tag`. */
const char *language_own_name(const char *tag);

#endif
