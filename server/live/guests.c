#include "live/guests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "wire/change_codec.h"

struct guest {
    struct presence_entry entry;
    char client[ID_BYTES];
    struct participant who;
    bool seen; /* in the presence that is being taken over */
};

/* ---- who they are ---- */

static void forget_people(struct guests *guests)
{
    while (guests->people_count)
        participant_clear(&guests->people[--guests->people_count]);
    free(guests->people);
    guests->people = NULL;
}

static const struct participant *person(const struct guests *guests, const char *id)
{
    for (size_t i = 0; i < guests->people_count; i++)
        if (strcmp(guests->people[i].id, id) == 0)
            return &guests->people[i];
    return NULL;
}

/* Known by their id alone until a roster names them. */
static void name_guest(const struct guests *guests, struct guest *guest)
{
    const struct participant *named = person(guests, guest->who.id);
    if (!named)
        return;
    participant_clear(&guest->who);
    participant_copy(named, &guest->who);
}

bool guests_take_people(struct guests *guests, const struct json *people)
{
    struct guest *guest;
    bool ok = true;
    forget_people(guests);
    guests->people = mem_zero(json_count(people), sizeof *guests->people);
    for (const struct json *one = json_first(people); ok && one; one = json_after(one)) {
        ok = participant_decode(one, &guests->people[guests->people_count]) == STATUS_OK;
        guests->people_count += ok;
    }
    for (size_t i = 0; (guest = map_next(&guests->by_client, &i));)
        name_guest(guests, guest);
    return ok;
}

/* ---- where they are ---- */

static void end_guest(struct guests *guests, struct presence *presence, struct guest *guest)
{
    presence_leave(presence, &guest->entry);
    map_remove(&guests->by_client, guest->client);
    participant_clear(&guest->who);
    free(guest);
}

static struct guest *guest_of(struct guests *guests, struct presence *presence, const struct feed_here *here)
{
    struct guest *guest = map_get(&guests->by_client, here->client);
    if (guest)
        return guest;
    guest = mem_zero(1, sizeof *guest);
    snprintf(guest->client, sizeof guest->client, "%s", here->client);
    guest->who = (struct participant){mem_copy_string(here->participant), ROLE_OBSERVER, mem_copy_string(""),
                                      NULL, false};
    name_guest(guests, guest);
    guest->entry.client = guest->client;
    guest->entry.participant = &guest->who;
    map_put(&guests->by_client, guest->client, guest);
    presence_join(presence, &guest->entry);
    return guest;
}

static void drop_unseen(struct guests *guests, struct presence *presence)
{
    struct guest *guest;
    for (size_t i = 0; (guest = map_next(&guests->by_client, &i));)
        if (!guest->seen) {
            end_guest(guests, presence, guest);
            i = 0;
        }
}

bool guests_take_presence(struct guests *guests, struct presence *presence,
                          const struct feed_message *message, bool all)
{
    struct guest *guest;
    struct feed_here here;
    for (size_t i = 0; (guest = map_next(&guests->by_client, &i));)
        guest->seen = !all;
    for (const struct json *one = json_first(message->here); one; one = json_after(one)) {
        if (!feed_here(one, &here))
            return false;
        guest = guest_of(guests, presence, &here);
        guest->seen = true;
        presence_move(presence, &guest->entry, &here.caret);
    }
    for (const struct json *one = json_first(message->gone); one; one = json_after(one))
        if (json_string(one) && (guest = map_get(&guests->by_client, json_string(one))))
            end_guest(guests, presence, guest);
    drop_unseen(guests, presence);
    presence_count_observers(presence, message->observers);
    return true;
}

void guests_leave(struct guests *guests, struct presence *presence)
{
    struct guest *guest;
    for (size_t i = 0; (guest = map_next(&guests->by_client, &i)); i = 0)
        end_guest(guests, presence, guest);
    map_clear(&guests->by_client);
    forget_people(guests);
}
