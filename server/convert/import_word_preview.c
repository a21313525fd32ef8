/* What an import of a Word file came to, for whoever decides whether it is what they meant. */
#include <string.h>

#include "base/json_write.h"
#include "convert/import_word.h"

static void write_lines(struct buf *out, const char *key, const struct buf *lines)
{
    buf_format(out, ",\"%s\":[", key);
    for (size_t at = 0; at < lines->len;) {
        const char *start = lines->bytes + at;
        size_t len = strcspn(start, "\n");
        json_write_comma(out);
        json_write_bytes(out, start, len);
        at += len + 1;
    }
    buf_char(out, ']');
}

static void write_authors(struct buf *out, const struct word_import *import)
{
    buf_text(out, "\"authors\":[");
    for (size_t i = 0; i < import->author_count; i++) {
        const struct word_author *author = &import->authors[i];
        json_write_comma(out);
        buf_text(out, "{\"name\":");
        json_write_string(out, author->name);
        if (author->delegation) {
            buf_text(out, ",\"delegation\":");
            json_write_string(out, author->delegation);
        }
        buf_format(out, ",\"guessed\":%s,\"changes\":%zu,\"comments\":%zu}",
                   author->guessed ? "true" : "false", author->changes, author->comments);
    }
    buf_char(out, ']');
}

void word_import_write_json(struct buf *out, const struct word_import *import)
{
    buf_char(out, '{');
    write_authors(out, import);
    buf_format(out, ",\"changes\":%zu", import->changes);
    write_lines(out, "struck", &import->struck);
    write_lines(out, "formats", &import->formats);
    write_lines(out, "numbers", &import->numbers);
    if (import->translation_lang) {
        buf_text(out, ",\"translation\":");
        json_write_string(out, import->translation_lang);
    }
    buf_char(out, '}');
}
