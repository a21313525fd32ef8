/* The authors of a Word file and the delegations that they speak for. */
#ifndef CONVERT_WORD_VOICES_H
#define CONVERT_WORD_VOICES_H

#include "convert/contested.h"
#include "convert/import_word.h"
#include "convert/word_file.h"

struct word_voices {
    struct word_author *authors; /* one an author of the file, in their order */
    size_t count;
};

/* Counts what each author did, and finds the delegation of each in `options` (may be NULL) or by the name. Caller clears. */
void word_voices_find(const struct word_file *file, const struct word_options *options,
                      struct word_voices *out);
void word_voices_clear(struct word_voices *voices);

/* The delegations that an author names, "Canadá; Costa Rica", as contested_author: the first one into `by`, the others as sponsors where
 * `sponsored` is not NULL. Words of "by" are copied; the caller's contested frees them. */
void word_voices_speak(const struct word_voices *voices, uint32_t author, struct contested_author *by,
                       struct contested_proposal *sponsored);

/* The code of a delegation that a name means: "Canadá", "MX", "Delegación de México", "México (Secretaría)"; NULL where it means none.
 * Caller frees. */
char *word_voices_guess(const char *name);

#endif
