/* The invitations of a draft: list, create, revoke. */
#include "api/handlers.h"

#include <string.h>

#include "base/json_write.h"
#include "text/utf.h"

static void write_number_or_null(struct buf *out, const char *name, int64_t number)
{
    json_write_comma(out);
    json_write_key(out, name);
    if (number)
        buf_signed(out, number);
    else
        buf_text(out, "null");
}

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
    write_number_or_null(out, "created", invitation->created_at);
    write_number_or_null(out, "expires", invitation->expires_at);
    write_number_or_null(out, "revoked", invitation->revoked_at);
    buf_char(out, '}');
    return true;
}

void handle_invitations_list(struct call *call)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"invitations\":[");
    enum status status =
        people_list_invitations(call->service->people, call->seat.draft, write_invitation, &out);
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

static bool words_ok(const char *words)
{
    size_t len = strlen(words);
    return len > 0 && len <= NAME_MAX_BYTES && utf_valid_text(words, len);
}

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_request(const struct json *root, struct invitation_request *out)
{
    enum role role;
    const struct json *expires = json_get(root, "expires");
    *out = (struct invitation_request){json_get_string(root, "role"), json_get_string(root, "name"),
                                       json_get_string(root, "delegation"), 0};
    if (!out->role || !role_from_name(out->role, &role))
        return "Name a role: observer, delegation, secretariat or chair.";
    if (!out->name || !words_ok(out->name))
        return "Give the person or seat a name of at most 200 bytes.";
    if (out->delegation && !words_ok(out->delegation))
        return "Give the delegation as a country code or a short name.";
    if (role == ROLE_DELEGATION && !out->delegation)
        return "Say which delegation the invitation is for.";
    if (expires && !json_is_null(expires) &&
        (!json_signed(expires, &out->expires_at) || out->expires_at <= loop_now_ms()))
        return "Give the expiry as a time to come, in milliseconds since the epoch.";
    return NULL;
}

static void respond_created(struct call *call, const char *id, const char *token)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"id\":");
    json_write_string(&out, id);
    buf_text(&out, ",\"token\":");
    json_write_string(&out, token);
    buf_text(&out, ",\"url\":\"");
    call_write_base_url(call, &out);
    buf_format(&out, "/join#%s\"}", token);
    call_respond_json(call, 201, &out);
}

void handle_invitation_create(struct call *call)
{
    char id[PEOPLE_ID_BYTES], token[PEOPLE_SECRET_BYTES];
    struct invitation_request wanted;
    struct json_doc *doc = call_body(call);
    if (!doc)
        return;
    const char *wrong = read_request(json_root(doc), &wanted);
    enum status status =
        wrong ? STATUS_BAD_MESSAGE
              : people_invite(call->service->people, call->seat.draft, wanted.role, wanted.name,
                              wanted.delegation, wanted.expires_at, loop_now_ms(), id, token);
    if (status == STATUS_OK)
        respond_created(call, id, token);
    else
        call_respond_error(call, status, wrong);
    json_free(doc);
}

void handle_invitation_revoke(struct call *call)
{
    const char *invitation = call->segments[4];
    struct buf out = BUF_EMPTY;
    enum status status = people_revoke(call->service->people, call->seat.draft, invitation, loop_now_ms());
    if (status != STATUS_OK) {
        call_respond_error(call, status, NULL);
        return;
    }
    service_close_invitation(call->service, invitation);
    buf_text(&out, "{}");
    call_respond_json(call, 200, &out);
}
