/* The state of a draft in memory: what the fold of its op log gives. Shared by draft/ and by those who read all of it
 * (wire/snapshot_codec, load/draft_document). Everybody else sees draft.h.
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
#include "text/fingerprint.h"
#include "text/text.h"

/* One item's words in one language. */
struct item_text {
    char *lang;
    struct text *text;
    uint64_t changed;            /* seq of the last change; 0: none */
    uint64_t aligned;            /* seq since which it matches the original, as somebody said; 0: never */
    struct fingerprint original; /* what it was said to match; counts where `aligned` is not 0 */
};

/* Why the chair went ahead. */
struct override {
    char *reason;
    char *by; /* participant */
    int64_t at;
};

/* Who removed an item, by which op. Without one it went otherwise: merged into another. */
struct removal {
    char by[ID_BYTES]; /* participant */
    int64_t at;
    uint64_t seq;
};

#define HANDLE_BYTES 48

#define FROZEN_KEY_BYTES (ID_BYTES + 1)

/* What an item is called, where that is not counted. Before numbers are frozen only `name` says something; the rest is frozen.h. */
struct item_number {
    char name[NUMBERING_BARE_BYTES]; /* without what stands around it: "4 bis" */
    char base[FROZEN_KEY_BYTES];     /* what it is called after; empty: it has its own number */
    uint32_t order; /* its place in the draft when numbers were frozen, from 1; 0: it came since */
    char home
        [FROZEN_KEY_BYTES]; /* with `order`: the numbered item above it then, empty at the top; else its first base; of an alternative, what both are called after */
    char first[NUMBERING_BARE_BYTES];    /* what it was called before it moved; empty: it has not moved */
    char former[NUMBERING_FORMER_BYTES]; /* the same as people quote it, "7.p"; empty: it has not moved */
};

/* Siblings form a doubly linked list in document order; removed items (tombstones) keep their place in it. */
struct item {
    char id[ID_BYTES];
    char handle[HANDLE_BYTES]; /* "K7Q", for good; handles.h */
    enum item_kind kind;
    enum item_status status;
    bool removed; /* its own flag; see item_is_there */
    struct item
        *kin; /* one of its family that it came from or went into (item_family); NULL: it is the root */
    struct override *override;  /* why it is agreed or approved in spite of what stood against that; NULL */
    struct removal *removal;    /* NULL: it is not removed, or nobody noted it */
    uint32_t start;             /* its list goes on from this number; 0: it just goes on */
    struct item_number *number; /* NULL: it is counted */
    struct item *parent;        /* NULL: top level */
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

/* A seat in this draft, as the record has it. Whoever does something to it is a participant, "host" or "system". */
struct seat_facts {
    char *id; /* of the invitation */
    char *by; /* who gave it, and when */
    int64_t at;
    int64_t expires;    /* 0: never */
    bool pending;       /* waits for a confirmation; an observer's until then */
    char *confirmed_by; /* NULL: it was not, or needed none */
    uint64_t confirmed_at;
    uint64_t entered_at; /* its link was opened for the first time; 0: not yet */
    char *ended_by;      /* NULL: nobody revoked it */
    uint64_t ended_at;
};

/* Somebody whom the log knows. */
struct person {
    char id[ID_BYTES];
    struct participant *who;
    struct seat_facts *seat; /* one of draft->seats; NULL: the log says nothing of it */
};

struct draft {
    char id[ID_BYTES];
    uint64_t seq;
    struct lang_map title;
    struct string_list langs;
    struct numbering_scheme *numbering; /* NULL: the conference's */
    struct frozen *frozen;              /* NULL: numbers follow the places; frozen.h */
    bool adopted;
    struct item *first, *last;    /* top level */
    struct map items;             /* id -> struct item, tombstones too */
    struct map handles;           /* handle -> struct item */
    uint64_t notes_bytes;         /* of all notes and comments; size.h */
    size_t live_count;            /* items whose own removed flag is not set */
    struct map clients;           /* id -> struct client */
    struct entries participants;  /* struct person, in order of first appearance */
    struct entries seats;         /* struct seat_facts, by id */
    uint64_t acts;                /* so many things were done to seats */
    struct entries proposals;     /* struct proposal, by id */
    size_t open_proposals;        /* so many of them are open */
    struct map additions;         /* id of an item -> the open struct proposal that would add it */
    struct entries positions;     /* struct position, by item and delegation */
    struct entries comments;      /* struct comment, by id */
    struct entries consultations; /* struct consultation, in order */
    struct entries versions;      /* struct version, by id */
    struct entries cosigners;     /* struct cosigner, by key */
    struct cosigning *cosigning;  /* NULL: nobody is asked to cosign */
    struct entries cosignatures;  /* struct cosignature, in order */
    char *follows;                /* id of the draft that this one follows up; NULL: none */
    struct entries follow_marks;  /* struct follow_mark, by item, row and field */
    struct journal journal;
};

#endif
