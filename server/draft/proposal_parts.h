/* Parts of proposals: words inside a proposal that the chair accepted or rejected, while the rest of it stays open
 * (protocol/negotiation.md "A part of a proposal"). What becomes of the words, settling.h says; here is what is remembered of it.
 */
#ifndef DRAFT_PROPOSAL_PARTS_H
#define DRAFT_PROPOSAL_PARTS_H

#include "draft/proposals.h"

#define PROPOSAL_MAX_PARTS 100
#define PART_WORDS_MAX_U16 200

struct proposal_part {
    uint64_t seq; /* of the op that decided it */
    int64_t at;
    bool accepted;
    char *by;
    char *lang;
    char *inserted; /* the beginning of the words that the proposal inserted there; "": none */
    char *struck;   /* and of those that it struck */
};

struct proposal_parts {
    struct proposal_part *all;
    size_t count;
};

/* The words of `text` that a proposal.part chooses, as a part that nobody has decided yet; caller passes it on to proposal_parts_add. Borrows. */
void proposal_parts_choose(const struct text *text, const struct change *change, struct proposal_part *out);
void proposal_part_clear(struct proposal_part *part);
/* Writes. Takes what `part` points to. */
void proposal_parts_add(struct draft *draft, struct proposal *proposal, const struct proposal_part *part);
/* Forgets what op `seq` decided. */
void proposal_parts_drop(struct draft *draft, struct proposal *proposal, uint64_t seq);

/* What op `seq` decided of the proposal, the whole or a part of it. PROPOSAL_OPEN: nothing. */
enum proposal_state proposal_parts_outcome(const struct proposal *proposal, uint64_t seq);
size_t proposal_parts_count(const struct proposal *proposal);
void proposal_parts_free(void *parts); /* on the heap; NULL is fine */

#endif
