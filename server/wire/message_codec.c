#include "wire/message_codec.h"

#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "text/text.h"
#include "wire/change_codec.h"

#define MESSAGE_MAX_VALUES 60000
#define HEAD_PREFIX_MIN    16

static enum status bad(struct refusal *refusal, const char *text)
{
    return refuse(refusal, STATUS_BAD_MESSAGE, NULL, text);
}

static bool head_ok(const char *head)
{
    size_t len = strlen(head);
    return len >= HEAD_PREFIX_MIN && len <= SHA256_HEX && strspn(head, "0123456789abcdef") == len;
}

static enum status decode_hello(const struct json *root, struct message *out, struct refusal *refusal)
{
    uint64_t version;
    const char *snapshot = json_get_string(root, "snapshot");
    const struct json *since = json_get(root, "since");
    out->type = MESSAGE_HELLO;
    out->hello.draft = json_get_string(root, "draft");
    out->hello.client = json_get_string(root, "client");
    out->hello.token = json_get_string(root, "token");
    out->hello.as = json_get_string(root, "as");
    out->hello.head = json_get_string(root, "head");
    out->hello.snapshot_by_url = snapshot && strcmp(snapshot, "url") == 0;
    if (!json_get_integer(root, "v", &version) || version != 1)
        return bad(refusal, "Speak version 1 of the protocol.");
    if (!out->hello.draft || !out->hello.client || !id_valid(out->hello.client))
        return bad(refusal, "A hello names a draft and a client id.");
    if (since && !json_is_null(since)) {
        if (!json_integer(since, &out->hello.since))
            return bad(refusal, "The since of a hello is a seq.");
        out->hello.has_since = out->hello.head && head_ok(out->hello.head);
    }
    return STATUS_OK;
}

/* What is wrong with the changes is the answer to the op, not the end of the connection. */
static enum status decode_op(const struct json *root, struct message *out, struct refusal *refusal)
{
    out->type = MESSAGE_OP;
    if (!json_get_integer(root, "n", &out->op.n) || out->op.n == 0)
        return bad(refusal, "An op carries its n, counted from 1.");
    if (!json_get_integer(root, "base", &out->op.base)) {
        refusal_set(&out->op.refusal, STATUS_BAD_BASE, NULL, NULL);
        return STATUS_OK;
    }
    if (json_count(json_get(root, "changes")) > CLIENT_OP_MAX_CHANGES) {
        refusal_set(&out->op.refusal, STATUS_TOO_LARGE, NULL,
                    "An op holds at most 512 changes; send the others in ops of their own.");
        return STATUS_OK;
    }
    out->op.changes_ok =
        changes_decode(json_get(root, "changes"), &out->op.changes, &out->op.refusal) == STATUS_OK;
    return STATUS_OK;
}

static enum status decode_presence(const struct json *root, struct message *out, struct refusal *refusal)
{
    const struct json *item = json_get(root, "item");
    const char *id = json_string(item), *lang = json_get_string(root, "lang");
    uint64_t anchor, head;
    out->type = MESSAGE_PRESENCE;
    if (!id)
        return item && json_is_null(item) ? STATUS_OK : bad(refusal, "A presence names an item or null.");
    if (!id_valid(id) || !lang || !lang_valid(lang) || !json_get_integer(root, "base", &out->presence.base) ||
        !json_get_integer(root, "anchor", &anchor) || !json_get_integer(root, "head", &head) ||
        anchor > TEXT_MAX_U16 || head > TEXT_MAX_U16)
        return bad(refusal, "A presence carries item, lang, base, anchor and head.");
    snprintf(out->presence.caret.item, sizeof out->presence.caret.item, "%s", id);
    snprintf(out->presence.caret.lang, sizeof out->presence.caret.lang, "%s", lang);
    out->presence.caret.anchor = (uint32_t)anchor;
    out->presence.caret.head = (uint32_t)head;
    return STATUS_OK;
}

static enum status decode_ping(const struct json *root, struct message *out, struct refusal *refusal)
{
    (void)root;
    (void)refusal;
    out->type = MESSAGE_PING;
    return STATUS_OK;
}

static enum status decode_observers(const struct json *root, struct message *out, struct refusal *refusal)
{
    out->type = MESSAGE_OBSERVERS;
    const struct json *gather = json_get(root, "gather_ms");
    if (!json_get_integer(root, "count", &out->observers.count))
        return bad(refusal, "A relay says how many observers it has.");
    if (gather && !json_get_integer(root, "gather_ms", &out->observers.gather_ms))
        return bad(refusal, "A relay says for how many milliseconds ops may be gathered.");
    return STATUS_OK;
}

static const struct {
    const char *name;
    enum status (*decode)(const struct json *, struct message *, struct refusal *);
} decoders[] = {{"op", decode_op},
                {"presence", decode_presence},
                {"hello", decode_hello},
                {"ping", decode_ping},
                {"observers", decode_observers}};

enum status message_decode(const char *bytes, size_t len, struct message *out, struct refusal *refusal)
{
    *out = (struct message){0};
    out->doc = json_parse(bytes, len, MESSAGE_MAX_VALUES);
    if (!out->doc)
        return bad(refusal, "Send one JSON object without NUL characters, not nested deeper than 32 levels.");
    const struct json *root = json_root(out->doc);
    const char *type = json_get_string(root, "t");
    for (size_t i = 0; type && i < sizeof decoders / sizeof *decoders; i++)
        if (strcmp(decoders[i].name, type) == 0)
            return decoders[i].decode(root, out, refusal);
    return bad(refusal, "Use a message type that this version of the protocol describes.");
}

void message_clear(struct message *message)
{
    change_list_clear(&message->op.changes);
    json_free(message->doc);
    *message = (struct message){0};
}

void message_write_pong(struct buf *out)
{
    buf_text(out, "{\"t\":\"pong\"}");
}

void message_write_reject(struct buf *out, uint64_t n, const struct refusal *refusal)
{
    buf_text(out, "{\"t\":\"reject\",\"n\":");
    buf_number(out, n);
    buf_text(out, ",\"code\":");
    json_write_string(out, status_code(refusal->status));
    buf_text(out, ",\"message\":");
    json_write_string(out, refusal->message);
    if (refusal->item[0]) {
        buf_text(out, ",\"item\":");
        json_write_string(out, refusal->item);
    }
    if (refusal->passing)
        buf_text(out, ",\"wait\":true");
    buf_char(out, '}');
}

void message_write_error(struct buf *out, enum status status, const char *text)
{
    buf_text(out, "{\"t\":\"error\",\"code\":");
    json_write_string(out, status_code(status));
    buf_text(out, ",\"message\":");
    json_write_string(out, text);
    buf_char(out, '}');
}

void message_open_ops(struct buf *out)
{
    buf_text(out, "{\"t\":\"ops\",\"ops\":[");
}

void message_add_op(struct buf *out, const char *bytes, size_t len)
{
    json_write_comma(out);
    buf_add(out, bytes, len);
}

static void write_head(struct buf *out, const struct sha256 *head)
{
    char hex[SHA256_HEX + 1];
    sha256_hex(head, hex);
    buf_text(out, ",\"head\":\"");
    buf_add(out, hex, SHA256_HEX);
    buf_char(out, '"');
}

void message_close_ops(struct buf *out, const struct sha256 *head)
{
    buf_char(out, ']');
    write_head(out, head);
    buf_char(out, '}');
}

void message_open_welcome(struct buf *out, const struct welcome *welcome)
{
    buf_text(out, "{\"t\":\"welcome\",\"v\":1,\"you\":");
    participant_write_json(out, welcome->you);
    buf_text(out, ",\"seq\":");
    buf_number(out, welcome->seq);
    write_head(out, welcome->head);
    buf_text(out, ",\"acked\":");
    buf_number(out, welcome->acked);
    if (welcome->history) {
        buf_text(out, ",\"history\":");
        json_write_string(out, welcome->history);
    }
}

void message_close_relay_welcome(struct buf *out, bool follows)
{
    buf_format(out, ",\"follows\":%s}", follows ? "true" : "false");
}

static void write_here(struct buf *out, const struct here *here)
{
    buf_text(out, "{\"client\":");
    json_write_string(out, here->client);
    buf_text(out, ",\"participant\":");
    json_write_string(out, here->participant);
    if (here->caret->item[0]) {
        buf_text(out, ",\"item\":");
        json_write_string(out, here->caret->item);
        buf_text(out, ",\"lang\":");
        json_write_string(out, here->caret->lang);
        buf_format(out, ",\"anchor\":%u,\"head\":%u}", here->caret->anchor, here->caret->head);
    } else {
        buf_text(out, ",\"item\":null}");
    }
}

void message_write_presence(struct buf *out, const struct presence_report *report)
{
    buf_text(out, "{\"t\":\"presence\",\"seq\":");
    buf_number(out, report->seq);
    buf_text(out, ",\"here\":[");
    for (size_t i = 0; i < report->here_count; i++) {
        json_write_comma(out);
        write_here(out, &report->here[i]);
    }
    buf_text(out, "],\"gone\":[");
    for (size_t i = 0; i < report->gone_count; i++) {
        json_write_comma(out);
        json_write_string(out, report->gone[i]);
    }
    buf_text(out, "],\"observers\":");
    buf_number(out, report->observers);
    buf_text(out, report->complete ? ",\"complete\":true}" : "}");
}

void message_write_participants(struct buf *out, const struct participant *const *list, size_t count)
{
    buf_text(out, "{\"t\":\"participants\",\"participants\":[");
    for (size_t i = 0; i < count; i++) {
        json_write_comma(out);
        participant_write_json(out, list[i]);
    }
    buf_text(out, "]}");
}
