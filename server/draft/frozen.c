#include "draft/frozen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/items.h"
#include "draft/proposals.h"

/* ---- lists: what is numbered together ---- */

static const struct numbering_scheme *scheme_of(const struct draft *draft)
{
    return draft->numbering ? draft->numbering : numbering_preset(NUMBERING_CONFERENCE);
}

/* A heading that is no level: what is below it stands in the list that it stands in. */
static bool is_open_heading(const struct draft *draft, const struct item *item)
{
    return item && item->kind == KIND_HEADING && scheme_of(draft)->through;
}

/* NULL at the top. */
static const struct item *numbered_above(const struct draft *draft, const struct item *item)
{
    const struct item *above = item->parent;

    while (is_open_heading(draft, above))
        above = above->parent;
    return above;
}

static int level_of(const struct draft *draft, const struct item *item)
{
    int level = 1;

    for (const struct item *above = item->parent; above; above = above->parent)
        level += !is_open_heading(draft, above);
    return level;
}

static struct item *list_previous(const struct draft *draft, const struct item *item)
{
    struct item *at = item->previous;

    if (!at)
        return is_open_heading(draft, item->parent) ? item->parent : NULL;
    while (is_open_heading(draft, at) && at->last)
        at = at->last;
    return at;
}

static struct item *list_next(const struct draft *draft, const struct item *item)
{
    if (is_open_heading(draft, item) && item->first)
        return item->first;
    while (!item->next) {
        item = item->parent;
        if (!is_open_heading(draft, item))
            return NULL;
    }
    return item->next;
}

/* Paragraphs and items are numbered apart. */
static bool same_sort(const struct item *a, const struct item *b)
{
    return a->kind != KIND_HEADING && b->kind != KIND_HEADING &&
           (a->kind == KIND_PARAGRAPH) == (b->kind == KIND_PARAGRAPH);
}

/* Whether an item that counts stands in front of it. */
static bool is_operative(const struct draft *draft, const struct item *item)
{
    for (item = list_previous(draft, item); item; item = list_previous(draft, item))
        if (item->kind == KIND_ITEM && !item->removed && !proposals_adding(draft, item->id))
            return true;
    return false;
}

static bool is_numbered(const struct draft *draft, const struct item *item)
{
    const struct numbering_scheme *scheme = scheme_of(draft);
    int level = level_of(draft, item);

    if (item->kind == KIND_ITEM)
        return scheme->levels[level - 1].format != NUMBERING_NONE;
    return item->kind == KIND_PARAGRAPH && level == 1 && scheme->paragraphs.format != NUMBERING_NONE &&
           !is_operative(draft, item);
}

/* ---- names ---- */

static void set_number(struct draft *draft, struct item *item, const struct item_number *number)
{
    struct item_number *copy = NULL;

    if (number) {
        copy = mem_alloc(sizeof *copy);
        *copy = *number;
    }
    journal_replace(&draft->journal, (void **)&item->number, copy, free);
}

static struct given *given_after(struct draft *draft, const char *key)
{
    struct given *given = entries_find(&draft->frozen->given, key);

    if (given)
        return given;
    given = mem_zero(1, sizeof *given);
    snprintf(given->key, sizeof given->key, "%s", key);
    entries_add(&draft->journal, &draft->frozen->given, given, given->key, free);
    return given;
}

void frozen_set_given(struct draft *draft, const char *key, uint64_t count)
{
    struct given *given = given_after(draft, key);
    entry_set_number(&draft->journal, &given->count, count);
}

static void front_key(const struct item *above, char key[FROZEN_KEY_BYTES])
{
    snprintf(key, FROZEN_KEY_BYTES, "^%s", above ? above->id : "");
}

/* What an alternative and what it is one to are both called after. */
static const char *plain_base(const struct item_number *number)
{
    return number->base[0] == '~' ? number->home : number->base;
}

/* What comes behind this item is called after. */
static void key_behind(const struct item *item, char key[FROZEN_KEY_BYTES])
{
    const char *base = plain_base(item->number);
    snprintf(key, FROZEN_KEY_BYTES, "%s", *base ? base : item->id);
}

/* What an item at its place is called after. A heading that restarts the count begins a list. */
static void key_at(const struct draft *draft, const struct item *item, char key[FROZEN_KEY_BYTES])
{
    bool restart = scheme_of(draft)->levels[level_of(draft, item) - 1].restart;

    for (const struct item *at = list_previous(draft, item); at; at = list_previous(draft, at)) {
        if (restart && at->kind == KIND_HEADING && !at->removed)
            break;
        if (at->number && same_sort(at, item)) {
            key_behind(at, key);
            return;
        }
    }
    front_key(numbered_above(draft, item), key);
}

static bool is_taken(const struct draft *draft, const struct item *item, const char *name)
{
    for (const struct item *at = list_previous(draft, item); at; at = list_previous(draft, at))
        if (at->number && same_sort(at, item) && strcmp(at->number->name, name) == 0)
            return true;
    for (const struct item *at = list_next(draft, item); at; at = list_next(draft, at))
        if (at->number && same_sort(at, item) && strcmp(at->number->name, name) == 0)
            return true;
    return false;
}

/* How an item is numbered; a paragraph that has no number as the item that it may become. */
static const struct numbering_level *rule_of(const struct draft *draft, const struct item *item)
{
    const struct numbering_scheme *scheme = scheme_of(draft);

    if (item->kind == KIND_PARAGRAPH && scheme->paragraphs.format != NUMBERING_NONE)
        return &scheme->paragraphs;
    return &scheme->levels[level_of(draft, item) - 1];
}

/* The number that others are called after. */
static void write_base(const struct draft *draft, const struct item *item, const char *key,
                       char bare[NUMBERING_BARE_BYTES])
{
    const struct numbering_level *level = rule_of(draft, item);

    if (*key == '^') {
        numbering_write_count(level->format, level->start - 1, bare);
        return;
    }
    const struct item_number *base = item_find(draft, key)->number;
    snprintf(bare, NUMBERING_BARE_BYTES, "%s", base->first[0] ? base->first : base->name);
}

/* The next name after a base that nobody in the list has. */
static void name_after(struct draft *draft, const struct item *item, const char *key,
                       char name[NUMBERING_BARE_BYTES])
{
    struct given *given = given_after(draft, key);
    char bare[NUMBERING_BARE_BYTES];
    uint64_t count = given->count;

    write_base(draft, item, key, bare);
    do
        numbering_name_after(bare, (uint32_t)count++, name);
    while (is_taken(draft, item, name));
    entry_set_number(&draft->journal, &given->count, count);
}

/* The proposal that stands right behind a place where another is proposed, if both would be called after the same. */
static const struct item *rival(const struct draft *draft, const struct item *item, const char *key)
{
    const struct item *next = list_next(draft, item);
    char other[FROZEN_KEY_BYTES];

    if (!proposals_adding(draft, item->id))
        return NULL;
    while (next && next->removed)
        next = list_next(draft, next);
    if (!next || !next->number || !same_sort(next, item) || !proposals_adding(draft, next->id))
        return NULL;
    key_behind(next, other);
    if (strcmp(other, key) != 0)
        return NULL;
    return next->number->base[0] == '~' ? item_find(draft, next->number->base + 1) : next;
}

static void name_alternative(struct draft *draft, const struct item *item, const struct item *to,
                             const char *key, struct item_number *number)
{
    snprintf(number->home, sizeof number->home, "%s", key);
    snprintf(number->base, sizeof number->base, "~%s", to->id);
    struct given *given = given_after(draft, number->base);
    uint64_t count = given->count;

    do {
        count++;
        if (count == 1)
            snprintf(number->name, sizeof number->name, "%.31s alt", to->number->name);
        else
            snprintf(number->name, sizeof number->name, "%.31s alt %u", to->number->name, (unsigned)count);
    } while (is_taken(draft, item, number->name));
    entry_set_number(&draft->journal, &given->count, count);
}

static void name_new(struct draft *draft, struct item *item)
{
    struct item_number number = {.order = 0};
    char key[FROZEN_KEY_BYTES];

    key_at(draft, item, key);
    const struct item *to = rival(draft, item, key);
    if (to) {
        name_alternative(draft, item, to, key, &number);
    } else {
        memcpy(number.base, key, sizeof key);
        name_after(draft, item, key, number.name);
    }
    set_number(draft, item, &number);
}

/* ---- freezing and renumbering ---- */

void frozen_free(void *memory)
{
    struct frozen *frozen = memory;

    if (!frozen)
        return;
    entries_clear(&frozen->given);
    free(frozen);
}

/* One item of the walk that freezes. `last` is the item of each level that counted last. */
static void freeze_item(struct draft *draft, struct item *item, struct numbering *numbering,
                        const struct item **last, uint32_t *order)
{
    int depth = (int)item_depth(item), level = numbering_level_of(numbering, depth);
    bool proposed = proposals_adding(draft, item->id) != NULL;
    struct item_number number = {.order = proposed ? 0 : ++*order};
    char key[FROZEN_KEY_BYTES];

    const struct item *above = numbered_above(draft, item);
    const struct item *before = last[level - 1];
    if (before && (numbered_above(draft, before) != above || !same_sort(before, item)))
        before = NULL;
    if (before)
        snprintf(key, sizeof key, "%s", before->id);
    else
        front_key(above, key);
    snprintf(number.name, sizeof number.name, "%s", numbering->bare[level - 1]);
    if (proposed)
        memcpy(number.base, key, sizeof key);
    else if (above)
        snprintf(number.home, sizeof number.home, "%s", above->id);
    if (numbering->proposed[level - 1])
        frozen_set_given(draft, key, numbering->proposed[level - 1]);
    else
        last[level - 1] = item;
    set_number(draft, item, &number);
}

void frozen_begin(struct draft *draft)
{
    const struct item *last[DRAFT_MAX_DEPTH] = {NULL};
    struct numbering numbering;
    uint32_t order = 0;

    journal_replace(&draft->journal, (void **)&draft->frozen, mem_zero(1, sizeof(struct frozen)),
                    frozen_free);
    numbering_start(&numbering, draft->numbering, draft->langs.count ? draft->langs.strings[0] : NULL);
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        struct numbering_entry entry = item_numbering(draft, item);
        if (item_is_there(item) && numbering_take(&numbering, &entry))
            freeze_item(draft, item, &numbering, last, &order);
        else if (item->number)
            set_number(draft, item, NULL);
    }
}

void frozen_end(struct draft *draft)
{
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item->number)
            set_number(draft, item, NULL);
    journal_replace(&draft->journal, (void **)&draft->frozen, NULL, frozen_free);
}

/* ---- what changes do ---- */

void frozen_path(const struct draft *draft, const struct item *item, char path[NUMBERING_PATH_BYTES])
{
    const struct item *line[DRAFT_MAX_DEPTH];
    struct numbering numbering;
    unsigned depth = item_depth(item);

    path[0] = '\0';
    if (!draft->frozen)
        return;
    for (unsigned at = depth; at > 0; at--, item = item->parent)
        line[at - 1] = item;
    numbering_start(&numbering, draft->numbering, draft->langs.count ? draft->langs.strings[0] : NULL);
    for (unsigned at = 0; at < depth; at++) {
        struct numbering_entry entry = item_numbering(draft, line[at]);
        numbering_take(&numbering, &entry);
    }
    memcpy(path, numbering.path, sizeof numbering.path);
}

void frozen_came(struct draft *draft, struct item *item)
{
    if (!draft->frozen)
        return;
    for (struct item *at = item; at; at = item_next_below(item, at))
        if (!at->number && item_is_there(at) && is_numbered(draft, at))
            name_new(draft, at);
}

/* Whether it stands where it stood among those that have their own numbers. */
static bool is_home(const struct draft *draft, const struct item *item)
{
    const struct item_number *number = item->number;
    const struct item *above = numbered_above(draft, item), *at;

    if (!number->order || strcmp(number->home, above ? above->id : "") != 0)
        return false;
    for (at = list_previous(draft, item); at; at = list_previous(draft, at))
        if (at->number && at->number->order && !at->number->base[0] && same_sort(at, item))
            break;
    if (at && at->number->order > number->order)
        return false;
    for (at = list_next(draft, item); at; at = list_next(draft, at))
        if (at->number && at->number->order && !at->number->base[0] && same_sort(at, item))
            break;
    return !at || at->number->order > number->order;
}

/* It has its first name again. */
static void name_home(struct item_number *number, const char *base)
{
    if (number->first[0])
        memcpy(number->name, number->first, sizeof number->name);
    snprintf(number->base, sizeof number->base, "%s", base);
    number->first[0] = number->former[0] = '\0';
}

static void remember(struct item_number *number, const char *path)
{
    if (number->first[0])
        return;
    memcpy(number->first, number->name, sizeof number->first);
    if (!number->order && number->base[0] != '~')
        memcpy(number->home, number->base, sizeof number->home);
    bool fits = strlen(path) < sizeof number->former;
    snprintf(number->former, sizeof number->former, "%s", fits ? path : number->name);
}

void frozen_moved(struct draft *draft, struct item *item, const char *path)
{
    char key[FROZEN_KEY_BYTES];

    if (!draft->frozen || !item->number) {
        frozen_came(draft, item);
        return;
    }
    struct item_number number = *item->number;
    key_at(draft, item, key);
    if (is_home(draft, item)) {
        name_home(&number, "");
    } else if (!number.order && strcmp(number.first[0] ? number.home : plain_base(&number), key) == 0) {
        name_home(&number, number.first[0] ? key : item->number->base);
    } else if (strcmp(number.base, key) != 0) {
        remember(&number, path);
        memcpy(number.base, key, sizeof key);
        name_after(draft, item, key, number.name);
    }
    set_number(draft, item, &number);
}

/* What an item was called below one with that path. */
static void path_below(const struct item *item, const char *above, char out[NUMBERING_PATH_BYTES])
{
    const int size = NUMBERING_PATH_BYTES;

    snprintf(out, (size_t)size, "%.*s%s%s", size - NUMBERING_BARE_BYTES - 2, above, *above ? "." : "",
             item->number ? item->number->name : "");
}

void frozen_joined(struct draft *draft, struct item *first, const char *path)
{
    char old[NUMBERING_PATH_BYTES];

    for (struct item *item = draft->frozen ? first : NULL; item; item = item->next) {
        path_below(item, path, old);
        frozen_moved(draft, item, old);
    }
}

void frozen_carried(struct draft *draft, struct item *above, const char *path)
{
    char front[FROZEN_KEY_BYTES], now[NUMBERING_PATH_BYTES], old[NUMBERING_PATH_BYTES];

    if (!draft->frozen || is_open_heading(draft, above))
        return;
    front_key(above, front);
    frozen_path(draft, above, now);
    for (struct item *item = above->first; item; item = item->next) {
        if (!item->number)
            continue;
        struct item_number number = *item->number;
        path_below(item, path, old);
        if (strcmp(path, now) != 0)
            remember(&number, old);
        if (number.order && !number.base[0])
            snprintf(number.home, sizeof number.home, "%s", above->id);
        if (number.base[0] == '^')
            memcpy(number.base, front, sizeof front);
        set_number(draft, item, &number);
    }
}

bool frozen_leaves_gap(const struct draft *draft, const struct item *item)
{
    return draft->frozen && item->removed && item->number && item->number->order &&
           (!item->parent || item_is_there(item->parent)) && item->kind != KIND_HEADING;
}
