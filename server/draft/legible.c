#include "draft/legible.h"

#include <stdio.h>
#include <string.h>

#include "draft/change_kind.h"
#include "text/unseen.h"

static uint32_t in_delta(const struct delta *delta, bool may_join)
{
    uint32_t found = 0;
    for (size_t i = 0; !found && i < delta->count; i++)
        if (delta->ops[i].type == DELTA_INSERT)
            found = unseen_in_words(delta->bytes + delta->ops[i].at_bytes, delta->ops[i].len_bytes, may_join);
    return found;
}

static uint32_t in_words(const char *words)
{
    return words ? unseen_in_words(words, strlen(words), false) : 0;
}

static uint32_t in_field(const struct change *change, const struct field *field)
{
    const void *value = (const char *)change + field->offset;
    const struct lang_map *map = value;
    uint32_t found = 0;
    switch (field->type) {
    case FIELD_WORDS:
        return in_words(*(char *const *)value);
    case FIELD_DELTA:
        return in_delta(value, change->lang && unseen_joins(change->lang));
    case FIELD_TEXTS:
        for (size_t i = 0; !found && i < map->count; i++)
            found = in_delta(&map->entries[i].delta, unseen_joins(map->entries[i].lang));
        return found;
    case FIELD_TITLE:
        for (size_t i = 0; !found && i < map->count; i++)
            found = in_words(map->entries[i].words);
        return found;
    default:
        return 0;
    }
}

static enum status check_change(const struct change *change, struct refusal *refusal)
{
    char message[120];
    for (const struct field *field = change->kind->fields; field->name; field++) {
        uint32_t found = in_field(change, field);
        if (!found)
            continue;
        snprintf(message, sizeof message, "Leave out the character U+%04X, which nobody can see.",
                 (unsigned)found);
        return refuse(refusal, STATUS_BAD_OP, change->item, message);
    }
    return STATUS_OK;
}

enum status legible_check(const struct change_list *list, struct refusal *refusal)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < list->count; i++)
        status = check_change(&list->changes[i], refusal);
    return status;
}
