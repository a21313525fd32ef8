#include "proof/note.h"

#include <inttypes.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "base/always.h"
#include "base/base64.h"
#include "base/sha256.h"
#include "text/utf.h"

#define ED25519_TYPE      1 /* C2SP's numbers: of a signature … */
#define COSIGNED_TYPE     4 /* … and of a cosignature with its time, by the same kind of key */
#define SIGNATURE_BYTES   64
#define ID_LEN            4
#define TIME_BYTES        8
#define COSIGNATURE_BYTES (ID_LEN + TIME_BYTES + SIGNATURE_BYTES)
#define PRIVATE           "PRIVATE+KEY+"
#define DASH              "\xe2\x80\x94 " /* em dash, blank */

/* ---- keys ---- */

/* The key's bytes behind the number of its algorithm, as everything about it is computed from them. */
static void typed_bytes(unsigned char type, const unsigned char key[NOTE_KEY_BYTES],
                        unsigned char out[1 + NOTE_KEY_BYTES])
{
    out[0] = type;
    memcpy(out + 1, key, NOTE_KEY_BYTES);
}

static void key_id(unsigned char type, const struct note_key *key, unsigned char id[ID_LEN])
{
    unsigned char typed[1 + NOTE_KEY_BYTES];
    char name[NOTE_NAME_MAX + 2];
    int len = snprintf(name, sizeof name, "%s\n", key->name);
    typed_bytes(type, key->public_key, typed);
    struct sha256 hash = sha256_of(name, (size_t)len, typed, sizeof typed);
    memcpy(id, hash.bytes, ID_LEN);
}

static bool name_is_good(const char *name, size_t len)
{
    if (!len || len > NOTE_NAME_MAX || !utf_valid_text(name, len))
        return false;
    for (size_t i = 0; i < len; i++)
        if (name[i] == '+' || name[i] == ' ')
            return false;
    return true;
}

static EVP_PKEY *private_key(const unsigned char seed[NOTE_KEY_BYTES])
{
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, NOTE_KEY_BYTES);
    ALWAYS(key != NULL);
    return key;
}

static void fill_public(struct note_signer *signer)
{
    size_t len = NOTE_KEY_BYTES;
    EVP_PKEY *key = private_key(signer->seed);
    ALWAYS(EVP_PKEY_get_raw_public_key(key, signer->key.public_key, &len) == 1);
    EVP_PKEY_free(key);
}

void note_signer_make(struct note_signer *out, const char *prefix)
{
    char hex[SHA256_HEX + 1];
    random_fill(out->seed, sizeof out->seed);
    fill_public(out);
    struct sha256 hash = sha256_of(out->key.public_key, NOTE_KEY_BYTES, NULL, 0);
    sha256_hex(&hash, hex);
    snprintf(out->key.name, sizeof out->key.name, "%s-%.8s", prefix, hex);
}

/* NAME+ID+BASE64, where the base64 is of the public or of the private key. */
static void write_key(const struct note_key *key, const unsigned char secret_or_public[NOTE_KEY_BYTES],
                      struct buf *out)
{
    unsigned char typed[1 + NOTE_KEY_BYTES], id[ID_LEN];
    key_id(ED25519_TYPE, key, id);
    typed_bytes(ED25519_TYPE, secret_or_public, typed);
    buf_format(out, "%s+%02x%02x%02x%02x+", key->name, id[0], id[1], id[2], id[3]);
    base64_write(out, typed, sizeof typed);
    OPENSSL_cleanse(typed, sizeof typed);
}

/* The name and the bytes of NAME+ID+BASE64; the id is told as eight digits for the caller to compare. */
static bool read_key(const char *text, size_t len, char name[NOTE_NAME_MAX + 1], const char **id_digits,
                     unsigned char out[NOTE_KEY_BYTES])
{
    unsigned char typed[1 + NOTE_KEY_BYTES];
    const char *plus = memchr(text, '+', len);
    size_t name_len = plus ? (size_t)(plus - text) : 0;
    if (!plus || !name_is_good(text, name_len) || len != name_len + 10 + BASE64_LEN(sizeof typed) ||
        text[name_len + 9] != '+' ||
        !base64_read(text + name_len + 10, BASE64_LEN(sizeof typed), typed, sizeof typed) ||
        typed[0] != ED25519_TYPE)
        return false;
    memcpy(name, text, name_len);
    name[name_len] = '\0';
    *id_digits = text + name_len + 1;
    memcpy(out, typed + 1, NOTE_KEY_BYTES);
    OPENSSL_cleanse(typed, sizeof typed);
    return true;
}

static bool id_is(const struct note_key *key, const char *digits)
{
    unsigned char id[ID_LEN];
    char expected[2 * ID_LEN + 1];
    key_id(ED25519_TYPE, key, id);
    snprintf(expected, sizeof expected, "%02x%02x%02x%02x", id[0], id[1], id[2], id[3]);
    return memcmp(expected, digits, sizeof expected - 1) == 0;
}

void note_key_write(const struct note_key *key, char out[NOTE_VKEY_MAX])
{
    struct buf text = BUF_EMPTY;
    write_key(key, key->public_key, &text);
    snprintf(out, NOTE_VKEY_MAX, "%s", text.bytes);
    buf_clear(&text);
}

bool note_key_read(const char *vkey, struct note_key *out)
{
    const char *digits;
    return read_key(vkey, strlen(vkey), out->name, &digits, out->public_key) && id_is(out, digits);
}

void note_signer_write(const struct note_signer *signer, struct buf *out)
{
    buf_text(out, PRIVATE);
    write_key(&signer->key, signer->seed, out);
    buf_char(out, '\n');
}

bool note_signer_read(const char *text, size_t len, struct note_signer *out)
{
    size_t prefix = strlen(PRIVATE);
    const char *digits;
    if (len && text[len - 1] == '\n')
        len--;
    if (len < prefix || memcmp(text, PRIVATE, prefix) != 0 ||
        !read_key(text + prefix, len - prefix, out->key.name, &digits, out->seed))
        return false;
    fill_public(out);
    return id_is(&out->key, digits);
}

/* ---- signatures ---- */

static void sign(const struct note_signer *signer, const char *text, size_t len,
                 unsigned char out[SIGNATURE_BYTES])
{
    size_t out_len = SIGNATURE_BYTES;
    EVP_PKEY *key = private_key(signer->seed);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    ALWAYS(context && EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1);
    ALWAYS(EVP_DigestSign(context, out, &out_len, (const unsigned char *)text, len) == 1);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
}

static bool holds(const struct note_key *key, const char *text, size_t len,
                  const unsigned char signature[SIGNATURE_BYTES])
{
    EVP_PKEY *public_key =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->public_key, NOTE_KEY_BYTES);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    ALWAYS(context != NULL);
    bool good = public_key && EVP_DigestVerifyInit(context, NULL, NULL, NULL, public_key) == 1 &&
                EVP_DigestVerify(context, signature, SIGNATURE_BYTES, (const unsigned char *)text, len) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(public_key);
    return good;
}

void note_sign(const struct note_signer *signer, const char *text, size_t len, struct buf *out)
{
    unsigned char line[ID_LEN + SIGNATURE_BYTES];
    ALWAYS(len && text[len - 1] == '\n');
    key_id(ED25519_TYPE, &signer->key, line);
    sign(signer, text, len, line + ID_LEN);
    buf_add(out, text, len);
    buf_format(out, "\n" DASH "%s ", signer->key.name);
    base64_write(out, line, sizeof line);
    buf_char(out, '\n');
}

/* "— NAME BASE64", without its line feed, is the key's signature of the text. */
static bool line_holds(const struct note_key *key, const char *line, size_t line_len, const char *text,
                       size_t text_len)
{
    unsigned char bytes[ID_LEN + SIGNATURE_BYTES], id[ID_LEN];
    size_t dash = strlen(DASH), name = strlen(key->name), prefix = dash + name + 1;
    if (line_len <= prefix || memcmp(line, DASH, dash) != 0 || memcmp(line + dash, key->name, name) != 0 ||
        line[prefix - 1] != ' ' || !base64_read(line + prefix, line_len - prefix, bytes, sizeof bytes))
        return false;
    key_id(ED25519_TYPE, key, id);
    return memcmp(bytes, id, ID_LEN) == 0 && holds(key, text, text_len, bytes + ID_LEN);
}

/* Where the text ends: before the last blank line. 0 where there is none. */
static size_t text_end(const char *note, size_t len)
{
    for (size_t at = len; at >= 2; at--)
        if (note[at - 1] == '\n' && note[at - 2] == '\n')
            return at - 1;
    return 0;
}

bool note_verify(const struct note_key *key, const char *note, size_t len, size_t *text_len)
{
    *text_len = text_end(note, len);
    if (!*text_len || note[len - 1] != '\n')
        return false;
    const char *line = note + *text_len + 1, *end = note + len;
    while (line < end) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        if (line_holds(key, line, (size_t)(feed - line), note, *text_len))
            return true;
        line = feed + 1;
    }
    return false;
}

/* What is signed is the text behind a line that says when. */
static struct buf cosigned_text(uint64_t seconds, const char *text, size_t len)
{
    struct buf out = BUF_EMPTY;
    buf_format(&out, "cosignature/v1\ntime %" PRIu64 "\n", seconds);
    buf_add(&out, text, len);
    return out;
}

void note_add_cosignature(const struct note_key *key, const char *cosignature, struct buf *note)
{
    buf_format(note, DASH "%s %s\n", key->name, cosignature);
}

void note_cosign(const struct note_signer *signer, size_t text_len, uint64_t seconds, struct buf *note)
{
    unsigned char line[COSIGNATURE_BYTES];
    struct buf text = cosigned_text(seconds, note->bytes, text_len), base64 = BUF_EMPTY;
    key_id(COSIGNED_TYPE, &signer->key, line);
    for (size_t i = 0; i < TIME_BYTES; i++)
        line[ID_LEN + i] = (unsigned char)(seconds >> (8 * (7 - i)));
    sign(signer, text.bytes, text.len, line + ID_LEN + TIME_BYTES);
    base64_write(&base64, line, sizeof line);
    note_add_cosignature(&signer->key, base64.bytes, note);
    buf_clear(&base64);
    buf_clear(&text);
}

bool note_verify_cosignature(const struct note_key *key, const char *text, size_t len,
                             const char *cosignature)
{
    unsigned char line[COSIGNATURE_BYTES], id[ID_LEN];
    uint64_t seconds = 0;
    if (!base64_read(cosignature, strlen(cosignature), line, sizeof line))
        return false;
    for (size_t i = 0; i < TIME_BYTES; i++)
        seconds = seconds << 8 | line[ID_LEN + i];
    struct buf signed_text = cosigned_text(seconds, text, len);
    key_id(COSIGNED_TYPE, key, id);
    bool good = memcmp(line, id, ID_LEN) == 0 &&
                holds(key, signed_text.bytes, signed_text.len, line + ID_LEN + TIME_BYTES);
    buf_clear(&signed_text);
    return good;
}

void note_sign_bare(const struct note_signer *signer, const char *text, size_t len, struct buf *out)
{
    unsigned char signature[SIGNATURE_BYTES];
    sign(signer, text, len, signature);
    base64_write(out, signature, sizeof signature);
}

bool note_verify_bare(const struct note_key *key, const char *text, size_t len, const char *signature,
                      size_t signature_len)
{
    unsigned char bytes[SIGNATURE_BYTES];
    return base64_read(signature, signature_len, bytes, sizeof bytes) && holds(key, text, len, bytes);
}
