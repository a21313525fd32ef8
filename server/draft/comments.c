#include "draft/comments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/caret.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "text/utf.h"

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
    free(comment->quote);
    free(comment->lead);
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
    entry_set_string(&draft->journal, &comment->quote, NULL);
    entry_set_string(&draft->journal, &comment->lead, NULL);
}

static void set_place(struct draft *draft, uint32_t *place, uint32_t to)
{
    if (*place == to)
        return;
    journal_save(&draft->journal, place, sizeof *place);
    *place = to;
}

/* ---- words that come back ---- */

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Caller clears. */
static struct buf words_between(const struct text *text, uint32_t from, uint32_t to)
{
    struct delta words;
    struct buf out = BUF_EMPTY;
    text_slice(text, from, to, &words);
    for (size_t i = 0; i < words.count; i++)
        buf_add(&out, delta_op_bytes(&words, &words.ops[i]), words.ops[i].len_bytes);
    delta_clear(&words);
    return out;
}

static char *string_between(const struct text *text, uint32_t from, uint32_t to)
{
    struct buf out = words_between(text, from, to);
    buf_char(&out, '\0');
    return out.bytes;
}

void comments_quote(struct comment *comment, const struct text *text)
{
    uint32_t from = least(comment->anchor, comment->head), to = most(comment->anchor, comment->head);
    if (!text || from == to || to - from > QUOTE_MAX_U16)
        return;
    comment->quote = string_between(text, from, to);
    uint32_t lead = from > QUOTE_LEAD_U16 ? from - QUOTE_LEAD_U16 : 0;
    lead += text_cuts_pair(text, lead);
    if (lead < from)
        comment->lead = string_between(text, lead, from);
}

/* Widens from..to by what a change inserts into the range or at one of its ends; all places are as they are after the change. False
 * where it inserts nothing there. */
static bool take_in(const struct delta *delta, uint32_t *from, uint32_t *to)
{
    uint32_t at = 0;
    const uint32_t first = *from, last = *to;
    bool brought = false;
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *part = &delta->ops[i];
        if (part->type == DELTA_DELETE)
            continue;
        if (part->type == DELTA_INSERT && at <= last && at + part->len_u16 >= first) {
            *from = least(*from, at);
            *to = most(*to, at + part->len_u16);
            brought = true;
        }
        at += part->len_u16;
    }
    return brought;
}

static uint32_t string_len(const char *words)
{
    return words ? utf_len_u16(words, strlen(words)) : 0;
}

/* Looks around and inside from..to for the words that the comment was given on, standing behind the words that stood before them.
 * False where they are not found. */
static bool find_quote(const struct comment *comment, const struct text *text, uint32_t from, uint32_t to,
                       uint32_t *out)
{
    const uint32_t len = string_len(comment->quote), lead = string_len(comment->lead);
    uint32_t other = to > len ? to - len : 0, first = least(from, other);
    uint32_t start = first > lead ? first - lead : 0;
    uint32_t end = least(text_len(text), most(from, other) + len);
    if (end <= start || end - start > QUOTE_WINDOW_U16)
        return false;
    start += text_cuts_pair(text, start);
    end -= text_cuts_pair(text, end);
    struct buf wanted = BUF_EMPTY, window = words_between(text, start, end);
    buf_format(&wanted, "%s%s", comment->lead ? comment->lead : "", comment->quote);
    const char *found = window.len ? memmem(window.bytes, window.len, wanted.bytes, wanted.len) : NULL;
    if (found)
        *out = start + utf_len_u16(window.bytes, (size_t)(found - window.bytes)) + lead;
    buf_clear(&wanted);
    buf_clear(&window);
    return found != NULL;
}

static void come_back(struct draft *draft, struct comment *comment, const struct item *item,
                      const struct change *change)
{
    const struct item_text *words = comment->quote ? item_text_find(item, comment->lang) : NULL;
    uint32_t from = least(comment->anchor, comment->head), to = most(comment->anchor, comment->head), at;
    const uint32_t len = string_len(comment->quote);
    if (!words || to - from == len ||
        (change_is(change, &change_text) && !take_in(&change->delta, &from, &to)) ||
        !find_quote(comment, words->text, from, to, &at))
        return;
    bool backwards = comment->head < comment->anchor;
    set_place(draft, &comment->anchor, backwards ? at + len : at);
    set_place(draft, &comment->head, backwards ? at : at + len);
}

/* ---- following ---- */

/* The item that the thread is on after the change; its range moves on the way. */
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
    struct item *now = item_find(draft, range.item);
    if (change_is(change, &change_item_merge) ||
        (change_is(change, &change_text) && strcmp(change->lang, comment->lang) == 0))
        come_back(draft, comment, now, change);
    return now;
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
