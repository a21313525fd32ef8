/* What a kind of change is: a name, its fields, two questions and how it is applied. The table of all kinds is in change_kinds.c.
 *
 * may   May this submitter do it? Rights, statuses, whose the words are, and what has to hold only at the moment when it is asked for,
 *       such as a time that lies ahead. It takes off the change what the submitter cannot say, and refuses what is not there to be judged.
 * fits  Does it fit the state? Ids exist or are free, places hold, limits are kept: what is true of every change of a log. It fills in
 *       what the server knows better (an `at`, a resolved `after`), so that a change that has been through it goes through it unaltered.
 *
 * A submission goes through both, `may` first. What nobody asks for goes through `fits` alone: a log that is folded, what follows from
 * a change by itself, and what the server does itself (imports, seats, deadlines). Where a change is neither allowed nor fitting,
 * `may` says which code is told: some kinds call their own `fits`, or parts of it, before they ask for rights.
 *
 * All of them see the change after transformation, against the state that the changes before it in the same op have already made.
 * apply cannot fail after fits.
 */
#ifndef DRAFT_CHANGE_KIND_H
#define DRAFT_CHANGE_KIND_H

#include "draft/change.h"
#include "draft/refusal.h"
#include "draft/state.h"

struct lapses;

struct op_context {
    uint64_t seq; /* of the op being made or folded */
    int64_t at;
    const struct participant *who; /* who asks for it; NULL: nobody, so `may` is not run */
    const char *by;                /* the author, as the op names them */
    bool late;                     /* made against an older state */
    struct lapses *lapses; /* notes whose support ends with this op (lapses.h); NULL where a log is folded */
};

struct change_kind {
    const char *name;
    const struct field *fields;
    /* Both borrow, and fill in refusal unless STATUS_OK. `may` is run only where context->who is somebody. */
    enum status (*may)(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal);
    enum status (*fits)(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal);
    void (*apply)(struct draft *draft, const struct change *change, const struct op_context *context);
};

/* NULL where there is no such kind. */
const struct change_kind *change_kind_find(const char *name);
/* All kinds in table order, NULL at the end. */
const struct change_kind *const *change_kinds(void);

/* Whether it ends a proposal. */
bool change_is_decision(const struct change *change);

extern const struct change_kind change_text;
extern const struct change_kind change_item_add;
extern const struct change_kind change_item_move;
extern const struct change_kind change_item_remove;
extern const struct change_kind change_item_restore;
extern const struct change_kind change_item_split;
extern const struct change_kind change_item_merge;
extern const struct change_kind change_item_kind;
extern const struct change_kind change_item_status;
extern const struct change_kind change_item_align;
extern const struct change_kind change_item_number;
extern const struct change_kind change_draft_set;
extern const struct change_kind change_draft_freeze;
extern const struct change_kind change_draft_renumber;
extern const struct change_kind change_draft_adopt;
extern const struct change_kind change_participant_set;
extern const struct change_kind change_seat_add;
extern const struct change_kind change_seat_confirm;
extern const struct change_kind change_seat_end;
extern const struct change_kind change_seat_enter;
extern const struct change_kind change_proposal_add;
extern const struct change_kind change_proposal_file;
extern const struct change_kind change_proposal_support;
extern const struct change_kind change_proposal_accept;
extern const struct change_kind change_proposal_reject;
extern const struct change_kind change_proposal_withdraw;
extern const struct change_kind change_proposal_part;
extern const struct change_kind change_proposal_group;
extern const struct change_kind change_proposal_reopen;
extern const struct change_kind change_position_set;
extern const struct change_kind change_comment_add;
extern const struct change_kind change_comment_edit;
extern const struct change_kind change_comment_remove;
extern const struct change_kind change_comment_resolve;
extern const struct change_kind change_consult_open;
extern const struct change_kind change_consult_close;
extern const struct change_kind change_version_add;
extern const struct change_kind change_cosign_key;
extern const struct change_kind change_cosign_ask;
extern const struct change_kind change_cosign_add;
extern const struct change_kind change_follow_set;
extern const struct change_kind change_follow_from;

#endif
