#include "text/utf.h"

#include <string.h>

/* Bytes of a character, by its first byte. */
static size_t char_bytes(unsigned char lead)
{
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Eight bytes at once while they are all ASCII; what most of a text is. */
static bool ascii8(const char *utf8)
{
    uint64_t word;
    memcpy(&word, utf8, sizeof word);
    return (word & UINT64_C(0x8080808080808080)) == 0;
}

static bool forbidden_in_text(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 ||
           code_point == 0x2029;
}

bool utf_valid(const char *utf8, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes;) {
        uint32_t code_point;
        if (len_bytes - i >= 8 && ascii8(utf8 + i)) {
            i += 8;
            continue;
        }
        size_t taken = utf_decode(utf8 + i, len_bytes - i, &code_point);
        if (!taken)
            return false;
        i += taken;
    }
    return true;
}

bool utf_valid_text(const char *utf8, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes;) {
        uint32_t code_point;
        size_t taken = utf_decode(utf8 + i, len_bytes - i, &code_point);
        if (!taken || forbidden_in_text(code_point))
            return false;
        i += taken;
    }
    return true;
}

size_t utf_decode(const char *utf8, size_t len_bytes, uint32_t *code_point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = len_bytes ? (unsigned char)utf8[0] : 0xFF;
    size_t len = char_bytes(lead);
    if (lead >= 0xF8 || (lead & 0xC0) == 0x80 || len > len_bytes)
        return 0;
    uint32_t value = len == 1 ? lead : lead & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)utf8[i];
        if ((next & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3F);
    }
    if (value < smallest[len] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        return 0;
    *code_point = value;
    return len;
}

uint32_t utf_len_u16(const char *utf8, size_t len_bytes)
{
    uint32_t units = 0;
    for (size_t i = 0; i < len_bytes; i++) {
        unsigned char c = (unsigned char)utf8[i];
        units += (uint32_t)((c & 0xC0) != 0x80) + (uint32_t)(c >= 0xF0);
    }
    return units;
}

size_t utf_bytes_of(const char *utf8, size_t len_bytes, uint32_t units, bool *cut)
{
    size_t at = 0;
    if (cut)
        *cut = false;
    while (units > 0 && at < len_bytes) {
        if (units >= 8 && len_bytes - at >= 8 && ascii8(utf8 + at)) {
            at += 8;
            units -= 8;
            continue;
        }
        size_t bytes = char_bytes((unsigned char)utf8[at]);
        at += bytes;
        if (bytes == 4 && units == 1 && cut)
            *cut = true;
        units -= bytes == 4 && units > 1 ? 2 : 1;
    }
    return at;
}

static bool is_blank(uint32_t code_point)
{
    return code_point <= 0x20 || code_point == 0xA0 || code_point == 0xAD || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200F) || (code_point >= 0x2028 && code_point <= 0x202F) ||
           (code_point >= 0x205F && code_point <= 0x2064) || code_point == 0x3000 || code_point == 0xFEFF;
}

bool utf_is_blank(const char *utf8, size_t len_bytes)
{
    uint32_t code_point = 0;
    for (size_t at = 0, len; at < len_bytes; at += len) {
        len = utf_decode(utf8 + at, len_bytes - at, &code_point);
        if (!len || !is_blank(code_point))
            return false;
    }
    return true;
}

void utf_write_u16(const char *utf8, size_t len_bytes, uint16_t *units)
{
    uint32_t code_point = 0;
    for (size_t at = 0, len; at < len_bytes; at += len) {
        len = utf_decode(utf8 + at, len_bytes - at, &code_point);
        if (code_point >= 0x10000) {
            *units++ = (uint16_t)(0xD800 + ((code_point - 0x10000) >> 10));
            code_point = 0xDC00 + (code_point & 0x3FF);
        }
        *units++ = (uint16_t)code_point;
    }
}

static bool is_pair(const uint16_t *units, size_t left)
{
    return left > 1 && (units[0] & 0xFC00) == 0xD800 && (units[1] & 0xFC00) == 0xDC00;
}

static void add_character(struct buf *out, uint32_t code_point)
{
    char bytes[4];
    size_t len = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len; i-- > 1; code_point >>= 6)
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
    bytes[0] = (char)(leads[len] | code_point);
    buf_add(out, bytes, len);
}

void utf_read_u16(const uint16_t *units, size_t count, struct buf *out)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t code_point = units[i];
        if (is_pair(units + i, count - i)) {
            code_point = 0x10000 + ((code_point & 0x3FF) << 10) + (units[i + 1] & 0x3FFu);
            i++;
        } else if ((code_point & 0xF800) == 0xD800)
            code_point = 0xFFFD;
        add_character(out, code_point);
    }
}
