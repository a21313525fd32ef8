#include "text/fingerprint.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf.h"

#define FNV_BASIS UINT32_C(2166136261)
#define FNV_PRIME UINT32_C(16777619)

static uint32_t add_byte(uint32_t hash, uint32_t byte)
{
    return (hash ^ (byte & 0xff)) * FNV_PRIME;
}

static uint32_t add(uint32_t hash, const char *utf8, size_t len)
{
    uint32_t count = utf_len_u16(utf8, len);
    uint16_t *units = mem_zero(count ? count : 1, sizeof *units);
    utf_write_u16(utf8, len, units);
    for (uint32_t i = 0; i < count; i++)
        hash = add_byte(add_byte(hash, units[i]), (uint32_t)units[i] >> 8);
    free(units);
    return hash;
}

static uint32_t add_string(uint32_t hash, const char *string)
{
    return add(hash, string, strlen(string));
}

static uint32_t add_attributes(uint32_t hash, const struct attributes *attributes)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        hash = add_string(add_string(hash, attribute.key), "=");
        hash = add_string(hash, attribute.type == ATTRIBUTE_STRING ? attribute.string : "true");
        hash = add_string(hash, "\n");
    }
    return hash;
}

struct fingerprint fingerprint_of(const struct text *text)
{
    struct fingerprint out = {0, FNV_BASIS};
    struct delta words;
    if (!text)
        return out;
    out.len_u16 = text_len(text);
    text_slice(text, 0, out.len_u16, &words);
    for (size_t i = 0; i < words.count; i++) {
        out.hash = add(out.hash, delta_op_bytes(&words, &words.ops[i]), words.ops[i].len_bytes);
        out.hash = add_attributes(add_string(out.hash, "\n"), words.ops[i].attributes);
    }
    delta_clear(&words);
    return out;
}
