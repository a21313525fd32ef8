/* Follow-up: what becomes of an adopted text. Who promised what is guessed from the words (follow/), whenever somebody looks; what is kept here
 * is what people said about it since: a list of marks, each a field of one commitment. An item's commitments are counted, 1, 2, 3, …
 *
 *   follow.set    the secretariat or the chair says what a field is, or that a guess holds; a delegation reports (FOLLOW_REPORT, one of each
 *                 delegation). Without a value the field is again as it is guessed.
 *   follow.from   the draft that this one follows up: what was promised there is shown beside this one. FOLLOW_TAKES_UP says which of its items
 *                 an item of this draft takes up, and is the one field that is set before adoption.
 *
 * Both are the only changes that an adopted draft takes, and neither touches its text. */
#ifndef DRAFT_FOLLOW_UP_H
#define DRAFT_FOLLOW_UP_H

#include "draft/change_kind.h"

#define FOLLOW_MARKS_MAX 20000 /* of a draft */
#define FOLLOW_ROWS_MAX  16    /* commitments of an item */
#define FOLLOW_VALUE_MAX 1000  /* UTF-16 units */

struct follow_mark {
    char *key; /* of the list: item, row, field and, of a report, the delegation */
    char *item;
    int64_t row; /* 1 … FOLLOW_ROWS_MAX */
    enum follow_field field;
    char *delegation; /* of a report; else NULL */
    char *value;      /* NULL: taken back */
    char *by;         /* participant */
    uint64_t seq;
    uint64_t at;
};

/* Whether an adopted draft takes all of these. */
bool follow_up_is_all(const struct change_list *changes);
/* NULL where nobody has said anything. `delegation` counts for reports alone. */
struct follow_mark *follow_up_find(const struct draft *draft, const struct follow_mark *like);
/* Writes: sets the mark of given's place. Copies all but the key, which it makes. */
void follow_up_set(struct draft *draft, const struct follow_mark *given);

#endif
