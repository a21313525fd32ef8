#include "draft/items.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/handles.h"

struct item *item_find(const struct draft *draft, const char *id)
{
    return map_get(&draft->items, id);
}

const struct item *item_family(const struct item *item)
{
    while (item->kin)
        item = item->kin;
    return item;
}

bool item_is_there(const struct item *item)
{
    for (; item; item = item->parent)
        if (item->removed)
            return false;
    return true;
}

unsigned item_depth(const struct item *item)
{
    unsigned depth = 0;
    for (; item; item = item->parent)
        depth++;
    return depth;
}

/* Depth is bounded, and so is this recursion. */
unsigned item_height(const struct item *item)
{
    unsigned height = 0;
    for (const struct item *child = item->first; child; child = child->next) {
        unsigned below = child->removed ? 0 : item_height(child);
        if (below > height)
            height = below;
    }
    return height + 1;
}

bool item_is_below(const struct item *item, const struct item *above)
{
    while ((item = item->parent))
        if (item == above)
            return true;
    return false;
}

struct item *item_next_below(const struct item *root, const struct item *item)
{
    if (item->first)
        return item->first;
    for (; item != root; item = item->parent)
        if (item->next)
            return item->next;
    return NULL;
}

struct item *item_next(const struct draft *draft, const struct item *item)
{
    if (!item)
        return draft->first;
    if (item->first)
        return item->first;
    for (; item; item = item->parent)
        if (item->next)
            return item->next;
    return NULL;
}

struct item_text *item_text_find(const struct item *item, const char *lang)
{
    for (size_t i = 0; i < item->text_count; i++)
        if (strcmp(item->texts[i].lang, lang) == 0)
            return &item->texts[i];
    return NULL;
}

uint32_t item_text_len(const struct item *item, const char *lang)
{
    const struct item_text *found = item_text_find(item, lang);
    return found ? text_len(found->text) : 0;
}

/* Where the list of the children of this parent begins. */
static struct item **first_of(struct draft *draft, struct item *parent)
{
    return parent ? &parent->first : &draft->first;
}

static struct item **last_of(struct draft *draft, struct item *parent)
{
    return parent ? &parent->last : &draft->last;
}

static void set_link(struct draft *draft, struct item **link, struct item *to)
{
    journal_save(&draft->journal, link, sizeof *link);
    *link = to;
}

static void unlink_item(struct draft *draft, struct item *item)
{
    set_link(draft, item->previous ? &item->previous->next : first_of(draft, item->parent), item->next);
    set_link(draft, item->next ? &item->next->previous : last_of(draft, item->parent), item->previous);
}

static void link_item(struct draft *draft, struct item *item, struct item *parent, struct item *previous)
{
    struct item *next = previous ? previous->next : *first_of(draft, parent);
    set_link(draft, &item->parent, parent);
    set_link(draft, &item->previous, previous);
    set_link(draft, &item->next, next);
    set_link(draft, previous ? &previous->next : first_of(draft, parent), item);
    set_link(draft, next ? &next->previous : last_of(draft, parent), item);
}

static void forget_item(void *draft, void *item)
{
    map_remove(&((struct draft *)draft)->items, ((struct item *)item)->id);
    item_destroy(item);
}

struct item *item_create(struct draft *draft, const char *id, enum item_kind kind, struct item *parent,
                         struct item *previous)
{
    struct item *item = mem_zero(1, sizeof *item);
    snprintf(item->id, sizeof item->id, "%s", id);
    item->kind = kind;
    map_put(&draft->items, item->id, item);
    journal_call(&draft->journal, forget_item, draft, item); /* noted first, so that it is taken back last */
    handles_give(draft, item);
    link_item(draft, item, parent, previous);
    journal_save(&draft->journal, &draft->live_count, sizeof draft->live_count);
    draft->live_count++;
    return item;
}

void item_place(struct draft *draft, struct item *item, struct item *parent, struct item *previous)
{
    ALWAYS(previous != item);
    unlink_item(draft, item);
    link_item(draft, item, parent, previous);
}

void item_set_removed(struct draft *draft, struct item *item, bool removed)
{
    if (item->removed == removed)
        return;
    journal_save(&draft->journal, &item->removed, sizeof item->removed);
    journal_save(&draft->journal, &draft->live_count, sizeof draft->live_count);
    item->removed = removed;
    draft->live_count = removed ? draft->live_count - 1 : draft->live_count + 1;
    if (!removed && item->removal)
        journal_replace(&draft->journal, (void **)&item->removal, NULL, free);
}

void item_set_removal(struct draft *draft, struct item *item, const char *by, int64_t at, uint64_t seq)
{
    struct removal *removal = mem_zero(1, sizeof *removal);
    snprintf(removal->by, sizeof removal->by, "%s", by);
    removal->at = at;
    removal->seq = seq;
    journal_replace(&draft->journal, (void **)&item->removal, removal, free);
}

struct numbering_entry item_numbering(const struct draft *draft, const struct item *item)
{
    return (struct numbering_entry){.depth = (int)item_depth(item),
                                    .kind = item->kind,
                                    .proposed = map_get(&draft->additions, item->id) != NULL,
                                    .start = item->start,
                                    .name = item->number ? item->number->name : NULL};
}

void item_set_start(struct draft *draft, struct item *item, uint32_t start)
{
    journal_save(&draft->journal, &item->start, sizeof item->start);
    item->start = start;
}

void item_set_name(struct draft *draft, struct item *item, const char *name)
{
    struct item_number *number = name ? mem_zero(1, sizeof *number) : NULL;
    if (number)
        snprintf(number->name, sizeof number->name, "%s", name);
    journal_replace(&draft->journal, (void **)&item->number, number, free);
}

void item_set_status(struct draft *draft, struct item *item, enum item_status status)
{
    journal_save(&draft->journal, &item->status, sizeof item->status);
    item->status = status;
}

static void destroy_override(void *memory)
{
    struct override *override = memory;
    if (!override)
        return;
    free(override->reason);
    free(override->by);
    free(override);
}

void item_set_override(struct draft *draft, struct item *item, const char *reason, const char *by, int64_t at)
{
    struct override *override = NULL;
    if (!reason && !item->override)
        return;
    if (reason) {
        override = mem_zero(1, sizeof *override);
        *override = (struct override){mem_copy_string(reason), mem_copy_string(by), at};
    }
    journal_replace(&draft->journal, (void **)&item->override, override, destroy_override);
}

void item_join_families(struct draft *draft, struct item *item, struct item *other)
{
    struct item *root = (struct item *)item_family(item), *into = (struct item *)item_family(other);
    if (root != into)
        set_link(draft, &root->kin, into);
}

void item_set_kind(struct draft *draft, struct item *item, enum item_kind kind)
{
    journal_save(&draft->journal, &item->kind, sizeof item->kind);
    item->kind = kind;
}

/* Always the last one: texts are only ever added at the end. */
static void drop_last_text(void *target, void *unused)
{
    struct item *item = target;
    (void)unused;
    struct item_text *last = &item->texts[--item->text_count];
    free(last->lang);
    text_destroy(last->text);
}

struct item_text *item_text_ensure(struct draft *draft, struct item *item, const char *lang)
{
    struct item_text *found = item_text_find(item, lang);
    if (found)
        return found;
    ALWAYS(item->text_count < DRAFT_MAX_LANGS);
    if (!item->texts) /* all at once: the journal keeps addresses of what lies inside */
        item->texts = mem_zero(DRAFT_MAX_LANGS, sizeof *item->texts);
    found = &item->texts[item->text_count++];
    *found = (struct item_text){.lang = mem_copy_string(lang), .text = text_create()};
    journal_call(&draft->journal, drop_last_text, item, NULL);
    return found;
}

static void set_aligned(struct draft *draft, struct item_text *text, uint64_t seq)
{
    journal_save(&draft->journal, &text->aligned, sizeof text->aligned);
    text->aligned = seq;
}

/* The words of the original are others now. A language that was said to match just these matches them again. */
static void align_again(struct draft *draft, struct item *item, const struct text *original, uint64_t seq)
{
    struct fingerprint now = {0, 0};
    bool known = false;
    for (size_t i = 0; i < item->text_count; i++) {
        struct item_text *text = &item->texts[i];
        if (!text->aligned || text->original.len_u16 != text_len(original))
            continue;
        if (!known)
            now = fingerprint_of(original);
        known = true;
        if (text->original.hash == now.hash)
            set_aligned(draft, text, seq);
    }
}

void item_text_apply(struct draft *draft, struct item *item, const char *lang, const struct delta *delta,
                     uint64_t seq)
{
    struct item_text *text = item_text_ensure(draft, item, lang);
    journal_text(&draft->journal, text->text, delta);
    journal_save(&draft->journal, &text->changed, sizeof text->changed);
    text->changed = seq;
    if (draft->langs.count && strcmp(draft->langs.strings[0], lang) == 0)
        align_again(draft, item, text->text, seq);
}

void item_set_aligned(struct draft *draft, struct item *item, const char *lang, uint64_t seq)
{
    struct item_text *text = item_text_ensure(draft, item, lang);
    const struct item_text *original =
        draft->langs.count ? item_text_find(item, draft->langs.strings[0]) : NULL;
    set_aligned(draft, text, seq);
    journal_save(&draft->journal, &text->original, sizeof text->original);
    text->original = fingerprint_of(original ? original->text : NULL);
}

void item_move_children(struct draft *draft, struct item *from, struct item *to)
{
    while (from->first)
        item_place(draft, from->first, to, to->last);
}

void item_destroy(struct item *item)
{
    for (size_t i = 0; i < item->text_count; i++) {
        free(item->texts[i].lang);
        text_destroy(item->texts[i].text);
    }
    free(item->texts);
    destroy_override(item->override);
    free(item->removal);
    free(item->number);
    free(item);
}
