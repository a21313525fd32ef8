#include "wire/change_codec.h"

#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "text/text.h"
#include "text/utf.h"
#include "wire/delta_codec.h"
#include "wire/numbering_codec.h"

/* ---- values that fields are made of ---- */

static bool words_ok(const char *words, uint32_t max_u16)
{
    size_t len = strlen(words);
    return utf_valid_text(words, len) && utf_len_u16(words, len) <= max_u16;
}

/* The same, in lines. */
static bool lines_ok(const char *words, uint32_t max_u16)
{
    const char *line = words;
    for (const char *end; (end = strchr(line, '\n')); line = end + 1)
        if (!utf_valid_text(line, (size_t)(end - line)))
            return false;
    return utf_valid_text(line, strlen(line)) && utf_len_u16(words, strlen(words)) <= max_u16;
}

void participant_write_json(struct buf *out, const struct participant *participant)
{
    buf_text(out, "{\"id\":");
    json_write_string(out, participant->id);
    buf_text(out, ",\"role\":");
    json_write_string(out, role_name(participant->role));
    buf_text(out, ",\"name\":");
    json_write_string(out, participant->name);
    if (participant->delegation) {
        buf_text(out, ",\"delegation\":");
        json_write_string(out, participant->delegation);
    }
    if (participant->silent)
        buf_text(out, ",\"silent\":true");
    buf_char(out, '}');
}

enum status participant_decode(const struct json *value, struct participant *out)
{
    const char *id = json_get_string(value, "id"), *role = json_get_string(value, "role");
    const char *name = json_get_string(value, "name"), *delegation = json_get_string(value, "delegation");
    const struct json *silent = json_get(value, "silent");
    *out = (struct participant){0};
    if (!id || !id_valid(id) || !role || !role_from_name(role, &out->role) || !name ||
        !words_ok(name, NAME_MAX_BYTES) || (delegation && !words_ok(delegation, NAME_MAX_BYTES)) ||
        (silent && !json_bool(silent, &out->silent)))
        return STATUS_BAD_OP;
    out->id = mem_copy_string(id);
    out->name = mem_copy_string(name);
    out->delegation = mem_copy_string(delegation);
    return STATUS_OK;
}

void title_write_json(struct buf *out, const struct lang_map *title)
{
    buf_char(out, '{');
    for (size_t i = 0; i < title->count; i++) {
        json_write_member(out, title->entries[i].lang, title->entries[i].words);
    }
    buf_char(out, '}');
}

/* A fresh entry for the language that a member of a language object is named after; NULL where it is not acceptable. */
static struct lang_entry *add_lang(struct lang_map *map, const struct json *child)
{
    if (!lang_valid(json_name(child)) || map->count >= DRAFT_MAX_LANGS || lang_map_get(map, json_name(child)))
        return NULL;
    return lang_map_add(map, json_name(child));
}

enum status title_decode(const struct json *value, struct lang_map *out)
{
    if (!json_is_object(value))
        return STATUS_BAD_OP;
    out->there = true;
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        const char *words = json_string(child);
        if (!words || !utf_valid_text(words, strlen(words)))
            return STATUS_BAD_OP;
        struct lang_entry *entry = add_lang(out, child);
        if (!entry)
            return STATUS_BAD_OP;
        entry->words = mem_copy_string(words);
    }
    return STATUS_OK;
}

void strings_write_json(struct buf *out, const struct string_list *list)
{
    buf_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        json_write_comma(out);
        json_write_string(out, list->strings[i]);
    }
    buf_char(out, ']');
}

enum status langs_decode(const struct json *value, struct string_list *out)
{
    if (!json_is_array(value))
        return STATUS_BAD_OP;
    out->there = true;
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        const char *lang = json_string(child);
        if (!lang || !lang_valid(lang) || string_list_has(out, lang) || out->count >= DRAFT_MAX_LANGS)
            return STATUS_BAD_OP;
        string_list_add(out, lang);
    }
    return STATUS_OK;
}

#define DELEGATIONS_MAX 250

static enum status delegations_decode(const struct json *value, struct string_list *out)
{
    if (!json_is_array(value))
        return STATUS_BAD_OP;
    out->there = true;
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        const char *name = json_string(child);
        if (!name || !*name || !words_ok(name, NAME_MAX_BYTES) || out->count >= DELEGATIONS_MAX)
            return STATUS_BAD_OP;
        string_list_add(out, name);
    }
    return STATUS_OK;
}

static enum status texts_decode(const struct json *value, struct lang_map *out)
{
    if (!json_is_object(value))
        return STATUS_BAD_OP;
    out->there = true;
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        struct lang_entry *entry = add_lang(out, child);
        enum status status = entry ? delta_decode(child, &entry->delta) : STATUS_BAD_OP;
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static void texts_write_json(struct buf *out, const struct lang_map *texts)
{
    buf_char(out, '{');
    for (size_t i = 0; i < texts->count; i++) {
        json_write_comma(out);
        json_write_key(out, texts->entries[i].lang);
        delta_write_json(out, &texts->entries[i].delta);
    }
    buf_char(out, '}');
}

static enum status places_decode(const struct json *value, struct lang_map *out)
{
    if (!json_is_object(value))
        return STATUS_BAD_OP;
    out->there = true;
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        uint64_t place;
        if (!json_integer(child, &place) || place > TEXT_MAX_U16)
            return STATUS_BAD_OP;
        struct lang_entry *entry = add_lang(out, child);
        if (!entry)
            return STATUS_BAD_OP;
        entry->place_u16 = (uint32_t)place;
    }
    return STATUS_OK;
}

static void places_write_json(struct buf *out, const struct lang_map *places)
{
    buf_char(out, '{');
    for (size_t i = 0; i < places->count; i++) {
        json_write_comma(out);
        json_write_key(out, places->entries[i].lang);
        buf_number(out, places->entries[i].place_u16);
    }
    buf_char(out, '}');
}

/* An absent number is an empty one. */
static const char *read_path(const struct json *row, const char *name)
{
    const struct json *path = json_get(row, name);
    return path ? json_string(path) : "";
}

static enum status table_decode(const struct json *value, struct number_table *out)
{
    if (!json_is_array(value))
        return STATUS_BAD_OP;
    out->there = true;
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        const char *item = json_get_string(child, "item"), *from = read_path(child, "from"),
                   *to = read_path(child, "to");
        if (!item || !id_valid(item) || !from || !to || out->count >= DRAFT_MAX_ITEMS + DRAFT_MAX_TOMBSTONES)
            return STATUS_BAD_OP;
        number_table_add(out, item, from, to);
    }
    return STATUS_OK;
}

static void table_write_json(struct buf *out, const struct number_table *table)
{
    buf_char(out, '[');
    for (size_t i = 0; i < table->count; i++) {
        json_write_comma(out);
        buf_char(out, '{');
        json_write_nonempty(out, "item", table->rows[i].item);
        json_write_nonempty(out, "from", table->rows[i].from);
        json_write_nonempty(out, "to", table->rows[i].to);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

/* ---- fields ---- */

static enum status take_string(const char *string, bool ok, char **out)
{
    if (!ok)
        return STATUS_BAD_OP;
    *out = mem_copy_string(string);
    return STATUS_OK;
}

static enum status take_numbering(const struct json *value, struct numbering_scheme **out, const char **why)
{
    struct numbering_scheme scheme;
    *why = numbering_decode(value, &scheme);
    if (*why)
        return STATUS_BAD_OP;
    *out = numbering_scheme_copy(&scheme);
    return STATUS_OK;
}

/* `why`: a sentence that says more than the status; NULL where there is none. */
static enum status decode_field(const struct json *value, enum field_type type, void *target,
                                const char **why)
{
    const char *string = json_string(value);
    uint64_t number;
    switch (type) {
    case FIELD_ID:
        return take_string(string, string && id_valid(string), target);
    case FIELD_LANG:
        return take_string(string, string && lang_valid(string), target);
    case FIELD_WORDS:
        return take_string(string, string && lines_ok(string, NOTE_MAX_U16), target);
    case FIELD_PROPOSAL_ACT:
        return string && proposal_act_from_name(string, target) ? STATUS_OK : STATUS_BAD_OP;
    case FIELD_ITEM_KIND:
        return string && item_kind_from_name(string, target) ? STATUS_OK : STATUS_BAD_OP;
    case FIELD_ITEM_STATUS:
        return string && item_status_from_name(string, target) ? STATUS_OK : STATUS_BAD_OP;
    case FIELD_POSITION:
        return string && position_from_name(string, target) ? STATUS_OK : STATUS_BAD_OP;
    case FIELD_ENDING:
        return string && consultation_state_from_name(string, target) ? STATUS_OK : STATUS_BAD_OP;
    case FIELD_FOLLOW:
        return string && follow_field_from_name(string, target) ? STATUS_OK : STATUS_BAD_OP;
    case FIELD_BOOL:
        return json_bool(value, target) ? STATUS_OK : STATUS_BAD_OP;
    case FIELD_TIME:
        return json_integer(value, &number) ? (*(int64_t *)target = (int64_t)number, STATUS_OK)
                                            : STATUS_BAD_OP;
    case FIELD_COUNT:
        if (!json_integer(value, &number) || number == 0)
            return STATUS_BAD_OP;
        *(int64_t *)target = (int64_t)number;
        return STATUS_OK;
    case FIELD_UNITS:
        if (!json_integer(value, &number) || number > TEXT_MAX_U16)
            return STATUS_BAD_OP;
        *(int64_t *)target = (int64_t)number;
        return STATUS_OK;
    case FIELD_DELTA:
        return delta_decode(value, target);
    case FIELD_TEXTS:
        return texts_decode(value, target);
    case FIELD_PLACES:
        return places_decode(value, target);
    case FIELD_TITLE:
        return title_decode(value, target);
    case FIELD_LANGS:
        return langs_decode(value, target);
    case FIELD_DELEGATIONS:
        return delegations_decode(value, target);
    case FIELD_PARTICIPANT:
        return participant_decode(value, target);
    case FIELD_START:
        if (!json_integer(value, &number) || number < 1 || number > NUMBERING_START_MAX)
            return STATUS_BAD_OP;
        *(int64_t *)target = (int64_t)number;
        return STATUS_OK;
    case FIELD_TABLE:
        return table_decode(value, target);
    case FIELD_NUMBERING:
        return take_numbering(value, target, why);
    case FIELD_NAME:
        return take_string(string, string && numbering_name_valid(string), target);
    }
    return STATUS_BAD_OP;
}

/* Whether an optional field of a change is there. */
static bool field_is_there(const struct field *field, const void *target)
{
    switch (field->type) {
    case FIELD_ID:
    case FIELD_LANG:
    case FIELD_WORDS:
    case FIELD_NAME:
        return *(char *const *)target != NULL;
    case FIELD_TABLE:
        return ((const struct number_table *)target)->there;
    case FIELD_NUMBERING:
        return *(struct numbering_scheme *const *)target != NULL;
    case FIELD_PROPOSAL_ACT:
        return *(const enum proposal_act *)target != PROPOSAL_TEXT;
    case FIELD_POSITION:
        return *(const enum position_value *)target != POSITION_NONE;
    case FIELD_ENDING:
        return *(const enum consultation_state *)target != CONSULTATION_OPEN;
    case FIELD_BOOL:
        return *(const bool *)target;
    case FIELD_TIME:
    case FIELD_COUNT:
    case FIELD_START:
        return *(const int64_t *)target != 0;
    case FIELD_UNITS:
        return *(const int64_t *)target >= 0;
    case FIELD_DELTA:
        return ((const struct delta *)target)->count != 0;
    case FIELD_TEXTS:
    case FIELD_PLACES:
    case FIELD_TITLE:
        return ((const struct lang_map *)target)->there;
    case FIELD_LANGS:
    case FIELD_DELEGATIONS:
        return ((const struct string_list *)target)->there;
    default:
        return true;
    }
}

static void write_field(struct buf *out, const struct field *field, const void *target)
{
    switch (field->type) {
    case FIELD_ID:
    case FIELD_LANG:
    case FIELD_WORDS:
    case FIELD_NAME:
        json_write_string(out, *(char *const *)target);
        break;
    case FIELD_TABLE:
        table_write_json(out, target);
        break;
    case FIELD_NUMBERING:
        numbering_write_json(out, *(struct numbering_scheme *const *)target);
        break;
    case FIELD_PROPOSAL_ACT:
        json_write_string(out, proposal_act_name(*(const enum proposal_act *)target));
        break;
    case FIELD_ITEM_KIND:
        json_write_string(out, item_kind_name(*(const enum item_kind *)target));
        break;
    case FIELD_ITEM_STATUS:
        json_write_string(out, item_status_name(*(const enum item_status *)target));
        break;
    case FIELD_ENDING:
        json_write_string(out, consultation_state_name(*(const enum consultation_state *)target));
        break;
    case FIELD_POSITION:
        json_write_string(out, position_name(*(const enum position_value *)target));
        break;
    case FIELD_FOLLOW:
        json_write_string(out, follow_field_name(*(const enum follow_field *)target));
        break;
    case FIELD_BOOL:
        json_write_bool(out, *(const bool *)target);
        break;
    case FIELD_TIME:
    case FIELD_COUNT:
    case FIELD_START:
    case FIELD_UNITS:
        buf_signed(out, *(const int64_t *)target);
        break;
    case FIELD_DELTA:
        delta_write_json(out, target);
        break;
    case FIELD_TEXTS:
        texts_write_json(out, target);
        break;
    case FIELD_PLACES:
        places_write_json(out, target);
        break;
    case FIELD_TITLE:
        title_write_json(out, target);
        break;
    case FIELD_LANGS:
    case FIELD_DELEGATIONS:
        strings_write_json(out, target);
        break;
    case FIELD_PARTICIPANT:
        participant_write_json(out, target);
        break;
    }
}

/* ---- changes ---- */

static enum status refuse_field(const char *kind, const char *field, enum status status,
                                const struct change *change, struct refusal *refusal)
{
    char message[160];
    snprintf(message, sizeof message, "Correct the field \"%s\" of the %s change.", field, kind);
    return refuse(refusal, status, change->item, message);
}

static enum status decode_fields(const struct json *value, struct change *change, struct refusal *refusal)
{
    for (const struct field *field = change->kind->fields; field->name; field++) {
        const struct json *child = json_get(value, field->name);
        bool absent = !child || json_is_null(child);
        if (absent && (field->presence == FIELD_OPTIONAL || (field->presence == FIELD_NULLABLE && child)))
            continue;
        const char *why = NULL;
        enum status status =
            absent ? STATUS_BAD_OP : decode_field(child, field->type, (char *)change + field->offset, &why);
        if (why)
            return refuse(refusal, status, change->item, why);
        if (status != STATUS_OK)
            return refuse_field(change->kind->name, field->name, status, change, refusal);
    }
    return STATUS_OK;
}

static enum status decode_change(const struct json *value, struct change *change, struct refusal *refusal)
{
    const char *type = json_get_string(value, "type");
    change->kind = type ? change_kind_find(type) : NULL;
    if (!change->kind)
        return refuse(refusal, STATUS_BAD_OP, NULL,
                      "Use a change type that this version of the protocol describes.");
    return decode_fields(value, change, refusal);
}

enum status changes_decode(const struct json *array, struct change_list *out, struct refusal *refusal)
{
    if (!json_is_array(array))
        return refuse(refusal, STATUS_BAD_OP, NULL, "An op carries an array of changes.");
    for (const struct json *child = json_first(array); child; child = json_after(child)) {
        if (out->count >= OP_MAX_CHANGES)
            return refuse(refusal, STATUS_TOO_LARGE, NULL, NULL);
        enum status status = decode_change(child, change_list_add(out), refusal);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static void change_write_json(struct buf *out, const struct change *change)
{
    buf_text(out, "{\"type\":");
    json_write_string(out, change->kind->name);
    for (const struct field *field = change->kind->fields; field->name; field++) {
        const void *target = (const char *)change + field->offset;
        if (field->presence == FIELD_OPTIONAL && !field_is_there(field, target))
            continue;
        buf_char(out, ',');
        json_write_key(out, field->name);
        write_field(out, field, target);
    }
    buf_char(out, '}');
}

void changes_write_json(struct buf *out, const struct change_list *list)
{
    buf_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_char(out, ',');
        change_write_json(out, &list->changes[i]);
    }
    buf_char(out, ']');
}
