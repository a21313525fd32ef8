#include "proof/bundle.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "draft/state.h"
#include "load/draft_loader.h"
#include "proof/cosigned.h"
#include "load/log_line.h"
#include "wire/json.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

#define VALUES_MAX 4096 /* of a line that is no op */

/* ---- writing ---- */

static struct sha256 snapshot_hash(const struct draft *draft, const struct sha256 *head)
{
    struct buf bytes = BUF_EMPTY;
    snapshot_write_json(&bytes, draft, head);
    struct sha256 hash = sha256_of(bytes.bytes, bytes.len, NULL, 0);
    buf_clear(&bytes);
    return hash;
}

static void write_first(struct buf *out, const struct checkpoint *checkpoint, const struct buf *keys)
{
    char hex[SHA256_HEX + 1];
    sha256_hex(&checkpoint->head, hex);
    buf_format(out,
               "{\"plenaria\":\"bundle\",\"v\":1,\"draft\":\"%s\",\"seq\":%" PRIu64
               ",\"head\":\"%s\",\"keys\":",
               checkpoint->draft, checkpoint->seq, hex);
    buf_add(out, keys->bytes, keys->len);
    buf_text(out, "}\n");
}

static void write_last(struct buf *out, const struct checkpoint *checkpoint, const struct sha256 *snapshot,
                       const struct note_signer *signer)
{
    struct buf text = BUF_EMPTY, note = BUF_EMPTY;
    char hex[SHA256_HEX + 1];
    sha256_hex(snapshot, hex);
    buf_format(out, "{\"snapshot\":{\"seq\":%" PRIu64 ",\"sha256\":\"%s\"}}\n", checkpoint->seq, hex);
    checkpoint_write(&text, checkpoint);
    note_sign(signer, text.bytes, text.len, &note);
    buf_text(out, "{\"checkpoint\":");
    json_write_bytes(out, note.bytes, note.len);
    buf_text(out, "}\n");
    buf_clear(&text);
    buf_clear(&note);
}

enum status bundle_prepare(const struct bundle_request *request, struct bundle_parts *out, struct buf *why)
{
    struct loaded_draft loaded;
    struct load_request load = {.log = request->log, .draft = request->draft};
    *out = (struct bundle_parts){0};
    enum status status = draft_load(&load, &loaded, why);
    if (status != STATUS_OK)
        return status;
    struct checkpoint checkpoint = {
        .seq = draft_seq(loaded.draft), .head = loaded.head, .time_ms = request->now_ms};
    memcpy(checkpoint.draft, request->draft, strlen(request->draft) + 1);
    struct sha256 snapshot = snapshot_hash(loaded.draft, &loaded.head);
    out->seq = checkpoint.seq;
    write_first(&out->first, &checkpoint, request->keys);
    write_last(&out->last, &checkpoint, &snapshot, request->signer);
    loaded_draft_clear(&loaded);
    return STATUS_OK;
}

/* ---- reading ---- */

struct reading {
    struct bundle_check *check;
    char draft[ID_BYTES];
    uint64_t seq; /* said by the first line */
    char head[SHA256_HEX + 1];
    struct sha256 chain; /* of the ops that were read */
    uint64_t read;
    char snapshot[SHA256_HEX + 1];
    bool signed_well;
    struct buf *why;
};

static enum status no_bundle(struct reading *reading, const char *what)
{
    buf_format(reading->why, "The file is not a whole bundle of Plenaria: %s.", what);
    return STATUS_BAD_FILE;
}

static enum status false_bundle(struct reading *reading, const char *format, uint64_t seq)
{
    buf_format(reading->why, format, seq);
    return STATUS_CORRUPT;
}

static bool copy_hex(const char *hex, char out[SHA256_HEX + 1])
{
    if (!hex || strlen(hex) != SHA256_HEX)
        return false;
    memcpy(out, hex, SHA256_HEX + 1);
    return true;
}

static enum status read_first(struct reading *reading, const struct json *line)
{
    const char *kind = json_get_string(line, "plenaria"), *draft = json_get_string(line, "draft");
    const char *key = json_get(line, "keys") ? json_get_string(json_get(line, "keys"), "key") : NULL;
    uint64_t version;
    if (!kind || strcmp(kind, "bundle") != 0 || !json_get_integer(line, "v", &version) || version != 1 ||
        !draft || !id_valid(draft) || !json_get_integer(line, "seq", &reading->seq) || !reading->seq ||
        !key || strlen(key) >= NOTE_VKEY_MAX || !copy_hex(json_get_string(line, "head"), reading->head))
        return no_bundle(reading, "its first line does not say so");
    memcpy(reading->draft, draft, strlen(draft) + 1);
    memcpy(reading->check->vkey, key, strlen(key) + 1);
    return STATUS_OK;
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static enum status take_op(struct reading *reading, struct log_op *op)
{
    struct log_store *log = reading->check->log;
    op->seq = reading->read + 1;
    struct sha256 expected = op_chain_hash(&reading->chain, op->bytes, op->len);
    if (memcmp(&expected, &op->hash, sizeof expected) != 0)
        return false_bundle(
            reading, "Op %" PRIu64 " does not match its hash: it was changed, or one before it is missing.",
            op->seq);
    reading->chain = op->hash;
    reading->read++;
    enum status status = STATUS_OK;
    log->ops->append(log, reading->draft, op->seq, op, 1, keep_status, &status);
    return status;
}

/* The note in the last line: signed, and of this log. */
static enum status read_checkpoint(struct reading *reading, const char *note)
{
    struct bundle_check *check = reading->check;
    struct note_key named;
    size_t len = strlen(note), text_len, used;
    if (!note_key_read(check->vkey, &named))
        return no_bundle(reading, "the key that it names is none");
    const struct note_key *key = check->key ? check->key : &named;
    if (!note_verify(key, note, len, &text_len)) {
        buf_format(reading->why, "The checkpoint is not signed by %s, or was changed.", key->name);
        return STATUS_CORRUPT;
    }
    note_key_write(key, check->vkey);
    if (!checkpoint_read(note, text_len, &check->checkpoint, &used))
        return no_bundle(reading, "its checkpoint cannot be read");
    if (strcmp(check->checkpoint.draft, reading->draft) != 0 || check->checkpoint.seq != reading->read ||
        memcmp(&check->checkpoint.head, &reading->chain, sizeof reading->chain) != 0)
        return false_bundle(reading,
                            "The ops up to %" PRIu64 " are not those that the checkpoint was signed for.",
                            reading->read);
    reading->signed_well = true;
    return STATUS_OK;
}

static enum status read_other(struct reading *reading, const char *line, size_t len)
{
    struct json_doc *doc = json_parse(line, len, VALUES_MAX);
    const struct json *root = doc ? json_root(doc) : NULL;
    const char *note = root ? json_get_string(root, "checkpoint") : NULL;
    enum status status;
    if (!root)
        status = no_bundle(reading, "a line is not JSON");
    else if (!reading->seq)
        status = read_first(reading, root);
    else if (note)
        status = read_checkpoint(reading, note);
    else if (json_get(root, "snapshot") &&
             copy_hex(json_get_string(json_get(root, "snapshot"), "sha256"), reading->snapshot))
        status = STATUS_OK;
    else
        status = no_bundle(reading, "it holds a line that nobody knows");
    json_free(doc);
    return status;
}

static enum status take_line(struct reading *reading, const char *line, size_t len)
{
    struct log_op op;
    if (reading->signed_well)
        return no_bundle(reading, "something follows its end");
    if (reading->seq && log_line_read(line, len, &op))
        return take_op(reading, &op);
    return read_other(reading, line, len);
}

static enum status read_lines(struct reading *reading, FILE *file)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (len = getline(&line, &room, file)) > 0)
        status = take_line(reading, line, line[len - 1] == '\n' ? (size_t)len - 1 : (size_t)len);
    free(line);
    if (status == STATUS_OK && ferror(file))
        status = STATUS_IO;
    return status;
}

/* The ops give the state whose hash the bundle names. */
static enum status check_fold(struct reading *reading)
{
    struct loaded_draft loaded;
    struct load_request load = {.log = reading->check->log, .draft = reading->draft, .skip_snapshots = true};
    char hex[SHA256_HEX + 1];
    enum status status = draft_load(&load, &loaded, reading->why);
    if (status != STATUS_OK)
        return status;
    struct sha256 hash = snapshot_hash(loaded.draft, &loaded.head);
    reading->check->acts = loaded.draft->acts;
    status = cosigned_check(reading->check->log, loaded.draft, reading->why);
    cosigned_list(loaded.draft, &reading->check->cosigned);
    loaded_draft_clear(&loaded);
    if (status != STATUS_OK)
        return status;
    sha256_hex(&hash, hex);
    if (strcmp(hex, reading->snapshot) != 0)
        return false_bundle(reading, "The ops up to %" PRIu64 " give another text than the bundle says.",
                            reading->read);
    return STATUS_OK;
}

enum status bundle_read(struct bundle_check *check, FILE *file, struct buf *why)
{
    struct reading reading = {.check = check, .why = why};
    char hex[SHA256_HEX + 1];
    enum status status = read_lines(&reading, file);
    if (status != STATUS_OK)
        return status;
    sha256_hex(&reading.chain, hex);
    if (!reading.signed_well)
        return no_bundle(&reading, "its end is missing");
    if (reading.read != reading.seq || strcmp(hex, reading.head) != 0)
        return false_bundle(&reading, "The file holds %" PRIu64 " ops, and its first line says otherwise.",
                            reading.read);
    return check_fold(&reading);
}
