#include "cli/verify_audit.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/loop.h"
#include "cli/args.h"
#include "cli/people_place.h"
#include "cli/read_file.h"
#include "proof/signed_audit.h"
#include "store/audit.h"

#define NOTE_MAX_BYTES 65536

/* The one of the folder's keys that has signed it, else the newest. */
static enum status find_key(const char *dir, const struct buf *note, struct note_key *key, struct buf *why)
{
    struct signing_keys *keys;
    enum status status = signing_keys_open(dir, loop_now_ms(), why, &keys);
    if (status != STATUS_OK)
        return status;
    size_t text_len, count = signing_keys_count(keys), i = 0;
    while (i + 1 < count && !note_verify(signing_keys_public(keys, i), note->bytes, note->len, &text_len))
        i++;
    *key = *signing_keys_public(keys, i);
    signing_keys_close(keys);
    return STATUS_OK;
}

static enum status verify(const char *dir, const struct note_key *key, const struct buf *note,
                          struct buf *why)
{
    struct people *people = NULL;
    struct checkpoint found;
    uint64_t entries = 0;
    char vkey[NOTE_VKEY_MAX];
    enum status status = people_place_open(dir, false, why, &people);
    if (status == STATUS_OK)
        status = audit_verify(people, &entries, why);
    if (status == STATUS_OK)
        status = signed_audit_verify(people, key, note->bytes, note->len, &found, why);
    people_close(people);
    if (status != STATUS_OK)
        return status;
    note_key_write(key, vkey);
    printf("{\"entries\":%" PRIu64 ",\"signed\":%" PRIu64 ",\"time\":%" PRId64 ",\"key\":\"%s\"}\n", entries,
           found.seq, found.time_ms, vkey);
    return STATUS_OK;
}

int verify_audit(const char *dir, const char *path, const char *vkey)
{
    struct buf note = BUF_EMPTY, why = BUF_EMPTY;
    struct note_key key;
    if (vkey && !note_key_read(vkey, &key))
        return args_misuse("Give the key as the server shows it at /api/key: NAME+ID+BASE64.");
    int code = EXIT_OK;
    enum status status = read_file(path, NOTE_MAX_BYTES, &note);
    if (status == STATUS_IO) {
        code = args_fail("%s cannot be read: %s.", path, strerror(errno));
    } else {
        if (status == STATUS_OK && !vkey)
            status = find_key(dir, &note, &key, &why);
        if (status == STATUS_OK)
            status = verify(dir, &key, &note, &why);
        if (status != STATUS_OK)
            code = args_fail("%s: %s", path, why.len ? why.bytes : status_message(status));
    }
    buf_clear(&note);
    buf_clear(&why);
    return code;
}
