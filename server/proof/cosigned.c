#include "proof/cosigned.h"

#include <inttypes.h>
#include <string.h>

#include "base/json_write.h"
#include "draft/cosigning.h"
#include "wire/op_codec.h"

struct looking {
    struct checkpoint *moment;
    enum status status;
};

static bool take_moment(void *context, const struct log_op *stored)
{
    struct looking *looking = context;
    struct op op;
    looking->status = op_decode(stored->bytes, stored->len, &op);
    if (looking->status != STATUS_OK)
        return false;
    looking->moment->seq = stored->seq;
    looking->moment->head = stored->hash;
    looking->moment->time_ms = op.at;
    op_clear(&op);
    return false;
}

enum status cosigned_moment(struct log_store *log, const char *draft, uint64_t seq, struct checkpoint *out)
{
    struct looking looking = {out, STATUS_NOT_FOUND};
    *out = (struct checkpoint){0};
    memcpy(out->draft, draft, strlen(draft) + 1);
    enum status status = log->ops->read(log, draft, seq, seq, take_moment, &looking);
    return status == STATUS_OK ? looking.status : status;
}

void cosigned_write(const struct draft *draft, const struct checkpoint *moment,
                    const struct note_signer *signer, struct buf *out)
{
    struct buf text = BUF_EMPTY;
    checkpoint_write(&text, moment);
    note_sign(signer, text.bytes, text.len, out);
    for (size_t i = 0; i < draft->cosignatures.count; i++) {
        const struct cosignature *cosignature = draft->cosignatures.all[i];
        struct note_key key;
        if (cosignature->of == moment->seq && note_key_read(cosignature->key, &key))
            note_add_cosignature(&key, cosignature->signature, out);
    }
    buf_clear(&text);
}

bool cosigned_holds(const struct checkpoint *moment, const char *vkey, const char *signature)
{
    struct buf text = BUF_EMPTY;
    struct note_key key;
    checkpoint_write(&text, moment);
    bool good = note_key_read(vkey, &key) && note_verify_cosignature(&key, text.bytes, text.len, signature);
    buf_clear(&text);
    return good;
}

enum status cosigned_check(struct log_store *log, const struct draft *draft, struct buf *why)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < draft->cosignatures.count; i++) {
        const struct cosignature *cosignature = draft->cosignatures.all[i];
        struct checkpoint moment = {0};
        status = cosigned_moment(log, draft->id, cosignature->of, &moment);
        if (status != STATUS_OK || cosigned_holds(&moment, cosignature->key, cosignature->signature))
            continue;
        buf_format(why,
                   "The cosignature of %s in op %" PRIu64 " does not hold of the log up to op %" PRIu64 ".",
                   cosigners_find(draft, cosignature->key)->delegation, cosignature->seq, cosignature->of);
        status = STATUS_CORRUPT;
    }
    return status;
}

static bool is_first_of_moment(const struct draft *draft, size_t index)
{
    uint64_t of = ((const struct cosignature *)draft->cosignatures.all[index])->of;
    for (size_t i = 0; i < index; i++)
        if (((const struct cosignature *)draft->cosignatures.all[i])->of == of)
            return false;
    return true;
}

static void list_delegations(const struct draft *draft, uint64_t of, struct buf *out)
{
    struct string_list told = {0};
    for (size_t i = 0; i < draft->cosignatures.count; i++) {
        const struct cosignature *cosignature = draft->cosignatures.all[i];
        const char *delegation = cosigners_find(draft, cosignature->key)->delegation;
        if (cosignature->of != of || string_list_has(&told, delegation))
            continue;
        string_list_add(&told, delegation);
        json_write_comma(out);
        json_write_string(out, delegation);
    }
    string_list_clear(&told);
}

void cosigned_list(const struct draft *draft, struct buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < draft->cosignatures.count; i++) {
        const struct cosignature *cosignature = draft->cosignatures.all[i];
        if (!is_first_of_moment(draft, i))
            continue;
        json_write_comma(out);
        buf_format(out, "{\"seq\":%" PRIu64 ",\"by\":[", cosignature->of);
        list_delegations(draft, cosignature->of, out);
        buf_text(out, "]}");
    }
    buf_char(out, ']');
}
