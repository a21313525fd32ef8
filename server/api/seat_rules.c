#include "api/seat_rules.h"

#include <strings.h>

bool seat_may_invite(enum role own, enum role wanted)
{
    return (own == ROLE_SECRETARIAT || own == ROLE_CHAIR) && wanted <= own;
}

bool seat_invites_for_sure(enum role own)
{
    return own == ROLE_CHAIR;
}

bool seat_may_confirm(const struct seat *own, enum role role, const struct invitation *target)
{
    enum role wanted;
    if (!role_from_name(target->role, &wanted))
        return false;
    return role == ROLE_CHAIR || (role == ROLE_DELEGATION && wanted == ROLE_DELEGATION && own->delegation &&
                                  strcasecmp(own->delegation, target->delegation) == 0);
}

bool seat_may_revoke(const struct seat *own, enum role role, const struct invitation *target)
{
    enum role held;
    return role_from_name(target->role, &held) &&
           (seat_may_invite(role, held) || (target->pending && seat_may_confirm(own, role, target)));
}
