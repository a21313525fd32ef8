#include "cli/verify_proof.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/loop.h"
#include "cli/args.h"
#include "cli/bundle_file.h"
#include "cli/read_file.h"
#include "proof/receipt.h"
#include "store/log_sqlite.h"

#define RECEIPT_MAX_BYTES ((size_t)256 << 20)

/* The fingerprint is what people compare by voice with what their screens show. */
static void print_found(const struct checkpoint *checkpoint, const char *vkey, uint64_t ops,
                        const struct buf *cosigned)
{
    char hex[SHA256_HEX + 1], digits[FINGERPRINT_BYTES];
    sha256_hex(&checkpoint->head, hex);
    checkpoint_fingerprint(&checkpoint->head, digits);
    printf("{\"draft\":\"%s\",\"seq\":%" PRIu64 ",\"ops\":%" PRIu64
           ",\"head\":\"%s\",\"fingerprint\":\"%s\",\"time\":%" PRId64 ",\"key\":\"%s\"%s%s}\n",
           checkpoint->draft, checkpoint->seq, ops, hex, digits, checkpoint->time_ms, vkey,
           cosigned ? ",\"cosigned\":" : "", cosigned ? cosigned->bytes : "");
}

int verify_bundle(const char *path, const char *vkey)
{
    struct bundle_file bundle;
    int code = bundle_file_read(path, vkey, &bundle);
    if (code != EXIT_OK)
        return code;
    print_found(&bundle.check.checkpoint, bundle.check.vkey, bundle.check.checkpoint.seq,
                &bundle.check.cosigned);
    bundle_file_clear(&bundle);
    return EXIT_OK;
}

/* Under any of the keys that the folder's server has had. */
static enum status check_with_keys(struct receipt_check *check, const char *dir, const struct buf *note,
                                   struct note_key *key, struct buf *why)
{
    struct signing_keys *keys;
    enum status status = signing_keys_open(dir, loop_now_ms(), why, &keys);
    if (status != STATUS_OK)
        return status;
    size_t text_len, count = signing_keys_count(keys), i = 0;
    while (i < count && !note_verify(signing_keys_public(keys, i), note->bytes, note->len, &text_len))
        i++;
    *key = *signing_keys_public(keys, i < count ? i : count - 1);
    signing_keys_close(keys);
    check->key = key;
    return receipt_verify(check, note->bytes, note->len, why);
}

static enum status check_against_folder(struct receipt_check *check, const char *dir, const struct buf *note,
                                        struct note_key *key, struct buf *why)
{
    struct log_sqlite_options options = {.dir = dir};
    enum status status = log_sqlite_open(&options, why, &check->log);
    if (status != STATUS_OK)
        return status;
    status = check->key ? receipt_verify(check, note->bytes, note->len, why)
                        : check_with_keys(check, dir, note, key, why);
    check->log->ops->destroy(check->log);
    return status;
}

static int check_against_bundle(struct receipt_check *check, const char *path, const char *vkey,
                                const struct buf *note, struct note_key *key, struct buf *why)
{
    struct bundle_file bundle;
    int code = bundle_file_read(path, vkey, &bundle);
    if (code != EXIT_OK)
        return code;
    if (!check->key && note_key_read(bundle.check.vkey, key))
        check->key = key;
    check->log = bundle.check.log;
    enum status status = receipt_verify(check, note->bytes, note->len, why);
    bundle_file_clear(&bundle);
    return status == STATUS_OK ? EXIT_OK : args_fail("%s", why->len ? why->bytes : status_message(status));
}

int verify_receipt(const char *path, const char *dir, const char *bundle, const char *vkey)
{
    struct buf note = BUF_EMPTY, why = BUF_EMPTY;
    struct note_key key;
    struct receipt_check check = {0};
    if (vkey && !note_key_read(vkey, &key))
        return args_misuse("Give the key as the server shows it at /api/key: NAME+ID+BASE64.");
    if (!vkey && !dir && !bundle)
        return args_misuse("Say what the receipt is to be checked against: --data, --bundle or --key.");
    check.key = vkey ? &key : NULL;
    int code = EXIT_OK;
    enum status status = read_file(path, RECEIPT_MAX_BYTES, &note);
    if (status == STATUS_IO)
        code = args_fail("%s cannot be read: %s.", path, strerror(errno));
    else if (status != STATUS_OK || !note.len)
        code = args_fail("%s is not a receipt of Plenaria.", path);
    else if (bundle)
        code = check_against_bundle(&check, bundle, vkey, &note, &key, &why);
    else if (dir)
        status = check_against_folder(&check, dir, &note, &key, &why);
    else
        status = receipt_verify(&check, note.bytes, note.len, &why);
    if (code == EXIT_OK && status != STATUS_OK)
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    if (code == EXIT_OK) {
        char shown[NOTE_VKEY_MAX];
        note_key_write(check.key, shown);
        print_found(&check.checkpoint, shown, check.ops, NULL);
    }
    buf_clear(&note);
    buf_clear(&why);
    return code;
}
