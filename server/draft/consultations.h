/* Consultations: items sent home until a time, with or without a silence procedure (protocol/negotiation.md). */
#ifndef DRAFT_CONSULTATIONS_H
#define DRAFT_CONSULTATIONS_H

#include "draft/state.h"

struct consultation {
    char *key; /* of the list: its number */
    char *item;
    struct string_list delegations;
    int64_t until;
    bool silence;
    enum consultation_state state;
    char *by;
    uint64_t seq;
    uint64_t at;
    uint64_t closed; /* seq; 0: it is running */
    char *closer;
};

/* The one that is running for this item; NULL. */
struct consultation *consultations_running(const struct draft *draft, const char *item);
/* Whether one of those who were asked objects. */
bool consultation_is_opposed(const struct draft *draft, const struct consultation *consultation);
/* When the first of those that are running ends, ms; 0: none is running, or the draft is adopted. */
int64_t consultations_next_end(const struct draft *draft);
/* Adds to `out` a consult.close for each that should have ended by `now`. */
void consultations_due(const struct draft *draft, int64_t now, struct change_list *out);

/* Writes. Takes `consultation`, makes its key. */
void consultations_add(struct draft *draft, struct consultation *consultation);
void consultations_close(struct draft *draft, struct consultation *consultation,
                         enum consultation_state state, uint64_t seq, const char *closer);

#endif
