/* Positions: what a delegation says about an item (protocol/negotiation.md). */
#ifndef DRAFT_POSITIONS_H
#define DRAFT_POSITIONS_H

#include "draft/state.h"

struct position {
    char *key; /* of the list: item and delegation */
    char *item;
    char *delegation;
    enum position_value value; /* POSITION_NONE: taken back */
    char *note;
    char *by;
    uint64_t seq;
    uint64_t at;
};

struct position *positions_find(const struct draft *draft, const char *item,
                                const char *delegation); /* NULL where absent */
enum position_value positions_of(const struct draft *draft, const char *item, const char *delegation);

/* Writes: sets the position of given->delegation. Copies all but the key, which it makes. */
void positions_set(struct draft *draft, const struct position *given);

#endif
