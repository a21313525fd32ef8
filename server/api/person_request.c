#include "api/person_request.h"

#include <stdlib.h>
#include <strings.h>

#include "people/roster.h"
#include "text/code.h"
#include "text/utf.h"

const char person_above_own[] = "Nobody gives or takes a role above their own; ask the chair.";

/* A member that is absent leaves the field as it is; null empties it where it may be empty. What is no string is read as an empty one, which none of them may be. */
static const char *read_optional(const struct json *json, const char *name, const char *now)
{
    const char *given;
    bool is_read = json_take_string(json, name, &given);
    return !json_get(json, name) ? now : is_read ? given : "";
}

/* The delegation as the meeting spells it; NULL where it has no such one. */
static const char *find_delegation(const struct meeting_document *document, const char *given)
{
    char *code = code_normalise(given);
    const struct meeting_delegation *found = meeting_document_delegation(document, code);
    free(code);
    return found ? found->code : NULL;
}

const char *person_read(const struct json *json, const struct meeting_document *document, int64_t now,
                        struct person_row *row)
{
    enum role role;
    const struct json *head = json_get(json, "head"), *expires = json_get(json, "expires");
    row->name = read_optional(json, "name", row->name);
    row->role = read_optional(json, "role", row->role);
    row->email = read_optional(json, "email", row->email);
    row->lang = read_optional(json, "lang", row->lang);
    const char *delegation = read_optional(json, "delegation", row->delegation);
    if (!row->name || !name_valid(row->name))
        return "Give the person a name of at most 200 bytes, of characters that can be seen.";
    if (!row->role || !role_from_name(row->role, &role))
        return "Name a role: observer, delegation, secretariat or chair.";
    if (delegation && (!name_valid(delegation) || !(delegation = find_delegation(document, delegation))))
        return "Name a delegation of the meeting by its code; add it to the meeting first.";
    row->delegation = delegation;
    if (role == ROLE_DELEGATION && !row->delegation)
        return "Say which delegation the person is of.";
    if (row->email && !email_valid(row->email))
        return "Give the e-mail address as name@example.org.";
    if (row->lang && !lang_valid(row->lang))
        return "Give the language as a tag such as es or pt-BR.";
    if (head && !json_bool(head, &row->head))
        return "Say whether they are the head of their delegation: true or false.";
    if (expires && !json_is_null(expires) &&
        (!json_signed(expires, &row->expires_at) || row->expires_at <= now))
        return "Give the expiry as a time to come, in milliseconds since the epoch.";
    if (expires && json_is_null(expires))
        row->expires_at = 0;
    return NULL;
}

static bool is_known_email(void *context, const struct person_row *row)
{
    const char **email = context;
    bool same = !row->revoked_at && row->email && strcasecmp(row->email, *email) == 0;
    if (same)
        *email = NULL;
    return !same;
}

enum status call_check_emails(const struct call *call, const struct person_row *rows, size_t count,
                              const char **wrong)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        const char *email = rows[i].email;
        if (!email)
            continue;
        for (size_t j = 0; j < i && email; j++)
            if (rows[j].email && strcasecmp(rows[j].email, rows[i].email) == 0)
                email = NULL;
        if (email)
            status = persons_list(call->people, call->segments[2], NULL, is_known_email, &email);
        if (status == STATUS_OK && !email) {
            *wrong = "Somebody in the meeting has that e-mail address already.";
            status = STATUS_EXISTS;
        }
    }
    return status;
}
