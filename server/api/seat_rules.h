/* Who may do what to a seat: nobody gives or takes a role above their own (observer < delegation < secretariat < chair), and
 * a second voice of a delegation is confirmed by the chair or by that delegation. The host's commands are not bound. */
#ifndef API_SEAT_RULES_H
#define API_SEAT_RULES_H

#include "draft/types.h"
#include "store/people.h"

/* Secretariat and chair, up to their own role. */
bool seat_may_invite(enum role own, enum role wanted);
/* Whether a second seat of a delegation that `own` invites needs nobody's confirmation. */
bool seat_invites_for_sure(enum role own);
/* `own` is the seat, with `role`, of whoever asks; `target` is in the same draft. */
bool seat_may_confirm(const struct seat *own, enum role role, const struct invitation *target);
/* As for an invitation; and whoever may confirm a pending seat may refuse it. */
bool seat_may_revoke(const struct seat *own, enum role role, const struct invitation *target);

#endif
