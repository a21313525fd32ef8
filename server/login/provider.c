#include "login/provider.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uv.h>

#include "base/always.h"
#include "base/loop.h"
#include "base/mem.h"
#include "login/keys.h"
#include "wire/json.h"

#define DISCOVERY_MS    3600000
#define FAILED_MS       2000 /* before it is asked again, so that those who wait do not wait one after the other */
#define KEYS_MS         600000
#define AGAIN_MS        60000
#define KEYS_AGAIN      5 /* in AGAIN_MS */
#define DISCOVERY_BYTES 65536
#define KEYS_BYTES      131072
#define ANSWER_BYTES    65536
#define MOST_VALUES     4000
#define ADDRESS_BYTES   2048

struct discovery {
    char *authorize, *token, *keys, *leave; /* leave may be NULL */
    bool by_form;                           /* the client shows its secret in the form alone */
};

struct provider {
    struct provider_settings settings; /* copies */
    uv_mutex_t mutex;                  /* of all below */
    struct discovery discovery;
    struct keys *keys;
    int64_t discovered_at, keys_at;
    int64_t failed_at; /* the last discovery that came to nothing */
    int64_t again_since;
    unsigned again;
};

/* ---- addresses ---- */

static bool is_loopback(const char *host)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if (strncasecmp(host, names[i], len) == 0 && (!host[len] || strchr(":/", host[len])))
            return true;
    }
    return false;
}

static bool is_plain(const char *address)
{
    for (const char *c = address; *c; c++)
        if (*c <= ' ' || *c >= 0x7f || *c == '@' || *c == '\\' || *c == '#')
            return false;
    return strlen(address) < ADDRESS_BYTES;
}

/* https, or http where both it and whoever names it are on this machine. */
static bool is_safe(const char *address, bool from_loopback)
{
    if (!is_plain(address))
        return false;
    if (strncasecmp(address, "https://", 8) == 0)
        return address[8] != '\0';
    return from_loopback && strncasecmp(address, "http://", 7) == 0 && is_loopback(address + 7);
}

static bool issuer_is_on_loopback(const struct provider *provider)
{
    return strncasecmp(provider->settings.issuer, "http://", 7) == 0;
}

enum status provider_create(const struct provider_settings *settings, struct buf *why, struct provider **out)
{
    if (!is_safe(settings->issuer, true)) {
        buf_text(why,
                 "Give oidc_issuer as an https:// address; http:// counts on this machine's loopback alone.");
        return STATUS_USAGE;
    }
    if (!*settings->client) {
        buf_text(why, "Give oidc_client: the id that the provider has for this server.");
        return STATUS_USAGE;
    }
    struct provider *provider = mem_zero(1, sizeof *provider);
    provider->settings = (struct provider_settings){
        mem_copy_string(settings->issuer), mem_copy_string(settings->client),
        mem_copy_string(settings->secret), mem_copy_string(settings->email_claim), settings->assume_verified};
    ALWAYS(uv_mutex_init(&provider->mutex) == 0);
    *out = provider;
    return STATUS_OK;
}

static void discovery_clear(struct discovery *discovery)
{
    free(discovery->authorize);
    free(discovery->token);
    free(discovery->keys);
    free(discovery->leave);
    *discovery = (struct discovery){0};
}

void provider_destroy(struct provider *provider)
{
    if (!provider)
        return;
    discovery_clear(&provider->discovery);
    keys_free(provider->keys);
    uv_mutex_destroy(&provider->mutex);
    free((char *)provider->settings.issuer);
    free((char *)provider->settings.client);
    free((char *)provider->settings.secret);
    free((char *)provider->settings.email_claim);
    free(provider);
}

/* ---- what it says about itself ---- */

static char *take_address(const struct provider *provider, const struct json *root, const char *name)
{
    const char *address = json_get_string(root, name);
    return address && is_safe(address, issuer_is_on_loopback(provider)) ? mem_copy_string(address) : NULL;
}

/* By its header unless it says that it wants the form alone. */
static bool wants_form(const struct json *root)
{
    const struct json *methods = json_get(root, "token_endpoint_auth_methods_supported");
    bool form = false, header = !json_is_array(methods);
    for (const struct json *one = header ? NULL : json_first(methods); one; one = json_after(one)) {
        const char *name = json_string(one);
        form |= name && strcmp(name, "client_secret_post") == 0;
        header |= name && strcmp(name, "client_secret_basic") == 0;
    }
    return form && !header;
}

static bool read_discovery(const struct provider *provider, const struct json *root, struct discovery *out,
                           struct buf *why)
{
    const char *issuer = json_get_string(root, "issuer");
    *out = (struct discovery){.authorize = take_address(provider, root, "authorization_endpoint"),
                              .token = take_address(provider, root, "token_endpoint"),
                              .keys = take_address(provider, root, "jwks_uri"),
                              .leave = take_address(provider, root, "end_session_endpoint"),
                              .by_form = wants_form(root)};
    if (!issuer || strcmp(issuer, provider->settings.issuer) != 0) {
        buf_format(why, "The provider calls itself %.200s, oidc_issuer says %s; they have to be the same.",
                   issuer ? issuer : "nothing", provider->settings.issuer);
        return false;
    }
    if (out->authorize && out->token && out->keys)
        return true;
    buf_text(why,
             "The discovery of the provider names no authorization_endpoint, token_endpoint or jwks_uri, or "
             "one that is not https.");
    return false;
}

/* With the mutex, as all that follow here. */
static enum status discover_now(struct provider *provider, struct fetcher *fetcher, struct buf *why)
{
    struct buf address = BUF_EMPTY, body = BUF_EMPTY;
    struct discovery fresh = {0};
    size_t len = strlen(provider->settings.issuer);
    buf_format(&address, "%.*s/.well-known/openid-configuration",
               (int)(provider->settings.issuer[len - 1] == '/' ? len - 1 : len), provider->settings.issuer);
    enum status status = fetcher_get(fetcher, address.bytes, NULL, DISCOVERY_BYTES, &body, why);
    struct json_doc *doc = status == STATUS_OK ? json_parse(body.bytes, body.len, MOST_VALUES) : NULL;
    if (status == STATUS_OK && !doc)
        buf_format(why, "%s is no JSON.", address.bytes);
    bool good = doc && read_discovery(provider, json_root(doc), &fresh, why);
    struct discovery *unused = good ? &provider->discovery : &fresh;
    discovery_clear(unused);
    if (good)
        provider->discovery = fresh;
    json_free(doc);
    buf_clear(&address);
    buf_clear(&body);
    return good ? STATUS_OK : STATUS_IO;
}

static enum status discover(struct provider *provider, struct fetcher *fetcher, struct buf *why)
{
    int64_t now = loop_now_ms();
    if (provider->discovery.token && now - provider->discovered_at < DISCOVERY_MS)
        return STATUS_OK;
    if (now - provider->failed_at < FAILED_MS) {
        buf_text(why, "The provider did not answer a moment ago.");
        return STATUS_IO;
    }
    enum status status = discover_now(provider, fetcher, why);
    if (status == STATUS_OK)
        provider->discovered_at = loop_now_ms();
    else
        provider->failed_at = loop_now_ms();
    return status;
}

static enum status fetch_keys(struct provider *provider, struct fetcher *fetcher, struct buf *why)
{
    struct buf body = BUF_EMPTY;
    enum status status = fetcher_get(fetcher, provider->discovery.keys, NULL, KEYS_BYTES, &body, why);
    struct keys *keys = status == STATUS_OK ? keys_read(body.bytes, body.len) : NULL;
    buf_clear(&body);
    if (!keys) {
        if (status == STATUS_OK)
            buf_format(why, "%s has no key that signs with RS256, PS256 or ES256.", provider->discovery.keys);
        return STATUS_IO;
    }
    keys_free(provider->keys);
    provider->keys = keys;
    provider->keys_at = loop_now_ms();
    return STATUS_OK;
}

static bool may_fetch_again(struct provider *provider)
{
    int64_t now = loop_now_ms();
    if (now - provider->again_since >= AGAIN_MS) {
        provider->again_since = now;
        provider->again = 0;
    }
    return provider->again++ < KEYS_AGAIN;
}

/* ---- tokens ---- */

static enum status open_token(struct provider *provider, struct fetcher *fetcher, const char *token,
                              struct buf *out, struct buf *why)
{
    const char *wrong = NULL;
    enum status status = STATUS_OK;
    if (!provider->keys || loop_now_ms() - provider->keys_at >= KEYS_MS)
        status = fetch_keys(provider, fetcher, why);
    if (status != STATUS_OK)
        return status;
    status = keys_open_token(provider->keys, token, out, &wrong);
    if (status == STATUS_NOT_FOUND && may_fetch_again(provider)) {
        status = fetch_keys(provider, fetcher, why);
        if (status != STATUS_OK)
            return status;
        status = keys_open_token(provider->keys, token, out, &wrong);
    }
    if (status != STATUS_OK)
        buf_format(why, "The token is refused: %s.", wrong);
    return status == STATUS_OK ? STATUS_OK : STATUS_UNAUTHORIZED;
}

static enum status open_with_mutex(struct provider *provider, struct fetcher *fetcher, const char *token,
                                   struct buf *out, struct buf *why)
{
    uv_mutex_lock(&provider->mutex);
    enum status status = discover(provider, fetcher, why);
    if (status == STATUS_OK)
        status = open_token(provider, fetcher, token, out, why);
    uv_mutex_unlock(&provider->mutex);
    return status;
}

static struct claims_expected expect(const struct provider *provider, const char *nonce)
{
    return (struct claims_expected){.issuer = provider->settings.issuer,
                                    .client = provider->settings.client,
                                    .nonce = nonce,
                                    .email_claim = provider->settings.email_claim,
                                    .assume_verified = provider->settings.assume_verified,
                                    .now_ms = loop_now_ms()};
}

static enum status judge_token(struct provider *provider, struct fetcher *fetcher, const char *token,
                               const char *nonce, struct identity *out, struct buf *why)
{
    static const enum status results[] = {[CLAIMS_GOOD] = STATUS_OK,
                                          [CLAIMS_WRONG] = STATUS_UNAUTHORIZED,
                                          [CLAIMS_NO_ADDRESS] = STATUS_NOT_FOUND,
                                          [CLAIMS_UNVERIFIED] = STATUS_FORBIDDEN};
    struct buf claims = BUF_EMPTY;
    struct claims_expected expected = expect(provider, nonce);
    const char *wrong = NULL;
    enum status status = open_with_mutex(provider, fetcher, token, &claims, why);
    if (status == STATUS_OK) {
        status = results[claims_judge(claims.bytes, claims.len, &expected, out, &wrong)];
        if (status != STATUS_OK)
            buf_format(why, "The token is refused: %s.", wrong);
    }
    buf_clear(&claims);
    return status;
}

/* ---- the code for a token ---- */

static void add_field(struct buf *out, const char *name, const char *value)
{
    if (out->len && out->bytes[out->len - 1] != '?')
        buf_char(out, '&');
    buf_format(out, "%s=", name);
    fetch_escape(out, value);
}

static enum status exchange(const struct provider *provider, struct fetcher *fetcher, const char *address,
                            bool by_form, struct buf *form, struct buf *out, struct buf *why)
{
    struct buf user = BUF_EMPTY, password = BUF_EMPTY;
    const char *secret = provider->settings.secret;
    bool by_header = secret && !by_form;
    if (!by_header)
        add_field(form, "client_id", provider->settings.client);
    if (secret && by_form)
        add_field(form, "client_secret", secret);
    if (by_header) {
        fetch_escape(&user, provider->settings.client);
        fetch_escape(&password, secret);
    }
    enum status status = fetcher_post_form(fetcher, address, by_header ? user.bytes : NULL, password.bytes,
                                           form->bytes, ANSWER_BYTES, out, why);
    buf_clear(&user);
    buf_clear(&password);
    return status;
}

static enum status fetch_token(struct provider *provider, struct fetcher *fetcher,
                               const struct attempt *attempt, const char *code, const char *redirect,
                               struct buf *id_token, struct buf *why)
{
    struct buf form = BUF_EMPTY, body = BUF_EMPTY;
    uv_mutex_lock(&provider->mutex);
    enum status status = discover(provider, fetcher, why);
    char *address = status == STATUS_OK ? mem_copy_string(provider->discovery.token) : NULL;
    bool by_form = provider->discovery.by_form;
    uv_mutex_unlock(&provider->mutex);
    if (!address)
        return STATUS_IO;
    add_field(&form, "grant_type", "authorization_code");
    add_field(&form, "code", code);
    add_field(&form, "redirect_uri", redirect);
    add_field(&form, "code_verifier", attempt->verifier);
    status = exchange(provider, fetcher, address, by_form, &form, &body, why);
    struct json_doc *doc = status == STATUS_OK ? json_parse(body.bytes, body.len, MOST_VALUES) : NULL;
    const char *token = doc ? json_get_string(json_root(doc), "id_token") : NULL;
    if (status == STATUS_OK && !token) {
        buf_text(why, "The provider has answered without an id_token.");
        status = STATUS_UNAUTHORIZED;
    } else if (status == STATUS_OK) {
        buf_text(id_token, token);
    }
    json_free(doc);
    free(address);
    buf_clear(&form);
    buf_clear(&body);
    return status;
}

/* ---- the two halves of a sign-in ---- */

enum status provider_begin(struct provider *provider, struct fetcher *fetcher, const struct attempt *attempt,
                           const char *redirect, struct buf *out, struct buf *why)
{
    struct buf challenge = BUF_EMPTY;
    uv_mutex_lock(&provider->mutex);
    enum status status = discover(provider, fetcher, why);
    if (status == STATUS_OK)
        buf_text(out, provider->discovery.authorize);
    uv_mutex_unlock(&provider->mutex);
    if (status != STATUS_OK)
        return status;
    if (!strchr(out->bytes, '?'))
        buf_char(out, '?');
    attempt_challenge(attempt, &challenge);
    add_field(out, "response_type", "code");
    add_field(out, "client_id", provider->settings.client);
    add_field(out, "redirect_uri", redirect);
    add_field(out, "scope", "openid email profile");
    add_field(out, "state", attempt->state);
    add_field(out, "nonce", attempt->nonce);
    add_field(out, "code_challenge", challenge.bytes);
    add_field(out, "code_challenge_method", "S256");
    buf_clear(&challenge);
    return STATUS_OK;
}

enum status provider_end(struct provider *provider, struct fetcher *fetcher, const struct attempt *attempt,
                         const char *code, const char *redirect, struct identity *out, struct buf *id_token,
                         struct buf *why)
{
    enum status status = fetch_token(provider, fetcher, attempt, code, redirect, id_token, why);
    if (status != STATUS_OK)
        return status == STATUS_IO || status == STATUS_TOO_LARGE ? STATUS_IO : STATUS_UNAUTHORIZED;
    return judge_token(provider, fetcher, id_token->bytes, attempt->nonce, out, why);
}

enum status provider_judge_logout(struct provider *provider, struct fetcher *fetcher, const char *token,
                                  struct identity *out, struct buf *why)
{
    struct buf claims = BUF_EMPTY;
    struct claims_expected expected = expect(provider, NULL);
    const char *wrong = NULL;
    enum status status = open_with_mutex(provider, fetcher, token, &claims, why);
    if (status == STATUS_OK && !claims_judge_logout(claims.bytes, claims.len, &expected, out, &wrong)) {
        buf_format(why, "The logout token is refused: %s.", wrong);
        status = STATUS_UNAUTHORIZED;
    }
    buf_clear(&claims);
    return status;
}

void provider_write_leave(struct provider *provider, const char *id_token, const char *after, struct buf *out)
{
    if (uv_mutex_trylock(&provider->mutex) != 0)
        return; /* a thread asks the provider; the loop does not wait for that */
    if (provider->discovery.leave) {
        buf_text(out, provider->discovery.leave);
        if (!strchr(out->bytes, '?'))
            buf_char(out, '?');
        if (id_token)
            add_field(out, "id_token_hint", id_token);
        add_field(out, "client_id", provider->settings.client);
        add_field(out, "post_logout_redirect_uri", after);
    }
    uv_mutex_unlock(&provider->mutex);
}
