#include "live/seat_record.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/participants.h"
#include "live/live_draft_state.h"
#include "store/acts.h"

#define ACTS_AN_OP 50
#define OPS_A_TURN 4

/* Acts in a row by one participant: they become an op. */
struct batch {
    char by[ID_BYTES];
    struct change_list changes;
    bool more; /* others follow */
};

static const struct change_kind *kind_of(enum act_kind kind)
{
    switch (kind) {
    case ACT_ADD:
        return &change_seat_add;
    case ACT_CONFIRM:
        return &change_seat_confirm;
    case ACT_END:
        return &change_seat_end;
    case ACT_ENTER:
        return &change_seat_enter;
    }
    return NULL;
}

static bool add_act(void *context, const struct act *act)
{
    struct batch *batch = context;
    if (!batch->changes.count)
        snprintf(batch->by, sizeof batch->by, "%s", act->by);
    batch->more = strcmp(batch->by, act->by) != 0 || batch->changes.count == ACTS_AN_OP;
    if (batch->more)
        return false;
    struct change *change = change_list_add(&batch->changes);
    change->kind = kind_of(act->kind);
    change->number = (int64_t)act->number;
    change->time = act->at;
    change->seat = mem_copy_string(act->seat);
    if (act->kind != ACT_ADD)
        return true;
    change->expires = act->expires_at;
    change->pending = act->pending;
    change->participant =
        (struct participant){mem_copy_string(act->participant), ROLE_OBSERVER, mem_copy_string(act->name),
                             mem_copy_string(act->delegation), act->silent};
    (void)role_from_name(act->role, &change->participant.role);
    return true;
}

/* Adds an op. True where there is more to do. */
static bool add_op(struct live_draft *live)
{
    struct batch batch = {0};
    struct refusal refusal = {0};
    const struct draft *draft = live_draft_draft(live);
    struct people *people = live->drafts->grounds.people;
    enum status status = people_acts_since(people, live->id, draft->acts, add_act, &batch);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "draft %s: what was done to its seats cannot be read: %s", live->id,
             status_message(status));
    if (status != STATUS_OK || !batch.changes.count) {
        change_list_clear(&batch.changes);
        return false;
    }
    struct submission submission = {.by = batch.by,
                                    .client = SYSTEM_ID,
                                    .n = clients_acked(draft, SYSTEM_ID) + 1,
                                    .base = draft_seq(draft),
                                    .at = loop_now_ms(),
                                    .changes = batch.changes};
    if (live_draft_submit(live, &submission, &refusal) == SUBMIT_ACCEPTED)
        return batch.more;
    diag(DIAG_ERROR, "draft %s: what was done to its seats cannot be told: %s", live->id, refusal.message);
    return false;
}

static void go_on(void *context)
{
    struct live_draft *live = context;
    seat_record_catch_up(live);
    live_draft_release(live);
}

/* Where an append fails, the draft reads its log again, and `loaded` calls this again. */
void seat_record_catch_up(struct live_draft *live)
{
    const struct live_drafts *drafts = live->drafts;
    size_t ops = 0;
    bool more = true;
    while (more && live_draft_is_ours(live) && !drafts->stopping && ops++ < OPS_A_TURN)
        more = add_op(live);
    if (more && live_draft_is_ours(live) && !drafts->stopping) {
        live_draft_use(live);
        loop_defer(drafts->grounds.loop, go_on, live);
    }
}

void seat_record_take_over(struct live_drafts *drafts, const char *draft)
{
    struct live_draft *live = live_drafts_open(drafts, draft);
    live_draft_use(live);
    seat_record_catch_up(live); /* unless it is being read: then as soon as it has been */
    live_draft_release(live);
}
