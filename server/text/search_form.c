#include "text/search_form.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "text/utf.h"

#define LONGEST 32 /* code points that one becomes */

static void add(struct search_form *out, const char *bytes, size_t len, size_t origin)
{
    for (size_t i = 0; i < len; i++) {
        out->origins = mem_grow(out->origins, out->bytes.len + i, &out->capacity, sizeof *out->origins);
        out->origins[out->bytes.len + i] = (uint32_t)origin;
    }
    buf_add(&out->bytes, bytes, len);
}

static void fold_character(uint32_t code_point, size_t origin, struct search_form *out)
{
    const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
    utf8proc_int32_t points[LONGEST];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, points, LONGEST, options, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < LONGEST; i++) {
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t len = utf8proc_encode_char(points[i], bytes);
        add(out, (const char *)bytes, (size_t)len, origin);
    }
}

void search_form_of(const char *utf8, size_t len_bytes, struct search_form *out)
{
    uint32_t code_point = 0;
    *out = (struct search_form){.bytes = BUF_EMPTY};
    for (size_t at = 0, len; at < len_bytes; at += len) {
        len = utf_decode(utf8 + at, len_bytes - at, &code_point);
        if (!len)
            break;
        fold_character(code_point, at, out);
    }
    out->origins = mem_grow(out->origins, out->bytes.len, &out->capacity, sizeof *out->origins);
    out->origins[out->bytes.len] = (uint32_t)len_bytes;
}

void search_form_clear(struct search_form *folded)
{
    buf_clear(&folded->bytes);
    free(folded->origins);
    *folded = (struct search_form){.bytes = BUF_EMPTY};
}
