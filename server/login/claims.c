#include "login/claims.h"

#include <stdio.h>
#include <string.h>

#include "text/utf.h"
#include "wire/json.h"

#define MAX_VALUES    2000
#define LOGOUT_EVENT  "http://schemas.openid.net/event/backchannel-logout"
#define LOGOUT_OLDEST 600 /* seconds */

/* A text that fits; false where there is one that does not, or none and it has to be there. */
static bool take_text(const struct json *root, const char *name, bool needed, char out[CLAIMS_TEXT_BYTES])
{
    const struct json *value = json_get(root, name);
    const char *text = json_string(value);
    *out = '\0';
    if (!value || json_is_null(value))
        return !needed;
    if (!text || !*text || strlen(text) >= CLAIMS_TEXT_BYTES || !utf_valid(text, strlen(text)))
        return false;
    snprintf(out, CLAIMS_TEXT_BYTES, "%s", text);
    return true;
}

static bool is_text(const struct json *root, const char *name, const char *wanted)
{
    const char *text = json_get_string(root, name);
    return text && strcmp(text, wanted) == 0;
}

/* For us, and where it is for others too, made for us. */
static bool is_for(const struct json *root, const char *client)
{
    const struct json *audience = json_get(root, "aud"), *party = json_get(root, "azp");
    bool found = json_string(audience) && strcmp(json_string(audience), client) == 0;
    if (json_is_array(audience))
        for (const struct json *one = json_first(audience); one; one = json_after(one))
            found |= json_string(one) && strcmp(json_string(one), client) == 0;
    bool shared = json_is_array(audience) && json_count(audience) > 1;
    return found && (party ? is_text(root, "azp", client) : !shared);
}

/* Seconds; some providers give fractions, which are as good as none. */
static bool take_time(const struct json *root, const char *name, int64_t *out)
{
    return json_signed(json_get(root, name), out);
}

static const char *judge_times(const struct json *root, int64_t now)
{
    int64_t expires, issued, start;
    if (!take_time(root, "exp", &expires) || expires + CLAIMS_LEEWAY <= now)
        return "it has expired";
    if (!take_time(root, "iat", &issued) || issued - CLAIMS_LEEWAY > now)
        return "it was issued in the time to come";
    if (json_get(root, "nbf") && (!take_time(root, "nbf", &start) || start - CLAIMS_LEEWAY > now))
        return "it is not valid yet";
    return NULL;
}

/* What both kinds of tokens have in common. */
static const char *judge_origin(const struct json *root, const struct claims_expected *expected,
                                struct identity *out)
{
    if (!json_is_object(root))
        return "it is no JSON object";
    if (!is_text(root, "iss", expected->issuer) || !take_text(root, "iss", true, out->issuer))
        return "it is from another issuer";
    if (!is_for(root, expected->client))
        return "it is for somebody else";
    if (!take_text(root, "sub", false, out->subject) || !take_text(root, "sid", false, out->session))
        return "its subject or session is unfit";
    return NULL;
}

static bool is_verified(const struct json *root)
{
    bool verified = false;
    const struct json *value = json_get(root, "email_verified");
    return (json_bool(value, &verified) && verified) ||
           (json_string(value) && strcmp(json_string(value), "true") == 0);
}

static enum claims_verdict judge(const struct json *root, const struct claims_expected *expected,
                                 struct identity *out, const char **why)
{
    *why = judge_origin(root, expected, out);
    if (!*why)
        *why = judge_times(root, expected->now_ms / 1000);
    if (!*why && !*out->subject)
        *why = "it names no subject";
    if (!*why && !is_text(root, "nonce", expected->nonce))
        *why = "it is of another sign-in";
    if (*why)
        return CLAIMS_WRONG;
    if (!take_text(root, "name", false, out->name))
        *out->name = '\0';
    *why = "it names no address";
    if (!take_text(root, expected->email_claim, true, out->email))
        return CLAIMS_NO_ADDRESS;
    *why = "it does not say that the address is verified";
    return expected->assume_verified || is_verified(root) ? CLAIMS_GOOD : CLAIMS_UNVERIFIED;
}

enum claims_verdict claims_judge(const char *json, size_t len, const struct claims_expected *expected,
                                 struct identity *out, const char **why)
{
    struct json_doc *doc = json_parse(json, len, MAX_VALUES);
    *out = (struct identity){{0}, {0}, {0}, {0}, {0}};
    *why = "it is no JSON";
    enum claims_verdict verdict = doc ? judge(json_root(doc), expected, out, why) : CLAIMS_WRONG;
    json_free(doc);
    return verdict;
}

static const char *judge_logout(const struct json *root, const struct claims_expected *expected,
                                struct identity *out)
{
    int64_t issued, now = expected->now_ms / 1000;
    const char *why = judge_origin(root, expected, out);
    if (why)
        return why;
    if (!json_is_object(json_get(json_get(root, "events"), LOGOUT_EVENT)) || json_get(root, "nonce"))
        return "it is no logout token";
    if (!take_time(root, "iat", &issued) || issued - CLAIMS_LEEWAY > now || issued + LOGOUT_OLDEST < now)
        return "it is too old, or of the time to come";
    return *out->subject || *out->session ? NULL : "it names neither subject nor session";
}

bool claims_judge_logout(const char *json, size_t len, const struct claims_expected *expected,
                         struct identity *out, const char **why)
{
    struct json_doc *doc = json_parse(json, len, MAX_VALUES);
    *out = (struct identity){{0}, {0}, {0}, {0}, {0}};
    *why = doc ? judge_logout(json_root(doc), expected, out) : "it is no JSON";
    json_free(doc);
    return !*why;
}
