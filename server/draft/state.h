/* The state of a draft in memory: what the fold of its op log gives. Shared by draft/ and by those who read all of it
 * (wire/snapshot_codec, session/document). Everybody else sees draft.h.
 *
 * Every write goes through the journal (journal.h), so that an op that is refused half-way leaves no trace.
 */
#ifndef DRAFT_STATE_H
#define DRAFT_STATE_H

#include "base/map.h"
#include "draft/change.h"
#include "draft/entries.h"
#include "draft/journal.h"
#include "draft/types.h"
#include "text/text.h"

/* One item's words in one language. */
struct item_text {
    char *lang;
    struct text *text;
    uint64_t changed; /* seq of the last change; 0: none */
    uint64_t aligned; /* seq at which it was said to match the original; 0: never */
};

/* Why the chair went ahead. */
struct override {
    char *reason;
    char *by; /* participant */
    int64_t at;
};

/* Siblings form a doubly linked list in document order; removed items (tombstones) keep their place in it. */
struct item {
    char id[ID_BYTES];
    enum item_kind kind;
    enum item_status status;
    bool removed; /* its own flag; see item_is_there */
    struct item
        *kin; /* one of its family that it came from or went into (item_family); NULL: it is the root */
    struct override *override; /* why it is agreed or approved in spite of what stood against that; NULL */
    struct item *parent;       /* NULL: top level */
    struct item *previous, *next;
    struct item *first, *last; /* children */
    struct item_text *texts;
    size_t text_count;
    struct comment *comments; /* linked by comment.next_in_item, in no order */
};

/* One editing replica and the last n that it had accepted. */
struct client {
    char id[ID_BYTES];
    char participant[ID_BYTES];
    uint64_t n;
};

struct draft {
    char id[ID_BYTES];
    uint64_t seq;
    struct lang_map title;
    struct string_list langs;
    bool adopted;
    struct item *first, *last;         /* top level */
    struct map items;                  /* id -> struct item, tombstones too */
    size_t live_count;                 /* items whose own removed flag is not set */
    struct map clients;                /* id -> struct client */
    struct participant **participants; /* in order of first appearance */
    size_t participant_count;
    struct entries proposals;     /* struct proposal, by id */
    size_t open_proposals;        /* so many of them are open */
    struct map additions;         /* id of an item -> the open struct proposal that would add it */
    struct entries positions;     /* struct position, by item and delegation */
    struct entries comments;      /* struct comment, by id */
    struct entries consultations; /* struct consultation, in order */
    struct journal journal;
};

#endif
