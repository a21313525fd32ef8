#include "people/meeting_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "text/code.h"
#include "text/unseen.h"
#include "text/utf.h"
#include "wire/change_codec.h"

static const char *const kinds[DELEGATION_KIND_COUNT] = {
    [DELEGATION_MEMBER] = "member",
    [DELEGATION_OBSERVER_COUNTRY] = "observer-country",
    [DELEGATION_OBSERVER_ORGANISATION] = "observer-organisation",
    [DELEGATION_CIVIL_SOCIETY] = "civil-society",
};

static bool kind_from_name(const char *name, enum delegation_kind *out)
{
    for (size_t i = 0; i < DELEGATION_KIND_COUNT; i++)
        if (strcmp(kinds[i], name) == 0) {
            *out = (enum delegation_kind)i;
            return true;
        }
    return false;
}

/* Reading. Each reader returns whether the value is what it should be; what was there before is replaced. */

static bool read_words(const struct json *json, size_t max_bytes, struct lang_map *out)
{
    struct lang_map fresh = {0};
    bool ok = title_decode(json, &fresh) == STATUS_OK && fresh.count <= MEETING_MAX_LANGS;
    for (size_t i = 0; ok && i < fresh.count; i++) {
        size_t len = strlen(fresh.entries[i].words);
        ok = len > 0 && len <= max_bytes && !unseen_in_name(fresh.entries[i].words, len);
    }
    if (!ok) {
        lang_map_clear(&fresh);
        return false;
    }
    lang_map_clear(out);
    *out = fresh;
    return true;
}

/* Two digits as a number; -1: they are none. */
static int two_digits(const char *text)
{
    bool ok = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
    return ok ? (text[0] - '0') * 10 + (text[1] - '0') : -1;
}

static bool is_date(const char *text)
{
    if (strlen(text) != DATE_BYTES - 1 || text[4] != '-' || text[7] != '-')
        return false;
    int month = two_digits(text + 5), day = two_digits(text + 8);
    return two_digits(text) > 0 && two_digits(text + 2) >= 0 && month >= 1 && month <= 12 && day >= 1 &&
           day <= 31;
}

static bool read_date(const struct json *json, char out[DATE_BYTES])
{
    const char *text = json_is_null(json) ? "" : json_string(json);
    if (!text || (*text && !is_date(text)))
        return false;
    snprintf(out, DATE_BYTES, "%s", text);
    return true;
}

static bool read_langs(const struct json *json, struct string_list *out)
{
    struct string_list fresh = {0};
    if (langs_decode(json, &fresh) != STATUS_OK) {
        string_list_clear(&fresh);
        return false;
    }
    string_list_clear(out);
    *out = fresh;
    return true;
}

static bool read_roles(const struct json *json, struct meeting_document *document)
{
    bool ok = json_is_object(json);
    for (const struct json *one = ok ? json_first(json) : NULL; ok && one; one = json_after(one)) {
        enum role role;
        bool is_role = role_from_name(json_name(one), &role);
        ok = (is_role || strcmp(json_name(one), "delegation-word") == 0) &&
             read_words(one, NAME_MAX_BYTES, is_role ? &document->roles[role] : &document->delegation_word);
    }
    return ok;
}

static void delegations_clear(struct meeting_delegation *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(all[i].code);
        lang_map_clear(&all[i].names);
        lang_map_clear(&all[i].short_names);
    }
    free(all);
}

static bool read_code(const char *code, char **out)
{
    if (!code || !name_valid(code))
        return false;
    *out = code_normalise(code);
    return **out != '\0';
}

static bool read_delegation(const struct json *json, struct meeting_delegation *out)
{
    const char *kind = json_get_string(json, "kind");
    const struct json *short_names = json_get(json, "short"), *present = json_get(json, "present");
    return read_code(json_get_string(json, "code"), &out->code) &&
           read_words(json_get(json, "names"), NAME_MAX_BYTES, &out->names) &&
           (!short_names || read_words(short_names, NAME_MAX_BYTES, &out->short_names)) &&
           (!kind || kind_from_name(kind, &out->kind)) && (!present || json_bool(present, &out->present));
}

/* A delegation cannot be one twice, nor be taken for another one. */
static bool is_new_code(const struct meeting_delegation *all, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (code_looks_like(all[i].code, code))
            return false;
    return true;
}

static bool read_delegations(const struct json *json, struct meeting_document *document)
{
    size_t count = json_is_array(json) ? json_count(json) : MEETING_MAX_DELEGATIONS + 1, read = 0;
    if (count > MEETING_MAX_DELEGATIONS)
        return false;
    struct meeting_delegation *all = mem_zero(count + 1, sizeof *all);
    bool ok = true;
    for (const struct json *one = json_first(json); ok && one; one = json_after(one)) {
        ok = read_delegation(one, &all[read]) && is_new_code(all, read, all[read].code);
        read++;
    }
    if (!ok) {
        delegations_clear(all, read);
        return false;
    }
    delegations_clear(document->delegations, document->delegation_count);
    document->delegations = all;
    document->delegation_count = count;
    return true;
}

static void groups_clear(struct meeting_group *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lang_map_clear(&all[i].names);
    free(all);
}

static bool read_group(const struct json *json, const struct meeting_group *before, size_t count,
                       struct meeting_group *out)
{
    const char *id = json_get_string(json, "id");
    if (!id || !id_valid(id) || !read_words(json_get(json, "names"), NAME_MAX_BYTES, &out->names))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(before[i].id, id) == 0)
            return false;
    snprintf(out->id, sizeof out->id, "%s", id);
    return true;
}

static bool read_groups(const struct json *json, struct meeting_document *document)
{
    size_t count = json_is_array(json) ? json_count(json) : MEETING_MAX_GROUPS + 1, read = 0;
    if (count > MEETING_MAX_GROUPS)
        return false;
    struct meeting_group *all = mem_zero(count + 1, sizeof *all);
    bool ok = true;
    for (const struct json *one = json_first(json); ok && one; one = json_after(one)) {
        ok = read_group(one, all, read, &all[read]);
        read++;
    }
    if (!ok) {
        groups_clear(all, read);
        return false;
    }
    groups_clear(document->groups, document->group_count);
    document->groups = all;
    document->group_count = count;
    return true;
}

static bool read_settings(const struct json *json, struct meeting_document *document)
{
    const struct json *head = json_get(json, "head_speaks"), *links = json_get(json, "links");
    bool open = true;
    if (!json_is_object(json) || (head && !json_bool(head, &document->head_speaks)) ||
        (links && !json_bool(links, &open)))
        return false;
    if (links)
        document->links_off = !open;
    return true;
}

const char *meeting_document_read(const struct json *json, struct meeting_document *document)
{
    const struct json *value;
    if ((value = json_get(json, "title")) && !read_words(value, MEETING_TITLE_BYTES, &document->title))
        return "Give the title as an object: language to words.";
    if ((value = json_get(json, "place")) && !read_words(value, NAME_MAX_BYTES, &document->place))
        return "Give the place as an object: language to words of at most 200 bytes.";
    if (((value = json_get(json, "starts")) && !read_date(value, document->starts)) ||
        ((value = json_get(json, "ends")) && !read_date(value, document->ends)))
        return "Give the dates as 2026-11-28.";
    if (*document->starts && *document->ends && strcmp(document->starts, document->ends) > 0)
        return "Let the meeting end no earlier than it starts.";
    if ((value = json_get(json, "langs")) && !read_langs(value, &document->langs))
        return "Give the languages as a list of language tags.";
    if ((value = json_get(json, "roles")) && !read_roles(value, document))
        return "Give the names of roles as an object: role to language to words.";
    if ((value = json_get(json, "delegations")) && !read_delegations(value, document))
        return "Give each delegation a code that looks like no other, names by language, and a kind: member, "
               "observer-country, observer-organisation or civil-society.";
    if ((value = json_get(json, "groups")) && !read_groups(value, document))
        return "Give each working group an id of its own and names by language.";
    if ((value = json_get(json, "settings")) && !read_settings(value, document))
        return "Give the settings as an object: head_speaks and links, true or false.";
    return document->title.count ? NULL : "Give the meeting a title.";
}

bool meeting_document_parse(const char *bytes, struct meeting_document *document)
{
    struct json_doc *doc = json_parse(bytes, strlen(bytes), 20000);
    meeting_document_init(document);
    bool ok = doc && meeting_document_read(json_root(doc), document) == NULL;
    json_free(doc);
    return ok;
}

/* Writing */

static void write_words(struct buf *out, const char *name, const struct lang_map *words)
{
    json_write_comma(out);
    json_write_key(out, name);
    title_write_json(out, words);
}

static void write_delegation(struct buf *out, const struct meeting_delegation *delegation)
{
    json_write_comma(out);
    buf_text(out, "{\"code\":");
    json_write_string(out, delegation->code);
    write_words(out, "names", &delegation->names);
    if (delegation->short_names.count)
        write_words(out, "short", &delegation->short_names);
    buf_format(out, ",\"kind\":\"%s\",\"present\":", kinds[delegation->kind]);
    json_write_bool(out, delegation->present);
    buf_char(out, '}');
}

static void write_roles(struct buf *out, const struct meeting_document *document)
{
    buf_text(out, ",\"roles\":{");
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (document->roles[i].count)
            write_words(out, role_name((enum role)i), &document->roles[i]);
    if (document->delegation_word.count)
        write_words(out, "delegation-word", &document->delegation_word);
    buf_char(out, '}');
}

static void write_dates(struct buf *out, const struct meeting_document *document)
{
    if (*document->starts)
        buf_format(out, ",\"starts\":\"%s\"", document->starts);
    if (*document->ends)
        buf_format(out, ",\"ends\":\"%s\"", document->ends);
}

static void write_groups(struct buf *out, const struct meeting_document *document)
{
    buf_text(out, ",\"groups\":[");
    for (size_t i = 0; i < document->group_count; i++) {
        json_write_comma(out);
        buf_format(out, "{\"id\":\"%s\"", document->groups[i].id);
        write_words(out, "names", &document->groups[i].names);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void meeting_document_write(struct buf *out, const struct meeting_document *document)
{
    buf_char(out, '{');
    write_words(out, "title", &document->title);
    if (document->place.count)
        write_words(out, "place", &document->place);
    write_dates(out, document);
    if (document->langs.count) {
        buf_text(out, ",\"langs\":");
        strings_write_json(out, &document->langs);
    }
    write_roles(out, document);
    buf_text(out, ",\"delegations\":[");
    for (size_t i = 0; i < document->delegation_count; i++)
        write_delegation(out, &document->delegations[i]);
    buf_char(out, ']');
    write_groups(out, document);
    buf_text(out, ",\"settings\":{\"head_speaks\":");
    json_write_bool(out, document->head_speaks);
    buf_text(out, ",\"links\":");
    json_write_bool(out, !document->links_off);
    buf_text(out, "}}");
}

void meeting_document_init(struct meeting_document *document)
{
    *document = (struct meeting_document){0};
}

void meeting_document_clear(struct meeting_document *document)
{
    lang_map_clear(&document->title);
    lang_map_clear(&document->place);
    string_list_clear(&document->langs);
    for (size_t i = 0; i < ROLE_COUNT; i++)
        lang_map_clear(&document->roles[i]);
    lang_map_clear(&document->delegation_word);
    delegations_clear(document->delegations, document->delegation_count);
    groups_clear(document->groups, document->group_count);
    *document = (struct meeting_document){0};
}

const struct meeting_delegation *meeting_document_delegation(const struct meeting_document *document,
                                                             const char *code)
{
    for (size_t i = 0; i < document->delegation_count; i++)
        if (strcmp(document->delegations[i].code, code) == 0)
            return &document->delegations[i];
    return NULL;
}

const struct meeting_group *meeting_document_group(const struct meeting_document *document, const char *id)
{
    for (size_t i = 0; i < document->group_count; i++)
        if (strcmp(document->groups[i].id, id) == 0)
            return &document->groups[i];
    return NULL;
}
