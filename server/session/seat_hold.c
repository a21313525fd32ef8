#include "session/seat_hold.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

#define LOOK_MS 60000 /* looks at the clock at least so often, as somebody may set it */

struct seat_holds {
    struct loop *loop;
    struct budgets *budgets;
    struct seat_hold *first;
    struct loop_timer *expiry; /* NULL before the first */
    int64_t next_end;          /* when it is due; 0: it is not */
};

struct seat_holds *seat_holds_create(struct loop *loop, struct budgets *budgets)
{
    struct seat_holds *holds = mem_zero(1, sizeof *holds);
    holds->loop = loop;
    holds->budgets = budgets;
    return holds;
}

void seat_holds_destroy(struct seat_holds *holds)
{
    if (!holds)
        return;
    ALWAYS(!holds->first);
    loop_timer_stop(holds->expiry);
    free(holds);
}

/* ---- ending ---- */

/* Ending one may stop that one and no other, so the next one can be taken beforehand. */
static void end_those(struct seat_holds *holds, bool (*chosen)(const struct seat_hold *, const void *),
                      const void *context, enum status status, const char *text)
{
    for (struct seat_hold *hold = holds->first, *next; hold; hold = next) {
        next = hold->next;
        if (!hold->end || !chosen(hold, context))
            continue;
        void (*end)(struct seat_hold *, enum status, const char *) = hold->end;
        hold->end = NULL;
        end(hold, status, text);
    }
}

static bool sits_on(const struct seat_hold *hold, const void *invitation)
{
    return strcmp(hold->invitation, invitation) == 0;
}

void seat_holds_end_invitation(struct seat_holds *holds, const char *invitation)
{
    end_those(holds, sits_on, invitation, STATUS_REVOKED, NULL);
}

struct cookie_judge {
    bool (*has_ended)(const void *context, const char *cookie);
    const void *context;
};

static bool has_ended_cookie(const struct seat_hold *hold, const void *context)
{
    const struct cookie_judge *judge = context;
    return hold->cookie && judge->has_ended(judge->context, hold->cookie);
}

void seat_holds_end_cookies(struct seat_holds *holds,
                            bool (*has_ended)(const void *context, const char *cookie), const void *context)
{
    struct cookie_judge judge = {has_ended, context};
    end_those(holds, has_ended_cookie, &judge, STATUS_UNAUTHORIZED, NULL);
}

void seat_holds_follow_cookie(struct seat_holds *holds, const char *old, const char *fresh)
{
    for (struct seat_hold *hold = holds->first; hold; hold = hold->next) {
        if (!hold->cookie || strcmp(hold->cookie, old) != 0)
            continue;
        free(hold->cookie);
        hold->cookie = mem_copy_string(fresh);
    }
}

/* ---- time ---- */

static bool has_expired(const struct seat_hold *hold, const void *now)
{
    return hold->expires_at && hold->expires_at <= *(const int64_t *)now;
}

static void expire(void *context);

static void wake_at(struct seat_holds *holds, int64_t end)
{
    int64_t wait = end - loop_now_ms();
    uint64_t ms = wait < 0 ? 0 : wait > LOOK_MS ? LOOK_MS : (uint64_t)wait;
    holds->next_end = end;
    if (holds->expiry)
        loop_timer_again(holds->expiry, ms, 0);
    else
        holds->expiry = loop_timer_start(holds->loop, ms, 0, expire, holds);
}

static void expire(void *context)
{
    struct seat_holds *holds = context;
    int64_t now = loop_now_ms(), next = 0;
    end_those(holds, has_expired, &now, STATUS_EXPIRED,
              "Your sign-in or your invitation has expired; open your link again, or ask the "
              "secretariat for a new one.");
    for (struct seat_hold *hold = holds->first; hold; hold = hold->next)
        if (hold->end && hold->expires_at && (!next || hold->expires_at < next))
            next = hold->expires_at;
    holds->next_end = 0;
    if (next)
        wake_at(holds, next);
}

/* ---- holding ---- */

static char *holder_of(const struct seat *seat)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s/%s", seat->draft, seat->participant);
    return buf_take(&key);
}

bool seat_hold_start(struct seat_holds *holds, struct seat_hold *hold, enum budget_name budget,
                     const struct seat *seat, const char *cookie)
{
    char *holder = holder_of(seat);
    if (!budgets_hold(holds->budgets, budget, holder, 1)) {
        free(holder);
        return false;
    }
    hold->holds = holds;
    hold->budget = budget;
    hold->holder = holder;
    hold->cookie = mem_copy_string(cookie);
    hold->expires_at = seat->expires_at;
    memcpy(hold->invitation, seat->invitation, sizeof hold->invitation);
    hold->previous = NULL;
    hold->next = holds->first;
    if (hold->next)
        hold->next->previous = hold;
    holds->first = hold;
    if (hold->expires_at && (!holds->next_end || hold->expires_at < holds->next_end))
        wake_at(holds, hold->expires_at);
    return true;
}

bool seat_hold_has_ended(const struct seat_hold *hold)
{
    return hold->holds && !hold->end;
}

void seat_hold_stop(struct seat_hold *hold)
{
    struct seat_holds *holds = hold->holds;
    if (!holds)
        return;
    if (hold->previous)
        hold->previous->next = hold->next;
    else
        holds->first = hold->next;
    if (hold->next)
        hold->next->previous = hold->previous;
    budgets_give_back(holds->budgets, hold->budget, hold->holder, 1);
    free(hold->holder);
    free(hold->cookie);
    *hold = (struct seat_hold){0};
}
