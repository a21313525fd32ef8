#include "draft/entries.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Always the last one: entries are only ever added at the end. */
static void drop_last(void *target, void *key)
{
    struct entries *entries = target;
    map_remove(&entries->by_key, key);
    entries->destroy(entries->all[--entries->count]);
}

void entries_add(struct journal *journal, struct entries *entries, void *entry, const char *key,
                 journal_free destroy)
{
    entries->all = mem_grow(entries->all, entries->count, &entries->capacity, sizeof *entries->all);
    entries->all[entries->count++] = entry;
    entries->destroy = destroy;
    map_put(&entries->by_key, key, entry);
    journal_call(journal, drop_last, entries, (void *)key);
}

void *entries_find(const struct entries *entries, const char *key)
{
    return map_get(&entries->by_key, key);
}

void entries_clear(struct entries *entries)
{
    for (size_t i = 0; i < entries->count; i++)
        entries->destroy(entries->all[i]);
    free(entries->all);
    map_clear(&entries->by_key);
    *entries = (struct entries){0};
}

void entry_set_string(struct journal *journal, char **field, const char *value)
{
    journal_replace(journal, (void **)field, mem_copy_string(value), free);
}

void entry_set_bool(struct journal *journal, bool *field, bool value)
{
    journal_save(journal, field, sizeof *field);
    *field = value;
}

void entry_set_number(struct journal *journal, uint64_t *field, uint64_t value)
{
    journal_save(journal, field, sizeof *field);
    *field = value;
}

void entry_set_pointer(struct journal *journal, void *field, void *value)
{
    journal_save(journal, field, sizeof value);
    memcpy(field, &value, sizeof value);
}
