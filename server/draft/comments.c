#include "draft/comments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/caret.h"
#include "draft/change_kind.h"
#include "draft/items.h"

struct comment *comments_find(const struct draft *draft, const char *id)
{
    return entries_find(&draft->comments, id);
}

enum status comments_find_there(const struct draft *draft, const char *id, const struct comment **out,
                                struct refusal *refusal)
{
    *out = comments_find(draft, id);
    if (!*out || (*out)->removed)
        return refuse(refusal, STATUS_BAD_OP, NULL, "There is no such comment any more.");
    return STATUS_OK;
}

static void destroy(void *memory)
{
    struct comment *comment = memory;
    free(comment->by);
    free(comment->words);
    free(comment->lang);
    free(comment);
}

static void link_to(struct draft *draft, struct comment *comment, struct item *item)
{
    entry_set_pointer(&draft->journal, &comment->next_in_item, item->comments);
    entry_set_pointer(&draft->journal, &comment->item, item);
    entry_set_pointer(&draft->journal, &item->comments, comment);
}

void comments_add(struct draft *draft, struct comment *comment)
{
    entries_add(&draft->journal, &draft->comments, comment, comment->id, destroy);
    link_to(draft, comment, comment->item);
}

void comments_remove(struct draft *draft, struct comment *comment)
{
    entry_set_bool(&draft->journal, &comment->removed, true);
    entry_set_string(&draft->journal, &comment->words, "");
}

static void set_place(struct draft *draft, uint32_t *place, uint32_t to)
{
    if (*place == to)
        return;
    journal_save(&draft->journal, place, sizeof *place);
    *place = to;
}

/* Where the thread's item is after the change; the range moves on the way. */
static struct item *follow(struct draft *draft, struct comment *comment, struct item *item,
                           const struct change *change)
{
    struct caret range = {.anchor = comment->anchor, .head = comment->head};
    if (!comment->lang)
        return change_is(change, &change_item_merge) ? item_find(draft, change->into) : item;
    snprintf(range.item, sizeof range.item, "%s", item->id);
    snprintf(range.lang, sizeof range.lang, "%s", comment->lang);
    caret_follow_change(&range, change, false);
    set_place(draft, &comment->anchor, range.anchor);
    set_place(draft, &comment->head, range.head);
    return item_find(draft, range.item);
}

/* Takes the list of an item apart and puts every comment where its thread belongs. */
static void deal_out(struct draft *draft, struct item *item)
{
    struct comment *comment = item->comments;
    entry_set_pointer(&draft->journal, &item->comments, NULL);
    while (comment) {
        struct comment *next = comment->next_in_item;
        link_to(draft, comment, comment->parent ? comment->parent->item : comment->item);
        comment = next;
    }
}

void comments_follow(struct draft *draft, struct item *item, const struct change *change)
{
    bool moved = false;
    for (struct comment *comment = item->comments; comment; comment = comment->next_in_item) {
        if (comment->parent)
            continue; /* goes with its thread */
        struct item *now = follow(draft, comment, item, change);
        if (now == item)
            continue;
        entry_set_pointer(&draft->journal, &comment->item, now);
        moved = true;
    }
    if (moved)
        deal_out(draft, item);
}
