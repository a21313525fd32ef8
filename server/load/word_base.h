/* The drafts that a returned Word file is about: as it was when the file was exported, and, to try the changes on, as it is now. */
#ifndef LOAD_WORD_BASE_H
#define LOAD_WORD_BASE_H

#include "load/draft_loader.h"
#include "load/word_return.h"

/* Opens the file, loads the draft as it was then, and finds what was changed. Borrows the bytes. Caller destroys `out`, which is NULL after a failure.
 * STATUS_BAD_FILE: it cannot be read, or comes from another draft; STATUS_NOT_FOUND, STATUS_CORRUPT, STATUS_IO of the draft; with a
 * sentence in `why`. Blocking. */
enum status word_base_read(struct log_store *log, const char *draft, const char *bytes, size_t len,
                           struct word_return **out, struct buf *why) MUST_CHECK;

/* A draft in memory to carry wishes out in. `take`, which may be NULL, gets each op that was accepted: borrowed. */
struct word_trial {
    struct loaded_draft *loaded; /* with its history */
    const struct participant *who;
    char client[ID_BYTES];
    uint64_t n;
    int64_t now_ms;
    void (*take)(void *context, const struct op *op, const struct buf *bytes, const struct sha256 *hash);
    void *context;
};

/* Carries out all of them in the trial. */
void word_trial_run(struct word_trial *trial, struct word_return *returned);

#endif
