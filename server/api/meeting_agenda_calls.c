/* /api/meetings/ID: its agenda, and who is in the room. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/meeting_access.h"
#include "api/neighbours.h"
#include "api/visits.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/map.h"
#include "base/mem.h"

/* ---- the agenda ---- */

struct lookup {
    const char *draft;
    bool found;
};

static bool is_that(void *context, const struct agenda_row *row)
{
    struct lookup *lookup = context;
    lookup->found |= strcmp(row->draft, lookup->draft) == 0;
    return !lookup->found;
}

/* A draft that is not on the agenda comes on it by its chair alone: the meeting decides from then on who sits in it. */
static enum status check_draft(const struct call *call, const char *draft)
{
    struct lookup lookup = {draft, false};
    enum status status = agenda_list(call->people, call->segments[2], is_that, &lookup);
    if (status != STATUS_OK || lookup.found)
        return status;
    struct call there = call_elsewhere(call);
    status = call_find_seat(&there, draft);
    if (status == STATUS_OK && there.role != ROLE_CHAIR)
        status = STATUS_FORBIDDEN;
    seat_clear(&there.seat);
    return status;
}

static const char *read_entry(const struct json *json, struct agenda_row *out)
{
    const struct json *group = json_get(json, "group"), *closed = json_get(json, "closed");
    *out = (struct agenda_row){json_get_string(json, "draft"), json_string(group), false};
    if (!out->draft || !id_valid(out->draft))
        return "Name a draft.";
    if (group && !json_is_null(group) && !out->group)
        return "Name a working group of the meeting, or null.";
    if (closed && !json_bool(closed, &out->closed))
        return "Say whether the draft is closed to observers: true or false.";
    return NULL;
}

/* STATUS_BAD_MESSAGE: there is no such working group. */
static enum status check_group(const struct call *call, const char *group)
{
    struct meeting_document document = {0};
    uint64_t revision;
    bool archived, known = false;
    if (!group)
        return STATUS_OK;
    enum status status = meeting_read(call->people, call->segments[2], &document, &revision, &archived);
    known = status == STATUS_OK && meeting_document_group(&document, group);
    meeting_document_clear(&document);
    return status == STATUS_OK && !known ? STATUS_BAD_MESSAGE : status;
}

static void act_put(struct call *call, void *body)
{
    struct agenda_row row;
    struct meeting_act act = call_meeting_act(call);
    if (!call_meeting_is_open(call))
        return;
    const char *wrong = read_entry(json_root(body), &row);
    enum status status = wrong ? STATUS_BAD_MESSAGE : check_draft(call, row.draft);
    if (status == STATUS_OK && (status = check_group(call, row.group)) == STATUS_BAD_MESSAGE)
        wrong = "Name a working group of the meeting, or null.";
    if (status == STATUS_OK)
        status = meeting_put_draft(&act, &row);
    if (status == STATUS_FORBIDDEN)
        wrong = "The chair of a draft puts it on the agenda; ask them.";
    if (status == STATUS_EXISTS)
        wrong = "The draft is on the agenda of another meeting; take it off there first.";
    call_acted(call, status, wrong);
}

void handle_agenda_put(struct call *call)
{
    call_act_on_meeting(call, 10, act_put);
}

static void act_order(struct call *call, void *body)
{
    const char *drafts[MEETING_MAX_DRAFTS];
    size_t count = 0;
    struct meeting_act act = call_meeting_act(call);
    if (!call_meeting_is_open(call))
        return;
    const struct json *list = json_get(json_root(body), "drafts");
    bool ok = json_is_array(list) && json_count(list) <= MEETING_MAX_DRAFTS;
    for (const struct json *one = ok ? json_first(list) : NULL; ok && one; one = json_after(one)) {
        drafts[count] = json_string(one);
        ok = drafts[count++] != NULL;
    }
    enum status status = ok ? meeting_order(&act, drafts, count) : STATUS_BAD_MESSAGE;
    call_acted(call, status, ok ? NULL : "Give the drafts in their order, as a list of ids.");
}

void handle_agenda_order(struct call *call)
{
    call_act_on_meeting(call, 1, act_order);
}

static void act_drop(struct call *call, void *unused)
{
    struct lookup lookup = {call->segments[4], false};
    struct meeting_act act = call_meeting_act(call);
    (void)unused;
    if (!call_meeting_is_open(call))
        return;
    enum status status = agenda_list(act.people, act.meeting, is_that, &lookup);
    if (status == STATUS_OK)
        status = !lookup.found              ? STATUS_NOT_FOUND
                 : call->role == ROLE_CHAIR ? meeting_drop_draft(&act, call->segments[4])
                                            : STATUS_FORBIDDEN;
    call_acted(call, status, NULL);
}

void handle_agenda_drop(struct call *call)
{
    if (call_may_spend(call, 1))
        call_act(call, act_drop, NULL, NULL);
}

/* ---- the room ---- */

struct here {
    char *participant;
    struct buf drafts; /* those that the caller sees too */
};

struct room {
    struct call call; /* a copy, with a seat of its own */
    int64_t now;
    struct map own;    /* drafts of the meeting that the caller has a seat in: id -> id */
    struct map people; /* participant -> struct here */
    struct buf out;
};

static bool take_entry(void *context, const struct agenda_row *row)
{
    struct room *room = context;
    struct call there = call_elsewhere(&room->call);
    if (call_find_seat(&there, row->draft) == STATUS_OK) {
        char *draft = mem_copy_string(row->draft);
        map_put(&room->own, draft, draft);
    }
    seat_clear(&there.seat);
    return true;
}

static void take_connection(void *context, const char *draft, const char *participant)
{
    struct room *room = context;
    if (!map_get(&room->own, draft))
        return;
    struct here *here = map_get(&room->people, participant);
    if (!here) {
        here = mem_zero(1, sizeof *here);
        here->participant = mem_copy_string(participant);
        map_put(&room->people, here->participant, here);
    }
    struct buf quoted = BUF_EMPTY;
    buf_format(&quoted, "\"%s\"", draft);
    if (!here->drafts.len || !strstr(here->drafts.bytes, quoted.bytes)) { /* else by another window */
        if (here->drafts.len)
            buf_char(&here->drafts, ',');
        buf_text(&here->drafts, quoted.bytes);
    }
    buf_clear(&quoted);
}

static void take_place(void *room, const char *draft, const char *participant, uint64_t connections)
{
    (void)connections;
    take_connection(room, draft, participant);
}

/* Whether somebody has the page of the meeting open, at whichever server. */
static bool is_on_page(const struct room *room, const char *participant)
{
    const struct api *api = room->call.api;
    const char *meeting = room->call.segments[2];
    return visits_is_here(api->visits, meeting, participant, room->now) ||
           neighbours_have_visit(api->neighbours, meeting, participant);
}

static bool write_person(void *context, const struct person_row *row)
{
    struct room *room = context;
    const struct here *here = map_get(&room->people, row->participant);
    struct buf *out = &room->out;
    if (row->revoked_at || (!here && !is_on_page(room, row->participant)))
        return true;
    json_write_comma(out);
    buf_text(out, "{\"participant\":");
    json_write_string(out, row->participant);
    buf_format(out, ",\"role\":\"%s\",\"name\":", row->role);
    json_write_string(out, row->name);
    if (row->delegation) {
        buf_text(out, ",\"delegation\":");
        json_write_string(out, row->delegation);
    }
    buf_text(out, ",\"head\":");
    json_write_bool(out, row->head);
    buf_format(out, ",\"drafts\":[%s]}", here && here->drafts.len ? here->drafts.bytes : "");
    return true;
}

static void room_clear(struct room *room)
{
    struct here *here;
    char *draft;
    for (size_t i = 0; (here = map_next(&room->people, &i));) {
        free(here->participant);
        buf_clear(&here->drafts);
        free(here);
    }
    for (size_t i = 0; (draft = map_next(&room->own, &i));)
        free(draft);
    map_clear(&room->people);
    map_clear(&room->own);
    buf_clear(&room->out);
    seat_clear(&room->call.seat);
    free(room);
}

static void answer_room(void *context)
{
    struct room *room = context;
    struct call *call = &room->call;
    struct people *people = call->people;
    enum status status = agenda_list(people, call->segments[2], take_entry, room);
    service_each_in_room(call->service, take_connection, room);
    neighbours_each_place(call->api->neighbours, take_place, room);
    buf_text(&room->out, "{\"here\":[");
    if (status == STATUS_OK)
        status = persons_list(people, call->segments[2], NULL, write_person, room);
    buf_text(&room->out, "]}");
    if (status == STATUS_OK)
        call_respond_json(call, 200, &room->out);
    else
        call_respond_error(call, status, NULL);
    room_clear(room);
}

/* Who is connected to a draft in which the caller has a seat too, or has the meeting's page open, at whichever server. Whoever is in a closed draft alone is not
 * there for those who are not in it. */
void handle_room(struct call *call)
{
    struct room *room = mem_zero(1, sizeof *room);
    room->call = *call;
    call_copy_seat(&call->seat, &room->call.seat);
    room->now = loop_now_ms();
    visits_note(call->api->visits, call->segments[2], call->seat.participant, room->now);
    neighbours_ask(call->api->neighbours, answer_room, room);
}
