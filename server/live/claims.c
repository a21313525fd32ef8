#include "live/claims.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "draft/types.h"

struct claim {
    char client[ID_BYTES];
    struct claimant *owner;
};

struct claimant {
    char participant[ID_BYTES];
    struct claim claims[CLAIMS_EACH]; /* a ring */
    size_t next;                      /* to be overwritten */
};

static struct claimant *claimant_of(struct claims *claims, const char *participant)
{
    struct claimant *claimant = map_get(&claims->by_participant, participant);
    if (claimant)
        return claimant;
    claimant = mem_zero(1, sizeof *claimant);
    snprintf(claimant->participant, sizeof claimant->participant, "%s", participant);
    map_put(&claims->by_participant, claimant->participant, claimant);
    return claimant;
}

const char *claims_take(struct claims *claims, const char *client, const char *participant)
{
    struct claim *claim = map_get(&claims->by_client, client);
    if (claim)
        return claim->owner->participant;
    struct claimant *claimant = claimant_of(claims, participant);
    claim = &claimant->claims[claimant->next];
    claimant->next = (claimant->next + 1) % CLAIMS_EACH;
    if (*claim->client)
        map_remove(&claims->by_client, claim->client);
    snprintf(claim->client, sizeof claim->client, "%s", client);
    claim->owner = claimant;
    map_put(&claims->by_client, claim->client, claim);
    return claimant->participant;
}

void claims_clear(struct claims *claims)
{
    struct claimant *claimant;
    for (size_t i = 0; (claimant = map_next(&claims->by_participant, &i));)
        free(claimant);
    map_clear(&claims->by_participant);
    map_clear(&claims->by_client);
}
