#include "wire/feed_codec.h"

#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "text/text.h"

#define MAX_VALUES 200000 /* of a message that is parsed: rosters and carets */
#define OPS_START  "{\"t\":\"ops\",\"ops\":["

static bool read_head(const struct json *root, struct sha256 *out)
{
    const char *hex = json_get_string(root, "head");
    return hex && strlen(hex) == SHA256_HEX && sha256_read(hex, out);
}

/* ---- ops: found by their brackets ---- */

/* How long the JSON object is that starts here; 0 where it does not end. */
static size_t object_len(const char *bytes, size_t len)
{
    size_t depth = 0;
    bool within = false; /* a string */
    for (size_t i = 0; i < len; i++) {
        char c = bytes[i];
        if (within && c == '\\')
            i++;
        else if (c == '"')
            within = !within;
        else if (!within && (c == '{' || c == '['))
            depth++;
        else if (!within && (c == '}' || c == ']') && --depth == 0)
            return i + 1;
    }
    return 0;
}

bool feed_next_op(const struct feed_message *message, size_t *at, const char **bytes, size_t *len)
{
    size_t left = message->ops_len - *at;
    bool comma = *at && left && message->ops[*at] == ',';
    size_t start = *at + comma;
    if (!left || comma != (*at > 0) || start >= message->ops_len || message->ops[start] != '{')
        return false;
    *bytes = message->ops + start;
    *len = object_len(*bytes, message->ops_len - start);
    *at = *len ? start + *len : *at;
    return *len > 0;
}

/* The rest behind the array as an object: ],"head":"…"} */
static bool decode_ops(const char *bytes, size_t len, struct feed_message *out)
{
    struct buf tail = BUF_EMPTY;
    const char *op;
    size_t at = 0, op_len;
    out->type = FEED_OPS;
    out->ops = bytes + strlen(OPS_START);
    out->ops_len = len - strlen(OPS_START);
    while (feed_next_op(out, &at, &op, &op_len))
        ;
    if (out->ops_len - at < 2 || out->ops[at] != ']' || out->ops[at + 1] != ',')
        return false;
    buf_char(&tail, '{');
    buf_add(&tail, out->ops + at + 2, out->ops_len - at - 2);
    out->ops_len = at;
    out->doc = json_parse(tail.bytes, tail.len, MAX_VALUES);
    buf_clear(&tail);
    return out->doc && at && read_head(json_root(out->doc), &out->head);
}

/* ---- the others ---- */

static bool decode_welcome(const struct json *root, struct feed_message *out)
{
    out->type = FEED_WELCOME;
    out->differs = json_get(root, "history");
    return json_bool(json_get(root, "follows"), &out->follows) && json_get_integer(root, "seq", &out->seq) &&
           out->seq && read_head(root, &out->head);
}

static bool decode_presence(const struct json *root, struct feed_message *out)
{
    out->type = FEED_PRESENCE;
    out->here = json_get(root, "here");
    out->gone = json_get(root, "gone");
    (void)json_bool(json_get(root, "complete"), &out->complete); /* absent: it is not */
    return json_is_array(out->here) && json_is_array(out->gone) && json_get_integer(root, "seq", &out->seq) &&
           json_get_integer(root, "observers", &out->observers);
}

static bool decode_participants(const struct json *root, struct feed_message *out)
{
    out->type = FEED_PARTICIPANTS;
    out->people = json_get(root, "participants");
    return json_is_array(out->people);
}

static const struct {
    const char *name;
    bool (*decode)(const struct json *root, struct feed_message *out);
} decoders[] = {
    {"welcome", decode_welcome}, {"presence", decode_presence}, {"participants", decode_participants}};

bool feed_decode(const char *bytes, size_t len, struct feed_message *out)
{
    *out = (struct feed_message){.type = FEED_OTHER};
    if (len > strlen(OPS_START) && memcmp(bytes, OPS_START, strlen(OPS_START)) == 0)
        return decode_ops(bytes, len, out);
    out->doc = json_parse(bytes, len, MAX_VALUES);
    const struct json *root = out->doc ? json_root(out->doc) : NULL;
    const char *type = json_get_string(root, "t");
    for (size_t i = 0; type && i < sizeof decoders / sizeof *decoders; i++)
        if (strcmp(decoders[i].name, type) == 0)
            return decoders[i].decode(root, out);
    return type;
}

void feed_clear(struct feed_message *message)
{
    json_free(message->doc);
    *message = (struct feed_message){.type = FEED_OTHER};
}

bool feed_here(const struct json *value, struct feed_here *out)
{
    const char *item = json_get_string(value, "item"), *lang = json_get_string(value, "lang");
    uint64_t anchor, head;
    *out = (struct feed_here){.client = json_get_string(value, "client"),
                              .participant = json_get_string(value, "participant")};
    if (!out->client || !id_valid(out->client) || !out->participant)
        return false;
    if (!item)
        return true;
    if (!id_valid(item) || !lang || !lang_valid(lang) || !json_get_integer(value, "anchor", &anchor) ||
        !json_get_integer(value, "head", &head) || anchor > TEXT_MAX_U16 || head > TEXT_MAX_U16)
        return false;
    snprintf(out->caret.item, sizeof out->caret.item, "%s", item);
    snprintf(out->caret.lang, sizeof out->caret.lang, "%s", lang);
    out->caret.anchor = (uint32_t)anchor;
    out->caret.head = (uint32_t)head;
    return true;
}

/* ---- what a relay says ---- */

void feed_write_hello(struct buf *out, const struct feed_hello *hello)
{
    char hex[SHA256_HEX + 1];
    buf_text(out, "{\"t\":\"hello\",\"v\":1,\"draft\":");
    json_write_string(out, hello->draft);
    buf_text(out, ",\"client\":");
    json_write_string(out, hello->client);
    if (hello->since) {
        sha256_hex(hello->head, hex);
        buf_format(out, ",\"since\":%llu,\"head\":\"%s\"", (unsigned long long)hello->since, hex);
    }
    buf_char(out, '}');
}

void feed_write_observers(struct buf *out, uint64_t count, unsigned gather_ms)
{
    buf_format(out, "{\"t\":\"observers\",\"count\":%llu", (unsigned long long)count);
    if (gather_ms)
        buf_format(out, ",\"gather_ms\":%u", gather_ms);
    buf_char(out, '}');
}

void feed_write_ping(struct buf *out)
{
    buf_text(out, "{\"t\":\"ping\"}");
}
