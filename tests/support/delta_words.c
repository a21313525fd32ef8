#include "support/delta_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/delta_json.h"

static char *double_quoted(const char *words)
{
    char *json = mem_copy_string(words);
    for (char *c = json; *c; c++) {
        if (*c == '\'')
            *c = '"';
    }
    return json;
}

static cJSON *parse(const char *words)
{
    char *text = double_quoted(words);
    cJSON *json = cJSON_Parse(text);
    if (!json)
        fail_msg("not JSON: %s", words);
    free(text);
    return json;
}

struct delta delta_of(const char *ops)
{
    struct delta delta;
    cJSON *json = parse(ops);
    delta_from_json(json, &delta);
    cJSON_Delete(json);
    return delta;
}

struct attributes *attributes_of(const char *words)
{
    cJSON *json = parse(words);
    struct attributes *set = attributes_from_json(json);
    cJSON_Delete(json);
    return set;
}

struct text *text_of(const char *ops)
{
    struct text *text = text_create();
    struct delta delta = delta_of(ops);
    assert_int_equal(text_check(text, &delta), STATUS_OK);
    text_apply(text, &delta);
    delta_clear(&delta);
    return text;
}

static void assert_json(struct buf *got, const char *before, const char *want, const char *after)
{
    struct buf whole = BUF_EMPTY;
    char *json = double_quoted(want);
    buf_text(&whole, before);
    buf_text(&whole, json);
    buf_text(&whole, after);
    assert_string_equal(got->bytes, whole.bytes);
    free(json);
    buf_clear(&whole);
    buf_clear(got);
}

void assert_delta(const struct delta *delta, const char *ops)
{
    struct buf got = BUF_EMPTY;
    delta_write_json(&got, delta);
    assert_json(&got, "{\"ops\":", ops, "}");
}

void assert_attributes(const struct attributes *set, const char *json)
{
    struct buf got = BUF_EMPTY;
    attributes_write_json(&got, set);
    assert_json(&got, "", json, "");
}

void assert_text(const struct text *text, const char *ops)
{
    struct buf got = BUF_EMPTY;
    text_write_json(text, &got);
    assert_json(&got, "{\"ops\":", ops, "}");
}
