#include "draft/participants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

const struct participant *participants_find(const struct draft *draft, const char *id)
{
    const struct person *person = entries_find(&draft->participants, id);
    return person ? person->who : NULL;
}

static void destroy_participant(void *participant)
{
    if (!participant)
        return;
    participant_clear(participant);
    free(participant);
}

static void destroy_person(void *memory)
{
    destroy_participant(((struct person *)memory)->who);
    free(memory);
}

static void set_who(struct draft *draft, struct person *person, const struct participant *participant)
{
    struct participant *fresh = mem_alloc(sizeof *fresh);
    participant_copy(participant, fresh);
    journal_replace(&draft->journal, (void **)&person->who, fresh, destroy_participant);
}

void participants_set(struct draft *draft, const struct participant *participant)
{
    struct person *person = entries_find(&draft->participants, participant->id);
    if (person) {
        set_who(draft, person, participant);
        return;
    }
    person = mem_zero(1, sizeof *person);
    snprintf(person->id, sizeof person->id, "%s", participant->id);
    person->who = mem_alloc(sizeof *person->who);
    participant_copy(participant, person->who);
    entries_add(&draft->journal, &draft->participants, person, person->id, destroy_person);
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
    bool own = strcmp(client, SYSTEM_ID) == 0;
    snprintf(found->participant, sizeof found->participant, "%s", own ? SYSTEM_ID : participant);
    found->n = n;
}
