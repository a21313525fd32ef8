/* Proposals: what somebody would like to change, and how it was decided (protocol/negotiation.md). The words themselves are in the
 * texts, marked with the proposal's id; see marks.h.
 */
#ifndef DRAFT_PROPOSALS_H
#define DRAFT_PROPOSALS_H

#include "draft/refusal.h"
#include "draft/state.h"

#define DRAFT_MAX_OPEN_PROPOSALS 5000

struct proposal {
    char id[ID_BYTES];
    struct item *item; /* NULL only between a proposal for a new item and the item.add that makes it */
    char *new_item;    /* the id of that item; else NULL */
    enum proposal_act act;
    enum proposal_state state;
    bool filed;       /* complete: it marks no further words */
    char *by;         /* participant */
    char *delegation; /* NULL: none */
    char *group;      /* it is one of several alternatives (alternatives.h); NULL: it is not */
    char *note;
    struct string_list *support; /* delegations; NULL: none yet */
    struct proposal_parts
        *parts; /* of it that were decided by themselves (proposal_parts.h); NULL: none yet */
    uint64_t seq;
    int64_t at;
    uint64_t closed; /* seq of the decision; 0: open */
    char *closer;
    int64_t closed_at; /* when; 0: open */
};

struct proposal *proposals_find(const struct draft *draft, const char *id); /* NULL where absent */
bool proposal_is_open(const struct proposal *proposal);
/* Whether it was made by this participant or by somebody of the same delegation. */
bool proposal_is_own(const struct proposal *proposal, const struct participant *who);
/* Whether it is their own, open and not filed: it may still mark words. */
bool proposal_may_mark(const struct proposal *proposal, const struct participant *who);
/* STATUS_BAD_OP where there is none of this id that is open. */
enum status proposals_find_open(const struct draft *draft, const char *id, struct proposal **out,
                                struct refusal *refusal) MUST_CHECK;
/* STATUS_FORBIDDEN unless it is their own. */
enum status proposal_check_own(const struct proposal *proposal, const struct participant *who,
                               struct refusal *refusal) MUST_CHECK;
/* The open proposal that would add this item; NULL where it is there by right. */
struct proposal *proposals_adding(const struct draft *draft, const char *item);

/* Writes. Takes `proposal`, whose id is fresh. */
void proposals_add(struct draft *draft, struct proposal *proposal);
void proposals_close(struct draft *draft, struct proposal *proposal, enum proposal_state state, uint64_t seq,
                     const char *closer, int64_t at);
/* Takes the decision back. */
void proposals_reopen(struct draft *draft, struct proposal *proposal);
void proposals_support(struct draft *draft, struct proposal *proposal, const char *delegation, bool support);
/* The item that a proposal announced is there now. */
void proposals_bind(struct draft *draft, struct item *item);
/* The words of `from` went into `into`. */
void proposals_follow_merge(struct draft *draft, struct item *from, struct item *into);

#endif
