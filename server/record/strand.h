/* The whole life of one text: every word that ever stood in it, in order, those that are gone too, as tombstones. From it follows what the
 * text was after any op, who wrote each word of it, and who took away what is missing.
 *
 *   stretch   len  written by  came   went        the text after op 7:  "Urge all States"
 *   Urge       5       3        3      -          after op 9:           "Urge States "
 *   all        4       7        7      9
 *   States     6       3        3      -          A stretch is there after op s where came <= s < went.
 *
 * Words that a split or a merge takes to another item go here and come there, by the same op, and keep who wrote them. Their letters stand
 * in the weave's arena, at `at`; so equal places mean the very same words, wherever they have gone.
 *
 * The stretches are kept in chunks that know how many living units they hold, so an edit in a text with a long past skips most of it.
 */
#ifndef RECORD_STRAND_H
#define RECORD_STRAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/packed.h"

struct stretch {
    uint32_t at;      /* where its letters are in the arena, UTF-16 units */
    uint32_t len;     /* UTF-16 units */
    uint32_t written; /* by this op */
    uint32_t came;    /* into this text, by this op: that which wrote it, or a split or merge */
    uint32_t went;    /* by this op; 0: it is there */
    uint32_t under;   /* the set of proposals that brought it (proposal_sets); 0: none */
    uint32_t struck;  /* the set of those that strike it, or struck it when it went */
    bool moved;       /* it went to another text, not away */
};

#define STRAND_CHUNK 96 /* stretches */

struct strand_chunk {
    uint32_t count;
    uint32_t live; /* units that are there */
    struct stretch *all;
    size_t capacity;
};

struct strand {
    struct strand_chunk
        *chunks; /* beside each other: whoever looks for a place reads what all of them hold */
    size_t count;
    size_t capacity;
    uint32_t live; /* units that are there */
    size_t stretches;
};

void strand_clear(struct strand *strand);
size_t strand_bytes(const struct strand *strand); /* about what it takes in memory */

/* Where a change has got to: in front of a unit that is there, or at the end. */
struct strand_cursor {
    struct strand *strand;
    size_t chunk;
    uint32_t index;
    uint32_t offset; /* units of the stretch that have been passed */
};

struct strand_cursor strand_start(struct strand *strand);
/* Passes units that are there; at most as many as are left (else the process stops). */
void strand_pass(struct strand_cursor *cursor, uint32_t units);
/* Puts it where the cursor is, which then stands behind it. */
void strand_insert(struct strand_cursor *cursor, const struct stretch *stretch);
/* The next stretch that is there, cut so that it begins at the cursor and has at most so many units; the cursor passes it. It may be
 * changed by the caller in what does not count (under, struck), until the next call. */
struct stretch *strand_take(struct strand_cursor *cursor, uint32_t most);
/* The same, and it goes, by the op `seq`. */
struct stretch *strand_drop(struct strand_cursor *cursor, uint32_t most, uint32_t seq, bool moved);
/* Behind all others. */
void strand_append(struct strand *strand, const struct stretch *stretch);

/* Every stretch in order, those that went too. */
void strand_visit(const struct strand *strand, void (*visit)(void *context, const struct stretch *stretch),
                  void *context);

void strand_pack(const struct strand *strand, struct buf *out);
struct strand_bounds {
    uint32_t units; /* letters in the arena */
    uint32_t seq;
    uint32_t sets;
};
/* Into an empty one; caller clears, also where it is broken. */
void strand_unpack(struct strand *strand, struct packed *in, const struct strand_bounds *bounds);

static inline bool stretch_is_there(const struct stretch *stretch, uint64_t seq)
{
    return stretch->came <= seq && (!stretch->went || stretch->went > seq);
}

#endif
