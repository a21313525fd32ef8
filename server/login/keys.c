#include "login/keys.h"

#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "wire/json.h"

#define MOST_KEYS     32
#define MOST_VALUES   2000
#define LEAST_MODULUS 340  /* characters of base64url: 2048 bits */
#define MOST_MODULUS  1400 /* 8192 bits: a longer one takes long */

struct key {
    cjose_jwk_t *key;
    char *id; /* or NULL */
    cjose_jwk_kty_t kind;
    char *algorithm; /* that alone it is for; or NULL */
};

struct keys {
    struct key all[MOST_KEYS];
    size_t count;
};

static const struct algorithm {
    const char *name;
    cjose_jwk_kty_t kind;
} algorithms[] = {{"RS256", CJOSE_JWK_KTY_RSA}, {"PS256", CJOSE_JWK_KTY_RSA}, {"ES256", CJOSE_JWK_KTY_EC}};

static const struct algorithm *algorithm_by_name(const char *name)
{
    for (size_t i = 0; name && i < sizeof algorithms / sizeof *algorithms; i++)
        if (strcmp(algorithms[i].name, name) == 0)
            return &algorithms[i];
    return NULL;
}

/* ---- base64url ---- */

/* libcjose decodes whatever it gets, and ends the process by an assertion at a `=` where none can be (0.6.2). So nothing goes to it but this: what base64url may
 * hold, without padding, of a length that whole bytes have. */
static bool is_base64url(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'A' && text[i] <= 'Z') ||
              (text[i] >= 'a' && text[i] <= 'z') || text[i] == '-' || text[i] == '_'))
            return false;
    return len && len % 4 != 1;
}

/* Three parts with dots between them. */
static bool is_token(const char *token)
{
    for (int part = 0;; part++) {
        size_t len = strcspn(token, ".");
        if (!is_base64url(token, len) || (part < 2) != (token[len] == '.'))
            return false;
        if (part == 2)
            return true;
        token += len + 1;
    }
}

/* ---- the set ---- */

static bool has_number(const struct json *key, const char *name)
{
    const char *text = json_get_string(key, name);
    return text && strlen(text) <= MOST_MODULUS && is_base64url(text, strlen(text));
}

static void add_member(struct buf *out, const struct json *key, const char *name)
{
    json_write_member(out, name, json_get_string(key, name));
}

/* Only what makes the public key is handed on. */
static bool write_key(const struct json *key, struct buf *out)
{
    const char *kind = json_get_string(key, "kty"), *modulus = json_get_string(key, "n");
    const char *curve = json_get_string(key, "crv");
    buf_char(out, '{');
    add_member(out, key, "kty");
    if (kind && strcmp(kind, "RSA") == 0 && has_number(key, "n") && strlen(modulus) >= LEAST_MODULUS &&
        has_number(key, "e")) {
        add_member(out, key, "n");
        add_member(out, key, "e");
    } else if (kind && strcmp(kind, "EC") == 0 && curve && strcmp(curve, "P-256") == 0 &&
               has_number(key, "x") && has_number(key, "y")) {
        add_member(out, key, "crv");
        add_member(out, key, "x");
        add_member(out, key, "y");
    } else {
        return false;
    }
    buf_char(out, '}');
    return true;
}

static void take_key(struct keys *keys, const struct json *json)
{
    const char *use = json_get_string(json, "use"), *algorithm = json_get_string(json, "alg");
    struct buf text = BUF_EMPTY;
    struct key *key = &keys->all[keys->count];
    cjose_err error;
    if ((use && strcmp(use, "sig") != 0) || (algorithm && !algorithm_by_name(algorithm)))
        return;
    if (write_key(json, &text))
        key->key = cjose_jwk_import(text.bytes, text.len, &error);
    buf_clear(&text);
    if (!key->key)
        return;
    key->kind = cjose_jwk_get_kty(key->key, &error);
    key->id = mem_copy_string(json_get_string(json, "kid"));
    key->algorithm = mem_copy_string(algorithm);
    keys->count++;
}

struct keys *keys_read(const char *json, size_t len)
{
    struct json_doc *doc = json_parse(json, len, MOST_VALUES);
    const struct json *list = doc ? json_get(json_root(doc), "keys") : NULL;
    struct keys *keys = mem_zero(1, sizeof *keys);
    if (json_is_array(list))
        for (const struct json *one = json_first(list); one && keys->count < MOST_KEYS; one = json_after(one))
            take_key(keys, one);
    json_free(doc);
    if (keys->count)
        return keys;
    keys_free(keys);
    return NULL;
}

void keys_free(struct keys *keys)
{
    for (size_t i = 0; keys && i < keys->count; i++) {
        cjose_jwk_release(keys->all[i].key);
        free(keys->all[i].id);
        free(keys->all[i].algorithm);
    }
    free(keys);
}

/* ---- tokens ---- */

static bool fits(const struct key *key, const struct algorithm *algorithm, const char *id)
{
    if (key->kind != algorithm->kind || (key->algorithm && strcmp(key->algorithm, algorithm->name) != 0))
        return false;
    return !id || !key->id || strcmp(key->id, id) == 0;
}

static bool take_text(cjose_jws_t *token, struct buf *out)
{
    uint8_t *bytes = NULL;
    size_t len = 0;
    cjose_err error;
    bool done = cjose_jws_get_plaintext(token, &bytes, &len, &error);
    if (done)
        buf_add(out, (const char *)bytes, len);
    return done;
}

static enum status verify(const struct keys *keys, const struct algorithm *algorithm, const char *id,
                          cjose_jws_t *token, struct buf *out, const char **why)
{
    cjose_err error;
    for (size_t i = 0; keys && i < keys->count; i++)
        if (fits(&keys->all[i], algorithm, id) && cjose_jws_verify(token, keys->all[i].key, &error) &&
            take_text(token, out))
            return STATUS_OK;
    *why = "no key of the provider has signed it";
    return STATUS_NOT_FOUND;
}

static enum status open_token(const struct keys *keys, cjose_jws_t *token, struct buf *out, const char **why)
{
    cjose_err error;
    cjose_header_t *header = cjose_jws_get_protected(token);
    const struct algorithm *algorithm = algorithm_by_name(cjose_header_get(header, CJOSE_HDR_ALG, &error));
    char *critical = cjose_header_get_raw(header, "crit", &error);
    bool unknown = critical != NULL;
    cjose_get_dealloc()(critical);
    *why = "it is not signed with RS256, PS256 or ES256, or says what we do not understand";
    if (!algorithm || unknown)
        return STATUS_UNAUTHORIZED;
    return verify(keys, algorithm, cjose_header_get(header, CJOSE_HDR_KID, &error), token, out, why);
}

enum status keys_open_token(const struct keys *keys, const char *token, struct buf *out, const char **why)
{
    cjose_err error;
    size_t len = strnlen(token, KEYS_TOKEN_BYTES + 1);
    cjose_jws_t *jws =
        len <= KEYS_TOKEN_BYTES && is_token(token) ? cjose_jws_import(token, len, &error) : NULL;
    *why = "it is no signed token";
    enum status status = jws ? open_token(keys, jws, out, why) : STATUS_UNAUTHORIZED;
    if (jws)
        cjose_jws_release(jws);
    return status;
}
