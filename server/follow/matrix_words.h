/* What the columns and values of a follow-up are called, in the language of the text. */
#ifndef FOLLOW_MATRIX_WORDS_H
#define FOLLOW_MATRIX_WORDS_H

#include "follow/matrix.h"

struct matrix_words {
    const char *heading; /* of the whole */
    const char *item, *handle, *due_words, *reports, *guesses;
    const char *fields[MATRIX_CELLS];
    const char *kinds[4];    /* by enum commitment_kind */
    const char *statuses[4]; /* open, progress, done, dropped */
    const char *none;        /* where there is no commitment */
    const char *adopted;     /* "Adopted on" */
};

/* English where there are none of the language; static. */
const struct matrix_words *matrix_words(const char *lang);
/* A value as people read it: kinds and statuses by their names. */
const char *matrix_words_value(const struct matrix_words *words, const struct matrix_row *row,
                               enum follow_field field);

#endif
