#include "wire/op_codec.h"

#include <string.h>

#include "base/json_write.h"
#include "wire/change_codec.h"

/* An imported text makes a long op 1; anything beyond this is not ours. */
#define OP_MAX_VALUES 4000000

void op_write_json(struct buf *out, const struct op *op)
{
    buf_text(out, "{\"seq\":");
    buf_number(out, op->seq);
    buf_text(out, ",\"at\":");
    buf_signed(out, op->at);
    buf_text(out, ",\"by\":\"");
    buf_text(out, op->by); /* ids need no escaping */
    buf_text(out, "\",\"client\":\"");
    buf_text(out, op->client);
    buf_text(out, "\",\"n\":");
    buf_number(out, op->n);
    buf_text(out, ",\"changes\":");
    changes_write_json(out, &op->changes);
    buf_char(out, '}');
}

static bool take_id(const struct json *root, const char *name, char out[ID_BYTES])
{
    const char *id = json_get_string(root, name);
    if (!id || !id_valid(id))
        return false;
    memcpy(out, id, strlen(id) + 1);
    return true;
}

struct sha256 op_chain_hash(const struct sha256 *previous, const char *bytes, size_t len)
{
    return sha256_of(previous->bytes, sizeof previous->bytes, bytes, len);
}

/* Takes the document; NULL: there is none. */
static enum status decode(struct json_doc *doc, struct op *out)
{
    struct refusal refusal;
    *out = (struct op){0};
    if (!doc)
        return STATUS_CORRUPT;
    const struct json *root = json_root(doc);
    bool ok = json_get_integer(root, "seq", &out->seq) && json_signed(json_get(root, "at"), &out->at) &&
              json_get_integer(root, "n", &out->n) && take_id(root, "by", out->by) &&
              take_id(root, "client", out->client) &&
              changes_decode(json_get(root, "changes"), &out->changes, &refusal) == STATUS_OK;
    json_free(doc);
    if (!ok)
        op_clear(out);
    return ok ? STATUS_OK : STATUS_CORRUPT;
}

enum status op_decode(const char *bytes, size_t len, struct op *out)
{
    return decode(json_parse(bytes, len, OP_MAX_VALUES), out);
}

enum status op_decode_chained(const struct sha256 *before, const struct sha256 *hash, const char *bytes,
                              size_t len, struct op *out)
{
    struct sha256 head = op_chain_hash(before, bytes, len);
    *out = (struct op){0};
    return memcmp(&head, hash, sizeof head) == 0 ? decode(json_parse_ours(bytes, len), out) : STATUS_CORRUPT;
}
