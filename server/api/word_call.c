/* POST /api/drafts/ID/word[?preview=true]: a Word file that was exported from the draft comes back.
 *
 * Reading it, loading the draft as it was then and comparing is work for a worker; a preview tries the changes there on a draft of its own. Else they go
 * in on the loop, like everybody's ops, in turns of a few milliseconds, so that nobody waits for a long file:
 *
 *   worker: read, compare ──► loop: wait until the draft is open ──► a turn ──► … ──► wait until all is durable ──► answer
 */
#include "api/handlers.h"

#include <stdlib.h>
#include <string.h>

#include "api/audited.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "live/live_drafts.h"
#include "load/word_base.h"

#define TURN_US 5000

struct word_job {
    struct call_job job;
    struct buf file;
    bool preview;
    struct participant who;
    struct word_return *returned;
    struct live_draft *live; /* in use from the first turn on */
    char client[ID_BYTES];
    uint64_t n;
};

static void word_job_free(struct word_job *word)
{
    if (word->live)
        live_draft_release(word->live);
    word_return_destroy(word->returned);
    participant_clear(&word->who);
    buf_clear(&word->file);
    call_job_clear(&word->job);
    free(word);
}

static void fail(struct word_job *word, enum status status, const char *why)
{
    call_respond_error(&word->job.call, status, why);
    word_job_free(word);
}

static void respond(struct word_job *word)
{
    struct buf out = BUF_EMPTY;
    word_return_write_json(&out, word->returned);
    call_respond_json(&word->job.call, 200, &out);
    word_job_free(word);
}

/* ---- on a worker ---- */

static void try_on(struct word_job *word)
{
    struct loaded_draft loaded;
    struct load_request request = {
        .log = word->job.log, .draft = word->job.call.seat.draft, .history = HISTORY_MIN_OPS};
    word->job.status = draft_load(&request, &loaded, &word->job.why);
    if (word->job.status != STATUS_OK)
        return;
    struct word_trial trial = {.loaded = &loaded, .who = &word->who, .now_ms = loop_now_ms()};
    random_id(trial.client, 17);
    word_trial_run(&trial, word->returned);
    loaded_draft_clear(&loaded);
}

static void read_file_back(void *context)
{
    struct word_job *word = context;
    word->job.status =
        word_base_read(word->job.log, word->job.call.seat.draft, word->file.bytes ? word->file.bytes : "",
                       word->file.len, &word->returned, &word->job.why);
    if (word->job.status == STATUS_OK && word->preview)
        try_on(word);
}

/* ---- on the loop ---- */

static char *holder_of(const struct word_job *word, const char *who)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s/%s", word->job.call.seat.draft, who);
    return buf_take(&key);
}

/* Takes it from the budget of the seat, or of its delegation. */
static bool spend(struct word_job *word, enum budget_name budget, uint64_t amount)
{
    bool seat = budget == BUDGET_SEAT_WORK;
    char *key = holder_of(word, !seat && word->who.delegation ? word->who.delegation : word->who.id);
    bool there = budgets_spend(&word->job.call.service->budgets, budget, key, amount, loop_clock_us());
    free(key);
    return there;
}

static const struct draft *live_door_draft(void *context)
{
    const struct live_draft *live = ((struct word_job *)context)->live;
    return live_draft_state(live) == LIVE_OPEN ? live_draft_draft(live) : NULL;
}

static enum submit_result live_door_submit(void *context, uint64_t base, struct change_list *changes,
                                           struct refusal *refusal)
{
    struct word_job *word = context;
    struct service *service = word->job.call.service;
    struct work work = {.left = OP_MAX_STEPS};
    struct submission submission = {.who = &word->who,
                                    .client = word->client,
                                    .n = word->n + 1,
                                    .base = base,
                                    .at = loop_now_ms(),
                                    .changes = *changes,
                                    .most_bytes = budgets_most(&service->budgets, BUDGET_DRAFT_BYTES),
                                    .work = &work};
    *changes = (struct change_list){0};
    enum submit_result result = live_draft_submit(word->live, &submission, refusal);
    word->n += result == SUBMIT_ACCEPTED;
    (void)spend(word, BUDGET_SEAT_WORK, work.spent);
    (void)spend(word, BUDGET_DELEGATION_WORK, work.spent);
    return result;
}

static void durable(void *context, enum status status)
{
    struct word_job *word = context;
    if (status == STATUS_OK)
        call_note_writing(&word->job.call, "draft.word");
    if (status == STATUS_OK)
        respond(word);
    else
        fail(word, status, NULL);
}

static void take_turn(void *context)
{
    struct word_job *word = context;
    const struct word_return_door door = {live_door_draft, live_door_submit, word};
    uint64_t start = loop_clock_us();
    bool more = true;
    if (live_draft_state(word->live) !=
        LIVE_OPEN) { /* what was accepted may be lost: it is sent again as a whole */
        fail(word, STATUS_STORAGE, NULL);
        return;
    }
    while (more && live_draft_state(word->live) == LIVE_OPEN && loop_clock_us() - start < TURN_US)
        more = word_return_next(word->returned, &word->who, &door);
    if (more)
        loop_defer(word->job.call.service->loop, take_turn, word);
    else
        live_draft_when_durable(word->live, durable, word);
}

static void opened(void *context, enum status status)
{
    struct word_job *word = context;
    if (status == STATUS_OK)
        take_turn(word);
    else
        fail(word, status, NULL);
}

static void read_back(void *context)
{
    struct word_job *word = context;
    struct refusal refusal;
    if (word->job.status != STATUS_OK) {
        fail(word, word->job.status, word->job.why.len ? word->job.why.bytes : NULL);
    } else if (word->preview) {
        respond(word);
    } else if (!spend(word, BUDGET_DELEGATION_BYTES, word_return_bytes(word->returned))) {
        enum status status = budgets_refuse(BUDGET_DELEGATION_BYTES, &refusal);
        fail(word, status, refusal.message);
    } else {
        word->live = live_drafts_open(word->job.call.service->drafts, word->job.call.seat.draft);
        live_draft_use(word->live);
        live_draft_when_open(word->live, opened, word);
    }
}

void handle_word(struct call *call)
{
    const char *preview = http_query(call->request, "preview");
    size_t len;
    const char *bytes = http_body(call->request, &len);
    if (call->role == ROLE_OBSERVER) {
        call_respond_error(call, STATUS_FORBIDDEN, NULL);
        return;
    }
    struct word_job *word = mem_zero(1, sizeof *word);
    buf_add(&word->file, bytes, len);
    word->preview = preview && strcmp(preview, "true") == 0;
    word->who.role = call->role;
    word->who.id = mem_copy_string(call->seat.participant);
    word->who.name = mem_copy_string(call->seat.name);
    word->who.delegation = mem_copy_string(call->seat.delegation);
    word->who.silent = call->seat.silent;
    random_id(word->client, 17);
    call_start_job(call, &word->job, read_file_back, read_back);
}
