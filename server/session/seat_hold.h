/* What is open under somebody's seat: a connection, an answer that is on its way. When the seat ends, because it was revoked, the browser signed
 * out or its time has come, all that it holds open ends at that moment; and it counts against the seat's budget.
 *
 *   HELD ──revoked, signed out, expired: `end` is called──► ENDED ──seat_hold_stop──► free
 *     └──────────────────────────────────────────────────────────────────────────────▲
 */
#ifndef SESSION_SEAT_HOLD_H
#define SESSION_SEAT_HOLD_H

#include <stdbool.h>

#include "base/loop.h"
#include "base/status.h"
#include "bounds/budgets.h"
#include "store/people.h"

struct seat_holds;

/* Part of what it is for. All zero: not held. */
struct seat_hold {
    struct seat_holds *holds;
    struct seat_hold *next, *previous;
    enum budget_name budget;
    char *holder; /* in the budget: "draft/participant" */
    char invitation[PEOPLE_ID_BYTES];
    char *cookie; /* NULL where a token counted */
    int64_t expires_at;
    /* The seat has ended, and this is why. It may stop this hold and no other. NULL once it has been called. */
    void (*end)(struct seat_hold *hold, enum status status, const char *text);
};

/* Borrows both. */
struct seat_holds *seat_holds_create(struct loop *loop, struct budgets *budgets);
void seat_holds_destroy(struct seat_holds *holds); /* when nothing is held; NULL is fine */

/* Holds one more of what the budget counts for the seat. `cookie` may be NULL, else it is copied. False, and holds nothing, where
 * the seat has as many as it may. Fill in `end` before. */
bool seat_hold_start(struct seat_holds *holds, struct seat_hold *hold, enum budget_name budget,
                     const struct seat *seat, const char *cookie);
void seat_hold_stop(struct seat_hold *hold);            /* one that is not held is fine */
bool seat_hold_has_ended(const struct seat_hold *hold); /* and was not stopped */

/* Ends all that a seat has opened, by its invitation: it was revoked. */
void seat_holds_end_invitation(struct seat_holds *holds, const char *invitation);
/* Ends all that was opened by cookies of which `has_ended` says so. */
void seat_holds_end_cookies(struct seat_holds *holds,
                            bool (*has_ended)(const void *context, const char *cookie), const void *context);
/* A browser was given a new cookie in place of its old one: what the old one opened belongs to the new one. */
void seat_holds_follow_cookie(struct seat_holds *holds, const char *old, const char *fresh);

#endif
