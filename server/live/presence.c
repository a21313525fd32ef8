#include "live/presence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "wire/message_codec.h"

void presence_clear(struct presence *presence)
{
    free(presence->entries);
    free(presence->gone);
    *presence = (struct presence){0};
}

/* Forgets that a client has left: it has come back before everybody was told. */
static void forget_gone(struct presence *presence, const char *client)
{
    for (size_t i = 0; i < presence->gone_count; i++)
        if (strcmp(presence->gone[i].client, client) == 0)
            presence->gone[i--] = presence->gone[--presence->gone_count];
}

void presence_join(struct presence *presence, struct presence_entry *entry)
{
    presence->entries =
        mem_grow(presence->entries, presence->count, &presence->capacity, sizeof(struct presence_entry *));
    forget_gone(presence, entry->client);
    entry->index = presence->count;
    entry->version = ++presence->version;
    presence->entries[presence->count++] = entry;
}

void presence_leave(struct presence *presence, struct presence_entry *entry)
{
    ALWAYS(entry->index < presence->count && presence->entries[entry->index] == entry);
    presence->entries[entry->index] = presence->entries[--presence->count];
    presence->entries[entry->index]->index = entry->index;
    presence->gone =
        mem_grow(presence->gone, presence->gone_count, &presence->gone_capacity, sizeof *presence->gone);
    struct presence_gone *gone = &presence->gone[presence->gone_count++];
    snprintf(gone->client, sizeof gone->client, "%s", entry->client);
    gone->version = ++presence->version;
}

static bool same_place(const struct caret *a, const struct caret *b)
{
    return a->anchor == b->anchor && a->head == b->head && strcmp(a->item, b->item) == 0 &&
           strcmp(a->lang, b->lang) == 0;
}

void presence_move(struct presence *presence, struct presence_entry *entry, const struct caret *caret)
{
    if (same_place(&entry->caret, caret))
        return;
    entry->caret = *caret;
    entry->version = ++presence->version;
}

void presence_count_observers(struct presence *presence, size_t observers)
{
    if (presence->observers == observers)
        return;
    presence->observers = observers;
    presence->version++;
}

void presence_follow(struct presence *presence, const struct op *op)
{
    for (size_t i = 0; i < presence->count; i++)
        caret_follow(&presence->entries[i]->caret, op, strcmp(presence->entries[i]->client, op->client) == 0);
}

bool presence_has_news(const struct presence *presence, enum presence_audience audience)
{
    return presence->told[audience] < presence->version;
}

static void drop_told_gone(struct presence *presence)
{
    uint64_t told = presence->version;
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        told = presence->told[i] < told ? presence->told[i] : told;
    for (size_t i = 0; i < presence->gone_count; i++)
        if (presence->gone[i].version <= told)
            presence->gone[i--] = presence->gone[--presence->gone_count];
}

static struct here here_of(const struct presence_entry *entry)
{
    return (struct here){entry->client, entry->participant->id, &entry->caret};
}

/* Writes everything that is newer than `since`; 0: everybody who is here. */
static void write_since(const struct presence *presence, uint64_t since, bool complete, uint64_t seq,
                        struct buf *out)
{
    struct here *here = mem_zero(presence->count, sizeof *here);
    const char **gone = mem_zero(presence->gone_count, sizeof *gone);
    size_t here_count = 0, gone_count = 0;
    for (size_t i = 0; i < presence->count; i++)
        if (presence->entries[i]->version > since)
            here[here_count++] = here_of(presence->entries[i]);
    for (size_t i = 0; !complete && i < presence->gone_count; i++)
        if (presence->gone[i].version > since)
            gone[gone_count++] = presence->gone[i].client;
    struct presence_report report = {.seq = seq,
                                     .here = here,
                                     .here_count = here_count,
                                     .gone = gone,
                                     .gone_count = gone_count,
                                     .observers = presence->observers,
                                     .complete = complete};
    message_write_presence(out, &report);
    free(here);
    free(gone);
}

void presence_write_news(struct presence *presence, enum presence_audience audience, uint64_t seq,
                         struct buf *out)
{
    write_since(presence, presence->told[audience], false, seq, out);
    presence->told[audience] = presence->version;
    drop_told_gone(presence);
}

void presence_share_news(struct presence *presence, enum presence_audience one, enum presence_audience other)
{
    uint64_t *told = presence->told;
    told[one] = told[other] = told[one] < told[other] ? told[one] : told[other];
}

void presence_pass_over(struct presence *presence, enum presence_audience audience)
{
    presence->told[audience] = presence->version;
    drop_told_gone(presence);
}

void presence_write_all(const struct presence *presence, uint64_t seq, struct buf *out)
{
    write_since(presence, 0, true, seq, out);
}

void presence_write_roster(const struct presence *presence, struct buf *out)
{
    const struct participant **list = mem_zero(presence->count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < presence->count; i++) {
        size_t k = 0;
        while (k < count && strcmp(list[k]->id, presence->entries[i]->participant->id) != 0)
            k++;
        if (k == count)
            list[count++] = presence->entries[i]->participant;
    }
    message_write_participants(out, list, count);
    free(list);
}
