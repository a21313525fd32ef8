#include "record/packed.h"

#include <stddef.h>

void packed_number(struct buf *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        buf_char(out, (char)(unsigned char)(number | 0x80));
    buf_char(out, (char)number);
}

/* 0, -1, 1, -2, … as 0, 1, 2, 3, …: what is near to zero is short. */
void packed_signed(struct buf *out, int64_t number)
{
    packed_number(out, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
}

void packed_bytes(struct buf *out, const char *bytes, size_t len)
{
    packed_number(out, len);
    buf_add(out, bytes, len);
}

struct packed packed_open(const char *bytes, size_t len)
{
    const unsigned char *at = (const unsigned char *)bytes;
    return (struct packed){at, at + len, false};
}

static uint64_t spoil(struct packed *in)
{
    in->broken = true;
    in->at = in->end;
    return 0;
}

uint64_t packed_take(struct packed *in, uint64_t most)
{
    uint64_t number = 0;
    for (int shift = 0; shift < 64 && in->at < in->end; shift += 7) {
        unsigned char byte = *in->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return number <= most ? number : spoil(in);
    }
    return spoil(in);
}

int64_t packed_take_signed(struct packed *in)
{
    uint64_t number = packed_take(in, UINT64_MAX);
    return (int64_t)((number >> 1) ^ (number & 1 ? UINT64_MAX : 0));
}

size_t packed_take_count(struct packed *in)
{
    uint64_t count = packed_take(in, UINT64_MAX);
    return count <= (uint64_t)(in->end - in->at) ? (size_t)count : (size_t)spoil(in);
}

const char *packed_take_bytes(struct packed *in, size_t *len)
{
    *len = packed_take_count(in);
    const char *bytes = (const char *)in->at;
    in->at += *len;
    return bytes;
}
