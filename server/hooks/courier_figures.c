#include "hooks/courier_state.h"

#include <string.h>

static void write_figure(const struct courier *courier, struct buf *out, const char *head,
                         uint64_t (*figure)(const struct run *run))
{
    const char *name = head + strlen("# HELP ");
    buf_text(out, head);
    buf_char(out, '\n');
    for (size_t i = 0; i < courier->count; i++)
        buf_format(out, "%.*s{hook=\"%s\"} %llu\n", (int)strcspn(name, " "), name,
                   courier->runs[i].hook->name, (unsigned long long)figure(&courier->runs[i]));
}

static uint64_t delivered_of(const struct run *run)
{
    return run->delivered;
}

static uint64_t ops_of(const struct run *run)
{
    return run->ops;
}

static uint64_t failed_of(const struct run *run)
{
    return run->failed;
}

static uint64_t paused_of(const struct run *run)
{
    return run->paused;
}

static uint64_t failing_of(const struct run *run)
{
    return run->failing_since ? (uint64_t)(loop_now_ms() - run->failing_since) / 1000 : 0;
}

static uint64_t waiting_of(const struct run *run)
{
    uint64_t waiting = run->working != NULL;
    for (const struct debt *debt = run->first; debt; debt = debt->next)
        waiting++;
    return waiting;
}

void courier_write_metrics(const struct courier *courier, struct buf *out)
{
    write_figure(courier, out,
                 "# HELP plenaria_hook_deliveries_total Deliveries that were taken.\n# TYPE "
                 "plenaria_hook_deliveries_total counter",
                 delivered_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_ops_total Ops in them.\n# TYPE plenaria_hook_ops_total counter",
                 ops_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_failures_total Deliveries that were not taken.\n# TYPE "
                 "plenaria_hook_failures_total counter",
                 failed_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_waiting Drafts with something to deliver.\n# TYPE "
                 "plenaria_hook_waiting gauge",
                 waiting_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_failing_seconds How long nothing has been taken.\n# TYPE "
                 "plenaria_hook_failing_seconds gauge",
                 failing_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_paused Whether it was given up, or paused.\n# TYPE "
                 "plenaria_hook_paused gauge",
                 paused_of);
}
