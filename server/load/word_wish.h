/* One thing that a returned Word file wants of the draft, and how it comes about: as an edit, as a proposal, as a comment, or not at all. */
#ifndef LOAD_WORD_WISH_H
#define LOAD_WORD_WISH_H

#include "base/buf.h"
#include "draft/change.h"
#include "draft/draft.h"

struct word_return_door;

enum word_wish_kind {
    WISH_TEXT,
    WISH_ADD,
    WISH_REMOVE,
    WISH_COMMENT,
    /* what a file does not change: it is told, so that people do it where they mean it */
    WISH_FORMAT, /* other looks of words that stayed, `now` */
    WISH_ORDER,  /* the item stands elsewhere */
    WISH_TITLE,  /* no item */
};

enum word_wish_outcome {
    WISH_WAITING,
    WISH_EDITED,    /* written, as whoever sends it may */
    WISH_PROPOSED,  /* under their name */
    WISH_COMMENTED, /* a comment was wanted; or it did not fit any more, and is kept as one */
    WISH_TOLD,      /* none of it is in the draft: `was`, `now` and `why` say it to whoever sends it */
};

/* A change of the words at a place: UTF-16 units of the text as it was. */
struct word_edit {
    uint32_t at;
    uint32_t deletes; /* units; 0: it inserts */
    char *words;
    unsigned format; /* RUN_… of convert/runs.h */
    char *target;    /* id of the item that the words refer to; NULL: to none */
};

struct word_wish {
    enum word_wish_kind kind;
    char item[ID_BYTES]; /* of a new one: the id that it gets */
    char lang[LANG_MAX + 1];
    struct word_edit *edits; /* in order */
    size_t edit_count;
    size_t edit_capacity;
    struct delta text; /* of the item as it was: what the edits are about */
    /* of a new item */
    enum item_kind item_kind;
    int depth;
    char *parent;
    char *after;
    char *follows; /* another new one, behind which it stands if that came about; NULL: none */
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
    enum word_wish_outcome outcome;
    char proposal[ID_BYTES]; /* empty: none */
    struct buf why;          /* it did not come about as it was wanted */
};

void word_wish_init(struct word_wish *wish, enum word_wish_kind kind, const char *item,
                    const char *lang); /* item NULL: a new one */
void word_wish_clear(struct word_wish *wish);
bool word_wish_is_empty(const struct word_wish *wish); /* it changes nothing */

void word_wish_delete(struct word_wish *wish, uint32_t at, uint32_t units);
void word_wish_insert(struct word_wish *wish, uint32_t at, const char *utf8, size_t len, unsigned format);
/* Words that refer to an item (text/reference.h). */
void word_wish_refer(struct word_wish *wish, uint32_t at, const char *words, const char *target,
                     unsigned format);
void word_wish_place(struct word_wish *wish, const char *parent, const char *after);
void word_wish_follow(struct word_wish *wish, const struct word_wish *other);
void word_wish_say(struct word_wish *wish, const char *author, const char *words, const char *answered);
void word_wish_range(struct word_wish *wish, uint32_t from, uint32_t to);

/* Takes what they need of the draft that they are about, which may go then. */
void word_wish_prepare(struct word_wish *wishes, size_t count, const struct draft *draft);

/* Tries what `who` may do best first, until the draft takes it. */
void word_wish_carry_out(struct word_wish *wish, uint64_t base, const struct participant *who,
                         const struct word_return_door *door);

void word_wish_write_json(struct buf *out,
                          const struct word_wish *wish); /* with the comma in front, if one is due */

#endif
