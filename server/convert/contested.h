/* What an imported text says about who wants what: proposals, positions and comments, beside the entries of its outline (outline.h). The
 * readers of brackets and of Word files fill it in, load/draft_seed makes ops of it.
 *
 * The words of a proposal stay where they are, in the text of their entry, and carry its id as a mark, as they do in a draft:
 *
 *   "Los Estados [Canadá, Costa Rica: deberán] [del. México: pueden] cooperar."
 *
 *   items[4].text   "Los Estados "  "deberán" {"ins:b0001":true}  " "  "pueden" {"del:b0002":true}  " cooperar."
 *   proposals[0]    b0001, entry 4, by CA, sponsored by CR
 *   proposals[1]    b0002, entry 4, by MX
 *
 * - A text holds all words, those of every insertion too: what an entry says as agreed are its words without `ins:`.
 * - Marks nest by being on the same words. Of two on the same words, the one that goes on around the other is the outer one; where they
 *   cover the same words, the one that was added first. Formatting stands beside marks as everywhere.
 * - A proposal of act `text` marks words of its own entry alone, and at least one. One that goes over several entries is one proposal each.
 * - A proposal of act `add` is for the whole entry, with what is below it, whose words need no mark; so is one of act `remove`.
 * - Proposals of one `group` are alternatives, of which one may be accepted: readings of one place in one entry, or entries that are added beside
 *   each other.
 *
 * Entries are named by their index in outline.items, from 0; ranges are UTF-16 units of the entry's whole text.
 */
#ifndef CONVERT_CONTESTED_H
#define CONVERT_CONTESTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "draft/types.h"

#define CONTESTED_ID_BYTES 16
#define CONTESTED_NONE     SIZE_MAX

/* Who says something. Neither of them: the secretariat, without attribution. */
struct contested_author {
    char *delegation; /* its code, in its one spelling (text/code.h); NULL: none */
    char *
        name; /* of a person, where no delegation is known; NULL: none. Not read where there is a delegation */
};

struct contested_proposal {
    char id[CONTESTED_ID_BYTES]; /* that of its marks, and of the proposal in the draft */
    size_t entry;
    enum proposal_act act;
    struct contested_author by;
    char **sponsors; /* codes of delegations beside the author's */
    size_t sponsor_count;
    char *note;                     /* NULL: none */
    char group[CONTESTED_ID_BYTES]; /* empty: it is no alternative */
};

struct contested_position {
    size_t entry;
    struct contested_author by; /* a delegation */
    enum position_value value;
    char *note; /* NULL: none */
};

struct contested_comment {
    size_t entry;
    struct contested_author by;
    char *words;
    size_t
        answers; /* index of the first comment of its thread, which stands before it; CONTESTED_NONE: it is the first one */
    bool ranged; /* about the units from … to; else about the entry. An answer has no range */
    uint32_t from;
    uint32_t to;
    bool resolved; /* of a first one */
};

struct contested {
    struct contested_proposal *proposals;
    size_t proposal_count;
    size_t proposal_capacity;
    struct contested_position
        *positions; /* one for each entry and delegation at most; of two, the later counts */
    size_t position_count;
    size_t position_capacity;
    struct contested_comment *comments;
    size_t comment_count;
    size_t comment_capacity;
};

/* The id of the participant by whom a draft has what is in an imported text without a name, and what they are called in a language (NULL: in
 * English); static. */
#define CONTESTED_UNATTRIBUTED "unattributed"
const char *contested_unattributed_name(const char *lang);
bool contested_is_unattributed_name(const char *name, size_t len); /* in whichever language */

void contested_clear(struct contested *contested);
bool contested_is_empty(const struct contested *contested);

/* Each appends one and returns it, for the caller to fill in the rest; valid until the next one is added. Strings are copied, all in them
 * is freed by contested_clear. A proposal comes with its id ("b0001", "b0002", …) and is by the secretariat without attribution. */
struct contested_proposal *contested_propose(struct contested *contested, size_t entry,
                                             enum proposal_act act);
struct contested_position *contested_take_position(struct contested *contested, size_t entry,
                                                   const char *delegation, enum position_value value);
struct contested_comment *contested_comment(struct contested *contested, size_t entry, const char *words);

/* Copies. A delegation that is the author already, or sponsors it already, is left out. */
void contested_sponsor(struct contested_proposal *proposal, const char *delegation);

/* Makes it an alternative to the others of that number, from 1. */
void contested_join(struct contested_proposal *proposal, unsigned group);

/* The attribute of a mark: "ins:b0001". */
#define CONTESTED_MARK_BYTES (CONTESTED_ID_BYTES + 4)
void contested_mark(const struct contested_proposal *proposal, bool deletes, char out[CONTESTED_MARK_BYTES]);
/* The proposal whose mark this attribute is; NULL where it is none of these. Sets `deletes` where it is one. */
const struct contested_proposal *contested_find(const struct contested *contested, const char *attribute,
                                                bool *deletes);

#endif
