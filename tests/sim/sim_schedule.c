#include "sim_schedule.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/choices.h"

static const struct {
    const char *name;
    unsigned weight;
} acts[ACT_COUNT] = {
    [ACT_EDIT] = {"edit", 110},   [ACT_POINT] = {"point", 8},         [ACT_LIE] = {"lie", 8},
    [ACT_DROP] = {"drop", 8},     [ACT_FORGET] = {"forget", 2},       [ACT_HALF_OPEN] = {"half-open", 3},
    [ACT_STALL] = {"stall", 8},   [ACT_TAKEOVER] = {"takeover", 2},   [ACT_RENAME] = {"rename", 2},
    [ACT_REVOKE] = {"revoke", 1}, [ACT_SLOW_DISK] = {"slow-disk", 5}, [ACT_FAIL_COMMIT] = {"fail-commit", 4},
    [ACT_CRASH] = {"crash", 4},   [ACT_STOP] = {"stop", 1},           [ACT_CLOCK] = {"clock", 1},
    [ACT_SPOIL] = {"spoil", 1},
};

static enum sim_act draw_act(struct choices *choices)
{
    unsigned sum = 0, at = 0;
    for (size_t i = 0; i < ACT_COUNT; i++)
        sum += acts[i].weight;
    unsigned left = choices_below(choices, sum);
    while (left >= acts[at].weight)
        left -= acts[at++].weight;
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
        now += draw_gap(&choices);
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
        fprintf(out, "%" PRIu64 " %s %" PRIu32 " %" PRIu32 "\n", action->at_ms, acts[action->act].name,
                action->who, action->dice);
    }
}

static bool read_act(const char *name, enum sim_act *out)
{
    for (size_t i = 0; i < ACT_COUNT; i++)
        if (strcmp(acts[i].name, name) == 0) {
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
