#include "api/answer_cache.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

struct waiter {
    answer_cb have;
    void *context;
};

struct entry {
    char key[ANSWER_KEY_BYTES];
    struct answer_cache *cache;
    struct answer_recipe recipe;
    struct answer answer;
    bool making;
    struct waiter *waiters; /* while it is being made */
    size_t count, capacity;
    unsigned long used; /* when, in look-ups */
};

struct answer_cache {
    struct workers *workers;
    struct map entries;
    size_t bytes, max_bytes;
    unsigned long clock;
};

struct answer_cache *answer_cache_create(struct workers *workers, size_t max_bytes)
{
    struct answer_cache *cache = mem_zero(1, sizeof *cache);
    *cache = (struct answer_cache){.workers = workers, .max_bytes = max_bytes};
    return cache;
}

static size_t bytes_of(const struct entry *entry)
{
    return entry->answer.frame ? frame_len(entry->answer.frame) : 0;
}

static void drop(struct answer_cache *cache, struct entry *entry)
{
    cache->bytes -= bytes_of(entry);
    map_remove(&cache->entries, entry->key);
    frame_unref(entry->answer.frame);
    buf_clear(&entry->answer.why);
    free(entry->waiters);
    free(entry);
}

void answer_cache_destroy(struct answer_cache *cache)
{
    struct entry *entry;
    for (size_t i = 0; (entry = map_next(&cache->entries, &i)); i = 0)
        drop(cache, entry);
    map_clear(&cache->entries);
    free(cache);
}

static struct entry *least_used(const struct answer_cache *cache)
{
    struct entry *entry, *found = NULL;
    for (size_t i = 0; (entry = map_next(&cache->entries, &i));)
        if (!entry->making && (!found || entry->used < found->used))
            found = entry;
    return found;
}

static void make_room(struct answer_cache *cache)
{
    struct entry *entry;
    while (cache->bytes > cache->max_bytes && (entry = least_used(cache)))
        drop(cache, entry);
}

static void make(void *context)
{
    struct entry *entry = context;
    entry->answer.status = STATUS_OK;
    entry->recipe.make(entry->recipe.context, &entry->answer);
}

/* Settles the entry before anybody is told of it, as whoever is told may ask for more at once. */
static void made(void *context)
{
    struct entry *entry = context;
    struct answer_cache *cache = entry->cache;
    entry->making = false;
    entry->recipe.done(entry->recipe.context);
    cache->bytes += bytes_of(entry);
    struct answer answer = entry->answer;
    struct waiter *waiters = entry->waiters;
    size_t count = entry->count;
    if (answer.frame)
        frame_ref(answer.frame);
    answer.why = (struct buf)BUF_EMPTY;
    if (entry->answer.why.len)
        buf_text(&answer.why, entry->answer.why.bytes);
    entry->waiters = NULL;
    if (answer.status != STATUS_OK)
        drop(cache, entry);
    make_room(cache);
    for (size_t i = 0; i < count; i++)
        waiters[i].have(waiters[i].context, &answer);
    frame_unref(answer.frame);
    buf_clear(&answer.why);
    free(waiters);
}

static void start(struct answer_cache *cache, const char *key, const struct answer_recipe *recipe,
                  answer_cb have, void *context)
{
    struct entry *entry = mem_zero(1, sizeof *entry);
    snprintf(entry->key, sizeof entry->key, "%s", key);
    entry->cache = cache;
    entry->recipe = *recipe;
    entry->answer.status = STATUS_STOPPING; /* unless it is made */
    entry->making = true;
    entry->used = ++cache->clock;
    map_put(&cache->entries, entry->key, entry);
    entry->waiters = mem_grow(entry->waiters, 0, &entry->capacity, sizeof *entry->waiters);
    entry->waiters[entry->count++] = (struct waiter){have, context};
    workers_add(cache->workers, recipe->seat, make, made, entry);
}

void answer_cache_want(struct answer_cache *cache, const char *key, const struct answer_recipe *recipe,
                       answer_cb have, void *context)
{
    struct entry *entry = map_get(&cache->entries, key);
    if (!entry) {
        start(cache, key, recipe, have, context);
        return;
    }
    entry->used = ++cache->clock;
    recipe->done(recipe->context);
    if (!entry->making) {
        have(context, &entry->answer);
        return;
    }
    entry->waiters = mem_grow(entry->waiters, entry->count, &entry->capacity, sizeof *entry->waiters);
    entry->waiters[entry->count++] = (struct waiter){have, context};
}

size_t answer_cache_bytes(const struct answer_cache *cache)
{
    return cache->bytes;
}
