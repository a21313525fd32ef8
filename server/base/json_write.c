#include "base/json_write.h"

#include <string.h>

static bool plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\';
}

static void write_escape(struct buf *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        buf_add(out, "\\\"", 2);
        break;
    case '\\':
        buf_add(out, "\\\\", 2);
        break;
    case '\n':
        buf_add(out, "\\n", 2);
        break;
    case '\r':
        buf_add(out, "\\r", 2);
        break;
    case '\t':
        buf_add(out, "\\t", 2);
        break;
    default:
        buf_add(out, "\\u00", 4);
        buf_char(out, hex[c >> 4]);
        buf_char(out, hex[c & 15]);
    }
}

void json_write_bytes(struct buf *out, const char *utf8, size_t len)
{
    buf_reserve(out, len + 2);
    buf_char(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        if (plain((unsigned char)utf8[i]))
            continue;
        buf_add(out, utf8 + from, i - from);
        write_escape(out, (unsigned char)utf8[i]);
        from = i + 1;
    }
    buf_add(out, utf8 + from, len - from);
    buf_char(out, '"');
}

void json_write_string(struct buf *out, const char *utf8)
{
    if (utf8)
        json_write_bytes(out, utf8, strlen(utf8));
    else
        buf_text(out, "null");
}

void json_write_key(struct buf *out, const char *name)
{
    buf_char(out, '"');
    buf_text(out, name);
    buf_add(out, "\":", 2);
}

void json_write_bool(struct buf *out, bool value)
{
    buf_text(out, value ? "true" : "false");
}

void json_write_member(struct buf *out, const char *name, const char *utf8)
{
    json_write_comma(out);
    json_write_key(out, name);
    json_write_string(out, utf8);
}

void json_write_optional(struct buf *out, const char *name, const char *utf8)
{
    if (utf8)
        json_write_member(out, name, utf8);
}

void json_write_nonempty(struct buf *out, const char *name, const char *utf8)
{
    if (utf8 && *utf8)
        json_write_member(out, name, utf8);
}

void json_write_time(struct buf *out, const char *name, int64_t ms)
{
    json_write_comma(out);
    json_write_key(out, name);
    if (ms)
        buf_signed(out, ms);
    else
        buf_text(out, "null");
}

void json_write_comma(struct buf *out)
{
    if (!out->len)
        return;
    char last = out->bytes[out->len - 1];
    if (last != '{' && last != '[')
        buf_char(out, ',');
}
