/* A draft: one document under negotiation, as a pure state machine. No clock, no randomness, no I/O: times and ids come in as
 * arguments, so every run can be replayed.
 *
 *   draft_submit(draft, history, &submission, &op, &refusal)   an op on its way in: check, transform, check each change, apply
 *   draft_fold(draft, op)                                      an op from the log: apply
 *
 * Both end in the same apply functions (draft/changes), so the state is the fold of the log, whoever folds it.
 */
#ifndef DRAFT_DRAFT_H
#define DRAFT_DRAFT_H

#include "draft/change.h"
#include "draft/op.h"
#include "draft/refusal.h"
#include "draft/work.h"

struct draft;
struct history;

struct draft *draft_create(const char *id); /* empty, at seq 0; caller destroys */
void draft_destroy(struct draft *draft);    /* NULL is fine */

uint64_t draft_seq(const struct draft *draft);
/* About the bytes that its state takes, closed proposals and tombstones too; size.h. */
uint64_t draft_bytes(const struct draft *draft);

/* What somebody asks for. All borrowed, except that `changes` is consumed: it comes back empty or moved into the op. */
struct submission {
    const struct participant *who; /* who asks; NULL: the server itself, and nobody is asked whether it may */
    const char
        *by; /* where the server itself does it: for whom. SYSTEM_ID, or who acted on a seat or imported */
    const char *client;
    uint64_t n;
    uint64_t base;
    int64_t at; /* now, ms */
    struct change_list changes;
    uint64_t most_bytes; /* an op that makes the draft larger than this is refused; 0: none is */
    bool too_large;      /* comes back true where that was why */
    struct work *work;   /* what it may cost; NULL, for what the server itself does: whatever it takes */
};

enum submit_result {
    SUBMIT_ACCEPTED,  /* applied; `op` is filled in (caller clears) and must now be made durable */
    SUBMIT_DUPLICATE, /* a resend of what was accepted before: ignore it */
    SUBMIT_REFUSED    /* the state is as it was; `refusal` says why */
};

/* Takes a submission through its steps. `history` gives the ops after `base`. */
enum submit_result draft_submit(struct draft *draft, struct history *history, struct submission *submission,
                                struct op *op, struct refusal *refusal);

/* Folds the next op of the log. STATUS_CORRUPT, with `refusal` filled in, where it does not fit; the state is then unusable.
 * Borrows the op. */
enum status draft_fold(struct draft *draft, const struct op *op, struct refusal *refusal) MUST_CHECK;

#endif
