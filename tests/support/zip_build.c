#include "support/zip_build.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/always.h"
#include "base/mem.h"

static void add_u16(struct buf *out, uint32_t value)
{
    buf_char(out, (char)(value & 0xff));
    buf_char(out, (char)(value >> 8 & 0xff));
}

static void add_u32(struct buf *out, uint32_t value)
{
    add_u16(out, value & 0xffff);
    add_u16(out, value >> 16);
}

struct entry_facts {
    uint32_t offset, crc, packed, size;
};

/* What the local header and the directory say alike. */
static void add_facts(struct buf *out, const struct zip_part *part, const struct entry_facts *facts)
{
    add_u16(out, 20);
    add_u16(out, part->encrypted ? 1 : 0);
    add_u16(out, part->deflate ? 8 : 0);
    add_u16(out, 0);
    add_u16(out, 0x21);
    add_u32(out, facts->crc);
    add_u32(out, facts->packed);
    add_u32(out, part->claimed ? part->claimed : facts->size);
    add_u16(out, (uint32_t)strlen(part->name));
    add_u16(out, 0);
}

static void pack(const struct zip_part *part, struct buf *out)
{
    z_stream stream;

    if (!part->deflate) {
        buf_add(out, part->bytes, part->len);
        return;
    }
    memset(&stream, 0, sizeof stream);
    ALWAYS(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    size_t room = deflateBound(&stream, part->len);
    buf_reserve(out, room);
    stream.next_in = (Bytef *)(uintptr_t)part->bytes;
    stream.avail_in = (uInt)part->len;
    stream.next_out = (Bytef *)out->bytes + out->len;
    stream.avail_out = (uInt)room;
    ALWAYS(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out->len += stream.total_out;
    deflateEnd(&stream);
}

void zip_build(struct buf *out, const struct zip_part *parts, size_t count)
{
    size_t start = out->len;
    struct entry_facts *facts = mem_zero(count, sizeof *facts);

    for (size_t i = 0; i < count; i++) {
        struct buf packed = BUF_EMPTY;
        pack(&parts[i], &packed);
        facts[i] = (struct entry_facts){
            (uint32_t)(out->len - start),
            (uint32_t)crc32(0, (const Bytef *)parts[i].bytes, (uInt)parts[i].len),
            (uint32_t)packed.len,
            (uint32_t)parts[i].len,
        };
        add_u32(out, 0x04034b50);
        add_facts(out, &parts[i], &facts[i]);
        buf_text(out, parts[i].name);
        buf_add(out, packed.bytes, packed.len);
        buf_clear(&packed);
    }
    size_t directory = out->len;
    for (size_t i = 0; i < count; i++) {
        add_u32(out, 0x02014b50);
        add_u16(out, 20);
        add_facts(out, &parts[i], &facts[i]);
        add_u16(out, 0);
        add_u16(out, 0);
        add_u16(out, 0);
        add_u32(out, 0);
        add_u32(out, facts[i].offset);
        buf_text(out, parts[i].name);
    }
    size_t end = out->len;
    add_u32(out, 0x06054b50);
    add_u32(out, 0);
    add_u16(out, (uint32_t)count);
    add_u16(out, (uint32_t)count);
    add_u32(out, (uint32_t)(end - directory));
    add_u32(out, (uint32_t)(directory - start));
    add_u16(out, 0);
    free(facts);
}

void zip_build_texts(struct buf *out, const char *const *pairs)
{
    struct zip_part *parts = NULL;
    size_t count = 0, capacity = 0;

    for (; pairs[0]; pairs += 2) {
        parts = mem_grow(parts, count, &capacity, sizeof *parts);
        parts[count++] =
            (struct zip_part){.name = pairs[0], .bytes = pairs[1], .len = strlen(pairs[1]), .deflate = true};
    }
    zip_build(out, parts, count);
    free(parts);
}
