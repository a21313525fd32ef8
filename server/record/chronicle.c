#include "record/chronicle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"

struct subject {
    char *key;
    struct event *events;
    size_t count;
    size_t capacity;
};

#define KEY_BYTES (ID_BYTES + 2)

static void write_key(enum about about, const char *id, char key[KEY_BYTES])
{
    snprintf(key, KEY_BYTES, "%c%s", "dipc"[about], id);
}

void chronicle_clear(struct chronicle *chronicle)
{
    struct subject *subject;
    for (size_t i = 0; (subject = map_next(&chronicle->subjects, &i));) {
        free(subject->key);
        free(subject->events);
        free(subject);
    }
    map_clear(&chronicle->subjects);
    names_clear(&chronicle->items);
    *chronicle = (struct chronicle){0};
}

static struct subject *subject_of(struct chronicle *chronicle, enum about about, const char *id)
{
    char key[KEY_BYTES];
    write_key(about, id, key);
    struct subject *subject = map_get(&chronicle->subjects, key);
    if (!subject) {
        subject = mem_zero(1, sizeof *subject);
        subject->key = mem_copy_string(key);
        map_put(&chronicle->subjects, subject->key, subject);
        chronicle->bytes += sizeof *subject + sizeof(struct map_slot) * 2 + strlen(key);
    }
    return subject;
}

static void note(struct chronicle *chronicle, enum about about, const char *id, struct event event)
{
    if (!id)
        return;
    struct subject *subject = subject_of(chronicle, about, id);
    size_t before = subject->capacity;
    subject->events = mem_grow(subject->events, subject->count, &subject->capacity, sizeof *subject->events);
    subject->events[subject->count++] = event;
    chronicle->bytes += (subject->capacity - before) * sizeof *subject->events;
}

/* Both items of a split or a merge. */
static void note_pair(struct chronicle *chronicle, const char *first, const char *second, struct event event)
{
    event.other = names_number(&chronicle->items, second);
    note(chronicle, ABOUT_ITEM, first, event);
    event.other = names_number(&chronicle->items, first);
    event.second = true;
    note(chronicle, ABOUT_ITEM, second, event);
}

static void fold_change(struct chronicle *chronicle, const struct change *change, struct event event)
{
    const char *second = change->new_item ? change->new_item : change->into;
    if (change_is(change, &change_text))
        return; /* words are in the weave */
    if (second)
        note_pair(chronicle, change->item, second, event);
    else
        note(chronicle, ABOUT_ITEM, change->item, event);
    note(chronicle, ABOUT_PROPOSAL, change->proposal, event);
    note(chronicle, ABOUT_COMMENT, change->comment, event);
    if (!change->item && !change->proposal && !change->comment)
        note(chronicle, ABOUT_DRAFT, "", event);
}

static uint8_t value_of(const struct change *change)
{
    return (uint8_t)(change_is(change, &change_item_status)     ? (int)change->item_status
                     : change_is(change, &change_position_set)  ? (int)change->position
                     : change_is(change, &change_consult_close) ? (int)change->consultation_state
                                                                : 0);
}

void chronicle_fold(struct chronicle *chronicle, const struct op *op)
{
    for (size_t i = 0; i < op->changes.count; i++) {
        const struct change *change = &op->changes.changes[i];
        fold_change(chronicle, change,
                    (struct event){.seq = (uint32_t)op->seq,
                                   .change = (uint32_t)i,
                                   .kind = change->kind,
                                   .other = NAME_UNKNOWN,
                                   .value = value_of(change)});
    }
}

const struct event *chronicle_of(const struct chronicle *chronicle, enum about about, const char *id,
                                 size_t *count)
{
    char key[KEY_BYTES];
    write_key(about, id, key);
    const struct subject *subject = map_get(&chronicle->subjects, key);
    *count = subject ? subject->count : 0;
    return subject ? subject->events : NULL;
}

void chronicle_each(const struct chronicle *chronicle, const struct change_kind *kind,
                    void (*each)(void *context, const struct event *event, const char *item), void *context)
{
    const struct subject *subject;
    for (size_t i = 0; (subject = map_next(&chronicle->subjects, &i));)
        for (size_t k = 0; (*subject->key == 'd' || *subject->key == 'i') && k < subject->count; k++)
            if (subject->events[k].kind == kind && !subject->events[k].second)
                each(context, &subject->events[k], subject->key + 1);
}

const char *chronicle_other(const struct chronicle *chronicle, const struct event *event)
{
    return event->other == NAME_UNKNOWN ? NULL : names_at(&chronicle->items, event->other);
}

const struct event *chronicle_last(const struct chronicle *chronicle, const char *item,
                                   const struct change_kind *kind, uint64_t after, uint64_t until)
{
    size_t count;
    const struct event *events = chronicle_of(chronicle, ABOUT_ITEM, item, &count);
    while (count && events[count - 1].seq > until)
        count--;
    while (count && events[count - 1].seq > after) {
        if (events[count - 1].kind == kind)
            return &events[count - 1];
        count--;
    }
    return NULL;
}
