#include "draft/types.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strings.h"
#include "text/unseen.h"
#include "text/utf.h"

static const char *const roles[] = {"observer", "delegation", "secretariat", "chair", "system"};
static const char *const kinds[] = {"item", "heading", "paragraph"};
static const char *const statuses[] = {"open", "review", "agreed", "approved"};
static const char *const positions[] = {NULL, "support", "accept", "reserve", "object"};
static const char *const acts[] = {"text", "add", "remove"};
static const char *const proposal_states[] = {"open", "accepted", "rejected", "withdrawn"};
static const char *const consultation_states[] = {"open", "kept", "broken", "expired", "closed"};
static const char *const follow_fields[] = {"kind", "verb",   "what", "who",    "support", "place",
                                            "due",  "status", "note", "report", "takes_up"};

const char *role_name(enum role role)
{
    return roles[role];
}

const char *item_kind_name(enum item_kind kind)
{
    return kinds[kind];
}

const char *item_status_name(enum item_status status)
{
    return statuses[status];
}

const char *position_name(enum position_value position)
{
    return positions[position];
}

const char *proposal_act_name(enum proposal_act act)
{
    return acts[act];
}

const char *proposal_state_name(enum proposal_state state)
{
    return proposal_states[state];
}

const char *consultation_state_name(enum consultation_state state)
{
    return consultation_states[state];
}

const char *follow_field_name(enum follow_field field)
{
    return follow_fields[field];
}

static bool find(const char *const *names, int count, const char *name, int *out)
{
    for (int i = 0; i < count; i++) {
        if (!names[i] || strcmp(names[i], name) != 0)
            continue;
        *out = i;
        return true;
    }
    return false;
}

bool role_from_name(const char *name, enum role *out)
{
    int at;
    if (!find(roles, ROLE_COUNT, name, &at))
        return false;
    *out = (enum role)at;
    return true;
}

bool item_kind_from_name(const char *name, enum item_kind *out)
{
    int at;
    if (!find(kinds, KIND_COUNT, name, &at))
        return false;
    *out = (enum item_kind)at;
    return true;
}

bool item_status_from_name(const char *name, enum item_status *out)
{
    int at;
    if (!find(statuses, ITEM_STATUS_COUNT, name, &at))
        return false;
    *out = (enum item_status)at;
    return true;
}

bool position_from_name(const char *name, enum position_value *out)
{
    int at;
    if (!find(positions, POSITION_COUNT, name, &at))
        return false;
    *out = (enum position_value)at;
    return true;
}

bool proposal_act_from_name(const char *name, enum proposal_act *out)
{
    int at;
    if (!find(acts, PROPOSAL_ACT_COUNT, name, &at))
        return false;
    *out = (enum proposal_act)at;
    return true;
}

bool proposal_state_from_name(const char *name, enum proposal_state *out)
{
    int at;
    if (!find(proposal_states, PROPOSAL_STATE_COUNT, name, &at))
        return false;
    *out = (enum proposal_state)at;
    return true;
}

bool consultation_state_from_name(const char *name, enum consultation_state *out)
{
    int at;
    if (!find(consultation_states, CONSULTATION_STATE_COUNT, name, &at))
        return false;
    *out = (enum consultation_state)at;
    return true;
}

bool follow_field_from_name(const char *name, enum follow_field *out)
{
    int at;
    if (!find(follow_fields, FOLLOW_FIELD_COUNT, name, &at))
        return false;
    *out = (enum follow_field)at;
    return true;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool id_valid(const char *id)
{
    size_t len = 0;
    for (; id[len]; len++)
        if (len >= ID_MAX || !(letter(id[len]) || digit(id[len]) || id[len] == '_' || id[len] == '-'))
            return false;
    return len > 0;
}

bool name_valid(const char *name)
{
    size_t len = strlen(name);
    return len > 0 && len <= NAME_MAX_BYTES && utf_valid_text(name, len) && !unseen_in_name(name, len);
}

bool lang_valid(const char *lang)
{
    size_t group = 0, groups = 1, len = 0;
    for (; lang[len]; len++) {
        char c = lang[len];
        if (len >= LANG_MAX)
            return false;
        if (c == '-') {
            if (!group || (groups == 1 && group < 2))
                return false;
            groups++;
            group = 0;
            continue;
        }
        if (!(letter(c) || (groups > 1 && digit(c))) || ++group > 8)
            return false;
    }
    return group > 0 && (groups > 1 || group >= 2);
}

void participant_clear(struct participant *participant)
{
    free(participant->id);
    free(participant->name);
    free(participant->delegation);
    *participant = (struct participant){0};
}

void participant_copy(const struct participant *from, struct participant *out)
{
    out->id = mem_copy_string(from->id);
    out->role = from->role;
    out->name = mem_copy_string(from->name);
    out->delegation = mem_copy_string(from->delegation);
    out->silent = from->silent;
}

bool participant_equal(const struct participant *a, const struct participant *b)
{
    return a->role == b->role && strings_same(a->id, b->id) && strings_same(a->name, b->name) &&
           strings_same(a->delegation, b->delegation) && a->silent == b->silent;
}
