#include "wire/snapshot_codec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "draft/frozen.h"
#include "draft/handles.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/size.h"
#include "draft/state.h"
#include "wire/change_codec.h"
#include "wire/delta_codec.h"
#include "wire/json.h"
#include "wire/negotiation_codec.h"
#include "wire/numbering_codec.h"
#include "wire/seat_codec.h"

#define SNAPSHOT_MAX_VALUES 40000000

/* ---- writing ---- */

/* {"es":12,…} of one counter of every text that has it. */
static void write_seqs(struct buf *out, const struct item *item, size_t offset)
{
    buf_char(out, '{');
    for (size_t i = 0; i < item->text_count; i++) {
        uint64_t seq;
        memcpy(&seq, (const char *)&item->texts[i] + offset, sizeof seq);
        if (!seq)
            continue;
        json_write_comma(out);
        json_write_key(out, item->texts[i].lang);
        buf_number(out, seq);
    }
    buf_char(out, '}');
}

/* What the languages that were aligned were said to match. */
static void write_originals(struct buf *out, const struct item *item)
{
    bool any = false;
    for (size_t i = 0; i < item->text_count; i++) {
        const struct item_text *text = &item->texts[i];
        if (!text->aligned)
            continue;
        buf_text(out, any ? "," : ",\"aligned_to\":{");
        json_write_key(out, text->lang);
        buf_format(out, "\"%u-%08x\"", (unsigned)text->original.len_u16, (unsigned)text->original.hash);
        any = true;
    }
    if (any)
        buf_char(out, '}');
}

static void write_override(struct buf *out, const struct override *override)
{
    buf_text(out, ",\"override\":{\"reason\":");
    json_write_string(out, override->reason);
    buf_text(out, ",\"by\":");
    json_write_string(out, override->by);
    buf_text(out, ",\"at\":");
    buf_number(out, (uint64_t) override->at);
    buf_char(out, '}');
}

static void write_removal(struct buf *out, const struct removal *removal)
{
    buf_text(out, ",\"removal\":{\"by\":");
    json_write_string(out, removal->by);
    buf_text(out, ",\"at\":");
    buf_number(out, (uint64_t)removal->at);
    buf_text(out, ",\"seq\":");
    buf_number(out, removal->seq);
    buf_char(out, '}');
}

static void write_number(struct buf *out, const struct item_number *number)
{
    json_write_nonempty(out, "name", number->name);
    if (!number->order && !number->base[0])
        return;
    buf_text(out, ",\"frozen\":{");
    if (number->order)
        buf_format(out, "\"order\":%u", (unsigned)number->order);
    json_write_nonempty(out, "home", number->home);
    json_write_nonempty(out, "base", number->base);
    json_write_nonempty(out, "first", number->first);
    json_write_nonempty(out, "former", number->former);
    buf_char(out, '}');
}

static void write_given(struct buf *out, const struct frozen *frozen)
{
    buf_text(out, ",\"frozen\":{");
    for (size_t i = 0; i < frozen->given.count; i++) {
        const struct given *given = frozen->given.all[i];
        json_write_comma(out);
        json_write_key(out, given->key);
        buf_number(out, given->count);
    }
    buf_char(out, '}');
}

static void write_item(struct buf *out, const struct item *item)
{
    buf_text(out, "{\"id\":");
    json_write_string(out, item->id);
    if (!handle_is_short(item))
        json_write_nonempty(out, "handle", item->handle);
    buf_text(out, ",\"parent\":");
    json_write_string(out, item->parent ? item->parent->id : NULL);
    buf_text(out, ",\"kind\":");
    json_write_string(out, item_kind_name(item->kind));
    buf_text(out, ",\"status\":");
    json_write_string(out, item_status_name(item->status));
    buf_text(out, ",\"texts\":{");
    for (size_t i = 0; i < item->text_count; i++) {
        json_write_comma(out);
        json_write_key(out, item->texts[i].lang);
        text_write_json(item->texts[i].text, out);
    }
    buf_text(out, "},\"removed\":");
    json_write_bool(out, item->removed);
    buf_text(out, ",\"changed\":");
    write_seqs(out, item, offsetof(struct item_text, changed));
    buf_text(out, ",\"aligned\":");
    write_seqs(out, item, offsetof(struct item_text, aligned));
    write_originals(out, item);
    if (item->kin) {
        buf_text(out, ",\"kin\":");
        json_write_string(out, item->kin->id);
    }
    if (item->override)
        write_override(out, item->override);
    if (item->removal)
        write_removal(out, item->removal);
    if (item->start)
        buf_format(out, ",\"start\":%u", (unsigned)item->start);
    if (item->number)
        write_number(out, item->number);
    buf_char(out, '}');
}

static void write_items(struct buf *out, const struct draft *draft)
{
    buf_text(out, ",\"items\":[");
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        json_write_comma(out);
        write_item(out, item);
    }
    buf_char(out, ']');
}

static void write_participants(struct buf *out, const struct draft *draft)
{
    buf_text(out, ",\"participants\":[");
    for (size_t i = 0; i < draft->participants.count; i++) {
        const struct person *person = draft->participants.all[i];
        json_write_comma(out);
        participant_write_json(out, person->who);
        if (person->seat) {
            out->len--; /* its brace */
            seat_write_json(out, person->seat);
            buf_char(out, '}');
        }
    }
    buf_char(out, ']');
    if (draft->acts) {
        buf_text(out, ",\"acts\":");
        buf_number(out, draft->acts);
    }
}

void snapshot_write_json(struct buf *out, const struct draft *draft, const struct sha256 *head)
{
    char hex[SHA256_HEX + 1];
    sha256_hex(head, hex);
    buf_text(out, "{\"id\":");
    json_write_string(out, draft->id);
    buf_text(out, ",\"title\":");
    title_write_json(out, &draft->title);
    buf_text(out, ",\"langs\":");
    strings_write_json(out, &draft->langs);
    if (draft->numbering) {
        buf_text(out, ",\"numbering\":");
        numbering_write_json(out, draft->numbering);
    }
    if (draft->frozen)
        write_given(out, draft->frozen);
    buf_text(out, ",\"adopted\":");
    json_write_bool(out, draft->adopted);
    buf_text(out, ",\"seq\":");
    buf_number(out, draft->seq);
    buf_text(out, ",\"head\":\"");
    buf_add(out, hex, SHA256_HEX);
    buf_char(out, '"');
    write_items(out, draft);
    write_participants(out, draft);
    negotiation_write_json(out, draft);
    buf_char(out, '}');
}

static int by_id(const void *a, const void *b)
{
    const struct client *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

void snapshot_write_clients(struct buf *out, const struct draft *draft)
{
    struct client **sorted = mem_zero(draft->clients.count, sizeof(struct client *));
    struct client *client;
    size_t count = 0;
    for (size_t i = 0; (client = map_next(&draft->clients, &i));)
        sorted[count++] = client;
    qsort(sorted, count, sizeof(struct client *), by_id);
    buf_char(out, '{');
    for (size_t i = 0; i < count; i++) {
        json_write_comma(out);
        json_write_key(out, sorted[i]->id);
        buf_char(out, '[');
        json_write_string(out, sorted[i]->participant);
        buf_char(out, ',');
        buf_number(out, sorted[i]->n);
        buf_char(out, ']');
    }
    buf_char(out, '}');
    free(sorted);
}

/* ---- reading ---- */

static bool read_seq(const struct json *item, const char *map, const char *lang, uint64_t *out)
{
    *out = 0;
    const struct json *value = json_get(json_get(item, map), lang);
    return !value || json_integer(value, out);
}

static bool read_original(const char *string, struct fingerprint *out)
{
    char *end;
    if (!string)
        return true;
    out->len_u16 = (uint32_t)strtoul(string, &end, 10);
    if (*end != '-' || strlen(end + 1) != 8)
        return false;
    out->hash = (uint32_t)strtoul(end + 1, &end, 16);
    return !*end;
}

static bool read_texts(struct draft *draft, struct item *item, const struct json *value)
{
    const struct json *texts = json_get(value, "texts");
    if (!json_is_object(texts)) /* what is in an array has no name */
        return false;
    for (const struct json *child = json_first(texts); child; child = json_after(child)) {
        struct delta delta;
        if (!lang_valid(json_name(child)) || item->text_count >= DRAFT_MAX_LANGS ||
            delta_decode(child, &delta) != STATUS_OK)
            return false;
        struct item_text *text = item_text_ensure(draft, item, json_name(child));
        bool fits = delta_is_document(&delta) && text_check(text->text, &delta) == STATUS_OK;
        if (fits)
            text_apply(text->text, &delta);
        delta_clear(&delta);
        if (!fits || !read_seq(value, "changed", text->lang, &text->changed) ||
            !read_seq(value, "aligned", text->lang, &text->aligned) ||
            !read_original(json_get_string(json_get(value, "aligned_to"), text->lang), &text->original))
            return false;
    }
    return true;
}

static bool read_override(struct draft *draft, struct item *item, const struct json *value)
{
    uint64_t at;
    const char *reason = json_get_string(value, "reason"), *by = json_get_string(value, "by");
    if (!value)
        return true;
    if (!reason || !by || !json_get_integer(value, "at", &at))
        return false;
    item_set_override(draft, item, reason, by, (int64_t)at);
    return true;
}

static bool read_removal(struct draft *draft, struct item *item, const struct json *value)
{
    uint64_t at, seq;
    const char *by = json_get_string(value, "by");
    if (!value)
        return true;
    if (!by || !json_get_integer(value, "at", &at) || !json_get_integer(value, "seq", &seq))
        return false;
    item_set_removal(draft, item, by, (int64_t)at, seq);
    return true;
}

static bool read_start(struct draft *draft, struct item *item, const struct json *value)
{
    uint64_t start = 0;
    if (json_get(value, "start") &&
        (!json_get_integer(value, "start", &start) || start > NUMBERING_START_MAX))
        return false;
    item_set_start(draft, item, (uint32_t)start);
    return true;
}

/* Absent: empty. */
static bool read_member(const struct json *value, const char *name, char *out, size_t size)
{
    const struct json *child = json_get(value, name);
    const char *words = child ? json_string(child) : "";
    return words && (size_t)snprintf(out, size, "%s", words) < size;
}

static bool read_number(struct item *item, const struct json *value)
{
    const struct json *frozen = json_get(value, "frozen");
    struct item_number number = {.order = 0};
    uint64_t order = 0;
    if (!json_get(value, "name"))
        return true;
    if (!read_member(value, "name", number.name, sizeof number.name) || !number.name[0] ||
        (json_get(frozen, "order") && (!json_get_integer(frozen, "order", &order) || order > UINT32_MAX)) ||
        !read_member(frozen, "home", number.home, sizeof number.home) ||
        !read_member(frozen, "base", number.base, sizeof number.base) ||
        !read_member(frozen, "first", number.first, sizeof number.first) ||
        !read_member(frozen, "former", number.former, sizeof number.former))
        return false;
    number.order = (uint32_t)order;
    item->number = mem_alloc(sizeof number);
    *item->number = number;
    return true;
}

/* Once all items are known: what a number is called after is an item that has one. */
static bool read_base(const struct draft *draft, const struct json *value)
{
    const char *id = json_get_string(value, "id");
    const struct item *item = id ? item_find(draft, id) : NULL;
    if (!item || !item->number || (!item->number->order && !item->number->base[0]))
        return true;
    const char *base = item->number->base[0] == '~' ? item->number->home : item->number->base;
    const struct item *named = *base && *base != '^' ? item_find(draft, base) : item;
    return draft->frozen && named && named->number;
}

/* Handles were given in the order in which items came, and a snapshot has another; it says those that are not the shortest. */
static bool read_handle(struct draft *draft, struct item *item, const struct json *value)
{
    const char *handle = json_get_string(value, "handle");
    return json_get(value, "handle") ? handle && handles_restore(draft, item, handle) : handle_is_short(item);
}

static bool read_item(struct draft *draft, const struct json *value)
{
    enum item_kind kind;
    enum item_status status;
    bool removed;
    const char *id = json_get_string(value, "id"), *parent_id = json_get_string(value, "parent");
    const char *kind_name = json_get_string(value, "kind"), *status_name = json_get_string(value, "status");
    struct item *parent = parent_id ? item_find(draft, parent_id) : NULL;
    if (!id || !id_valid(id) || item_find(draft, id) || (parent_id && !parent) || !kind_name ||
        !item_kind_from_name(kind_name, &kind) || !status_name ||
        !item_status_from_name(status_name, &status) || !json_bool(json_get(value, "removed"), &removed))
        return false;
    struct item *item = item_create(draft, id, kind, parent, parent ? parent->last : draft->last);
    item_set_status(draft, item, status);
    item_set_removed(draft, item, removed);
    return read_handle(draft, item, value) && read_override(draft, item, json_get(value, "override")) &&
           read_removal(draft, item, json_get(value, "removal")) && read_start(draft, item, value) &&
           read_number(item, value) && read_texts(draft, item, value);
}

/* Once all items are known. What would close a ring is refused. */
static bool read_kin(struct draft *draft, const struct json *value)
{
    const char *id = json_get_string(value, "id"), *kin_id = json_get_string(value, "kin");
    struct item *item = id ? item_find(draft, id) : NULL, *kin = kin_id ? item_find(draft, kin_id) : NULL;
    if (!json_get(value, "kin"))
        return true;
    if (!item || !kin || item_family(kin) == item)
        return false;
    item->kin = kin;
    return true;
}

static bool read_items(struct draft *draft, const struct json *items)
{
    if (!json_is_array(items))
        return false;
    for (const struct json *child = json_first(items); child; child = json_after(child))
        if (!read_item(draft, child))
            return false;
    for (const struct json *child = json_first(items); child; child = json_after(child))
        if (!read_kin(draft, child) || !read_base(draft, child))
            return false;
    return true;
}

static bool read_participants(struct draft *draft, const struct json *list)
{
    for (const struct json *child = json_first(list); child; child = json_after(child)) {
        struct participant participant;
        if (participant_decode(child, &participant) != STATUS_OK)
            return false;
        bool ok = seat_read(draft, child, &participant);
        participant_clear(&participant);
        if (!ok)
            return false;
    }
    return true;
}

static bool read_clients(struct draft *draft, const char *bytes, size_t len)
{
    struct json_doc *doc = json_parse(bytes, len, SNAPSHOT_MAX_VALUES);
    bool ok = doc && json_is_object(json_root(doc));
    for (const struct json *child = ok ? json_first(json_root(doc)) : NULL; ok && child;
         child = json_after(child)) {
        uint64_t n;
        const struct json *participant = json_is_array(child) ? json_first(child) : NULL;
        const char *id = json_string(participant);
        ok = id && id_valid(id) && id_valid(json_name(child)) && json_integer(json_after(participant), &n);
        if (ok)
            clients_set(draft, json_name(child), id, n);
    }
    json_free(doc);
    return ok;
}

static bool read_numbering(struct draft *draft, const struct json *value)
{
    struct numbering_scheme scheme;
    if (!value)
        return true;
    if (numbering_decode(value, &scheme))
        return false;
    draft->numbering = numbering_scheme_copy(&scheme);
    return true;
}

static bool read_given(struct draft *draft, const struct json *value)
{
    if (!value)
        return true;
    if (!json_is_object(value))
        return false;
    draft->frozen = mem_zero(1, sizeof *draft->frozen);
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        uint64_t count;
        if (strlen(json_name(child)) >= FROZEN_KEY_BYTES || !json_integer(child, &count))
            return false;
        frozen_set_given(draft, json_name(child), count);
    }
    return true;
}

static bool read_draft(struct draft *draft, const struct json *root)
{
    return json_get_integer(root, "seq", &draft->seq) &&
           json_bool(json_get(root, "adopted"), &draft->adopted) &&
           title_decode(json_get(root, "title"), &draft->title) == STATUS_OK &&
           langs_decode(json_get(root, "langs"), &draft->langs) == STATUS_OK &&
           read_numbering(draft, json_get(root, "numbering")) &&
           read_given(draft, json_get(root, "frozen")) && read_items(draft, json_get(root, "items")) &&
           read_participants(draft, json_get(root, "participants")) &&
           (!json_get(root, "acts") || json_get_integer(root, "acts", &draft->acts)) &&
           negotiation_read(draft, root) && (size_measure(draft), true);
}

enum status snapshot_decode(const char *bytes, size_t len, const char *clients, size_t clients_len,
                            struct draft **out)
{
    struct json_doc *doc = json_parse(bytes, len, SNAPSHOT_MAX_VALUES);
    const char *id = doc ? json_get_string(json_root(doc), "id") : NULL;
    *out = NULL;
    if (id && id_valid(id)) {
        *out = draft_create(id);
        if (!read_draft(*out, json_root(doc)) || !read_clients(*out, clients, clients_len)) {
            draft_destroy(*out);
            *out = NULL;
        }
    }
    json_free(doc);
    return *out ? STATUS_OK : STATUS_CORRUPT;
}
