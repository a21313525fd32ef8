#include "proof/signing_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json_write.h"
#include "base/mem.h"

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

/* ---- files ---- */

static char *path_of(const struct signing_keys *keys, const char *name)
{
    struct buf path = BUF_EMPTY;
    buf_format(&path, "%s/%s", keys->dir, name);
    return buf_take(&path);
}

static enum status cannot(struct buf *why, const char *what, const char *path)
{
    buf_format(why, "%s cannot be %s (%s); check the data folder.", path, what, strerror(errno));
    return STATUS_IO;
}

static enum status read_whole(const struct signing_keys *keys, const char *name, struct buf *out,
                              struct buf *why)
{
    char *path = path_of(keys, name);
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        status = errno == ENOENT ? STATUS_NOT_FOUND : cannot(why, "read", path);
    ssize_t got = 1;
    while (fd >= 0 && got > 0 && out->len < FILE_MAX) {
        buf_reserve(out, 4096);
        got = read(fd, out->bytes + out->len, 4096);
        out->len += got > 0 ? (size_t)got : 0;
    }
    if (got < 0)
        status = cannot(why, "read", path);
    if (fd >= 0)
        close(fd);
    free(path);
    return status;
}

static bool write_all(int fd, const struct buf *bytes)
{
    size_t done = 0;
    while (done < bytes->len) {
        ssize_t written = write(fd, bytes->bytes + done, bytes->len - done);
        if (written <= 0)
            return false;
        done += (size_t)written;
    }
    return fsync(fd) == 0;
}

static bool sync_folder(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Whole or not at all, also when the power goes. */
static enum status replace(const struct signing_keys *keys, const char *name, const struct buf *bytes,
                           struct buf *why)
{
    char *path = path_of(keys, name);
    struct buf fresh = BUF_EMPTY;
    buf_format(&fresh, "%s.new", path);
    int fd = open(fresh.bytes, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write_all(fd, bytes);
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    ok = ok && rename(fresh.bytes, path) == 0 && sync_folder(keys->dir);
    enum status status = ok ? STATUS_OK : cannot(why, "written", path);
    buf_clear(&fresh);
    free(path);
    return status;
}

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
    enum status status = read_whole(keys, "checkpoint.keys", &text, why);
    rest = text.len ? text.bytes : NULL;
    if (rest)
        rest[text.len] = '\0';
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
    enum status status = replace(keys, "checkpoint.keys", &text, why);
    buf_clear(&text);
    return status;
}

static enum status write_private(const struct signing_keys *keys, const struct note_signer *signer,
                                 struct buf *why)
{
    struct buf text = BUF_EMPTY;
    note_signer_write(signer, &text);
    enum status status = replace(keys, "checkpoint.key", &text, why);
    OPENSSL_cleanse(text.bytes, text.len);
    buf_clear(&text);
    return status;
}

/* What the key before signs. */
static void succession_text(struct buf *out, const struct public_key *next)
{
    char vkey[NOTE_VKEY_MAX];
    note_key_write(&next->key, vkey);
    buf_format(out, "plenaria key\n%s\n%" PRId64 "\n", vkey, next->since_ms);
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
        succession_text(&text, next);
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

/* Drops what stands behind the key in force; a key that the list does not know is added. */
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
        status = read_whole(keys, "checkpoint.key", &text, why);
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
