#include "api/outline_request.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/types.h"
#include "text/code.h"

static const char bad_edit[] =
    "Give an edit as kind, depth, join, split, back or lang, with its entry and what it needs.";

static const char bad_names[] = "Give each name the code of its delegation.";
static const char bad_keep[] = "Give the brackets that stay words as a list of their numbers.";

static bool read_index(const struct json *edit, const char *name, size_t *out)
{
    uint64_t value;
    bool ok = json_get_integer(edit, name, &value) && value < (uint64_t)DRAFT_MAX_ITEMS * 20;
    *out = ok ? (size_t)value : 0;
    return ok;
}

static bool read_edit(const struct json *edit, struct outline_edit *out)
{
    const char *act = json_get_string(edit, "do"), *kind = json_get_string(edit, "kind");
    const char *lang = json_get_string(edit, "lang");
    uint64_t number;
    if (!act || !read_index(edit, strcmp(act, "back") == 0 ? "aside" : "entry", &out->entry))
        return false;
    if (strcmp(act, "kind") == 0) {
        out->act = OUTLINE_KIND;
        return kind && item_kind_from_name(kind, &out->kind);
    }
    if (strcmp(act, "depth") == 0) {
        out->act = OUTLINE_DEPTH;
        bool ok = json_get_integer(edit, "depth", &number) && number >= 1 && number <= DRAFT_MAX_DEPTH;
        out->depth = ok ? (int)number : 0;
        return ok;
    }
    if (strcmp(act, "split") == 0) {
        out->act = OUTLINE_SPLIT;
        bool ok = json_get_integer(edit, "at", &number) && number <= UINT32_MAX;
        out->place_u16 = ok ? (uint32_t)number : 0;
        return ok;
    }
    if (strcmp(act, "lang") == 0) {
        out->act = OUTLINE_LANG;
        if (!lang || (*lang && !lang_valid(lang)) || strlen(lang) > LANG_MAX)
            return false;
        memcpy(out->lang, lang, strlen(lang) + 1);
        return true;
    }
    out->act = strcmp(act, "join") == 0 ? OUTLINE_JOIN : OUTLINE_BACK;
    return out->act == OUTLINE_JOIN || strcmp(act, "back") == 0;
}

static const char *read_edits(const struct json *edits, struct outline_request *out)
{
    if (!edits)
        return NULL;
    if (!json_is_array(edits) || json_count(edits) > OUTLINE_MAX_EDITS)
        return "Give the edits as a list of at most 2,000.";
    out->edits = mem_zero(json_count(edits) + 1, sizeof *out->edits);
    for (const struct json *edit = json_first(edits); edit; edit = json_after(edit))
        if (!read_edit(edit, &out->edits[out->edit_count++]))
            return bad_edit;
    return NULL;
}

static const char *read_keep(const struct json *keep, struct outline_request *out)
{
    uint64_t value;
    if (!keep)
        return NULL;
    if (!json_is_array(keep))
        return bad_keep;
    out->keep = mem_zero(json_count(keep) + 1, sizeof *out->keep);
    for (const struct json *one = json_first(keep); one; one = json_after(one)) {
        if (!json_integer(one, &value))
            return bad_keep;
        out->keep[out->keep_count++] = (size_t)value;
    }
    return NULL;
}

static const char *read_names(const struct json *names, struct outline_request *out)
{
    if (names && !json_is_object(names))
        return bad_names;
    for (const struct json *one = names ? json_first(names) : NULL; one; one = json_after(one)) {
        const char *given = json_string(one);
        char *code = given ? code_normalise(given) : NULL;
        if (!code || !name_valid(code)) {
            free(code);
            return bad_names;
        }
        out->names.list =
            mem_grow(out->names.list, out->names.count, &out->names.capacity, sizeof *out->names.list);
        out->names.list[out->names.count++] = (struct bracket_name){code, mem_copy_string(json_name(one))};
    }
    return NULL;
}

const char *outline_request_read(const struct json *root, struct outline_request *out)
{
    const struct json *brackets = json_get(root, "brackets");
    const char *mode = brackets ? json_string(brackets) : NULL;
    const char *wrong = read_edits(json_get(root, "edits"), out);
    if (wrong || !brackets)
        return wrong;
    out->proposals = mode ? strcmp(mode, "proposals") == 0 : json_is_object(brackets);
    if (!out->proposals)
        return mode && strcmp(mode, "keep") == 0
                   ? NULL
                   : "Give brackets as keep, proposals, or an object with keep and names.";
    wrong = mode ? NULL : read_keep(json_get(brackets, "keep"), out);
    return wrong || mode ? wrong : read_names(json_get(brackets, "names"), out);
}

void outline_request_clear(struct outline_request *request)
{
    free(request->edits);
    free(request->keep);
    bracket_names_clear(&request->names);
    *request = (struct outline_request){.edits = NULL};
}

bool outline_request_edit(const struct outline_request *request, struct outline *outline)
{
    for (size_t i = 0; i < request->edit_count; i++)
        if (!outline_edit_apply(outline, &request->edits[i], DRAFT_MAX_ITEMS))
            return false;
    if (request->edit_count)
        outline_settle_numbers(outline, false);
    return true;
}

bool outline_request_edit_word(const struct outline_request *request, struct word_import *word)
{
    for (size_t i = 0; i < request->edit_count; i++)
        if (!outline_edit_apply(&word->outline, &request->edits[i], DRAFT_MAX_ITEMS))
            return false;
    return true;
}

static void name_unknown(const struct outline_request *request, struct bracket *bracket)
{
    for (size_t i = 0; i < bracket->who.count; i++)
        for (size_t k = 0; !bracket->who.list[i].code && k < request->names.count; k++)
            if (strcmp(bracket->who.list[i].words, request->names.list[k].words) == 0)
                bracket->who.list[i].code = mem_copy_string(request->names.list[k].code);
}

void outline_request_find(const struct outline_request *request, const struct outline *outline,
                          struct brackets *out)
{
    brackets_find(outline, out);
    for (size_t i = 0; i < out->count; i++) {
        name_unknown(request, &out->list[i]);
        if (outline->items[out->list[i].entry].lang[0])
            out->list[i].taken = false; /* a translation stays as it is */
    }
    for (size_t i = 0; i < request->keep_count; i++)
        if (request->keep[i] < out->count)
            out->list[request->keep[i]].taken = false;
}
