#include "draft/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/alternatives.h"
#include "draft/change_kind.h"
#include "draft/consequences.h"
#include "draft/cosigning.h"
#include "draft/follow_up.h"
#include "draft/frozen.h"
#include "draft/history.h"
#include "draft/items.h"
#include "draft/lapses.h"
#include "draft/legible.h"
#include "draft/participants.h"
#include "draft/price.h"
#include "draft/proposals.h"
#include "draft/reopening.h"
#include "draft/standings.h"
#include "draft/size.h"
#include "draft/state.h"
#include "draft/transform.h"

struct draft *draft_create(const char *id)
{
    struct draft *draft = mem_zero(1, sizeof *draft);
    snprintf(draft->id, sizeof draft->id, "%s", id);
    return draft;
}

void draft_destroy(struct draft *draft)
{
    if (!draft)
        return;
    void *value;
    for (size_t i = 0; (value = map_next(&draft->items, &i));)
        item_destroy(value);
    for (size_t i = 0; (value = map_next(&draft->clients, &i));)
        free(value);
    map_clear(&draft->items);
    map_clear(&draft->handles);
    map_clear(&draft->clients);
    map_clear(&draft->additions);
    entries_clear(&draft->participants);
    entries_clear(&draft->seats);
    lang_map_clear(&draft->title);
    string_list_clear(&draft->langs);
    free(draft->numbering);
    frozen_free(draft->frozen);
    entries_clear(&draft->proposals);
    entries_clear(&draft->positions);
    entries_clear(&draft->comments);
    entries_clear(&draft->consultations);
    entries_clear(&draft->versions);
    entries_clear(&draft->cosigners);
    cosigning_free(draft->cosigning);
    entries_clear(&draft->cosignatures);
    free(draft->follows);
    entries_clear(&draft->follow_marks);
    journal_clear(&draft->journal);
    free(draft);
}

uint64_t draft_seq(const struct draft *draft)
{
    return draft->seq;
}

/* ---- the steps of a submission, in order ---- */

/* Whose name the op carries. */
static const char *author_of(const struct submission *submission)
{
    return submission->who ? submission->who->id : submission->by;
}

/* n and base, as protocol/messages.md "op" wants them. SUBMIT_ACCEPTED means: go on. */
static enum submit_result check_order(const struct draft *draft, const struct submission *submission,
                                      struct refusal *refusal)
{
    uint64_t acked = clients_acked(draft, submission->client);
    enum status status = STATUS_OK;
    if (submission->n <= acked)
        return SUBMIT_DUPLICATE;
    if (submission->n != acked + 1)
        status = refuse(refusal, STATUS_BAD_N, NULL, NULL);
    else if (submission->base > draft->seq)
        status = refuse(refusal, STATUS_BAD_BASE, NULL, NULL);
    else if (draft->seq - submission->base > HISTORY_MIN_OPS)
        status = refuse(refusal, STATUS_STALE, NULL, NULL);
    else if (draft->adopted && submission->who &&
             !follow_up_is_all(&submission->changes)) /* seats have no who */
        status = refuse(refusal, STATUS_ADOPTED, NULL, NULL);
    else if (submission->changes.count == 0)
        status = refuse(refusal, STATUS_BAD_OP, NULL, "An op needs at least one change.");
    else if (submission->changes.count > OP_MAX_CHANGES)
        status = refuse(refusal, STATUS_TOO_LARGE, NULL, NULL);
    return status == STATUS_OK ? SUBMIT_ACCEPTED : SUBMIT_REFUSED;
}

static enum status check_one_text_each(const struct change_list *list, struct refusal *refusal)
{
    struct map seen = {0};
    struct buf keys = BUF_EMPTY;
    enum status status = STATUS_OK;
    if (list->count > 1)
        buf_reserve(&keys, list->count * (ID_BYTES + LANG_MAX + 2));
    for (size_t i = 0; list->count > 1 && status == STATUS_OK && i < list->count; i++) {
        const struct change *change = &list->changes[i];
        if (!change_is(change, &change_text))
            continue;
        size_t from = keys.len;
        buf_format(&keys, "%s %s", change->item, change->lang);
        buf_char(&keys, '\0');
        if (map_get(&seen, keys.bytes + from))
            status = refuse(refusal, STATUS_BAD_OP, change->item,
                            "Send at most one text change for each item and language in an op.");
        map_put(&seen, keys.bytes + from, (void *)change);
    }
    map_clear(&seen);
    buf_clear(&keys);
    return status;
}

/* An op of the log, for which `work` is paid; borrowed until the next call. STATUS_LIMIT: that is more work than is left. STATUS_STORAGE: the
 * log cannot be read, as while a database is replaced. */
static enum status fetch_op(struct history *history, uint64_t seq, struct work *work, const struct op **out)
{
    if (!work_pay(work, history_steps(history, seq)))
        return STATUS_LIMIT;
    *out = history_op(history, seq);
    return *out ? STATUS_OK : STATUS_STORAGE;
}

/* Changes that were made on the state after op `since`, moved to where the draft is now. Else what fetch_op says, and STATUS_LIMIT where moving
 * them is more work than is left. */
static enum status move_since(const struct draft *draft, struct history *history, uint64_t since,
                              struct change_list *changes, enum transform_tie tie, struct work *work)
{
    if (since == draft->seq || !changes->count)
        return STATUS_OK;
    struct transform *moving = transform_begin(changes, tie, work);
    enum status status = STATUS_OK;
    for (uint64_t seq = since + 1; status == STATUS_OK && seq <= draft->seq; seq++) {
        const struct op *applied;
        status = fetch_op(history, seq, work, &applied);
        if (status == STATUS_OK && !transform_over(moving, &applied->changes))
            status = STATUS_LIMIT;
    }
    transform_end(moving, changes);
    return status;
}

/* Whoever sent an op on a base that is out of reach can go on from the state as it is now, whatever the reason. */
static enum status transform_all(const struct draft *draft, struct history *history,
                                 struct submission *submission, struct refusal *refusal)
{
    enum status moved =
        move_since(draft, history, submission->base, &submission->changes, TRANSFORM_LATE, submission->work);
    return moved == STATUS_OK ? STATUS_OK : refuse(refusal, STATUS_STALE, NULL, NULL);
}

static enum status refuse_work(struct refusal *refusal)
{
    return refuse(refusal, STATUS_LIMIT, NULL, "That is too much work for one op; send it in smaller parts.");
}

static enum status refuse_unread(struct refusal *refusal)
{
    return refuse(refusal, STATUS_STORAGE, NULL,
                  "What was written before cannot be read at the moment; send it again later.");
}

/* Where the op wants to reopen a decision: what takes that decision back, on the state as it is now. */
static enum status recall_decision(const struct draft *draft, struct history *history,
                                   const struct submission *submission, struct reopening *out,
                                   struct refusal *refusal)
{
    const struct op *decision;
    enum status status = reopening_begin(draft, &submission->changes, out, refusal);
    if (status != STATUS_OK || !out->decided)
        return status;
    if (draft->seq - out->decided >= HISTORY_MIN_OPS)
        return refuse(refusal, STATUS_LOCKED, NULL,
                      "It was decided too long ago to be taken back; make a new proposal.");
    status = fetch_op(history, out->decided, submission->work, &decision);
    if (status == STATUS_OK)
        status = reopening_recall(draft, &submission->changes, decision, out, refusal);
    else
        status = status == STATUS_STORAGE ? refuse_unread(refusal) : refuse_work(refusal);
    if (status != STATUS_OK)
        return status;
    status = move_since(draft, history, out->decided, &out->undo, TRANSFORM_RETURNS, submission->work);
    if (status == STATUS_LIMIT)
        return refuse(refusal, STATUS_LIMIT, NULL,
                      "Too much was written since to take it back; make a new proposal.");
    return status == STATUS_OK ? STATUS_OK : refuse_unread(refusal);
}

/* Refuses to join a proposal that its new co-sponsor has not seen as it is, since support is for a text. */
static enum status check_joined(const struct draft *draft, struct history *history,
                                const struct submission *submission, const struct change *change,
                                struct refusal *refusal)
{
    const struct proposal *proposal = proposals_find(draft, change->proposal);
    for (uint64_t seq = submission->base + 1; proposal && seq <= draft->seq; seq++) {
        const struct op *applied = history_op(history, seq);
        if (!applied)
            return refuse_unread(refusal);
        if (lapses_may_follow(draft, applied, proposal))
            return refuse(refusal, STATUS_LOCKED, proposal->item->id,
                          "The proposal has changed meanwhile; read it again before you join it.");
    }
    return STATUS_OK;
}

static enum status check_all_joined(const struct draft *draft, struct history *history,
                                    const struct submission *submission, struct refusal *refusal)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < submission->changes.count; i++) {
        const struct change *change = &submission->changes.changes[i];
        if (change_is(change, &change_proposal_support) && change->support)
            status = check_joined(draft, history, submission, change, refusal);
    }
    return status;
}

/* Asks both questions of a change where somebody asks for it, the second one alone where nobody does, and applies it. */
static enum status check_and_apply(struct draft *draft, struct change *change,
                                   const struct op_context *context, struct refusal *refusal)
{
    enum status status = STATUS_OK;
    if (context->who)
        status = cosigning_allows(draft, change, refusal);
    if (context->who && status == STATUS_OK)
        status = change->kind->may(draft, change, context, refusal);
    if (status == STATUS_OK)
        status = change->kind->fits(draft, change, context, refusal);
    if (status != STATUS_OK)
        return status;
    draft->notes_bytes -= size_of_notes(draft, change, context->by);
    change->kind->apply(draft, change, context);
    draft->notes_bytes += size_of_notes(draft, change, context->by);
    return STATUS_OK;
}

/* Whether the op has to say who its author is: it is their first, or the log says something else about them than is true now. */
static bool must_introduce(const struct draft *draft, const struct participant *who)
{
    const struct participant *known = who ? participants_find(draft, who->id) : NULL;
    return who && (!known || !participant_equal(known, who));
}

static void introduce(struct draft *draft, const struct participant *who, struct change_list *list)
{
    struct change *change = change_list_add(list);
    change->kind = &change_participant_set;
    participant_copy(who, &change->participant);
    participants_set(draft, who);
}

/* What the state remembers of a time. An op may say that it was made before the epoch, by a clock that stood there; a snapshot has no word for that. */
static int64_t moment_of(int64_t at)
{
    return at > 0 ? at : 0;
}

static enum status apply_each(struct draft *draft, struct change_list *list, const struct op_context *context,
                              struct work *work, struct refusal *refusal)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < list->count; i++)
        status = price_pay(draft, &list->changes[i], work)
                     ? check_and_apply(draft, &list->changes[i], context, refusal)
                     : refuse_work(refusal);
    return status;
}

/* Applies what was asked for. A delegation has to leave what is agreed where it stands. */
static enum status apply_asked(struct draft *draft, struct change_list *asked,
                               const struct op_context *context, struct work *work, struct refusal *refusal)
{
    struct standings before = {0};
    bool bound = context->who && standings_bind(context->who, asked);
    if (bound && !price_pay_standings(draft, work))
        return refuse_work(refusal);
    if (bound)
        standings_take(draft, &before);
    enum status status = apply_each(draft, asked, context, work, refusal);
    if (status == STATUS_OK && bound)
        status = standings_check(&before, draft, refusal);
    standings_clear(&before);
    return status;
}

/* Before all else that follows: what falls is decided like what was asked for. */
static enum status let_alternatives_fall(struct draft *draft, struct change_list *asked,
                                         const struct op_context *context, struct work *work,
                                         struct refusal *refusal)
{
    struct op_context own = *context;
    struct change_list fallen = {0};
    own.who = NULL;
    own.late = false;
    alternatives_fall(draft, asked, &fallen);
    enum status status = apply_each(draft, &fallen, &own, work, refusal);
    change_list_append(asked, &fallen);
    return status;
}

/* Applies what follows from it: first what follows from decisions and consultations; then, once all words are as they will be, the
 * lapses of support. */
static enum status apply_consequences(struct draft *draft, const struct change_list *asked,
                                      const struct op_context *context, const struct reopening *reopening,
                                      struct work *work, struct change_list *out, struct refusal *refusal)
{
    struct op_context own = *context;
    struct change_list lapsed = {0};
    own.who = NULL;
    own.late = false;
    if (!price_pay_consequences(draft, asked, work))
        return refuse_work(refusal);
    enum status status = consequences_of(draft, asked, context, out, refusal);
    if (status == STATUS_OK)
        status = reopening_write(draft, asked, reopening, context->lapses, out, refusal);
    if (status == STATUS_OK)
        status = apply_each(draft, out, &own, work, refusal);
    if (status == STATUS_OK) {
        lapses_write(context->lapses, draft, &lapsed);
        status = apply_each(draft, &lapsed, &own, work, refusal);
    }
    change_list_append(out, &lapsed);
    return status;
}

/* Applies the introduction, what was asked for, and what follows from it. The submission ends up with all three. */
static enum status apply_all(struct draft *draft, struct submission *submission,
                             const struct reopening *reopening, struct change_list *introduction,
                             struct refusal *refusal)
{
    struct lapses lapses = {0};
    struct op_context context = {draft->seq + 1,        moment_of(submission->at),     submission->who,
                                 author_of(submission), submission->base < draft->seq, &lapses};
    struct change_list consequences = {0};
    if (must_introduce(draft, submission->who))
        introduce(draft, submission->who, introduction);
    enum status status = apply_asked(draft, &submission->changes, &context, submission->work, refusal);
    if (status == STATUS_OK)
        status = let_alternatives_fall(draft, &submission->changes, &context, submission->work, refusal);
    if (status == STATUS_OK)
        status = apply_consequences(draft, &submission->changes, &context, reopening, submission->work,
                                    &consequences, refusal);
    change_list_append(&submission->changes, &consequences);
    lapses_clear(&lapses);
    return status;
}

/* Nobody is refused for the size of a draft that they make smaller or leave as it is. The last eighth of the room is for the chair
 * and the secretariat, who have to bring the draft to an end. */
static enum status check_size(const struct draft *draft, struct submission *submission, uint64_t before,
                              struct refusal *refusal)
{
    bool leaves_room = submission->who && submission->who->role == ROLE_DELEGATION;
    uint64_t most = leaves_room ? submission->most_bytes / 8 * 7 : submission->most_bytes;
    uint64_t after = draft_bytes(draft);
    if (!submission->most_bytes || after <= most || after <= before)
        return STATUS_OK;
    submission->too_large = true;
    return refuse(refusal, STATUS_LIMIT, NULL,
                  "The draft is as large as this server takes; shorten it, or go on in a new draft.");
}

static void fill_in_op(const struct draft *draft, struct submission *submission,
                       struct change_list *introduction, struct op *op)
{
    *op = (struct op){.seq = draft->seq, .at = submission->at, .n = submission->n};
    snprintf(op->by, sizeof op->by, "%s", author_of(submission));
    snprintf(op->client, sizeof op->client, "%s", submission->client);
    change_list_append(&op->changes, introduction);
    change_list_append(&op->changes, &submission->changes);
}

enum submit_result draft_submit(struct draft *draft, struct history *history, struct submission *submission,
                                struct op *op, struct refusal *refusal)
{
    struct change_list introduction = {0};
    struct reopening reopening = {0};
    const uint64_t bytes = draft_bytes(draft), notes_bytes = draft->notes_bytes;
    enum submit_result result = check_order(draft, submission, refusal);
    if (result != SUBMIT_ACCEPTED)
        goto done;
    result = SUBMIT_REFUSED;
    if (check_one_text_each(&submission->changes, refusal) != STATUS_OK ||
        legible_check(&submission->changes, refusal) != STATUS_OK ||
        transform_all(draft, history, submission, refusal) != STATUS_OK ||
        check_all_joined(draft, history, submission, refusal) != STATUS_OK ||
        recall_decision(draft, history, submission, &reopening, refusal) != STATUS_OK)
        goto done;

    journal_begin(&draft->journal);
    if (apply_all(draft, submission, &reopening, &introduction, refusal) != STATUS_OK ||
        check_size(draft, submission, bytes, refusal) != STATUS_OK) {
        journal_rollback(&draft->journal);
        draft->notes_bytes = notes_bytes;
        goto done;
    }
    journal_commit(&draft->journal);
    draft->seq++;
    clients_set(draft, submission->client, author_of(submission), submission->n);
    fill_in_op(draft, submission, &introduction, op);
    result = SUBMIT_ACCEPTED;
done:
    reopening_clear(&reopening);
    change_list_clear(&introduction);
    change_list_clear(&submission->changes);
    return result;
}

/* ---- the fold ---- */

/* Rights were judged when the log was written. Now each change only has to fit. */
enum status draft_fold(struct draft *draft, const struct op *op, struct refusal *refusal)
{
    struct op_context context = {op->seq, moment_of(op->at), NULL, op->by, false, NULL};
    if (op->seq != draft->seq + 1)
        return refuse(refusal, STATUS_CORRUPT, NULL, "The log has a gap.");
    for (size_t i = 0; i < op->changes.count; i++) {
        struct change change;
        change_copy(&op->changes.changes[i], &change);
        enum status status = check_and_apply(draft, &change, &context, refusal);
        change_clear(&change);
        if (status != STATUS_OK)
            return STATUS_CORRUPT;
    }
    if (consequences_check_done(draft, &op->changes, refusal) != STATUS_OK)
        return STATUS_CORRUPT;
    draft->seq = op->seq;
    clients_set(draft, op->client, op->by, op->n);
    return STATUS_OK;
}
