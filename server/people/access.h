/* Who may do what because of a meeting, as pure rules: which role somebody has in a draft, and whom they may give which.
 *
 *   role in a draft = the exception for this draft; else the one for its working group; else, where the draft is closed, an observer of the
 *   meeting is not in it; else the role in the meeting. Whoever is in a draft of an archived meeting reads it, and no more.
 *
 * As for seats (api/seat_rules.h), nobody gives or takes a role above their own. Whoever acts by the host's commands is not bound. */
#ifndef PEOPLE_ACCESS_H
#define PEOPLE_ACCESS_H

#include "draft/types.h"

#define ACCESS_NONE "none" /* the name of no access, among those of roles */

struct access_question {
    enum role role; /* in the meeting */
    const char
        *of_draft; /* the exception for this draft: a role's name or ACCESS_NONE; NULL: there is none */
    const char *of_group; /* the same for its working group */
    bool closed;
    bool archived;
};

/* False where they have no seat in the draft. */
bool access_role(const struct access_question *question, enum role *out);

/* A name of a role or ACCESS_NONE. */
bool access_name_valid(const char *name);
/* Whether a role keeps the meeting: invites, sets its agenda, archives it. */
bool access_keeps(enum role own);
/* Whether `own` gives or takes a role, or lets somebody be without: `name` as access_name_valid. */
bool access_may_give(enum role own, const char *name);

#endif
