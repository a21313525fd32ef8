/* "(pending only Canada)": all but the named delegations agree. The draft has it as a reserve of each of them, whose note is the words in front of the
 * names, on an item under review; whoever writes brackets writes the same words back. */
#ifndef CONVERT_PENDING_WORDS_H
#define CONVERT_PENDING_WORDS_H

#include <stddef.h>

/* Such words, of any language, at the start of text_fold's letters; NULL: there are none. Static; what they are in `folded` has as many bytes. */
const char *pending_words_find(const char *folded);

/* Those of a note, for a text in a language (a tag): the note itself where it is of that language. NULL: it is no such note. Static. */
const char *pending_words_in(const char *note, const char *lang);

#endif
