/* Characters that nobody sees (Unicode's default-ignorable ones) and those that turn the order of others around (bidi controls). In a name they
 * make two people look like one; in words they hide what is said or show it in another order. Some scripts cannot do without a few
 * of them, each in its place: joiners within Arabic, Persian and Indic words and in emoji, selectors behind what they select. */
#ifndef TEXT_UNSEEN_H
#define TEXT_UNSEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the character is one of them. */
bool unseen_is(uint32_t code_point);
/* Whether a script needs this one of them behind `before` (0: nothing stands before). */
bool unseen_is_needed(uint32_t before, uint32_t code_point);

/* The first one that has no place there, 0 where there is none. Of valid UTF-8; borrows.
 * In names and codes none has; in words those that are needed have. What is written in the middle of a word may begin with a joiner, if
 * `may_join` says that the language has them. */
uint32_t unseen_in_name(const char *utf8, size_t len_bytes);
uint32_t unseen_in_words(const char *utf8, size_t len_bytes, bool may_join);

/* Whether words of this language (a BCP 47 tag) have joiners. */
bool unseen_joins(const char *lang);

#endif
