#include "live/live_drafts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "live/deadlines.h"
#include "live/live_draft_state.h"

/* A draft that nobody else is told to look after any more. */
static void lost(void *context, const char *id)
{
    struct live_draft *live = live_drafts_find(context, id);
    if (live && !live->following)
        live_draft_lose(live);
}

struct live_drafts *live_drafts_create(const struct live_grounds *grounds)
{
    struct live_drafts *drafts = mem_zero(1, sizeof *drafts);
    drafts->grounds = *grounds;
    drafts->deadlines = deadlines_create(drafts);
    grounds->log->ops->on_lost(grounds->log, lost, drafts);
    return drafts;
}

struct live_draft *live_drafts_open(struct live_drafts *drafts, const char *id)
{
    struct live_draft *live = map_get(&drafts->by_id, id);
    if (!live) {
        live = live_draft_create(drafts, id);
        map_put(&drafts->by_id, live_draft_id(live), live);
        drafts->grounds.metrics->drafts_loaded = drafts->by_id.count;
    }
    return live;
}

struct live_draft *live_drafts_find(struct live_drafts *drafts, const char *id)
{
    return map_get(&drafts->by_id, id);
}

void live_drop(struct live_draft *live)
{
    struct live_drafts *drafts = live->drafts;
    if (!live->following)
        drafts->grounds.log->ops->release(drafts->grounds.log, live_draft_id(live));
    map_remove(&drafts->by_id, live_draft_id(live));
    drafts->grounds.metrics->drafts_loaded = drafts->by_id.count;
    live_draft_destroy(live);
}

void live_drafts_suspend(struct live_drafts *drafts, bool suspended)
{
    struct live_draft *live;
    if (drafts->suspended == suspended)
        return;
    drafts->suspended = suspended;
    for (size_t i = 0; !suspended && (live = map_next(&drafts->by_id, &i));)
        live_schedule_wake(live);
}

void live_drafts_lose_all(struct live_drafts *drafts)
{
    struct live_draft *live;
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        live_draft_lose(live);
}

void live_drafts_follow(struct live_drafts *drafts, const struct upstream *upstream)
{
    drafts->upstream = upstream;
}

size_t live_drafts_followed(struct live_drafts *drafts)
{
    struct live_draft *live;
    size_t count = 0;
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        count += live->following != NULL;
    return count;
}

void live_drafts_hang_up(struct live_drafts *drafts, bool (*keeps)(void *context, const char *address),
                         void *context)
{
    struct live_draft *live;
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        if (live->following && !keeps(context, live->owner))
            live_follow_address_is_dead(live);
}

void live_drafts_stop(struct live_drafts *drafts)
{
    struct live_draft *live;
    drafts->stopping = true;
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        live_follow_stop(live);
}

void live_drafts_store_snapshots(struct live_drafts *drafts)
{
    struct live_draft *live;
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        live_draft_store_snapshot(live);
}

void live_drafts_add_gauges(struct live_drafts *drafts, struct metrics_gauges *gauges)
{
    struct live_draft *live;
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        live_draft_add_gauges(live, gauges);
}

void live_drafts_destroy(struct live_drafts *drafts)
{
    struct live_draft *live;
    if (!drafts)
        return;
    deadlines_destroy(drafts->deadlines);
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        live_draft_destroy(live);
    map_clear(&drafts->by_id);
    free(drafts);
}
