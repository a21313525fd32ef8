#include "convert/decode.h"

#include <stdbool.h>
#include <string.h>

#include "convert/glyph.h"
#include "text/utf.h"

#define REPLACEMENT 0xfffd

static void add(struct buf *out, uint32_t glyph)
{
    char bytes[4];

    buf_add(out, bytes, glyph_encode(glyph, bytes));
}

/* 0x80 … 0x9f; 0 where the code page leaves a hole. */
static const uint16_t windows_1252[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                          0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                          0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                          0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static void from_windows_1252(const unsigned char *bytes, size_t len, struct buf *out)
{
    for (size_t i = 0; i < len; i++) {
        uint32_t glyph = bytes[i];
        if (glyph >= 0x80 && glyph < 0xa0)
            glyph = windows_1252[glyph - 0x80] ? windows_1252[glyph - 0x80] : REPLACEMENT;
        add(out, glyph);
    }
}

static uint32_t unit_at(const unsigned char *bytes, size_t i, bool big_endian)
{
    return big_endian ? (uint32_t)bytes[i] << 8 | bytes[i + 1] : (uint32_t)bytes[i + 1] << 8 | bytes[i];
}

static void from_utf16(const unsigned char *bytes, size_t len, bool big_endian, struct buf *out)
{
    for (size_t i = 0; i + 1 < len; i += 2) {
        uint32_t glyph = unit_at(bytes, i, big_endian);
        if (glyph >= 0xd800 && glyph < 0xdc00 && i + 3 < len) {
            uint32_t low = unit_at(bytes, i + 2, big_endian);
            if (low >= 0xdc00 && low < 0xe000) {
                glyph = 0x10000 + ((glyph - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        add(out, glyph >= 0xd800 && glyph < 0xe000 ? REPLACEMENT : glyph);
    }
    if (len % 2 == 1)
        add(out, REPLACEMENT);
}

void decode_text(const char *bytes, size_t len, struct buf *out)
{
    if (len >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
        from_utf16((const unsigned char *)bytes + 2, len - 2, false, out);
    else if (len >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
        from_utf16((const unsigned char *)bytes + 2, len - 2, true, out);
    else if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 && utf_valid(bytes, len))
        buf_add(out, bytes + 3, len - 3);
    else if (utf_valid(bytes, len))
        buf_add(out, bytes, len);
    else
        from_windows_1252((const unsigned char *)bytes, len, out);
}
