/* Comments: threads on an item, or on a range of its words, which moves with them (protocol/negotiation.md).
 *
 * Words that are deleted leave a shorter range, in the end a place. When they come back, because somebody takes the deletion back, the range
 * comes back to them. For that a comment keeps the words that it was given on, and a few in front of them, which tell them from others of
 * the same sound: once a change puts words to the range, and what it was given on stands there, that is the range again.
 *
 *   "uno dos tres", a comment on "dos tres"          uno [dos tres]
 *   delete "uno dos "                                [tres]
 *   insert "uno dos "                                uno [dos tres]
 */
#ifndef DRAFT_COMMENTS_H
#define DRAFT_COMMENTS_H

#include "draft/refusal.h"
#include "draft/state.h"

#define DRAFT_MAX_COMMENTS 20000
#define QUOTE_MAX_U16      1000 /* so many units of what a range was given on are kept; of longer ones, none */
#define QUOTE_LEAD_U16     12   /* in front of it */
#define QUOTE_WINDOW_U16   4000 /* it is looked for in no more than these */

struct comment {
    char id[ID_BYTES];
    struct item *item;
    struct comment *next_in_item;
    struct comment *parent; /* NULL: the first of a thread */
    char *by;
    char *words;
    char *lang;      /* NULL: about the whole item */
    uint32_t anchor; /* UTF-16 units */
    uint32_t head;
    char *quote; /* the words that the range was given on; NULL: it has none, or too many */
    char *lead;  /* the words in front of them; NULL: none, or no quote */
    bool resolved;
    bool removed;
    uint64_t seq;
    uint64_t at;
    uint64_t edited; /* time of the last edit; 0: none */
};

struct comment *comments_find(const struct draft *draft, const char *id);
/* STATUS_BAD_OP where there is none of this id, or it was removed. */
enum status comments_find_there(const struct draft *draft, const char *id, const struct comment **out,
                                struct refusal *refusal) MUST_CHECK;

/* Fills in what a comment keeps of the words that its range is on. `text` NULL: there are none. */
void comments_quote(struct comment *comment, const struct text *text);

/* Writes. Takes `comment`, whose id is fresh and whose item is set. */
void comments_add(struct draft *draft, struct comment *comment);
void comments_remove(struct draft *draft, struct comment *comment);
/* Ranges in `item` follow a text, split or merge change that has just been applied to it; threads go where their words went. */
void comments_follow(struct draft *draft, struct item *item, const struct change *change);

#endif
