#include "proof/signing_keys.h"

#include <inttypes.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "base/small_file.h"

#define FILE_MAX 65536 /* some three hundred keys */
#define PREFIX   "plenaria"

struct public_key {
    int64_t since_ms;
    struct note_key key;
    char succession[128]; /* base64, or "-" */
};

struct signing_keys {
    char *dir;
    struct note_signer signer;
    struct public_key *list;
    size_t count, capacity;
};

/* ---- the list ---- */

static struct public_key *add(struct signing_keys *keys)
{
    keys->list = mem_grow(keys->list, keys->count, &keys->capacity, sizeof *keys->list);
    keys->list[keys->count] = (struct public_key){0};
    return &keys->list[keys->count++];
}

/* SINCE_MS VKEY SUCCESSION */
static bool read_line(struct signing_keys *keys, char *line)
{
    struct public_key *key = add(keys);
    char *since = strsep(&line, " "), *vkey = strsep(&line, " "), *end;
    if (!vkey || !line || strlen(line) >= sizeof key->succession || !note_key_read(vkey, &key->key))
        return false;
    snprintf(key->succession, sizeof key->succession, "%s", line);
    key->since_ms = strtoll(since, &end, 10);
    return !*end;
}

static enum status read_list(struct signing_keys *keys, struct buf *why)
{
    struct buf text = BUF_EMPTY;
    char *rest, *line;
    enum status status = small_file_read(keys->dir, "checkpoint.keys", FILE_MAX, &text, why);
    rest = text.bytes;
    while (status == STATUS_OK && (line = strsep(&rest, "\n")))
        if (*line && !read_line(keys, line)) {
            buf_format(why, "%s/checkpoint.keys holds what is no key; put back the file from a backup.",
                       keys->dir);
            status = STATUS_CORRUPT;
        }
    buf_clear(&text);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status write_list(const struct signing_keys *keys, struct buf *why)
{
    struct buf text = BUF_EMPTY;
    char vkey[NOTE_VKEY_MAX];
    for (size_t i = 0; i < keys->count; i++) {
        note_key_write(&keys->list[i].key, vkey);
        buf_format(&text, "%" PRId64 " %s %s\n", keys->list[i].since_ms, vkey, keys->list[i].succession);
    }
    enum status status = small_file_replace(keys->dir, "checkpoint.keys", &text, why);
    buf_clear(&text);
    return status;
}

static enum status write_private(const struct signing_keys *keys, const struct note_signer *signer,
                                 struct buf *why)
{
    struct buf text = BUF_EMPTY;
    note_signer_write(signer, &text);
    enum status status = small_file_replace(keys->dir, "checkpoint.key", &text, why);
    OPENSSL_cleanse(text.bytes, text.len);
    buf_clear(&text);
    return status;
}

/* What the key before signs. */
static void succession_text(struct buf *out, const char *vkey, int64_t since_ms)
{
    buf_format(out, "plenaria key\n%s\n%" PRId64 "\n", vkey, since_ms);
}

bool signing_succession_holds(const struct note_key *before, const char *vkey, int64_t since_ms,
                              const char *succession)
{
    struct buf text = BUF_EMPTY;
    succession_text(&text, vkey, since_ms);
    bool holds = note_verify_bare(before, text.bytes, text.len, succession, strlen(succession));
    buf_clear(&text);
    return holds;
}

/* Adds a fresh key: the public list first, then the private file, which puts it in force. */
static enum status make_next(struct signing_keys *keys, bool signed_by_current, int64_t now_ms,
                             struct buf *why)
{
    struct note_signer fresh;
    note_signer_make(&fresh, PREFIX);
    struct public_key *next = add(keys);
    *next = (struct public_key){.since_ms = now_ms, .key = fresh.key, .succession = "-"};
    if (signed_by_current) {
        struct buf text = BUF_EMPTY, signature = BUF_EMPTY;
        char vkey[NOTE_VKEY_MAX];
        note_key_write(&next->key, vkey);
        succession_text(&text, vkey, now_ms);
        note_sign_bare(&keys->signer, text.bytes, text.len, &signature);
        snprintf(next->succession, sizeof next->succession, "%s", signature.bytes);
        buf_clear(&text);
        buf_clear(&signature);
    }
    enum status status = write_list(keys, why);
    if (status == STATUS_OK)
        status = write_private(keys, &fresh, why);
    if (status == STATUS_OK)
        keys->signer = fresh;
    else
        keys->count--;
    OPENSSL_cleanse(&fresh, sizeof fresh);
    return status;
}

/* Drops the public keys behind the key in force. Adds the key in force where the list lacks it. */
static enum status settle_list(struct signing_keys *keys, int64_t now_ms, struct buf *why)
{
    size_t at = keys->count;
    while (at > 0 &&
           memcmp(keys->list[at - 1].key.public_key, keys->signer.key.public_key, NOTE_KEY_BYTES) != 0)
        at--;
    if (at == keys->count && at > 0)
        return STATUS_OK;
    if (at > 0)
        keys->count = at;
    else
        *add(keys) = (struct public_key){.since_ms = now_ms, .key = keys->signer.key, .succession = "-"};
    return write_list(keys, why);
}

enum status signing_keys_open(const char *dir, int64_t now_ms, struct buf *why, struct signing_keys **out)
{
    struct signing_keys *keys = mem_zero(1, sizeof *keys);
    struct buf text = BUF_EMPTY;
    keys->dir = mem_copy_string(dir);
    enum status status = read_list(keys, why);
    if (status == STATUS_OK)
        status = small_file_read(keys->dir, "checkpoint.key", FILE_MAX, &text, why);
    if (status == STATUS_NOT_FOUND) {
        status = make_next(keys, false, now_ms, why);
    } else if (status == STATUS_OK && !note_signer_read(text.bytes, text.len, &keys->signer)) {
        buf_format(why, "%s/checkpoint.key is no key; put back the file from a backup, or remove it.", dir);
        status = STATUS_CORRUPT;
    } else if (status == STATUS_OK) {
        status = settle_list(keys, now_ms, why);
    }
    if (text.bytes)
        OPENSSL_cleanse(text.bytes, text.len);
    buf_clear(&text);
    if (status != STATUS_OK) {
        signing_keys_close(keys);
        keys = NULL;
    }
    *out = keys;
    return status;
}

enum status signing_keys_reload(struct signing_keys *keys, int64_t now_ms, struct buf *why)
{
    struct signing_keys *fresh;
    enum status status = signing_keys_open(keys->dir, now_ms, why, &fresh);
    if (status == STATUS_OK) {
        struct signing_keys old = *keys;
        *keys = *fresh;
        *fresh = old;
        signing_keys_close(fresh);
    }
    return status;
}

enum status signing_keys_rotate(struct signing_keys *keys, int64_t now_ms, struct buf *why)
{
    return make_next(keys, true, now_ms, why);
}

const struct note_signer *signing_keys_current(const struct signing_keys *keys)
{
    return &keys->signer;
}

size_t signing_keys_count(const struct signing_keys *keys)
{
    return keys->count;
}

const struct note_key *signing_keys_public(const struct signing_keys *keys, size_t index)
{
    return &keys->list[index].key;
}

bool signing_keys_has(const struct signing_keys *keys, const char *vkey)
{
    char own[NOTE_VKEY_MAX];
    for (size_t i = 0; i < keys->count; i++) {
        note_key_write(&keys->list[i].key, own);
        if (strcmp(own, vkey) == 0)
            return true;
    }
    return false;
}

void signing_keys_write_json(const struct signing_keys *keys, struct buf *out)
{
    char vkey[NOTE_VKEY_MAX];
    note_key_write(&keys->signer.key, vkey);
    buf_text(out, "{\"key\":");
    json_write_string(out, vkey);
    buf_text(out, ",\"keys\":[");
    for (size_t i = 0; i < keys->count; i++) {
        note_key_write(&keys->list[i].key, vkey);
        json_write_comma(out);
        buf_text(out, "{\"key\":");
        json_write_string(out, vkey);
        buf_format(out, ",\"since\":%" PRId64, keys->list[i].since_ms);
        if (strcmp(keys->list[i].succession, "-") != 0)
            buf_format(out, ",\"succession\":\"%s\"", keys->list[i].succession);
        buf_char(out, '}');
    }
    buf_text(out, "]}");
}

void signing_keys_close(struct signing_keys *keys)
{
    if (!keys)
        return;
    OPENSSL_cleanse(&keys->signer, sizeof keys->signer);
    free(keys->list);
    free(keys->dir);
    free(keys);
}
