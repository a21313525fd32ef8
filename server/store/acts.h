/* What was done to the seats of a draft, in order: the bridge from the people database to the op log.
 *
 * Every function of people.h that changes a seat notes an **act** in the same transaction. Acts of a draft are numbered
 * 1, 2, 3, … without a gap. The log takes them over as changes that carry the number, and a draft's state knows the last
 * one that it has taken: so whoever was killed between the two adds what is missing, and nothing twice. Acts stay where
 * they are; they are as few as seats, as sign-ins have a budget (people_cookie_create). */
#ifndef STORE_ACTS_H
#define STORE_ACTS_H

#include "store/people.h"

enum act_kind {
    ACT_ADD = 1, /* a seat was given */
    ACT_CONFIRM, /* a seat that waited for it was confirmed */
    ACT_END,     /* a seat was revoked */
    ACT_ENTER,   /* its link was opened in a browser that did not have it */
};

struct act {
    uint64_t number; /* in its draft, from 1 */
    enum act_kind kind;
    const char *by; /* who did it: a participant, PEOPLE_HOST or PEOPLE_SYSTEM */
    int64_t at;
    bool pending; /* of ACT_ADD: the seat waits for a confirmation */
    const char *seat;
    const char *participant;
    const char *role;
    const char *name;
    const char *delegation; /* or NULL */
    bool silent;            /* the head of the delegation takes its positions */
    int64_t expires_at;     /* of the seat; 0: never */
};

/* The acts of a draft with numbers above `after`, in order; borrowed; return false to stop. */
enum status people_acts_since(struct people *people, const char *draft, uint64_t after,
                              bool (*each)(void *context, const struct act *act), void *context) MUST_CHECK;

/* Acts of all drafts that were noted since `*mark`, which moves behind them; 0 at the start. `each` NULL moves the mark alone. */
enum status people_acts_fresh(struct people *people, uint64_t *mark,
                              void (*each)(void *context, const char *draft, enum act_kind kind,
                                           const char *seat),
                              void *context) MUST_CHECK;

/* Whether the participant whose seat has ended has another good one in that draft: another role, given in the same act. STATUS_NOT_FOUND
 * where not. */
enum status people_seat_has_successor(struct people *people, const char *seat, int64_t now) MUST_CHECK;

#endif
