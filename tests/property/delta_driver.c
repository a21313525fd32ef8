/* The C side of quill_delta.test.mjs: reads one case a line, {"document","a","b","c","position","raw"}, and prints one line with what
 * every operation makes of it. It judges nothing; the script compares with quill-delta. */
#include <stdio.h>
#include <stdlib.h>

#include "base/always.h"
#include "base/json_write.h"
#include "support/delta_json.h"
#include "text/text.h"

struct sample {
    struct delta document;
    struct delta a; /* fits the document */
    struct delta b; /* fits the document */
    struct delta c; /* fits what a makes of the document */
    struct delta raw;
    uint32_t position_u16;
};

static const cJSON *field(const cJSON *json, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(json, name);
}

static struct sample read_sample(const char *line)
{
    cJSON *json = cJSON_Parse(line);
    ALWAYS(json != NULL);
    struct sample sample;
    delta_from_json(field(json, "document"), &sample.document);
    delta_from_json(field(json, "a"), &sample.a);
    delta_from_json(field(json, "b"), &sample.b);
    delta_from_json(field(json, "c"), &sample.c);
    delta_from_json(field(json, "raw"), &sample.raw);
    sample.position_u16 = (uint32_t)field(json, "position")->valuedouble;
    cJSON_Delete(json);
    return sample;
}

static void clear_sample(struct sample *sample)
{
    delta_clear(&sample->document);
    delta_clear(&sample->a);
    delta_clear(&sample->b);
    delta_clear(&sample->c);
    delta_clear(&sample->raw);
}

/* Writes a delta under a name and clears it. */
static void put(struct buf *out, const char *name, struct delta *delta)
{
    json_write_comma(out);
    json_write_key(out, name);
    delta_write_json(out, delta);
    delta_clear(delta);
}

static void put_text(struct buf *out, const struct sample *sample)
{
    struct delta delta;
    struct text *text = text_create();
    ALWAYS(text_check(text, &sample->document) == STATUS_OK);
    text_apply(text, &sample->document);
    ALWAYS(text_check(text, &sample->a) == STATUS_OK);
    text_invert(text, &sample->a, &delta);
    put(out, "text_invert", &delta);
    text_apply(text, &sample->a);
    text_slice(text, 0, text_len(text), &delta);
    put(out, "text_apply", &delta);
    text_destroy(text);
}

static void put_positions(struct buf *out, const struct sample *sample)
{
    json_write_comma(out);
    json_write_key(out, "positions");
    buf_char(out, '[');
    buf_number(out, delta_transform_position(&sample->a, sample->position_u16, false));
    buf_char(out, ',');
    buf_number(out, delta_transform_position(&sample->a, sample->position_u16, true));
    buf_char(out, ']');
}

static void answer(struct buf *out, const struct sample *sample)
{
    struct delta delta;
    buf_char(out, '{');
    delta_copy(&sample->raw, &delta);
    put(out, "normalise", &delta);
    delta_compose(&sample->document, &sample->a, &delta);
    put(out, "apply", &delta);
    delta_compose(&sample->a, &sample->c, &delta);
    put(out, "compose", &delta);
    delta_transform(&sample->a, &sample->b, true, &delta);
    put(out, "transform_first", &delta);
    delta_transform(&sample->a, &sample->b, false, &delta);
    put(out, "transform_second", &delta);
    delta_invert(&sample->a, &sample->document, &delta);
    put(out, "invert", &delta);
    put_text(out, sample);
    put_positions(out, sample);
    buf_text(out, "}\n");
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    struct buf out = BUF_EMPTY;
    while (getline(&line, &capacity, stdin) > 0) {
        struct sample sample = read_sample(line);
        answer(&out, &sample);
        clear_sample(&sample);
        fwrite(out.bytes, 1, out.len, stdout);
        fflush(stdout); /* the script waits for this answer */
        buf_reset(&out);
    }
    buf_clear(&out);
    free(line);
    return 0;
}
