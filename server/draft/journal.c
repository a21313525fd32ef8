#include "draft/journal.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

static struct journal_entry *note(struct journal *journal, enum journal_type type, void *target)
{
    journal->entries =
        mem_grow(journal->entries, journal->count, &journal->capacity, sizeof *journal->entries);
    struct journal_entry *entry = &journal->entries[journal->count++];
    memset(entry, 0, sizeof *entry);
    entry->type = type;
    entry->target = target;
    return entry;
}

void journal_begin(struct journal *journal)
{
    ALWAYS(!journal->active && journal->count == 0);
    journal->active = true;
}

void journal_commit(struct journal *journal)
{
    ALWAYS(journal->active);
    for (size_t i = 0; i < journal->count; i++) {
        struct journal_entry *entry = &journal->entries[i];
        if (entry->type == JOURNAL_OWNED && entry->as.owned.old)
            entry->as.owned.release(entry->as.owned.old);
        else if (entry->type == JOURNAL_TEXT)
            delta_clear(&entry->as.inverse);
        else if (entry->type == JOURNAL_CALL && entry->as.call.release)
            entry->as.call.release(entry->as.call.object);
    }
    journal->count = 0;
    journal->active = false;
}

static void write_text(struct journal *journal, struct text *text, const struct delta *delta)
{
    journal->text_bytes -= text_bytes(text);
    text_apply(text, delta);
    journal->text_bytes += text_bytes(text);
}

static void take_back(struct journal *journal, struct journal_entry *entry)
{
    switch (entry->type) {
    case JOURNAL_BYTES:
        memcpy(entry->target, entry->as.bytes + 1, entry->as.bytes[0]);
        break;
    case JOURNAL_OWNED: {
        void **slot = entry->target;
        if (*slot)
            entry->as.owned.release(*slot);
        *slot = entry->as.owned.old;
        break;
    }
    case JOURNAL_TEXT:
        write_text(journal, entry->target, &entry->as.inverse);
        delta_clear(&entry->as.inverse);
        break;
    case JOURNAL_CALL:
        entry->as.call.undo(entry->target, entry->as.call.object);
        break;
    }
}

void journal_rollback(struct journal *journal)
{
    ALWAYS(journal->active);
    while (journal->count)
        take_back(journal, &journal->entries[--journal->count]);
    journal->active = false;
}

void journal_clear(struct journal *journal)
{
    ALWAYS(!journal->active);
    free(journal->entries);
    *journal = (struct journal){0};
}

void journal_save(struct journal *journal, void *target, size_t len)
{
    if (!journal->active)
        return;
    struct journal_entry *entry = note(journal, JOURNAL_BYTES, target);
    ALWAYS(len < sizeof entry->as.bytes);
    entry->as.bytes[0] = (unsigned char)len;
    memcpy(entry->as.bytes + 1, target, len);
}

void journal_replace(struct journal *journal, void **slot, void *fresh, journal_free release)
{
    if (journal->active) {
        struct journal_entry *entry = note(journal, JOURNAL_OWNED, slot);
        entry->as.owned.old = *slot;
        entry->as.owned.release = release;
    } else if (*slot) {
        release(*slot);
    }
    *slot = fresh;
}

void journal_text(struct journal *journal, struct text *text, const struct delta *delta)
{
    if (journal->active)
        text_invert(text, delta, &note(journal, JOURNAL_TEXT, text)->as.inverse);
    write_text(journal, text, delta);
}

void journal_call(struct journal *journal, journal_undo undo, void *context, void *object)
{
    if (!journal->active)
        return;
    struct journal_entry *entry = note(journal, JOURNAL_CALL, context);
    entry->as.call.undo = undo;
    entry->as.call.object = object;
}

void journal_keep(struct journal *journal, journal_undo undo, void *context, void *object,
                  journal_free release)
{
    if (!journal->active) {
        release(object);
        return;
    }
    journal_call(journal, undo, context, object);
    journal->entries[journal->count - 1].as.call.release = release;
}
