#include "draft/change.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

struct lang_entry *lang_map_get(const struct lang_map *map, const char *lang)
{
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->entries[i].lang, lang) == 0)
            return &map->entries[i];
    return NULL;
}

struct lang_entry *lang_map_add(struct lang_map *map, const char *lang)
{
    map->entries = mem_resize(map->entries, (map->count + 1) * sizeof *map->entries);
    map->there = true;
    struct lang_entry *entry = &map->entries[map->count++];
    *entry = (struct lang_entry){.lang = mem_copy_string(lang), .delta = DELTA_EMPTY};
    return entry;
}

void lang_map_clear(struct lang_map *map)
{
    for (size_t i = 0; i < map->count; i++) {
        free(map->entries[i].lang);
        free(map->entries[i].words);
        delta_clear(&map->entries[i].delta);
    }
    free(map->entries);
    *map = (struct lang_map){0};
}

void lang_map_copy(const struct lang_map *from, struct lang_map *out)
{
    *out = (struct lang_map){.there = from->there};
    for (size_t i = 0; i < from->count; i++) {
        struct lang_entry *entry = lang_map_add(out, from->entries[i].lang);
        delta_copy(&from->entries[i].delta, &entry->delta);
        entry->place_u16 = from->entries[i].place_u16;
        entry->words = mem_copy_string(from->entries[i].words);
    }
}

void number_table_add(struct number_table *table, const char *item, const char *from, const char *to)
{
    table->rows = mem_grow(table->rows, table->count, &table->capacity, sizeof *table->rows);
    table->rows[table->count++] =
        (struct number_row){mem_copy_string(item), mem_copy_string(from), mem_copy_string(to)};
    table->there = true;
}

void number_table_clear(struct number_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        free(table->rows[i].item);
        free(table->rows[i].from);
        free(table->rows[i].to);
    }
    free(table->rows);
    *table = (struct number_table){0};
}

static void number_table_copy(const struct number_table *from, struct number_table *out)
{
    *out = (struct number_table){.there = from->there};
    for (size_t i = 0; i < from->count; i++)
        number_table_add(out, from->rows[i].item, from->rows[i].from, from->rows[i].to);
}

void change_clear(struct change *change)
{
    free(change->item);
    free(change->parent);
    free(change->after);
    free(change->new_item);
    free(change->into);
    free(change->lang);
    free(change->proposal);
    free(change->comment);
    free(change->seat);
    free(change->version);
    free(change->group);
    free(change->note);
    free(change->words);
    free(change->key);
    free(change->signature);
    free(change->draft);
    free(change->name);
    free(change->numbering);
    delta_clear(&change->delta);
    delta_clear(&change->undo);
    lang_map_clear(&change->texts);
    lang_map_clear(&change->places);
    lang_map_clear(&change->title);
    string_list_clear(&change->langs);
    string_list_clear(&change->delegations);
    participant_clear(&change->participant);
    number_table_clear(&change->table);
    *change = (struct change){0};
}

void change_copy(const struct change *from, struct change *out)
{
    *out = *from; /* the plain values; every owned one is copied below */
    out->item = mem_copy_string(from->item);
    out->parent = mem_copy_string(from->parent);
    out->after = mem_copy_string(from->after);
    out->new_item = mem_copy_string(from->new_item);
    out->into = mem_copy_string(from->into);
    out->lang = mem_copy_string(from->lang);
    out->proposal = mem_copy_string(from->proposal);
    out->comment = mem_copy_string(from->comment);
    out->seat = mem_copy_string(from->seat);
    out->version = mem_copy_string(from->version);
    out->group = mem_copy_string(from->group);
    out->note = mem_copy_string(from->note);
    out->words = mem_copy_string(from->words);
    out->key = mem_copy_string(from->key);
    out->signature = mem_copy_string(from->signature);
    out->draft = mem_copy_string(from->draft);
    out->name = mem_copy_string(from->name);
    out->numbering = numbering_scheme_copy(from->numbering);
    delta_copy(&from->delta, &out->delta);
    delta_copy(&from->undo, &out->undo);
    lang_map_copy(&from->texts, &out->texts);
    lang_map_copy(&from->places, &out->places);
    lang_map_copy(&from->title, &out->title);
    string_list_copy(&from->langs, &out->langs);
    string_list_copy(&from->delegations, &out->delegations);
    participant_copy(&from->participant, &out->participant);
    number_table_copy(&from->table, &out->table);
}

bool change_is(const struct change *change, const struct change_kind *kind)
{
    return change->kind == kind;
}

struct change *change_list_add(struct change_list *list)
{
    if (!list->changes) { /* nearly every op has one change, and the history keeps many ops */
        list->changes = mem_zero(1, sizeof *list->changes);
        list->capacity = 1;
    }
    list->changes = mem_grow(list->changes, list->count, &list->capacity, sizeof *list->changes);
    struct change *change = &list->changes[list->count++];
    *change = (struct change){.anchor = -1, .head = -1};
    return change;
}

void change_list_clear(struct change_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        change_clear(&list->changes[i]);
    free(list->changes);
    *list = (struct change_list){0};
}

void change_list_copy(const struct change_list *from, struct change_list *out)
{
    *out = (struct change_list){0};
    for (size_t i = 0; i < from->count; i++)
        change_copy(&from->changes[i], change_list_add(out));
}

void change_list_append(struct change_list *list, struct change_list *tail)
{
    for (size_t i = 0; i < tail->count; i++)
        *change_list_add(list) = tail->changes[i];
    free(tail->changes);
    *tail = (struct change_list){0};
}
