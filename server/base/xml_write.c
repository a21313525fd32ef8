#include "base/xml_write.h"

#include <stdbool.h>
#include <string.h>

/* What stands for a byte in XML; NULL: itself. */
static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return c < 0x20 && c != '\t' && c != '\n' ? "" : NULL;
    }
}

/* U+FFFE and U+FFFF are characters of UTF-8 and none of XML. */
static bool is_noncharacter(const char *at, size_t left)
{
    return left >= 3 && memcmp(at, "\xef\xbf", 2) == 0 && ((unsigned char)at[2] & 0xfe) == 0xbe;
}

void xml_write(struct buf *out, const char *utf8, size_t len)
{
    size_t from = 0;

    buf_reserve(out, len);
    for (size_t i = 0; i < len; i++) {
        bool none = is_noncharacter(utf8 + i, len - i);
        const char *escape = none ? "" : escape_of((unsigned char)utf8[i]);
        if (!escape)
            continue;
        buf_add(out, utf8 + from, i - from);
        buf_text(out, escape);
        i += none ? 2 : 0;
        from = i + 1;
    }
    buf_add(out, utf8 + from, len - from);
}

void xml_write_text(struct buf *out, const char *utf8)
{
    if (utf8)
        xml_write(out, utf8, strlen(utf8));
}

void xml_write_attribute(struct buf *out, const char *name, const char *utf8)
{
    buf_char(out, ' ');
    buf_text(out, name);
    buf_text(out, "=\"");
    xml_write_text(out, utf8);
    buf_char(out, '"');
}
