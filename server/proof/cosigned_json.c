/* What a draft knows of cosigning, for people's screens. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "draft/cosigning.h"
#include "draft/versions.h"
#include "proof/cosigned.h"

static void write_when(struct buf *out, uint64_t seq, int64_t at)
{
    buf_format(out, ",\"seq\":%" PRIu64 ",\"at\":%" PRId64, seq, at);
}

static void write_devices(const struct draft *draft, struct buf *out)
{
    buf_text(out, ",\"keys\":[");
    for (size_t i = 0; i < draft->cosigners.count; i++) {
        const struct cosigner *cosigner = draft->cosigners.all[i];
        json_write_comma(out);
        buf_char(out, '{');
        json_write_member(out, "key", cosigner->key);
        json_write_member(out, "delegation", cosigner->delegation);
        json_write_member(out, "by", cosigner->by);
        write_when(out, cosigner->seq, cosigner->at);
        if (cosigner->ended)
            buf_format(out, ",\"ended\":%" PRIu64, cosigner->ended);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_asked(const struct cosigning *cosigning, struct buf *out)
{
    if (!cosigning)
        return;
    buf_format(out, ",\"asked\":{\"of\":%" PRIu64 ",\"delegations\":[", cosigning->of);
    for (size_t i = 0; i < cosigning->delegations.count; i++) {
        json_write_comma(out);
        json_write_string(out, cosigning->delegations.strings[i]);
    }
    buf_char(out, ']');
    if (cosigning->note)
        json_write_member(out, "note", cosigning->note);
    json_write_member(out, "by", cosigning->by);
    write_when(out, cosigning->seq, cosigning->at);
    buf_char(out, '}');
}

/* ---- moments ---- */

static int newest_first(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left > right ? -1 : left < right;
}

/* Which there are, each once. Caller frees. */
static uint64_t *find_moments(const struct draft *draft, size_t *count)
{
    uint64_t *all = mem_alloc((draft->versions.count + draft->cosignatures.count + 1) * sizeof *all);
    size_t found = 0, kept = 0;
    if (draft->cosigning)
        all[found++] = draft->cosigning->of;
    for (size_t i = 0; i < draft->versions.count; i++)
        all[found++] = ((const struct version *)draft->versions.all[i])->of;
    for (size_t i = 0; i < draft->cosignatures.count; i++)
        all[found++] = ((const struct cosignature *)draft->cosignatures.all[i])->of;
    qsort(all, found, sizeof *all, newest_first);
    for (size_t i = 0; i < found; i++)
        if (!kept || all[kept - 1] != all[i])
            all[kept++] = all[i];
    *count = kept < COSIGNED_MOMENTS ? kept : COSIGNED_MOMENTS;
    return all;
}

static void write_signatures(const struct draft *draft, uint64_t of, struct buf *out)
{
    buf_text(out, ",\"by\":[");
    for (size_t i = 0; i < draft->cosignatures.count; i++) {
        const struct cosignature *cosignature = draft->cosignatures.all[i];
        if (cosignature->of != of)
            continue;
        json_write_comma(out);
        buf_char(out, '{');
        json_write_member(out, "delegation", cosigners_find(draft, cosignature->key)->delegation);
        json_write_member(out, "key", cosignature->key);
        json_write_member(out, "by", cosignature->by);
        write_when(out, cosignature->seq, cosignature->at);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_name(const struct draft *draft, uint64_t of, struct buf *out)
{
    for (size_t i = draft->versions.count; i > 0; i--) {
        const struct version *version = draft->versions.all[i - 1];
        if (version->of != of)
            continue;
        json_write_member(out, "name", version->name);
        return;
    }
}

static enum status write_moment(struct log_store *log, const struct draft *draft,
                                const struct note_signer *signer, uint64_t of, struct buf *out)
{
    struct checkpoint moment = {0};
    struct buf note = BUF_EMPTY;
    char digits[FINGERPRINT_BYTES];
    enum status status = cosigned_moment(log, draft->id, of, &moment);
    if (status != STATUS_OK)
        return status;
    cosigned_write(draft, &moment, signer, &note);
    checkpoint_fingerprint(&moment.head, digits);
    json_write_comma(out);
    buf_format(out, "{\"of\":%" PRIu64 ",\"fingerprint\":\"%s\"", of, digits);
    write_name(draft, of, out);
    json_write_member(out, "note", note.bytes);
    write_signatures(draft, of, out);
    buf_char(out, '}');
    buf_clear(&note);
    return STATUS_OK;
}

enum status cosigned_write_json(struct log_store *log, const struct draft *draft,
                                const struct note_signer *signer, struct buf *out)
{
    size_t count;
    uint64_t *moments = find_moments(draft, &count);
    enum status status = STATUS_OK;
    buf_format(out, "{\"draft\":\"%s\",\"seq\":%" PRIu64 ",\"adopted\":%s", draft->id, draft->seq,
               draft->adopted ? "true" : "false");
    write_asked(draft->cosigning, out);
    write_devices(draft, out);
    buf_text(out, ",\"moments\":[");
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = write_moment(log, draft, signer, moments[i], out);
    buf_text(out, "]}\n");
    free(moments);
    return status;
}
