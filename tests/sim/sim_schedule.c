#include "sim_schedule.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sim_world.h"
#include "support/choices.h"

static const char *const names[ACT_COUNT] = {
    [ACT_EDIT] = "edit",
    [ACT_POINT] = "point",
    [ACT_LIE] = "lie",
    [ACT_DROP] = "drop",
    [ACT_FORGET] = "forget",
    [ACT_HALF_OPEN] = "half-open",
    [ACT_STALL] = "stall",
    [ACT_TAKEOVER] = "takeover",
    [ACT_RENAME] = "rename",
    [ACT_REVOKE] = "revoke",
    [ACT_SLOW_DISK] = "slow-disk",
    [ACT_FAIL_COMMIT] = "fail-commit",
    [ACT_CRASH] = "crash",
    [ACT_STOP] = "stop",
    [ACT_CLOCK] = "clock",
    [ACT_SPOIL] = "spoil",
    [ACT_FREEZE] = "freeze",
    [ACT_CUT_OFF] = "cut-off",
    [ACT_SUSPECT] = "suspect",
    [ACT_BREAK_LINES] = "break-lines",
    [ACT_WARN] = "warn",
    [ACT_FREEZE_STANDBY] = "freeze-standby",
    [ACT_RESTART_PRIMARY] = "restart-primary",
    [ACT_PROMOTE] = "promote",
    [ACT_FORGET_TAIL] = "forget-tail",
};

static enum sim_act draw_act(struct choices *choices)
{
    unsigned sum = 0, at = 0;
    for (size_t i = 0; i < ACT_COUNT; i++)
        sum += sim_world_weight((enum sim_act)i);
    unsigned left = choices_below(choices, sum);
    while (left >= sim_world_weight((enum sim_act)at))
        left -= sim_world_weight((enum sim_act)at++);
    return (enum sim_act)at;
}

/* Bursts, and pauses between them. */
static uint64_t draw_gap(struct choices *choices)
{
    uint32_t kind = choices_below(choices, 20);
    return kind == 0 ? choices_below(choices, 1500) : choices_below(choices, kind < 15 ? 3 : 60);
}

void sim_schedule_draw(uint64_t seed, uint32_t steps, struct sim_schedule *out)
{
    struct choices choices = {.state = seed};
    uint64_t now = 0;
    bool many = choices_one_in(&choices, 25); /* enough observers for batching, and more of everything */
    *out = (struct sim_schedule){.seed = seed};
    out->editors = 2 + choices_below(&choices, many ? 4 : 3);
    out->observers = many ? 6 + choices_below(&choices, 4) : choices_below(&choices, 2);
    out->count = steps ? steps : 8 + choices_below(&choices, many ? 60 : 20);
    out->actions = mem_zero(out->count, sizeof *out->actions);
    for (size_t i = 0; i < out->count; i++) {
        now += draw_gap(&choices) * sim_world_pace();
        out->actions[i] = (struct sim_action){now, draw_act(&choices), choices_below(&choices, 840),
                                              choices_below(&choices, UINT32_MAX)};
    }
}

void sim_schedule_clear(struct sim_schedule *schedule)
{
    free(schedule->actions);
    *schedule = (struct sim_schedule){0};
}

void sim_schedule_write(const struct sim_schedule *schedule, FILE *out)
{
    fprintf(out, "seed %" PRIu64 " editors %" PRIu32 " observers %" PRIu32 "\n", schedule->seed,
            schedule->editors, schedule->observers);
    for (size_t i = 0; i < schedule->count; i++) {
        const struct sim_action *action = &schedule->actions[i];
        fprintf(out, "%" PRIu64 " %s %" PRIu32 " %" PRIu32 "\n", action->at_ms, names[action->act],
                action->who, action->dice);
    }
}

static bool read_act(const char *name, enum sim_act *out)
{
    for (size_t i = 0; i < ACT_COUNT; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum sim_act)i;
            return true;
        }
    return false;
}

bool sim_schedule_read(FILE *in, struct sim_schedule *out)
{
    struct sim_action action;
    char name[32];
    size_t capacity = 0;
    *out = (struct sim_schedule){0};
    if (fscanf(in, " seed %" SCNu64 " editors %" SCNu32 " observers %" SCNu32, &out->seed, &out->editors,
               &out->observers) != 3 ||
        !out->editors)
        return false;
    while (fscanf(in, "%" SCNu64 " %31s %" SCNu32 " %" SCNu32, &action.at_ms, name, &action.who,
                  &action.dice) == 4) {
        if (!read_act(name, &action.act))
            return false;
        out->actions = mem_grow(out->actions, out->count, &capacity, sizeof *out->actions);
        out->actions[out->count++] = action;
    }
    return feof(in);
}
