#include "api/change_job.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "draft/participants.h"
#include "live/live_drafts.h"
#include "wire/change_codec.h"

static void job_free(struct change_job *change)
{
    if (change->live)
        live_draft_release(change->live);
    change_list_clear(&change->changes);
    participant_clear(&change->who);
    buf_clear(&change->json);
    call_job_clear(&change->job);
    free(change);
}

static void fail(struct change_job *change, enum status status, const char *why)
{
    call_respond_error(&change->job.call, status, why);
    job_free(change);
}

static void durable(void *context, enum status status)
{
    struct change_job *change = context;
    if (status != STATUS_OK) {
        fail(change, status, NULL);
        return;
    }
    call_respond_json(&change->job.call, 200, &change->json);
    job_free(change);
}

/* Takes it from the budget of the seat, or of its delegation. */
static bool spend(const struct change_job *change, enum budget_name budget, uint64_t amount)
{
    bool seat = budget == BUDGET_SEAT_OPS || budget == BUDGET_SEAT_WORK;
    struct buf holder = BUF_EMPTY;
    buf_format(&holder, "%s/%s", change->job.call.seat.draft,
               !seat && change->who.delegation ? change->who.delegation : change->who.id);
    bool there =
        budgets_spend(&change->job.call.service->budgets, budget, holder.bytes, amount, loop_clock_us());
    buf_clear(&holder);
    return there;
}

/* What an op asks of its seat, its delegation and the log before anybody looks at it. */
static enum status pay(const struct change_job *change, struct refusal *refusal)
{
    struct budgets *budgets = &change->job.call.service->budgets;
    uint64_t log_bytes = live_draft_log_bytes(change->live);
    if (!spend(change, BUDGET_SEAT_OPS, 1))
        return budgets_refuse(BUDGET_SEAT_OPS, refusal);
    if (!spend(change, BUDGET_DELEGATION_BYTES, change->bytes))
        return budgets_refuse(BUDGET_DELEGATION_BYTES, refusal);
    return log_bytes < budgets_most(budgets, BUDGET_DRAFT_LOG_BYTES)
               ? STATUS_OK
               : budgets_refuse(BUDGET_DRAFT_LOG_BYTES, refusal);
}

/* The replica of a participant's calls: one for all, since a draft remembers each. */
static void name_client(const char *participant, char client[ID_BYTES])
{
    if (snprintf(client, ID_BYTES, "call-%s", participant) >= ID_BYTES)
        random_id(client, 17);
}

static void submit(struct change_job *change)
{
    char client[ID_BYTES];
    struct refusal refusal;
    struct work work = {.left = OP_MAX_STEPS};
    const struct draft *draft = live_draft_draft(change->live);
    if (pay(change, &refusal) != STATUS_OK) {
        fail(change, refusal.status, refusal.message);
        return;
    }
    name_client(change->who.id, client);
    struct submission submission = {
        .who = change->judged ? NULL : &change->who,
        .by = change->who.id,
        .client = client,
        .n = clients_acked(draft, client) + 1,
        .base = draft_seq(draft),
        .at = loop_now_ms(),
        .changes = change->changes,
        .most_bytes = budgets_most(&change->job.call.service->budgets, BUDGET_DRAFT_BYTES),
        .work = &work,
    };
    change->changes = (struct change_list){0};
    enum submit_result result = live_draft_submit(change->live, &submission, &refusal);
    (void)spend(change, BUDGET_SEAT_WORK, work.spent);
    (void)spend(change, BUDGET_DELEGATION_WORK, work.spent);
    if (result != SUBMIT_ACCEPTED) {
        fail(change, refusal.status, refusal.message);
        return;
    }
    buf_format(&change->json, "{\"seq\":%llu}\n",
               (unsigned long long)draft_seq(live_draft_draft(change->live)));
    live_draft_when_durable(change->live, durable, change);
}

static void opened(void *context, enum status status)
{
    struct change_job *change = context;
    if (status == STATUS_OK)
        submit(change);
    else
        fail(change, status, NULL);
}

static void check(void *context)
{
    struct change_job *change = context;
    if (change->check)
        change->check(change);
}

static void checked(void *context)
{
    struct change_job *change = context;
    if (change->job.status != STATUS_OK) {
        fail(change, change->job.status, change->job.why.len ? change->job.why.bytes : NULL);
        return;
    }
    change->live = live_drafts_open(change->job.call.service->drafts, change->job.call.seat.draft);
    live_draft_use(change->live);
    live_draft_when_open(change->live, opened, change);
}

struct change_job *change_job_create(struct call *call, bool (*takes)(const struct change_list *changes),
                                     const char *otherwise)
{
    struct json_doc *body = call_body(call);
    struct refusal refusal;
    if (!body)
        return NULL;
    struct change_job *change = mem_zero(1, sizeof *change);
    enum status status = changes_decode(json_get(json_root(body), "changes"), &change->changes, &refusal);
    json_free(body);
    if (status == STATUS_OK && takes(&change->changes))
        return change;
    change_list_clear(&change->changes);
    free(change);
    call_respond_error(call, STATUS_BAD_MESSAGE, otherwise);
    return NULL;
}

void change_job_start(struct call *call, struct change_job *change)
{
    (void)http_body(call->request, &change->bytes);
    change->who.role = call->role;
    change->who.id = mem_copy_string(call->seat.participant);
    change->who.name = mem_copy_string(call->seat.name);
    change->who.delegation = mem_copy_string(call->seat.delegation);
    change->who.silent = call->seat.silent;
    call_start_job(call, &change->job, check, checked);
}
