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

static const char letters[] = "dipc"; /* of a key, in the order of enum about */

static void write_key(enum about about, const char *id, char key[KEY_BYTES])
{
    snprintf(key, KEY_BYTES, "%c%s", letters[about], id);
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

/* ---- as bytes ---- */

static void pack_event(const struct event *event, uint32_t before, struct names *kinds, struct buf *out)
{
    packed_number(out, event->seq - before);
    packed_number(out, event->change);
    packed_number(out, names_number(kinds, event->kind->name));
    packed_number(out, event->other == NAME_UNKNOWN ? 0 : (uint64_t)event->other + 1);
    packed_number(out, (uint64_t)event->value << 1 | event->second);
}

static void pack_subject(const struct subject *subject, struct names *kinds, struct buf *out)
{
    uint32_t before = 0;
    packed_bytes(out, subject->key, strlen(subject->key));
    packed_number(out, subject->count);
    for (size_t i = 0; i < subject->count; i++) {
        pack_event(&subject->events[i], before, kinds, out);
        before = subject->events[i].seq;
    }
}

/* The names of the kinds come first, and are known when the events are written. */
void chronicle_pack(const struct chronicle *chronicle, struct buf *out)
{
    struct names kinds = {0};
    struct buf subjects = BUF_EMPTY;
    const struct subject *subject;
    packed_number(&subjects, chronicle->subjects.count);
    for (size_t i = 0; (subject = map_next(&chronicle->subjects, &i));)
        pack_subject(subject, &kinds, &subjects);
    names_pack(&kinds, out);
    names_pack(&chronicle->items, out);
    buf_add(out, subjects.bytes, subjects.len);
    buf_clear(&subjects);
    names_clear(&kinds);
}

static struct event unpack_event(struct packed *in, const struct names *kinds, const struct names *items,
                                 uint32_t before, uint32_t seq)
{
    struct event event = {0};
    event.seq = before + (uint32_t)packed_take(in, seq - before);
    event.change = (uint32_t)packed_take(in, UINT32_MAX);
    event.kind = change_kind_find(names_at(kinds, (uint32_t)packed_take(in, kinds->count - 1)));
    uint64_t other = packed_take(in, items->count);
    event.other = other ? (uint32_t)(other - 1) : NAME_UNKNOWN;
    uint64_t value = packed_take(in, (UINT8_MAX << 1) + 1);
    event.value = (uint8_t)(value >> 1);
    event.second = value & 1;
    in->broken = in->broken || !event.kind;
    return event;
}

static void unpack_subject(struct chronicle *chronicle, struct packed *in, const struct names *kinds,
                           uint32_t seq)
{
    size_t len;
    const char *key = packed_take_bytes(in, &len);
    if (!len || len >= KEY_BYTES || !key[0] || !strchr(letters, key[0])) {
        in->broken = true;
        return;
    }
    struct event event = {0};
    char id[KEY_BYTES] = "";
    memcpy(id, key + 1, len - 1);
    enum about about = (enum about)(strchr(letters, key[0]) - letters);
    for (size_t left = packed_take_count(in); left && !in->broken; left--) {
        event = unpack_event(in, kinds, &chronicle->items, event.seq, seq);
        if (!in->broken)
            note(chronicle, about, id, event);
    }
}

void chronicle_unpack(struct chronicle *chronicle, struct packed *in, uint32_t seq)
{
    struct names kinds = {0};
    names_unpack(&kinds, in);
    names_unpack(&chronicle->items, in);
    size_t left = packed_take_count(in);
    in->broken = in->broken || (left && !kinds.count);
    for (; left && !in->broken; left--)
        unpack_subject(chronicle, in, &kinds, seq);
    names_clear(&kinds);
}
