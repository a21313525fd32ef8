#include "convert/own_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf.h"
#include "wire/numbering_codec.h"

#define SOURCE_MARK     "Plenaria: "
#define SEQ_MARK        ", seq "
#define NUMBERING_MARK  ", numbering "
#define MAX_JSON_VALUES 1000 /* a scheme whose eight levels differ in eight languages has fewer */

/* A scheme as JSON of ASCII alone, without two blanks or dashes in a row, so that the importer's tidying leaves it as it is and no Markdown reader
 * ends its comment early. */
static void write_scheme(struct buf *out, const struct numbering_scheme *scheme)
{
    struct buf json = BUF_EMPTY;

    numbering_write_json(&json, scheme);
    uint32_t count = utf_len_u16(json.bytes, json.len);
    uint16_t *units = mem_zero(count + 1, sizeof *units);
    utf_write_u16(json.bytes, json.len, units);
    for (uint32_t i = 0; i < count; i++) {
        bool again = i > 0 && units[i] == units[i - 1] && (units[i] == ' ' || units[i] == '-');
        if (again || units[i] >= 0x80 || units[i] == '>')
            buf_format(out, "\\u%04x", (unsigned)units[i]);
        else
            buf_char(out, (char)units[i]);
    }
    free(units);
    buf_clear(&json);
}

void own_source_write(struct buf *out, const struct document *document)
{
    const struct numbering_scheme *scheme = document->numbering;

    buf_text(out, SOURCE_MARK);
    buf_text(out, document->lang ? document->lang : "und");
    buf_text(out, SEQ_MARK);
    buf_number(out, document->seq);
    if (document->date) {
        buf_text(out, ", ");
        buf_text(out, document->date);
    }
    if (document->head) {
        buf_text(out, ", ");
        buf_text(out, document->head);
    }
    if (document->adopted)
        buf_text(out, ", adopted");
    if (!scheme || scheme->preset == NUMBERING_CONFERENCE)
        return;
    buf_text(out, NUMBERING_MARK);
    if (scheme->preset == NUMBERING_OWN)
        write_scheme(out, scheme);
    else
        buf_text(out, numbering_preset_name(scheme->preset));
}

/* What stands between the signs at the ends of a line, with its length in `len`; NULL where they are not ours. */
static const char *inside(const char *line, size_t *len)
{
    static const char *const frames[][2] = {{"[" SOURCE_MARK, "]"}, {"<!-- " SOURCE_MARK, " -->"}};

    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        size_t front = strlen(frames[i][0]);
        size_t back = strlen(frames[i][1]);
        if (*len > front + back && memcmp(line, frames[i][0], front) == 0 &&
            memcmp(line + *len - back, frames[i][1], back) == 0) {
            *len -= front + back;
            return line + front;
        }
    }
    return NULL;
}

bool own_source_is(const char *line, size_t len)
{
    return inside(line, &len) != NULL;
}

static bool read_scheme(const char *words, struct numbering_scheme *out)
{
    enum numbering_preset preset;

    if (*words != '{') {
        bool known = numbering_preset_from_name(words, &preset);
        if (known)
            *out = *numbering_preset(preset);
        return known;
    }
    struct json_doc *doc = json_parse(words, strlen(words), MAX_JSON_VALUES);
    bool valid = doc && !numbering_decode(json_root(doc), out);
    json_free(doc);
    return valid;
}

bool own_source_read(const char *line, size_t len, struct own_source *out)
{
    const char *from = inside(line, &len);
    char *words = mem_copy_bytes(from ? from : "", from ? len : 0);
    const char *seq = strstr(words, SEQ_MARK), *numbering = strstr(words, NUMBERING_MARK);
    bool valid = seq && (size_t)(seq - words) < sizeof out->lang;

    *out = (struct own_source){.numbered = numbering, .numbering = *numbering_preset(NUMBERING_CONFERENCE)};
    if (valid)
        memcpy(out->lang, words, (size_t)(seq - words));
    valid = valid && (!numbering || read_scheme(numbering + strlen(NUMBERING_MARK), &out->numbering));
    free(words);
    return valid;
}
