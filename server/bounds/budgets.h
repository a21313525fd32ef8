/* How much of what anybody may use: one table of all budgets, in budgets.c. A row says what is counted, who shares it, how much there is,
 * which code a refusal has and what it advises; limits.h holds the amounts, config.c names and bounds them, deploy/plenaria.conf gives the
 * reasons, /metrics shows every row.
 *
 * A holder is whoever shares a budget, by a key: a seat ("draft/participant"), a delegation ("draft/delegation"), an address, a draft, or the
 * server (""). Accounts are made when a holder first uses something and dropped when nothing is in use.
 *
 *   if (!budgets_spend(&service->budgets, BUDGET_SEAT_OPS, seat, 1, loop_clock_us()))
 *       return budgets_refuse(BUDGET_SEAT_OPS, &refusal);
 */
#ifndef BOUNDS_BUDGETS_H
#define BOUNDS_BUDGETS_H

#include "base/buf.h"
#include "base/map.h"
#include "draft/refusal.h"
#include "bounds/limits.h"

enum budget_name {
    BUDGET_SEAT_MESSAGE_BYTES,
    BUDGET_SEAT_OPS,
    BUDGET_SEAT_WORK,
    BUDGET_DELEGATION_WORK,
    BUDGET_DELEGATION_BYTES,
    BUDGET_DRAFT_BYTES,
    BUDGET_DRAFT_LOG_BYTES,
    BUDGET_OBSERVERS,
    BUDGET_SEAT_CONNECTIONS,
    BUDGET_SEAT_ANSWERS,
    BUDGET_SEAT_JOBS,
    BUDGET_SEAT_STREAMS,
    BUDGET_STREAMS,
    BUDGET_MEETING_ACTS,
    BUDGET_ADMIN_TRIES,
    BUDGET_WAITING_BYTES,
    BUDGET_COUNT
};

struct budget_accounts {
    struct map by_holder; /* struct account */
    uint64_t refusals;
    uint64_t highest; /* what one holder had in use at most, since the start */
};

struct budgets {
    const struct limits *limits; /* borrowed; the amounts */
    struct budget_accounts accounts[BUDGET_COUNT];
};

void budgets_init(struct budgets *budgets, const struct limits *limits);
void budgets_clear(struct budgets *budgets);

/* Of a budget that fills with time: takes `amount`; false, and takes nothing, where there is not so much. `holder` is borrowed. */
bool budgets_spend(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t amount,
                   uint64_t now_us);
/* What of it could be taken now. */
uint64_t budgets_left(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t now_us);
/* Of a budget of what is in use at once: holds `amount` more until it is given back; false, and holds nothing, where that is too much. */
bool budgets_hold(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t amount);
void budgets_give_back(struct budgets *budgets, enum budget_name name, const char *holder, uint64_t amount);
/* The most of such a budget, for whoever counts what is in use themselves, as a draft counts its bytes, and reports with
 * budgets_note how it went. */
uint64_t budgets_most(const struct budgets *budgets, enum budget_name name);
void budgets_note(struct budgets *budgets, enum budget_name name, uint64_t in_use, bool refused);

/* Fills in the refusal of that row. The second one returns its status too. */
void budgets_explain(enum budget_name name, struct refusal *refusal);
enum status budgets_refuse(enum budget_name name, struct refusal *refusal) MUST_CHECK;

/* To be called every few seconds: forgets who has used nothing for a while. */
void budgets_sweep(struct budgets *budgets, uint64_t now_us);
/* Every row, in Prometheus' text format. */
void budgets_write_metrics(struct buf *out, const struct budgets *budgets);

#endif
