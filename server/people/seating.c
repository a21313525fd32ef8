#include "people/seating.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/strings.h"
#include "people/access.h"
#include "people/meeting_document.h"

struct person {
    char *id, *participant, *name, *delegation;
    enum role role;
    bool head;
    int64_t expires_at;
};

struct exception {
    char *key; /* "person/scope/target" */
    char *role;
};

struct entry {
    char *draft, *group;
    bool closed;
};

/* A seat that there is. */
struct sitting {
    char *key; /* "draft/participant" */
    char *id, *draft, *person, *participant, *role, *name, *delegation;
    int64_t expires_at;
    bool silent, stays;
};

struct seating {
    struct people *people;
    const char *by;
    int64_t now;
    bool archived, head_speaks;
    struct person *persons;
    size_t person_count, person_capacity;
    struct exception *exceptions;
    size_t exception_count, exception_capacity;
    struct entry *agenda;
    size_t entry_count, entry_capacity;
    struct sitting *seats;
    size_t seat_count, seat_capacity;
    struct map by_key; /* of seats */
};

static char *join(const char *a, const char *b)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s/%s", a, b);
    return buf_take(&key);
}

/* Reading what there is */

static bool take_meeting(void *context, const struct meeting_row *row)
{
    struct seating *seating = context;
    struct meeting_document document;
    seating->archived = row->archived_at != 0;
    seating->head_speaks = meeting_document_parse(row->document, &document) && document.head_speaks;
    meeting_document_clear(&document);
    return true;
}

static bool take_person(void *context, const struct person_row *row)
{
    struct seating *seating = context;
    struct person person = {.expires_at = row->expires_at, .head = row->head};
    if (row->revoked_at || !role_from_name(row->role, &person.role))
        return true;
    person.id = mem_copy_string(row->id);
    person.participant = mem_copy_string(row->participant);
    person.name = mem_copy_string(row->name);
    person.delegation = mem_copy_string(row->delegation);
    seating->persons =
        mem_grow(seating->persons, seating->person_count, &seating->person_capacity, sizeof person);
    seating->persons[seating->person_count++] = person;
    return true;
}

static bool take_exception(void *context, const struct exception_row *row)
{
    struct seating *seating = context;
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s/%s/%s", row->person, row->scope, row->target);
    seating->exceptions = mem_grow(seating->exceptions, seating->exception_count,
                                   &seating->exception_capacity, sizeof(struct exception));
    seating->exceptions[seating->exception_count++] =
        (struct exception){buf_take(&key), mem_copy_string(row->role)};
    return true;
}

static bool take_entry(void *context, const struct agenda_row *row)
{
    struct seating *seating = context;
    seating->agenda =
        mem_grow(seating->agenda, seating->entry_count, &seating->entry_capacity, sizeof(struct entry));
    seating->agenda[seating->entry_count++] =
        (struct entry){mem_copy_string(row->draft), mem_copy_string(row->group), row->closed};
    return true;
}

static bool take_seat(void *context, const struct meeting_seat *seat)
{
    struct seating *seating = context;
    seating->seats =
        mem_grow(seating->seats, seating->seat_count, &seating->seat_capacity, sizeof(struct sitting));
    seating->seats[seating->seat_count++] =
        (struct sitting){.key = join(seat->draft, seat->participant),
                         .id = mem_copy_string(seat->id),
                         .draft = mem_copy_string(seat->draft),
                         .person = mem_copy_string(seat->person),
                         .participant = mem_copy_string(seat->participant),
                         .role = mem_copy_string(seat->role),
                         .name = mem_copy_string(seat->name),
                         .delegation = mem_copy_string(seat->delegation),
                         .expires_at = seat->expires_at,
                         .silent = seat->silent};
    return true;
}

static enum status read_all(struct seating *seating, const char *meeting)
{
    struct people *people = seating->people;
    enum status status = meetings_list(people, meeting, take_meeting, seating);
    if (status == STATUS_OK)
        status = persons_list(people, meeting, NULL, take_person, seating);
    if (status == STATUS_OK)
        status = exceptions_list(people, meeting, NULL, take_exception, seating);
    if (status == STATUS_OK)
        status = agenda_list(people, meeting, take_entry, seating);
    if (status == STATUS_OK)
        status = meeting_seats_list(people, meeting, take_seat, seating);
    for (size_t i = 0; i < seating->seat_count; i++)
        map_put(&seating->by_key, seating->seats[i].key, &seating->seats[i]);
    return status;
}

/* What should be */

static const char *exception_of(const struct map *exceptions, const struct person *person, const char *scope,
                                const char *target)
{
    struct buf key = BUF_EMPTY;
    if (!target)
        return NULL;
    buf_format(&key, "%s/%s/%s", person->id, scope, target);
    const struct exception *exception = map_get(exceptions, key.bytes);
    buf_clear(&key);
    return exception ? exception->role : NULL;
}

static bool is_as_wanted(const struct sitting *seat, const struct meeting_seat *wanted)
{
    return strings_same(seat->role, wanted->role) && strings_same(seat->name, wanted->name) &&
           strings_same(seat->delegation, wanted->delegation) && seat->expires_at == wanted->expires_at &&
           seat->silent == wanted->silent && strings_same(seat->person, wanted->person);
}

/* Ends the participant's seat in the draft where it is another one, and gives the wanted one where it is not there. */
static enum status settle(struct seating *seating, const struct meeting_seat *wanted)
{
    char *key = join(wanted->draft, wanted->participant);
    struct sitting *seat = map_get(&seating->by_key, key);
    free(key);
    enum status status = STATUS_OK;
    if (seat)
        seat->stays = true; /* it has been seen to */
    if (seat && is_as_wanted(seat, wanted))
        return STATUS_OK;
    if (seat)
        status = meeting_seat_end(seating->people, seat->id, seating->by, seating->now);
    return status == STATUS_OK ? meeting_seat_give(seating->people, wanted, seating->by, seating->now)
                               : status;
}

static bool has_head(const struct seating *seating, const char *delegation)
{
    for (size_t i = 0; i < seating->person_count; i++)
        if (seating->persons[i].head && strings_same(seating->persons[i].delegation, delegation))
            return true;
    return false;
}

/* Where the head of a delegation speaks for it, the others do not; a delegation without one is not struck dumb. */
static bool is_silent(const struct seating *seating, const struct person *person)
{
    return seating->head_speaks && person->delegation && !person->head &&
           has_head(seating, person->delegation);
}

static enum status seat_person(struct seating *seating, const struct map *exceptions,
                               const struct entry *entry, const struct person *person)
{
    struct access_question question = {.role = person->role,
                                       .of_draft = exception_of(exceptions, person, "draft", entry->draft),
                                       .of_group = exception_of(exceptions, person, "group", entry->group),
                                       .closed = entry->closed,
                                       .archived = seating->archived};
    enum role role;
    if (!access_role(&question, &role))
        return STATUS_OK;
    return settle(seating, &(struct meeting_seat){.draft = entry->draft,
                                                  .person = person->id,
                                                  .participant = person->participant,
                                                  .role = role_name(role),
                                                  .name = person->name,
                                                  .delegation = person->delegation,
                                                  .expires_at = person->expires_at,
                                                  .silent = is_silent(seating, person)});
}

static enum status seat_everybody(struct seating *seating)
{
    struct map exceptions = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < seating->exception_count; i++)
        map_put(&exceptions, seating->exceptions[i].key, &seating->exceptions[i]);
    for (size_t e = 0; e < seating->entry_count; e++)
        for (size_t p = 0; status == STATUS_OK && p < seating->person_count; p++)
            status = seat_person(seating, &exceptions, &seating->agenda[e], &seating->persons[p]);
    map_clear(&exceptions);
    return status;
}

static bool is_person(const struct seating *seating, const char *participant)
{
    for (size_t i = 0; i < seating->person_count; i++)
        if (strcmp(seating->persons[i].participant, participant) == 0)
            return true;
    return false;
}

/* A seat that follows from nothing any more ends; one of the draft's own reads where the meeting is archived. */
static enum status settle_other(struct seating *seating, const struct sitting *seat)
{
    if (seat->person || is_person(seating, seat->participant))
        return meeting_seat_end(seating->people, seat->id, seating->by, seating->now);
    if (!seating->archived)
        return STATUS_OK;
    return settle(seating, &(struct meeting_seat){.draft = seat->draft,
                                                  .participant = seat->participant,
                                                  .role = role_name(ROLE_OBSERVER),
                                                  .name = seat->name,
                                                  .delegation = seat->delegation,
                                                  .expires_at = seat->expires_at});
}

static enum status settle_others(struct seating *seating)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < seating->seat_count; i++)
        if (!seating->seats[i].stays)
            status = settle_other(seating, &seating->seats[i]);
    return status;
}

static void person_clear(struct person *person)
{
    free(person->id);
    free(person->participant);
    free(person->name);
    free(person->delegation);
}

static void sitting_clear(struct sitting *seat)
{
    free(seat->key);
    free(seat->id);
    free(seat->draft);
    free(seat->person);
    free(seat->participant);
    free(seat->role);
    free(seat->name);
    free(seat->delegation);
}

static void seating_clear(struct seating *seating)
{
    for (size_t i = 0; i < seating->person_count; i++)
        person_clear(&seating->persons[i]);
    for (size_t i = 0; i < seating->exception_count; i++) {
        free(seating->exceptions[i].key);
        free(seating->exceptions[i].role);
    }
    for (size_t i = 0; i < seating->entry_count; i++) {
        free(seating->agenda[i].draft);
        free(seating->agenda[i].group);
    }
    for (size_t i = 0; i < seating->seat_count; i++)
        sitting_clear(&seating->seats[i]);
    free(seating->persons);
    free(seating->exceptions);
    free(seating->agenda);
    free(seating->seats);
    map_clear(&seating->by_key);
}

enum status seating_apply(struct people *people, const char *meeting, const char *by, int64_t now)
{
    struct seating seating = {.people = people, .by = by, .now = now};
    enum status status = read_all(&seating, meeting);
    if (status == STATUS_OK)
        status = seat_everybody(&seating);
    if (status == STATUS_OK)
        status = settle_others(&seating);
    if (status == STATUS_OK && !seating.archived)
        status = meeting_check_chairs(people, meeting, now);
    seating_clear(&seating);
    return status;
}
