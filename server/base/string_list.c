#include "base/string_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void string_list_add(struct string_list *list, const char *string)
{
    list->strings = mem_resize(list->strings, (list->count + 1) * sizeof *list->strings);
    list->strings[list->count++] = mem_copy_string(string);
    list->there = true;
}

bool string_list_has(const struct string_list *list, const char *string)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->strings[i], string) == 0)
            return true;
    return false;
}

void string_list_clear(struct string_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->strings[i]);
    free(list->strings);
    *list = (struct string_list){0};
}

void string_list_free(void *memory)
{
    if (!memory)
        return;
    string_list_clear(memory);
    free(memory);
}

void string_list_copy(const struct string_list *from, struct string_list *out)
{
    *out = (struct string_list){.there = from->there};
    for (size_t i = 0; i < from->count; i++)
        string_list_add(out, from->strings[i]);
}
