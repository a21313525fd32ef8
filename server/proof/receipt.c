#include "proof/receipt.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/mem.h"
#include "draft/participants.h"
#include "load/draft_loader.h"
#include "load/log_line.h"

/* ---- writing ---- */

struct own_ops {
    const struct draft *draft;
    const char *participant, *delegation; /* the latter NULL: the participant's own alone */
    struct buf *out;
};

static bool is_own(const struct own_ops *own, const char *by, size_t len)
{
    char id[ID_BYTES];
    if (len >= sizeof id)
        return false;
    memcpy(id, by, len);
    id[len] = '\0';
    if (!own->delegation)
        return strcmp(id, own->participant) == 0;
    const struct participant *author = participants_find(own->draft, id);
    return author && author->delegation && strcmp(author->delegation, own->delegation) == 0;
}

static bool add_own(void *context, const struct log_op *op)
{
    struct own_ops *own = context;
    const char *by;
    size_t len;
    if (log_op_author(op, &by, &len) && is_own(own, by, len)) {
        buf_format(own->out, "op %" PRIu64 " ", op->seq);
        base64_write(own->out, op->hash.bytes, SHA256_BYTES);
        buf_char(own->out, '\n');
    }
    return true;
}

enum status receipt_write(const struct receipt_request *request, struct buf *out, struct buf *why)
{
    struct loaded_draft loaded;
    struct buf text = BUF_EMPTY;
    struct load_request load = {.log = request->log, .draft = request->draft};
    enum status status = draft_load(&load, &loaded, why);
    if (status != STATUS_OK)
        return status;
    uint64_t seq = draft_seq(loaded.draft);
    struct checkpoint checkpoint = {.seq = seq, .head = loaded.head, .time_ms = request->now_ms};
    memcpy(checkpoint.draft, request->draft, strlen(request->draft) + 1);
    checkpoint_write(&text, &checkpoint);
    const struct participant *who = participants_find(loaded.draft, request->participant);
    struct own_ops own = {loaded.draft, request->participant, who ? who->delegation : NULL, &text};
    if (own.delegation)
        buf_format(&text, "delegation %s\n", own.delegation);
    else
        buf_format(&text, "participant %s\n", request->participant);
    status = request->log->ops->read(request->log, request->draft, 1, seq, add_own, &own);
    if (status == STATUS_OK)
        note_sign(request->signer, text.bytes, text.len, out);
    buf_clear(&text);
    loaded_draft_clear(&loaded);
    return status;
}

/* ---- checking ---- */

struct promised {
    uint64_t seq;
    struct sha256 hash;
};

struct promises {
    struct promised *list;
    size_t count, capacity, met;
    uint64_t wrong; /* seq of the first that the log does not hold so; 0: none */
};

static void promise(struct promises *promises, uint64_t seq, const struct sha256 *hash)
{
    promises->list = mem_grow(promises->list, promises->count, &promises->capacity, sizeof *promises->list);
    promises->list[promises->count++] = (struct promised){seq, *hash};
}

/* "op SEQ HASH", seqs rising; whatever else a line says is for people. */
static bool read_promises(const char *text, size_t len, struct promises *out)
{
    const char *at = text, *end = text + len, *feed;
    for (; at < end && (feed = memchr(at, '\n', (size_t)(end - at))); at = feed + 1) {
        char *behind;
        struct sha256 hash;
        if (feed - at < 3 || memcmp(at, "op ", 3) != 0)
            continue;
        uint64_t seq = strtoull(at + 3, &behind, 10);
        if (*behind != ' ' || !seq || (out->count && out->list[out->count - 1].seq >= seq) ||
            !base64_read(behind + 1, (size_t)(feed - behind - 1), hash.bytes, SHA256_BYTES))
            return false;
        promise(out, seq, &hash);
    }
    return true;
}

static bool compare(void *context, const struct log_op *op)
{
    struct promises *promises = context;
    while (promises->met < promises->count && promises->list[promises->met].seq == op->seq) {
        if (memcmp(&promises->list[promises->met].hash, &op->hash, sizeof op->hash) != 0) {
            promises->wrong = op->seq;
            return false;
        }
        promises->met++;
    }
    return true;
}

static enum status compare_log(const struct receipt_check *check, struct promises *promises, struct buf *why)
{
    const struct checkpoint *checkpoint = &check->checkpoint;
    struct log_summary summary;
    enum status status = check->log->ops->summary(check->log, checkpoint->draft, &summary);
    if (status != STATUS_OK)
        return status;
    if (summary.last_seq < checkpoint->seq) {
        buf_format(why,
                   "The receipt speaks of op %" PRIu64 ", and the log ends at %" PRIu64
                   ": an older backup was put back, or ops were taken away.",
                   checkpoint->seq, summary.last_seq);
        return STATUS_CONFLICT;
    }
    promise(promises, checkpoint->seq, &checkpoint->head); /* the head is the hash of the last op */
    status = check->log->ops->read(check->log, checkpoint->draft, 1, checkpoint->seq, compare, promises);
    if (status == STATUS_OK && promises->met < promises->count) {
        buf_format(why,
                   "Op %" PRIu64 " is not what the server confirmed: the log was rewritten there or before.",
                   promises->wrong ? promises->wrong : promises->list[promises->met].seq);
        status = STATUS_CONFLICT;
    }
    return status;
}

enum status receipt_verify(struct receipt_check *check, const char *note, size_t len, struct buf *why)
{
    struct promises promises = {0};
    size_t text_len, used;
    enum status status = STATUS_OK;
    if (!note_verify(check->key, note, len, &text_len)) {
        buf_format(why, "The receipt is not signed by %s, or was changed.", check->key->name);
        return STATUS_BAD_FILE;
    }
    if (!checkpoint_read(note, text_len, &check->checkpoint, &used) ||
        !read_promises(note + used, text_len - used, &promises)) {
        buf_text(why, "The file is not a receipt of Plenaria.");
        status = STATUS_BAD_FILE;
    }
    check->ops = promises.count;
    if (status == STATUS_OK && check->log)
        status = compare_log(check, &promises, why);
    free(promises.list);
    return status;
}
