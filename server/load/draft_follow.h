/* The follow-up of a draft: what its words let guess (follow/guess.h) and what people said of that since (draft/follow_up.h), as a table. For the
 * command and the HTTP call. Blocking; any thread. */
#ifndef LOAD_DRAFT_FOLLOW_H
#define LOAD_DRAFT_FOLLOW_H

#include "follow/matrix.h"
#include "load/draft_loader.h"

/* `lang` NULL is the original; words that there are only in the original are taken from it. STATUS_BAD_OP: the draft has no such language;
 * STATUS_IO, STATUS_CORRUPT. Caller clears, on success. */
enum status draft_follow(struct log_store *log, const struct loaded_draft *loaded, const char *lang,
                         struct matrix *out) MUST_CHECK;

struct follow_order {
    struct log_store *log;
    const char *draft;
    const char *lang; /* NULL or empty: the original */
    enum matrix_format format;
    bool all; /* with decisions and courtesies */
};

/* Appends the follow-up as a file. As draft_follow; STATUS_NOT_FOUND: no such draft. `why` has a sentence where there is more to say. */
enum status draft_follow_write(const struct follow_order *order, struct buf *out, struct buf *why) MUST_CHECK;

#endif
