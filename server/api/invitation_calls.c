/* The invitations of a draft: list, create, confirm, revoke. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/seat_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "text/utf.h"

static bool write_invitation(void *context, const struct invitation *invitation)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_text(out, "{\"id\":");
    json_write_string(out, invitation->id);
    buf_text(out, ",\"participant\":");
    json_write_string(out, invitation->participant);
    buf_text(out, ",\"role\":");
    json_write_string(out, invitation->role);
    buf_text(out, ",\"name\":");
    json_write_string(out, invitation->name);
    if (invitation->delegation) {
        buf_text(out, ",\"delegation\":");
        json_write_string(out, invitation->delegation);
    }
    json_write_time(out, "created", invitation->created_at);
    json_write_time(out, "expires", invitation->expires_at);
    json_write_time(out, "revoked", invitation->revoked_at);
    if (invitation->pending)
        buf_text(out, ",\"pending\":true");
    buf_char(out, '}');
    return true;
}

void handle_invitations_list(struct call *call)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"invitations\":[");
    enum status status = people_list_invitations(call->people, call->seat.draft, write_invitation, &out);
    buf_text(&out, "]}");
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &out);
    } else {
        buf_clear(&out);
        call_respond_error(call, status, NULL);
    }
}

struct invitation_request {
    const char *role;
    const char *name;
    const char *delegation; /* or NULL */
    int64_t expires_at;     /* 0: none */
};

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_request(const struct json *root, struct invitation_request *out)
{
    enum role role;
    const struct json *expires = json_get(root, "expires");
    *out = (struct invitation_request){json_get_string(root, "role"), json_get_string(root, "name"), NULL, 0};
    if (!out->role || !role_from_name(out->role, &role))
        return "Name a role: observer, delegation, secretariat or chair.";
    if (!out->name || !name_valid(out->name))
        return "Give the person or seat a name of at most 200 bytes, of characters that can be seen.";
    if (!json_take_string(root, "delegation", &out->delegation) ||
        (out->delegation &&
         (!name_valid(out->delegation) || utf_is_blank(out->delegation, strlen(out->delegation)))))
        return "Give the delegation as a country code or a short name.";
    if (role == ROLE_DELEGATION && !out->delegation)
        return "Say which delegation the invitation is for.";
    if (expires && !json_is_null(expires) &&
        (!json_signed(expires, &out->expires_at) || out->expires_at <= loop_now_ms()))
        return "Give the expiry as a time to come, in milliseconds since the epoch.";
    return NULL;
}

static void respond_created(struct call *call, const struct invited *invited)
{
    struct buf out = BUF_EMPTY, url = BUF_EMPTY;
    call_write_base_url(call, &url);
    buf_format(&url, "/join#%s", invited->token);
    buf_text(&out, "{\"id\":");
    json_write_string(&out, invited->id);
    buf_text(&out, ",\"token\":");
    json_write_string(&out, invited->token);
    buf_text(&out, ",\"url\":");
    json_write_string(&out, url.bytes);
    if (invited->pending)
        buf_text(&out, ",\"pending\":true");
    buf_char(&out, '}');
    buf_clear(&url);
    call_respond_json(call, 201, &out);
}

static enum status invite(struct call *call, const struct invitation_request *wanted, struct invited *out)
{
    enum role role;
    struct new_seat seat = {.draft = call->seat.draft,
                            .role = wanted->role,
                            .name = wanted->name,
                            .delegation = wanted->delegation,
                            .expires_at = wanted->expires_at,
                            .by = call->seat.participant,
                            .sure = seat_invites_for_sure(call->role)};
    if (!role_from_name(wanted->role, &role) || !seat_may_invite(call->role, role))
        return STATUS_FORBIDDEN;
    return people_invite(call->people, &seat, loop_now_ms(), out);
}

static void act_create(struct call *call, void *body)
{
    struct invited invited = {0};
    struct invitation_request wanted;
    struct buf alike = BUF_EMPTY;
    const char *wrong = read_request(json_root(body), &wanted);
    enum status status = wrong ? STATUS_BAD_MESSAGE : invite(call, &wanted, &invited);
    if (status == STATUS_FORBIDDEN)
        wrong = "Nobody gives a role above their own; ask the chair.";
    if (invited.like) {
        buf_format(&alike,
                   "That code looks like %s, which this draft has; use that code, or one that nobody "
                   "confuses with it.",
                   invited.like);
        wrong = alike.bytes;
    }
    if (status == STATUS_OK)
        respond_created(call, &invited);
    else
        call_respond_error(call, status, wrong);
    buf_clear(&alike);
    free(invited.like);
}

void handle_invitation_create(struct call *call)
{
    call_act_with_body(call, act_create);
}

/* ---- what is done to a seat that is there ---- */

struct judgement {
    const struct seat *own;
    enum role role;
    bool (*may)(const struct seat *own, enum role role, const struct invitation *target);
    bool allowed;
    char participant[PEOPLE_ID_BYTES]; /* whose seat it is */
};

static bool judge(void *context, const struct invitation *target)
{
    struct judgement *judgement = context;
    judgement->allowed = judgement->may(judgement->own, judgement->role, target);
    snprintf(judgement->participant, sizeof judgement->participant, "%s", target->participant);
    return false;
}

/* STATUS_FORBIDDEN, STATUS_NOT_FOUND. */
static enum status check_target(struct people *people, const char *invitation, struct judgement *judgement)
{
    enum status status = people_find_invitation(people, judgement->own->draft, invitation, judge, judgement);
    return status == STATUS_OK && !judgement->allowed ? STATUS_FORBIDDEN : status;
}

static void act_confirm(struct call *call, void *unused)
{
    (void)unused;
    const char *invitation = call->segments[4];
    struct people *people = call->people;
    struct judgement judgement = {.own = &call->seat, .role = call->role, .may = seat_may_confirm};
    struct buf out = BUF_EMPTY;
    enum status status = check_target(people, invitation, &judgement);
    if (status == STATUS_OK)
        status = people_confirm(people, call->seat.draft, invitation, call->seat.participant, loop_now_ms());
    if (status != STATUS_OK) {
        call_respond_error(call, status,
                           status == STATUS_FORBIDDEN
                               ? "The chair or the delegation itself confirms its second seat."
                               : NULL);
        return;
    }
    buf_text(&out, "{}");
    call_respond_json(call, 200, &out);
}

void handle_invitation_confirm(struct call *call)
{
    call_act(call, act_confirm, NULL, NULL);
}

struct seats {
    struct seat *all;
    size_t count, capacity;
};

static bool take_seat(void *context, const struct seat *seat)
{
    struct seats *seats = context;
    seats->all = mem_grow(seats->all, seats->count, &seats->capacity, sizeof *seats->all);
    seats->all[seats->count++] = *seat;
    seats->all[seats->count - 1].name = mem_copy_string(seat->name);
    seats->all[seats->count - 1].delegation = mem_copy_string(seat->delegation);
    return true;
}

/* Revokes one more seat of the participant, where whoever asks may do that in its draft as well. */
static bool revoke_there(struct call *call, const struct seat *target)
{
    struct call there = call_elsewhere(call);
    struct judgement judgement = {.own = &there.seat, .may = seat_may_revoke};
    enum status status = call_find_seat(&there, target->draft);
    judgement.role = there.role;
    if (status == STATUS_OK)
        status = check_target(call->people, target->invitation, &judgement);
    if (status == STATUS_OK)
        status = people_revoke(call->people, target->draft, target->invitation, there.seat.participant, false,
                               loop_now_ms());
    seat_clear(&there.seat);
    return status == STATUS_OK;
}

/* Revokes the participant's seats in every draft where the caller may, and appends those drafts to `out`. */
static enum status revoke_elsewhere(struct call *call, const char *participant, struct buf *out)
{
    struct seats seats = {0};
    enum status status =
        people_seats_of_participant(call->people, participant, loop_now_ms(), take_seat, &seats);
    for (size_t i = 0; i < seats.count; i++) {
        if (status == STATUS_OK && revoke_there(call, &seats.all[i])) {
            json_write_comma(out);
            json_write_string(out, seats.all[i].draft);
        }
        seat_clear(&seats.all[i]);
    }
    free(seats.all);
    return status;
}

static void act_revoke(struct call *call, void *unused)
{
    (void)unused;
    const char *invitation = call->segments[4], *everywhere = http_query(call->request, "everywhere");
    struct people *people = call->people;
    struct judgement judgement = {.own = &call->seat, .role = call->role, .may = seat_may_revoke};
    struct buf out = BUF_EMPTY;
    enum status status = check_target(people, invitation, &judgement);
    if (status == STATUS_OK)
        status =
            people_revoke(people, call->seat.draft, invitation, call->seat.participant, false, loop_now_ms());
    buf_text(&out, "{\"drafts\":[");
    json_write_string(&out, call->seat.draft);
    if (status == STATUS_OK && everywhere && strcmp(everywhere, "true") == 0)
        status = revoke_elsewhere(call, judgement.participant, &out);
    buf_text(&out, "]}");
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &out);
        return;
    }
    buf_clear(&out);
    call_respond_error(call, status,
                       status == STATUS_FORBIDDEN ? "Nobody takes a role above their own; ask the chair."
                                                  : NULL);
}

void handle_invitation_revoke(struct call *call)
{
    call_act(call, act_revoke, NULL, NULL);
}
