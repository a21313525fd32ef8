/* A Word file that comes back: what was changed in it since it was exported, as wishes of whoever sends it, item by item.
 *
 *   word_return_read      the file, and the draft as it was when it was exported  ->  wishes
 *   word_return_carry_out each wish through the door by which all changes come, based on that time: the draft's own rules carry it over what
 *                         has happened since, and judge it
 *   word_return_write_json
 *
 * Paragraphs know their items by hidden bookmarks; those that have lost theirs (Google Docs, retyped) are paired by their words. What is compared is
 * what the file showed, so it makes no difference whether changes were tracked:
 *
 *   words that the file has and the draft had not      would be inserted
 *   words that are gone, or struck, and were not       would be deleted
 *   a paragraph without an item, an item without one   would be added, or removed
 *   words that stay and look otherwise                 would look so; as a proposal, the same words in their new looks in place of them
 *   an item that stands elsewhere, or is more or less  would be moved (word_tree.h)
 *   deep
 *   another style or number than its kind has          would make it a heading, a numbered item or a paragraph
 *   another title                                      would be set
 *   a comment that the draft does not have             is made
 *
 * Nothing is ever overwritten: whoever may write in an item writes there; whoever may only propose, proposes; under somebody else's words
 * everybody does. Moves, kinds and titles cannot be proposed, and take back nobody's later ones. What the draft refuses, since the item is gone, approved or changed at that place, stays as a comment on the item; where even that
 * cannot be, it is told, with its words.
 */
#ifndef LOAD_WORD_RETURN_H
#define LOAD_WORD_RETURN_H

#include "base/buf.h"
#include "draft/draft.h"

struct word_return;

#define WORD_RETURN_MAX 2000 /* wishes of one file */

/* What a file says of where it comes from, to load the draft as it was then. */
struct word_return_source {
    char draft[ID_BYTES]; /* empty: it does not say */
    char head[65];        /* hash of the op `seq`, hexadecimal */
    uint64_t seq;         /* 0: it does not say */
};

/* Reads the file alone. Borrows the bytes. Caller destroys `out`, which is NULL after a failure. STATUS_BAD_FILE, STATUS_TOO_LARGE, STATUS_LIMIT with a
 * sentence in `why`. */
enum status word_return_open(const char *bytes, size_t len, struct word_return **out,
                             struct word_return_source *source, struct buf *why) MUST_CHECK;
void word_return_destroy(struct word_return *returned); /* NULL is fine */

/* Compares it with the draft as it was at the export, or as it is now where that is not known; `lang` NULL: the file's language, else the
 * original. `base` must be the draft's seq that the wishes are to be based on. STATUS_BAD_FILE: two languages beside each other, or a language that the
 * draft has not; STATUS_LIMIT: more than WORD_RETURN_MAX wishes. */
enum status word_return_read(struct word_return *returned, const struct draft *draft, const char *lang,
                             struct buf *why) MUST_CHECK;

/* Where changes go in: a draft in memory, or one in use. */
struct word_return_door {
    const struct draft *(*draft)(
        void *context); /* as it is now; NULL: it cannot be had, and nothing is taken */
    /* Consumes the changes. */
    enum submit_result (*submit)(void *context, uint64_t base, struct change_list *changes,
                                 struct refusal *refusal);
    void *context;
};

/* Carries out the next wish. False: there was none left. */
bool word_return_next(struct word_return *returned, const struct participant *who,
                      const struct word_return_door *door);
/* About the bytes that carrying out all of them adds to the log. */
uint64_t word_return_bytes(const struct word_return *returned);

/* {"seq":N,"items":[{"item","what":"text|format|add|remove|kind|order|level|title|comment","was","now","outcome":"edit|proposal|comment|told","why"?}],"told":["…"]}: what each
 * wish came to. `told` is of the file as a whole. */
void word_return_write_json(struct buf *out, const struct word_return *returned);

#endif
