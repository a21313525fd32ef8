#include "login/attempt.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/base64.h"

#define NONCE_BYTES 12
#define TAG_BYTES   16
#define MOST_BYTES  1024

bool attempt_path_valid(const char *path)
{
    if (path[0] != '/' || path[1] == '/' || strlen(path) >= ATTEMPT_BACK_BYTES)
        return false;
    for (const char *c = path; *c; c++)
        if (*c <= ' ' || *c >= 0x7f || *c == '\\')
            return false;
    return true;
}

void attempt_begin(struct attempt *attempt, const char *cookie, const char *back, int64_t now)
{
    *attempt = (struct attempt){.started_at = now};
    random_id(attempt->state, sizeof attempt->state);
    random_id(attempt->nonce, sizeof attempt->nonce);
    random_id(attempt->verifier, sizeof attempt->verifier);
    if (cookie && strlen(cookie) < sizeof attempt->cookie && !strpbrk(cookie, "\n"))
        snprintf(attempt->cookie, sizeof attempt->cookie, "%s", cookie);
    snprintf(attempt->back, sizeof attempt->back, "%s", back && attempt_path_valid(back) ? back : "/");
}

/* nonce, text, tag */
void attempt_seal(const struct attempt *attempt, const struct sha256 *key, struct buf *out)
{
    struct buf text = BUF_EMPTY;
    unsigned char sealed[NONCE_BYTES + MOST_BYTES + TAG_BYTES];
    int len = 0, rest = 0;
    buf_format(&text, "%" PRId64 "\n%s\n%s\n%s\n%s\n%s", attempt->started_at, attempt->state, attempt->nonce,
               attempt->verifier, attempt->back, attempt->cookie);
    ALWAYS(text.len <= MOST_BYTES && RAND_bytes(sealed, NONCE_BYTES) == 1);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    ALWAYS(context && EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, key->bytes, sealed) == 1 &&
           EVP_EncryptUpdate(context, sealed + NONCE_BYTES, &len, (unsigned char *)text.bytes,
                             (int)text.len) == 1 &&
           EVP_EncryptFinal_ex(context, sealed + NONCE_BYTES + len, &rest) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, sealed + NONCE_BYTES + len) == 1);
    EVP_CIPHER_CTX_free(context);
    base64_write(out, sealed, NONCE_BYTES + (size_t)len + TAG_BYTES);
    buf_clear(&text);
}

static bool unseal(const unsigned char *sealed, size_t len, const struct sha256 *key, char *text)
{
    unsigned char tag[TAG_BYTES];
    int done = 0, rest = 0, text_len = (int)(len - NONCE_BYTES - TAG_BYTES);
    memcpy(tag, sealed + len - TAG_BYTES, TAG_BYTES);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    bool good =
        context && EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), NULL, key->bytes, sealed) == 1 &&
        EVP_DecryptUpdate(context, (unsigned char *)text, &done, sealed + NONCE_BYTES, text_len) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, TAG_BYTES, tag) == 1 &&
        EVP_DecryptFinal_ex(context, (unsigned char *)text + done, &rest) == 1;
    EVP_CIPHER_CTX_free(context);
    text[good ? done : 0] = '\0';
    return good;
}

/* The next line of the text, where it fits. */
static bool take_line(const char **at, char *out, size_t room)
{
    size_t len = strcspn(*at, "\n");
    if (len >= room)
        return false;
    memcpy(out, *at, len);
    out[len] = '\0';
    *at += len + ((*at)[len] == '\n');
    return true;
}

static bool read_attempt(const char *text, struct attempt *out)
{
    char *end = NULL;
    out->started_at = strtoll(text, &end, 10);
    const char *at = end + (*end == '\n');
    return take_line(&at, out->state, sizeof out->state) && take_line(&at, out->nonce, sizeof out->nonce) &&
           take_line(&at, out->verifier, sizeof out->verifier) &&
           take_line(&at, out->back, sizeof out->back) && take_line(&at, out->cookie, sizeof out->cookie);
}

bool attempt_open(const char *sealed, const struct sha256 *key, int64_t now, struct attempt *out)
{
    unsigned char bytes[NONCE_BYTES + MOST_BYTES + TAG_BYTES];
    char text[MOST_BYTES + 1];
    size_t len = strlen(sealed), room = len / 4 * 3;
    for (size_t i = len; i && i + 2 > len && sealed[i - 1] == '='; i--)
        room--; /* padding */
    *out = (struct attempt){0};
    if (len % 4 || room < NONCE_BYTES + TAG_BYTES || room > sizeof bytes ||
        !base64_read(sealed, len, bytes, room) || !unseal(bytes, room, key, text))
        return false;
    return read_attempt(text, out) && now >= out->started_at && now - out->started_at <= ATTEMPT_MS;
}

void attempt_challenge(const struct attempt *attempt, struct buf *out)
{
    struct sha256 hash = sha256_of(attempt->verifier, strlen(attempt->verifier), NULL, 0);
    size_t start = out->len;
    base64_write(out, hash.bytes, sizeof hash.bytes);
    while (out->len > start && out->bytes[out->len - 1] == '=')
        out->bytes[--out->len] = '\0';
    for (size_t i = start; i < out->len; i++)
        out->bytes[i] = out->bytes[i] == '+' ? '-' : out->bytes[i] == '/' ? '_' : out->bytes[i];
}
