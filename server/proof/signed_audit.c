#include "proof/signed_audit.h"

#include <inttypes.h>
#include <string.h>

#include "store/audit.h"

enum status signed_audit_write(struct people *people, const struct note_signer *signer, int64_t now_ms,
                               struct buf *out)
{
    struct checkpoint checkpoint = {.draft = CHECKPOINT_AUDIT, .time_ms = now_ms};
    enum status status = audit_end(people, &checkpoint.seq, &checkpoint.head);
    if (status != STATUS_OK)
        return status;
    struct buf text = BUF_EMPTY;
    checkpoint_write(&text, &checkpoint);
    note_sign(signer, text.bytes, text.len, out);
    buf_clear(&text);
    return STATUS_OK;
}

static enum status compare(struct people *people, const struct checkpoint *signed_then, struct buf *why)
{
    struct sha256 hash = {{0}};
    enum status status = signed_then->seq ? audit_hash(people, signed_then->seq, &hash) : STATUS_OK;
    if (status == STATUS_NOT_FOUND)
        buf_format(why,
                   "The audit log had %" PRIu64 " entries when this was signed, and has fewer now: an older "
                   "backup was put back, or entries were taken away.",
                   signed_then->seq);
    else if (status == STATUS_OK && memcmp(&hash, &signed_then->head, sizeof hash) != 0)
        buf_format(why,
                   "Entry %" PRIu64
                   " of the audit log is not the one that was signed: it was rewritten there or before.",
                   signed_then->seq);
    return status == STATUS_NOT_FOUND || (status == STATUS_OK && why->len) ? STATUS_CONFLICT : status;
}

enum status signed_audit_verify(struct people *people, const struct note_key *key, const char *note,
                                size_t len, struct checkpoint *out, struct buf *why)
{
    size_t text_len, used;
    if (!note_verify(key, note, len, &text_len)) {
        buf_format(why, "It is not signed by %s, or was changed.", key->name);
        return STATUS_BAD_FILE;
    }
    if (!checkpoint_read(note, text_len, out, &used) || used != text_len ||
        strcmp(out->draft, CHECKPOINT_AUDIT) != 0) {
        buf_text(why, "It does not speak of an audit log.");
        return STATUS_BAD_FILE;
    }
    return compare(people, out, why);
}
