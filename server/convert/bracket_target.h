/* What "del. …" is about: the words in quotation marks that stand near, or nowhere but in the bracket, an entry by its number, or the entry that the bracket is in. */
#ifndef CONVERT_BRACKET_TARGET_H
#define CONVERT_BRACKET_TARGET_H

#include "convert/bracket_finder.h"

/* `surely`: words without quotation marks are meant, too. Sets the meaning, and the target or the words; false where there is no such thing. */
bool bracket_target_read(struct bracket_finder *finder, struct bracket *bracket, struct stretch target,
                         bool surely);

#endif
