#include "record/record_pack.h"

#include <string.h>

#define FORM "plenaria record 1\n"

void record_pack(const struct record *record, struct buf *out)
{
    struct buf body = BUF_EMPTY;
    buf_add(&body, (const char *)record->head.bytes, SHA256_BYTES);
    weave_pack(record->weave, &body);
    chronicle_pack(&record->chronicle, &body);
    struct sha256 sum = sha256_of(body.bytes, body.len, NULL, 0);
    buf_text(out, FORM);
    buf_add(out, (const char *)sum.bytes, SHA256_BYTES);
    buf_add(out, body.bytes, body.len);
    buf_clear(&body);
}

static bool is_whole(const char *bytes, size_t len)
{
    size_t form = strlen(FORM);
    if (len < form || len - form < (size_t)2 * SHA256_BYTES || memcmp(bytes, FORM, form) != 0)
        return false;
    struct sha256 sum = sha256_of(bytes + form + SHA256_BYTES, len - form - SHA256_BYTES, NULL, 0);
    return memcmp(sum.bytes, bytes + form, SHA256_BYTES) == 0;
}

bool record_unpack(struct record *record, const char *bytes, size_t len)
{
    if (!is_whole(bytes, len))
        return false;
    size_t at = strlen(FORM) + SHA256_BYTES;
    memcpy(record->head.bytes, bytes + at, SHA256_BYTES);
    struct packed in = packed_open(bytes + at + SHA256_BYTES, len - at - SHA256_BYTES);
    if (weave_unpack(record->weave, &in))
        chronicle_unpack(&record->chronicle, &in, (uint32_t)weave_seq(record->weave));
    if (!in.broken && in.at == in.end)
        return true;
    record_clear(record);
    record_init(record);
    return false;
}
