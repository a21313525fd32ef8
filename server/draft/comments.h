/* Comments: threads on an item, or on a range of its words, which moves with them (protocol/negotiation.md). */
#ifndef DRAFT_COMMENTS_H
#define DRAFT_COMMENTS_H

#include "draft/refusal.h"
#include "draft/state.h"

#define DRAFT_MAX_COMMENTS 20000

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

/* Writes. Takes `comment`, whose id is fresh and whose item is set. */
void comments_add(struct draft *draft, struct comment *comment);
void comments_remove(struct draft *draft, struct comment *comment);
/* Ranges in `item` follow a text, split or merge change that has just been applied to it; threads go where their words went. */
void comments_follow(struct draft *draft, struct item *item, const struct change *change);

#endif
