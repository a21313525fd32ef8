/* Why a change was refused: a coded status, the item it is about, and one sentence that says what to do. */
#ifndef DRAFT_REFUSAL_H
#define DRAFT_REFUSAL_H

#include <stdbool.h>

#include "base/status.h"
#include "draft/types.h"

struct refusal {
    enum status status;
    char item[ID_BYTES]; /* empty: about no item */
    char message[240];
    bool passing; /* nothing is wrong with the op: the same one may be taken a moment later */
};

/* Fills in `refusal`. `item` may be NULL; `message` NULL takes the status' own sentence. Borrows. */
void refusal_set(struct refusal *refusal, enum status status, const char *item, const char *message);
/* The same, and returns the status. */
enum status refuse(struct refusal *refusal, enum status status, const char *item,
                   const char *message) MUST_CHECK;

#endif
