/* By when something is to be done, as a clause says it: a day, a month, a part of a year, a year, a span since adoption, the next meeting. */
#ifndef FOLLOW_DUE_H
#define FOLLOW_DUE_H

#include "base/day.h"
#include "follow/lexicon.h"
#include "follow/tokens.h"

struct due {
    struct day day;  /* the last one; a year of 0: the words name none */
    size_t from, to; /* the words: tokens; equal where nothing is said */
};

/* Looks between two tokens. A day that lies before adoption counts only where the words say "until". */
struct due due_find(const struct tokens *tokens, size_t from, size_t end, const struct lexicon *lexicon,
                    struct day adopted);

#endif
