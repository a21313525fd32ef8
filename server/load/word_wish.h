/* One thing that a returned Word file wants of the draft, and how it comes about: as an edit, as a proposal, as a comment, or not at all. */
#ifndef LOAD_WORD_WISH_H
#define LOAD_WORD_WISH_H

#include "base/buf.h"
#include "draft/change.h"
#include "draft/draft.h"

struct word_return_door;

enum word_wish_kind {
    WISH_TEXT,
    WISH_FORMAT, /* words that stay look otherwise; under review, the same words in their new looks in place of them */
    WISH_ADD,
    WISH_REMOVE,
    WISH_KIND,  /* the item becomes a heading, a numbered item or a paragraph */
    WISH_ORDER, /* the item stands elsewhere … */
    WISH_LEVEL, /* … and is more or less deep */
    WISH_TITLE, /* no item, or the one that a comment about it goes to */
    WISH_COMMENT,
};

enum word_wish_outcome {
    WISH_WAITING,
    WISH_EDITED,    /* written, as whoever sends it may */
    WISH_PROPOSED,  /* under their name */
    WISH_COMMENTED, /* a comment was wanted; or it did not fit any more, and is kept as one */
    WISH_TOLD,      /* none of it is in the draft: `was`, `now` and `why` say it to whoever sends it */
};

/* How words look. */
struct word_look {
    unsigned format;  /* RUN_… of convert/runs.h */
    const char *link; /* an address; NULL: none */
};

/* A change of the words at a place: UTF-16 units of the text as it was. */
struct word_edit {
    uint32_t at;
    uint32_t deletes;  /* units */
    uint32_t restyles; /* units that get this format and link; neither: it inserts */
    char *words;
    unsigned format;
    char *link;
    char *target; /* id of the item that the words refer to; NULL: to none */
};

struct word_wish {
    enum word_wish_kind kind;
    char item[ID_BYTES]; /* of a new one: the id that it gets */
    char lang[LANG_MAX + 1];
    struct word_edit *edits; /* in order */
    size_t edit_count;
    size_t edit_capacity;
    struct delta text;        /* of the item as it was: what the edits are about */
    enum item_kind item_kind; /* of a new item, and of one that becomes another kind … */
    enum item_kind was_kind;  /* … than this one */
    /* of a new item, and of one that is moved */
    char *parent; /* NULL: the top */
    char *after;  /* NULL: it is the first */
    char *else_parent,
        *else_after; /* items of the draft, for where those are new ones that did not come about */
    char *was_below, *was_behind, *was_before; /* … and where one that is moved stood */
    bool moved_since;                          /* by somebody else */
    /* of a comment */
    char *author;
    char *words;
    char *answered; /* NULL: it is a first one */
    bool ranged;
    uint32_t from;
    uint32_t to;
    /* what is said of it */
    struct buf was;
    struct buf now;
    const char *was_gap, *now_gap; /* what stands between these and further words of each; NULL: nothing */
    bool untaken;                  /* it is only told */
    enum word_wish_outcome outcome;
    char proposal[ID_BYTES]; /* empty: none */
    struct buf why;          /* it did not come about as it was wanted */
};

void word_wish_init(struct word_wish *wish, enum word_wish_kind kind, const char *item,
                    const char *lang); /* item NULL: a new one */
void word_wish_clear(struct word_wish *wish);
bool word_wish_is_empty(const struct word_wish *wish); /* it changes nothing */

void word_wish_delete(struct word_wish *wish, uint32_t at, uint32_t units);
void word_wish_insert(struct word_wish *wish, uint32_t at, const char *utf8, size_t len,
                      const struct word_look *look);
void word_wish_restyle(struct word_wish *wish, uint32_t at, uint32_t units, const struct word_look *look);
/* Words that refer to an item (text/reference.h). */
void word_wish_refer(struct word_wish *wish, uint32_t at, const char *words, const char *target,
                     unsigned format);
void word_wish_place(struct word_wish *wish, const char *parent, const char *after);
void word_wish_place_else(struct word_wish *wish, const char *parent, const char *after);
void word_wish_say(struct word_wish *wish, const char *author, const char *words, const char *answered);
void word_wish_range(struct word_wish *wish, uint32_t from, uint32_t to);

/* Takes what they need of the draft that they are about, which may go then. */
void word_wish_prepare(struct word_wish *wishes, size_t count, const struct draft *draft);

/* Before the first of them is carried out: what has become of the draft since. */
void word_wish_look_around(struct word_wish *wish, const struct draft *draft);

/* Tries what `who` may do best first, until the draft takes it. */
void word_wish_carry_out(struct word_wish *wish, uint64_t base, const struct participant *who,
                         const struct word_return_door *door);

void word_wish_write_json(struct buf *out,
                          const struct word_wish *wish); /* with the comma in front, if one is due */

#endif
