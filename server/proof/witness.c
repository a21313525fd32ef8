#include "proof/witness.h"

#include <errno.h>
#include <inttypes.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/small_file.h"
#include "load/log_line.h"
#include "proof/signing_keys.h"
#include "wire/json.h"
#include "wire/op_codec.h"

#define KEY_MAX   4096
#define LOG_MAX   ((size_t)256 << 20) /* half a million checkpoints */
#define PAGE_OPS  500
#define KEYS_MAX  4096 /* JSON values */
#define SEPARATOR "----\n"

struct witness {
    char *dir;
    char draft[ID_BYTES];
    char log_name[ID_BYTES + 8], key_name[ID_BYTES + 16];
    struct note_signer signer;
    struct note_key server;
    bool knows_server; /* else the key is taken as it is first seen */
    struct checkpoint last;
    bool has_last;
};

/* ---- what is kept ---- */

static enum status open_own_key(struct witness *witness, struct buf *why)
{
    struct buf text = BUF_EMPTY;
    enum status status = small_file_read(witness->dir, "witness.key", KEY_MAX, &text, why);
    if (status == STATUS_NOT_FOUND) {
        buf_reset(&text);
        note_signer_make(&witness->signer, "plenaria-witness");
        note_signer_write(&witness->signer, &text);
        status = small_file_replace(witness->dir, "witness.key", &text, why);
    } else if (status == STATUS_OK && !note_signer_read(text.bytes, text.len, &witness->signer)) {
        buf_format(why, "%s/witness.key is no key; put back the file from a backup.", witness->dir);
        status = STATUS_CORRUPT;
    }
    if (text.bytes)
        OPENSSL_cleanse(text.bytes, text.len);
    buf_clear(&text);
    return status;
}

static enum status keep_server_key(struct witness *witness, const struct note_key *key, struct buf *why)
{
    char vkey[NOTE_VKEY_MAX];
    struct buf text = BUF_EMPTY;
    note_key_write(key, vkey);
    buf_format(&text, "%s\n", vkey);
    enum status status = small_file_replace(witness->dir, witness->key_name, &text, why);
    buf_clear(&text);
    if (status == STATUS_OK) {
        witness->server = *key;
        witness->knows_server = true;
    }
    return status;
}

/* Kept, or given; both have to be the same. */
static enum status open_server_key(struct witness *witness, const char *vkey, struct buf *why)
{
    struct buf text = BUF_EMPTY;
    struct note_key given;
    if (vkey && !note_key_read(vkey, &given)) {
        buf_text(why, "Give the key as the server shows it at /api/key: NAME+ID+BASE64.");
        return STATUS_BAD_FILE;
    }
    enum status status = small_file_read(witness->dir, witness->key_name, KEY_MAX, &text, why);
    if (status == STATUS_OK) {
        text.bytes[strcspn(text.bytes, "\n")] = '\0';
        witness->knows_server = note_key_read(text.bytes, &witness->server);
        if (!witness->knows_server) {
            buf_format(why, "%s/%s is no key; put back the file from a backup.", witness->dir,
                       witness->key_name);
            status = STATUS_CORRUPT;
        } else if (vkey && memcmp(&given, &witness->server, sizeof given) != 0) {
            buf_format(why, "The key that was given is not the one that is kept in %s/%s.", witness->dir,
                       witness->key_name);
            status = STATUS_CONFLICT;
        }
    } else if (status == STATUS_NOT_FOUND) {
        status = vkey ? keep_server_key(witness, &given, why) : STATUS_OK;
    }
    buf_clear(&text);
    return status;
}

/* Takes the last checkpoint that a separator follows. A write that was cut short left no separator, so
 * open_log passes over it. */
static enum status open_log(struct witness *witness, struct buf *why)
{
    struct buf text = BUF_EMPTY;
    enum status status = small_file_read(witness->dir, witness->log_name, LOG_MAX, &text, why);
    const char *at = text.bytes, *end;
    while (status == STATUS_OK && at && (end = strstr(at, "\n" SEPARATOR))) {
        size_t used;
        struct checkpoint found;
        if (checkpoint_read(at, (size_t)(end - at) + 1, &found, &used) &&
            strcmp(found.draft, witness->draft) == 0) {
            witness->last = found;
            witness->has_last = true;
        }
        at = end + 1 + strlen(SEPARATOR);
    }
    buf_clear(&text);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status witness_open(const char *dir, const char *draft, const char *vkey, struct buf *why,
                         struct witness **out)
{
    struct witness *witness = mem_zero(1, sizeof *witness);
    enum status status = STATUS_OK;
    witness->dir = mem_copy_string(dir);
    snprintf(witness->draft, sizeof witness->draft, "%s", draft);
    snprintf(witness->log_name, sizeof witness->log_name, "%s.log", draft);
    snprintf(witness->key_name, sizeof witness->key_name, "%s.server-key", draft);
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
        buf_format(why, "The folder %s cannot be made (%s); choose another one.", dir, strerror(errno));
        status = STATUS_IO;
    }
    if (status == STATUS_OK)
        status = open_own_key(witness, why);
    if (status == STATUS_OK)
        status = open_server_key(witness, vkey, why);
    if (status == STATUS_OK)
        status = open_log(witness, why);
    if (status != STATUS_OK) {
        witness_close(witness);
        witness = NULL;
    }
    *out = witness;
    return status;
}

void witness_close(struct witness *witness)
{
    if (!witness)
        return;
    OPENSSL_cleanse(&witness->signer, sizeof witness->signer);
    free(witness->dir);
    free(witness);
}

/* ---- the server's key ---- */

/* The first look takes the key in force at its word. */
static enum status take_first_key(struct witness *witness, const struct json *root, struct buf *why)
{
    struct note_key key;
    const char *vkey = json_get_string(root, "key");
    if (!vkey || !note_key_read(vkey, &key)) {
        buf_text(why, "The server shows no key.");
        return STATUS_CONFLICT;
    }
    return keep_server_key(witness, &key, why);
}

/* Follows the server's keys from the one that is kept, as long as each key has signed the next. */
static enum status follow_keys(struct witness *witness, const struct json *root, struct buf *why)
{
    struct note_key key = witness->server;
    bool behind = false;
    const struct json *one = json_get(root, "keys") ? json_first(json_get(root, "keys")) : NULL;
    for (; one; one = json_after(one)) {
        struct note_key next;
        uint64_t since;
        const char *vkey = json_get_string(one, "key"), *succession = json_get_string(one, "succession");
        if (!vkey || !note_key_read(vkey, &next) || !json_get_integer(one, "since", &since))
            break;
        if (!behind) {
            behind = memcmp(&next, &key, sizeof next) == 0;
            continue;
        }
        if (!succession || !signing_succession_holds(&key, vkey, (int64_t)since, succession))
            break;
        key = next;
    }
    return memcmp(&key, &witness->server, sizeof key) == 0 ? STATUS_OK : keep_server_key(witness, &key, why);
}

static enum status look_at_keys(struct witness *witness, const struct witness_source *source, struct buf *why)
{
    struct buf text = BUF_EMPTY;
    enum status status = source->keys(source->context, &text, why);
    if (status == STATUS_OK) {
        struct json_doc *doc = json_parse(text.len ? text.bytes : "", text.len, KEYS_MAX);
        if (!doc) {
            buf_text(why, "The server shows no keys.");
            status = STATUS_CONFLICT;
        } else if (witness->knows_server) {
            status = follow_keys(witness, json_root(doc), why);
        } else {
            status = take_first_key(witness, json_root(doc), why);
        }
        json_free(doc);
    }
    buf_clear(&text);
    return status;
}

/* ---- one history ---- */

struct walk {
    uint64_t seq;
    struct sha256 head;
};

/* Goes over a page of lines; false where a line is no op. The hash that a line says is not believed. */
static bool walk_lines(struct walk *walk, const char *text, size_t len)
{
    const char *at = text, *end = text + len, *feed;
    for (; at < end && (feed = memchr(at, '\n', (size_t)(end - at))); at = feed + 1) {
        struct log_op op;
        if (!log_line_read(at, (size_t)(feed - at), &op))
            return false;
        walk->head = op_chain_hash(&walk->head, op.bytes, op.len);
        walk->seq++;
    }
    return at == end;
}

static enum status not_the_same(struct buf *why, const struct checkpoint *last,
                                const struct checkpoint *fresh)
{
    buf_format(why,
               "The server shows another history: op %" PRIu64
               " that this witness has seen, and the log of %" PRIu64 " ops now, are not of one chain.",
               last->seq, fresh->seq);
    return STATUS_CONFLICT;
}

static enum status same_history(const struct witness *witness, const struct witness_source *source,
                                const struct checkpoint *fresh, struct buf *why)
{
    const struct checkpoint *last = &witness->last;
    struct walk walk = {last->seq, last->head};
    struct buf page = BUF_EMPTY;
    enum status status = STATUS_OK;
    if (fresh->seq < last->seq) {
        buf_format(why,
                   "The server shows %" PRIu64 " ops, and has signed %" PRIu64
                   " before: an older backup was put back, or ops were taken away.",
                   fresh->seq, last->seq);
        return STATUS_CONFLICT;
    }
    while (status == STATUS_OK && walk.seq < fresh->seq) {
        uint64_t before = walk.seq, left = fresh->seq - walk.seq;
        buf_reset(&page);
        status = source->ops(source->context, walk.seq, left < PAGE_OPS ? left : PAGE_OPS, &page, why);
        if (status == STATUS_OK &&
            (!walk_lines(&walk, page.bytes ? page.bytes : "", page.len) || walk.seq == before))
            status = not_the_same(why, last, fresh);
    }
    if (status == STATUS_OK && memcmp(&walk.head, &fresh->head, sizeof walk.head) != 0)
        status = not_the_same(why, last, fresh);
    buf_clear(&page);
    return status;
}

/* ---- one look ---- */

static enum status keep(struct witness *witness, struct buf *note, size_t text_len, int64_t now_ms,
                        const struct checkpoint *fresh, struct buf *why)
{
    note_cosign(&witness->signer, text_len, (uint64_t)(now_ms / 1000), note);
    buf_text(note, SEPARATOR);
    enum status status = small_file_append(witness->dir, witness->log_name, note, why);
    if (status == STATUS_OK) {
        witness->last = *fresh;
        witness->has_last = true;
    }
    return status;
}

static enum status judge(struct witness *witness, const struct witness_source *source, struct buf *note,
                         int64_t now_ms, struct witnessed *out, struct buf *why)
{
    size_t text_len, used;
    struct checkpoint *fresh = &out->checkpoint;
    if (!note->len || !note_verify(&witness->server, note->bytes, note->len, &text_len)) {
        buf_format(why, "What the server shows is not signed by %s.", witness->server.name);
        return STATUS_CONFLICT;
    }
    if (!checkpoint_read(note->bytes, text_len, fresh, &used) || strcmp(fresh->draft, witness->draft) != 0) {
        buf_format(why, "What the server shows is not a checkpoint of %s.", witness->draft);
        return STATUS_CONFLICT;
    }
    enum status status = witness->has_last ? same_history(witness, source, fresh, why) : STATUS_OK;
    out->fresh = !witness->has_last || fresh->seq != witness->last.seq;
    if (status == STATUS_OK && out->fresh)
        status = keep(witness, note, text_len, now_ms, fresh, why);
    return status;
}

enum status witness_look(struct witness *witness, const struct witness_source *source, int64_t now_ms,
                         struct witnessed *out, struct buf *why)
{
    struct buf note = BUF_EMPTY;
    *out = (struct witnessed){0};
    enum status status = look_at_keys(witness, source, why);
    if (status == STATUS_OK)
        status = source->checkpoint(source->context, &note, why);
    if (status == STATUS_OK)
        status = judge(witness, source, &note, now_ms, out, why);
    buf_clear(&note);
    return status;
}
