#include "draft/handles.h"

#include <stdio.h>
#include <string.h>

#include "base/always.h"

static const char alphabet[] = "23456789CDFGHJKMNPQRTVWXY";

enum { BASE = sizeof alphabet - 1, SIGNS_OF_A_HASH = 6 };

/* FNV-1a over a byte that tells the hashes of an id apart and the id, mixed so that every bit counts for every sign. */
static uint32_t hash(unsigned char which, const char *id)
{
    uint32_t value = (2166136261u ^ which) * 16777619u;

    for (; *id; id++)
        value = (value ^ (unsigned char)*id) * 16777619u;
    value = (value ^ value >> 16) * 0x85ebca6bu;
    value = (value ^ value >> 13) * 0xc2b2ae35u;
    return value ^ value >> 16;
}

void handle_signs(const char *id, char signs[HANDLE_SIGNS + 1])
{
    for (int at = 0; at < HANDLE_SIGNS; at += SIGNS_OF_A_HASH) {
        uint32_t rest = hash((unsigned char)(at / SIGNS_OF_A_HASH), id);
        for (int i = 0; i < SIGNS_OF_A_HASH; i++, rest /= BASE)
            signs[at + i] = alphabet[rest % BASE];
    }
    signs[HANDLE_SIGNS] = '\0';
}

/* The `which`-th handle, from 0, that an id may have. */
static void candidate(const char signs[HANDLE_SIGNS + 1], size_t which, char out[HANDLE_BYTES])
{
    size_t longest = HANDLE_SIGNS - HANDLE_SHORTEST;

    if (which <= longest)
        snprintf(out, HANDLE_BYTES, "%.*s", HANDLE_SHORTEST + (int)which, signs);
    else
        snprintf(out, HANDLE_BYTES, "%s%zu", signs, which - longest + 1);
}

static void forget(void *draft, void *item)
{
    map_remove(&((struct draft *)draft)->handles, ((struct item *)item)->handle);
}

void handles_give(struct draft *draft, struct item *item)
{
    char signs[HANDLE_SIGNS + 1];
    size_t which = 0;

    handle_signs(item->id, signs);
    do
        candidate(signs, which++, item->handle);
    while (map_get(&draft->handles, item->handle));
    map_put(&draft->handles, item->handle, item);
    journal_call(&draft->journal, forget, draft, item);
}

bool handles_restore(struct draft *draft, struct item *item, const char *handle)
{
    char signs[HANDLE_SIGNS + 1];
    size_t len = strlen(handle);

    ALWAYS(!draft->journal.active);
    handle_signs(item->id, signs);
    if (len <= HANDLE_SHORTEST || len >= HANDLE_BYTES ||
        strncmp(handle, signs, len < HANDLE_SIGNS ? len : HANDLE_SIGNS) != 0)
        return false;
    map_remove(&draft->handles, item->handle);
    if (map_get(&draft->handles, handle))
        return false;
    snprintf(item->handle, sizeof item->handle, "%s", handle);
    map_put(&draft->handles, item->handle, item);
    return true;
}

/* Signs that are none, as those of which they may be a misreading. */
static char as_sign(char c)
{
    static const char others[] = "SZBU", signs[] = "528V";
    char upper = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    const char *found = strchr(others, upper);

    return found && *found ? signs[found - others] : upper;
}

struct item *handles_find(const struct draft *draft, const char *written)
{
    char handle[HANDLE_BYTES];
    size_t len = 0;

    if (strncmp(written, "\xc2\xa7", 2) == 0) /* § */
        written += 2;
    for (; written[len] && len + 1 < HANDLE_BYTES; len++)
        handle[len] = as_sign(written[len]);
    handle[len] = '\0';
    return map_get(&draft->handles, handle);
}

bool handle_is_short(const struct item *item)
{
    return strlen(item->handle) == HANDLE_SHORTEST;
}
