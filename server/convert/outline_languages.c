#include "convert/outline_languages.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/contested_moves.h"

static void append(struct delta *text, const struct delta *more)
{
    for (size_t i = 0; i < more->count; i++)
        delta_insert(text, delta_op_bytes(more, &more->ops[i]), more->ops[i].len_bytes,
                     more->ops[i].attributes);
}

static void add_translation(struct outline_item *into, struct outline_item *from, const char *lang)
{
    *into = *from;
    *from = (struct outline_item){.text = DELTA_EMPTY};
    memcpy(into->lang, lang, strlen(lang) + 1);
}

void outline_add_language(struct outline *outline, struct outline *translation, const char *lang)
{
    size_t *places = mem_zero(outline->count * 2 + 1, sizeof *places), count = 0;
    struct outline_item *items = mem_alloc((outline->count * 2 + 1) * sizeof *items);
    for (size_t i = 0; i < outline->count; i++) {
        places[i] = count;
        items[count++] = outline->items[i];
        if (translation->items[i].text.len_bytes)
            add_translation(&items[count++], &translation->items[i], lang);
        places[outline->count + i] = count - 1;
    }
    free(outline->items);
    outline->items = items;
    outline->capacity = outline->count * 2 + 1;
    outline->count = count;
    contested_renumber(&outline->contested, places);
    free(places);
}

void outline_copy_language(const struct outline *outline, const char *lang, struct outline *out)
{
    *out = (struct outline)OUTLINE_EMPTY;
    out->title = mem_copy_string("");
    out->title_removed = mem_copy_string("");
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        if (!item->lang[0]) {
            outline_add(out, item->depth, item->kind)->line_first = item->line_first;
            continue;
        }
        struct outline_item *same = out->count ? &out->items[out->count - 1] : NULL;
        if (!same || strcmp(item->lang, lang) != 0)
            continue;
        if (same->text.len_bytes)
            delta_insert(&same->text, " ", 1, NULL);
        append(&same->text, &item->text);
    }
}

void outline_drop_languages(struct outline *outline)
{
    size_t *places = mem_zero(outline->count + 1, sizeof *places), kept = 0;
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_item *item = &outline->items[i];
        places[i] = kept;
        if (!item->lang[0]) {
            outline->items[kept++] = *item;
            continue;
        }
        places[i] = kept ? kept - 1 : 0;
        delta_clear(&item->text);
        free(item->removed);
    }
    outline->count = kept;
    contested_renumber(&outline->contested, places);
    free(places);
}

bool language_tag_is_of(const char *tag, const char *lang)
{
    size_t len = strlen(lang);
    return strncmp(tag, lang, len) == 0 && (tag[len] == '\0' || tag[len] == '-');
}
