#include "draft/one_reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/proposals.h"

void one_reading_find(const struct draft *draft, struct one_reading *out)
{
    struct map first = {0}; /* by group */

    *out = (struct one_reading){.undecided = {0}};
    for (size_t i = 0; draft->open_proposals && i < draft->proposals.count; i++) {
        struct proposal *proposal = draft->proposals.all[i];
        if (!proposal->group || !proposal_is_open(proposal))
            continue;
        struct proposal *taken = map_get(&first, proposal->group);
        if (!taken) {
            map_put(&first, proposal->group, proposal);
            continue;
        }
        map_put(&out->undecided, taken->id, taken);
        map_put(&out->passed, proposal->id, proposal);
    }
    map_clear(&first);
}

void one_reading_clear(struct one_reading *reading)
{
    map_clear(&reading->undecided);
    map_clear(&reading->passed);
}

static bool is_passed(const struct one_reading *reading, const char *key, const char *kind)
{
    return strncmp(key, kind, 4) == 0 && map_get(&reading->passed, key + 4);
}

static bool has_passed(const struct one_reading *reading, const struct attributes *set)
{
    for (size_t i = 0; i < attributes_count(set); i++) {
        const char *key = attributes_at(set, i).key;
        if (is_passed(reading, key, "ins:") || is_passed(reading, key, "del:"))
            return true;
    }
    return false;
}

/* The attributes as they are left; the caller owns a reference. */
static struct attributes *left_of(const struct one_reading *reading, const struct attributes *set)
{
    size_t count = attributes_count(set), left = 0;
    struct attribute *list = mem_zero(count, sizeof *list);
    char(*struck)[ID_BYTES + 4] = mem_zero(count, sizeof *struck);
    struct attributes *out = NULL;

    for (size_t i = 0; i < count; i++) {
        struct attribute attribute = attributes_at(set, i);
        if (is_passed(reading, attribute.key, "del:"))
            continue;
        if (is_passed(reading, attribute.key, "ins:")) {
            snprintf(struck[i], sizeof struck[i], "del:%s", attribute.key + 4);
            attribute.key = struck[i];
        }
        list[left++] = attribute;
    }
    enum status status = attributes_create(list, left, &out);
    ALWAYS(status == STATUS_OK); /* the same keys, and marks of the other kind */
    free(struck);
    free(list);
    return out;
}

void one_reading_apply(const struct one_reading *reading, struct delta *text)
{
    struct delta out = DELTA_EMPTY;

    if (!reading->passed.count)
        return;
    for (size_t i = 0; i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        struct attributes *left = has_passed(reading, op->attributes) ? left_of(reading, op->attributes)
                                                                      : attributes_ref(op->attributes);
        delta_insert(&out, delta_op_bytes(text, op), op->len_bytes, left);
        attributes_unref(left);
    }
    delta_clear(text);
    *text = out;
}
