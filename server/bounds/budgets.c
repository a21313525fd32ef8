#include "bounds/budgets.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "bounds/budget.h"

#define SECOND_US UINT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)

/* A row with a period grants `amount` in that time, and `burst` at once. A row without one bounds what is in use at one time. */
struct row {
    const char *name; /* in /metrics: who, then what */
    uint64_t period_us;
    size_t amount, burst; /* where limits.h has them */
    enum status status;
    const char *advice;
};

#define LIMIT(member) offsetof(struct limits, member)

static const struct row rows[BUDGET_COUNT] = {
    [BUDGET_SEAT_MESSAGE_BYTES] = {"seat_message_bytes", SECOND_US, LIMIT(seat_message_bytes_per_second),
                                   LIMIT(seat_message_bytes_burst), STATUS_LIMIT,
                                   "You send more than this server takes; connect again in a minute."},
    [BUDGET_SEAT_OPS] = {"seat_ops", SECOND_US, LIMIT(ops_per_second), LIMIT(ops_burst), STATUS_LIMIT,
                         "Send one op at a time and wait for its outcome."},
    [BUDGET_SEAT_WORK] = {"seat_work", SECOND_US, LIMIT(seat_work_per_second), LIMIT(seat_work_burst),
                          STATUS_LIMIT, "Your edits are a lot of work for the server; wait a moment."},
    [BUDGET_DELEGATION_WORK] = {"delegation_work", SECOND_US, LIMIT(delegation_work_per_second),
                                LIMIT(delegation_work_burst), STATUS_LIMIT,
                                "Your delegation's edits are a lot of work for the server; wait a moment."},
    [BUDGET_DELEGATION_BYTES] = {"delegation_bytes", MINUTE_US, LIMIT(delegation_bytes_per_minute),
                                 LIMIT(delegation_bytes_burst), STATUS_LIMIT,
                                 "Your delegation has written as much as it may for now; wait a minute."},
    [BUDGET_DRAFT_BYTES] = {"draft_bytes", 0, LIMIT(draft_bytes), 0, STATUS_LIMIT,
                            "The draft is as large as this server takes; shorten it, or go on in a new one."},
    [BUDGET_DRAFT_LOG_BYTES] =
        {"draft_log_bytes", 0, LIMIT(draft_log_bytes), 0, STATUS_LIMIT,
         "The draft has as long a history as this server takes; go on in a new draft."},
    [BUDGET_OBSERVERS] = {"observers", 0, LIMIT(observers), 0, STATUS_LIMIT,
                          "All places for observers are taken; try again later."},
    [BUDGET_SEAT_CONNECTIONS] =
        {"seat_connections", 0, LIMIT(seat_connections), 0, STATUS_LIMIT,
         "This seat has as many connections open as it may; close one of them first."},
    [BUDGET_SEAT_ANSWERS] = {"seat_answers", 0, LIMIT(seat_answers), 0, STATUS_LIMIT,
                             "This seat is reading the log as often as it may at once; wait for one to end."},
    [BUDGET_WAITING_BYTES] =
        {"waiting_bytes", 0, LIMIT(waiting_bytes), 0, STATUS_SLOW_READER,
         "Too much waits for readers, and you are the slowest; reconnect on a better line."},
    [BUDGET_SEAT_JOBS] = {"seat_jobs", 0, LIMIT(seat_jobs), 0, STATUS_LIMIT,
                          "This seat has asked for as much as it may at once; wait for an answer."},
    [BUDGET_SEAT_STREAMS] = {"seat_streams", 0, LIMIT(seat_streams), 0, STATUS_LIMIT,
                             "This seat has as many event streams open as it may; close one of them first."},
    [BUDGET_STREAMS] = {"streams", 0, LIMIT(streams), 0, STATUS_LIMIT,
                        "All places for event streams are taken; try again later."},
    [BUDGET_MEETING_ACTS] = {"meeting_acts", MINUTE_US, LIMIT(meeting_acts_per_minute),
                             LIMIT(meeting_acts_burst), STATUS_LIMIT,
                             "As much has been done to this meeting as may be at once; wait a minute."},
    [BUDGET_ADMIN_TRIES] = {"admin_tries", MINUTE_US, LIMIT(admin_tries_per_minute), LIMIT(admin_tries_burst),
                            STATUS_LIMIT, "Too many wrong tokens came from your address; wait a minute."},
};

struct account {
    struct budget budget; /* of a row with a period */
    uint64_t in_use;      /* of one without */
    char holder[];
};

static uint64_t limit_at(const struct limits *limits, size_t offset)
{
    return *(const uint64_t *)(const void *)((const char *)limits + offset);
}

static struct rate rate_of(const struct budgets *budgets, const struct row *row)
{
    return (struct rate){limit_at(budgets->limits, row->amount), row->period_us,
                         limit_at(budgets->limits, row->burst)};
}

void budgets_init(struct budgets *budgets, const struct limits *limits)
{
    *budgets = (struct budgets){.limits = limits};
}

static void clear_accounts(struct map *by_holder)
{
    void *account;
    for (size_t i = 0; (account = map_next(by_holder, &i));)
        free(account);
    map_clear(by_holder);
}

void budgets_clear(struct budgets *budgets)
{
    for (int name = 0; name < BUDGET_COUNT; name++)
        clear_accounts(&budgets->accounts[name].by_holder);
}

static struct account *open_account(struct map *by_holder, const char *holder)
{
    size_t bytes = strlen(holder) + 1;
    struct account *account = mem_zero(1, sizeof *account + bytes);
    memcpy(account->holder, holder, bytes);
    map_put(by_holder, account->holder, account);
    return account;
}

static void close_account(struct map *by_holder, struct account *account)
{
    map_remove(by_holder, account->holder);
    free(account);
}

void budgets_note(struct budgets *budgets, enum budget_name name, uint64_t in_use, bool refused)
{
    struct budget_accounts *accounts = &budgets->accounts[name];
    accounts->refusals += refused;
    if (in_use > accounts->highest)
        accounts->highest = in_use;
}

/* The account of a row with a period, full where it is new. */
static struct account *filling_account(struct budgets *budgets, enum budget_name name, const char *holder,
                                       const struct rate *rate, uint64_t now_us)
{
    struct map *by_holder = &budgets->accounts[name].by_holder;
    struct account *account = map_get(by_holder, holder);
    ALWAYS(rows[name].period_us);
    if (!account) {
        account = open_account(by_holder, holder);
        account->budget = budget_full(rate, now_us);
    }
    return account;
}

uint64_t budgets_left(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t now_us)
{
    struct rate rate = rate_of(budgets, &rows[name]);
    struct account *account = filling_account(budgets, name, holder, &rate, now_us);
    (void)budget_take(&account->budget, 0, &rate, now_us); /* lets it fill */
    return account->budget.left;
}

bool budgets_spend(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t amount,
                   uint64_t now_us)
{
    struct rate rate = rate_of(budgets, &rows[name]);
    struct account *account = filling_account(budgets, name, holder, &rate, now_us);
    bool taken = budget_take(&account->budget, amount, &rate, now_us);
    budgets_note(budgets, name, rate.burst - account->budget.left, !taken);
    return taken;
}

bool budgets_hold(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t amount)
{
    struct map *by_holder = &budgets->accounts[name].by_holder;
    struct account *account = map_get(by_holder, holder);
    uint64_t most = budgets_most(budgets, name), in_use = account ? account->in_use : 0;
    bool fits = in_use <= most && amount <= most - in_use;
    if (fits && amount && !account)
        account = open_account(by_holder, holder);
    if (fits && amount)
        account->in_use += amount;
    budgets_note(budgets, name, in_use + (fits ? amount : 0), !fits);
    return fits;
}

void budgets_give_back(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t amount)
{
    struct map *by_holder = &budgets->accounts[name].by_holder;
    struct account *account = map_get(by_holder, holder);
    if (!amount)
        return;
    ALWAYS(account && account->in_use >= amount);
    account->in_use -= amount;
    if (!account->in_use)
        close_account(by_holder, account);
}

uint64_t budgets_most(const struct budgets *budgets, enum budget_name name)
{
    ALWAYS(!rows[name].period_us);
    return limit_at(budgets->limits, rows[name].amount);
}

void budgets_explain(enum budget_name name, struct refusal *refusal)
{
    refusal_set(refusal, rows[name].status, NULL, rows[name].advice);
    refusal->passing = rows[name].period_us > 0; /* it fills again by itself */
}

enum status budgets_refuse(enum budget_name name, struct refusal *refusal)
{
    budgets_explain(name, refusal);
    return refusal->status;
}

/* Taking one out of a map moves others into its slot, so that slot is looked at again. */
static void forget_full(struct map *by_holder, const struct rate *rate, uint64_t now_us)
{
    struct account *account;
    for (size_t i = 0; (account = map_next(by_holder, &i));) {
        if (!budget_is_full(&account->budget, rate, now_us))
            continue;
        close_account(by_holder, account);
        i--;
    }
}

void budgets_sweep(struct budgets *budgets, uint64_t now_us)
{
    for (int name = 0; name < BUDGET_COUNT; name++) {
        struct rate rate = rate_of(budgets, &rows[name]);
        if (rate.period_us)
            forget_full(&budgets->accounts[name].by_holder, &rate, now_us);
    }
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_format(out, "# HELP plenaria_budget_%s %s\n# TYPE plenaria_budget_%s %s\n", name, help, name, type);
}

static void line(struct buf *out, const char *name, const struct row *row, uint64_t value)
{
    buf_format(out, "plenaria_budget_%s{budget=\"%s\"} %" PRIu64 "\n", name, row->name, value);
}

void budgets_write_metrics(struct buf *out, const struct budgets *budgets)
{
    head(out, "most", "gauge", "What one holder may have in use at once; of a rate, its burst.");
    for (int i = 0; i < BUDGET_COUNT; i++)
        line(out, "most", &rows[i],
             limit_at(budgets->limits, rows[i].period_us ? rows[i].burst : rows[i].amount));
    head(out, "highest", "gauge", "What one holder had in use at most since the start.");
    for (int i = 0; i < BUDGET_COUNT; i++)
        line(out, "highest", &rows[i], budgets->accounts[i].highest);
    head(out, "holders", "gauge", "How many have something in use.");
    for (int i = 0; i < BUDGET_COUNT; i++)
        line(out, "holders", &rows[i], budgets->accounts[i].by_holder.count);
    head(out, "refusals_total", "counter", "How often it was too much.");
    for (int i = 0; i < BUDGET_COUNT; i++)
        line(out, "refusals_total", &rows[i], budgets->accounts[i].refusals);
}
