#include "sim_people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/acts.h"
#include "store/audit.h"
#include "store/deletion.h"

void seat_clear(struct seat *seat)
{
    free(seat->name);
    free(seat->delegation);
    *seat = (struct seat){0};
}

static void fill_in(const struct people *people, const struct sim_person *person, struct seat *out)
{
    snprintf(out->invitation, sizeof out->invitation, "%s", person->id);
    snprintf(out->draft, sizeof out->draft, "%s", people->draft);
    snprintf(out->participant, sizeof out->participant, "%s", person->id);
    snprintf(out->role, sizeof out->role, "%s", role_name(person->role));
    out->name = mem_copy_string(person->name);
    out->delegation = mem_copy_string(person->delegation);
}

enum status people_seat_by_token(struct people *people, const char *token, const char *draft, int64_t now,
                                 struct seat *out)
{
    (void)now;
    *out = (struct seat){0};
    for (size_t i = 0; i < people->count; i++) {
        if (strcmp(people->persons[i].token, token) != 0)
            continue;
        if (strcmp(people->draft, draft) != 0)
            return STATUS_NOT_FOUND;
        fill_in(people, &people->persons[i], out);
        return STATUS_OK;
    }
    return STATUS_UNAUTHORIZED;
}

/* Nobody in the simulation is a browser. */
enum status people_seat_by_cookie(struct people *people, const char *cookie, const char *draft,
                                  const char *participant, int64_t now, struct seat *out)
{
    (void)people;
    (void)cookie;
    (void)draft;
    (void)participant;
    (void)now;
    *out = (struct seat){0};
    return STATUS_UNAUTHORIZED;
}

/* Seats in the simulation are there from the start, and stay. */
enum status people_acts_since(struct people *people, const char *draft, uint64_t after,
                              bool (*each)(void *context, const struct act *act), void *context)
{
    (void)people;
    (void)draft;
    (void)after;
    (void)each;
    (void)context;
    return STATUS_OK;
}

enum status people_acts_fresh(struct people *people, uint64_t *mark,
                              void (*each)(void *context, const char *draft, enum act_kind kind,
                                           const char *seat),
                              void *context)
{
    (void)people;
    (void)mark;
    (void)each;
    (void)context;
    return STATUS_OK;
}

enum status people_cookie_check(struct people *people, const char *cookie, int64_t now)
{
    (void)people;
    (void)cookie;
    (void)now;
    return STATUS_UNAUTHORIZED;
}

enum status people_seat_has_successor(struct people *people, const char *seat, int64_t now)
{
    (void)people;
    (void)seat;
    (void)now;
    return STATUS_NOT_FOUND;
}

enum status audit_fresh(struct people *people, uint64_t *mark,
                        void (*each)(void *context, const struct audit_entry *entry), void *context)
{
    (void)people;
    (void)mark;
    (void)each;
    (void)context;
    return STATUS_OK;
}

enum status deletion_at(struct people *people, enum deletion_kind kind, const char *id, int64_t *at)
{
    (void)people;
    (void)kind;
    (void)id;
    *at = 0;
    return STATUS_OK;
}

enum status deletion_each_seat(struct people *people, int64_t at,
                               void (*each)(void *context, const char *draft, const char *seat),
                               void *context)
{
    (void)people;
    (void)at;
    (void)each;
    (void)context;
    return STATUS_OK;
}
