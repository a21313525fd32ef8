#include "draft/participants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static size_t index_of(const struct draft *draft, const char *id)
{
    size_t i = 0;
    while (i < draft->participant_count && strcmp(draft->participants[i]->id, id) != 0)
        i++;
    return i;
}

const struct participant *participants_find(const struct draft *draft, const char *id)
{
    size_t at = index_of(draft, id);
    return at < draft->participant_count ? draft->participants[at] : NULL;
}

static void destroy_participant(void *participant)
{
    participant_clear(participant);
    free(participant);
}

static void drop_last(void *context, void *unused)
{
    struct draft *draft = context;
    (void)unused;
    destroy_participant(draft->participants[--draft->participant_count]);
}

/* The former one comes back under the same id. */
static void put_back(void *context, void *former)
{
    struct draft *draft = context;
    size_t at = index_of(draft, ((struct participant *)former)->id);
    destroy_participant(draft->participants[at]);
    draft->participants[at] = former;
}

void participants_set(struct draft *draft, const struct participant *participant)
{
    struct participant *fresh = mem_alloc(sizeof *fresh);
    participant_copy(participant, fresh);
    size_t at = index_of(draft, participant->id);
    if (at < draft->participant_count) {
        struct participant *former = draft->participants[at];
        draft->participants[at] = fresh;
        journal_keep(&draft->journal, put_back, draft, former, destroy_participant);
        return;
    }
    draft->participants = mem_resize(draft->participants, (at + 1) * sizeof(struct participant *));
    draft->participants[draft->participant_count++] = fresh;
    journal_call(&draft->journal, drop_last, draft, NULL);
}

uint64_t clients_acked(const struct draft *draft, const char *client)
{
    const struct client *found = map_get(&draft->clients, client);
    return found ? found->n : 0;
}

const char *clients_participant(const struct draft *draft, const char *client)
{
    const struct client *found = map_get(&draft->clients, client);
    return found ? found->participant : NULL;
}

void clients_set(struct draft *draft, const char *client, const char *participant, uint64_t n)
{
    struct client *found = map_get(&draft->clients, client);
    if (!found) {
        found = mem_zero(1, sizeof *found);
        snprintf(found->id, sizeof found->id, "%s", client);
        map_put(&draft->clients, found->id, found);
    }
    snprintf(found->participant, sizeof found->participant, "%s", participant);
    found->n = n;
}
