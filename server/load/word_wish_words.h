/* What a wish changes of the words of an item, as a delta: what is new goes in, what is not wanted goes out, and what is to look otherwise is styled.
 * Words that are somebody else's, or all of them where everything is proposed, are marked by a proposal instead. */
#ifndef LOAD_WORD_WISH_WORDS_H
#define LOAD_WORD_WISH_WORDS_H

#include "draft/draft.h"
#include "draft/participants.h"
#include "load/word_wish.h"

/* What a change of words is made with. */
struct wish_words {
    const struct word_wish *wish;
    const struct draft *draft; /* as it is now: whose proposals are still open */
    const struct participant *who;
    const char *proposal;
    bool proposes; /* everything; else only where words are somebody else's */
    bool used;     /* the proposal has words */
    struct delta *out;
};

/* All edits of the wish, one behind the other. */
void wish_words_make(struct wish_words *making);
/* New words. Between two others they carry what both of those are inserted by; `left` and `right` are the looks of those, NULL at an end. */
void wish_words_insert(struct wish_words *making, const struct word_edit *edit, const struct attributes *left,
                       const struct attributes *right);

#endif
