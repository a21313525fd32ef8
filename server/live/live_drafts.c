#include "live/live_drafts.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

struct live_drafts {
    struct service *service;
    struct map by_id;
};

struct live_drafts *live_drafts_create(struct service *service)
{
    struct live_drafts *drafts = mem_zero(1, sizeof *drafts);
    drafts->service = service;
    return drafts;
}

struct live_draft *live_drafts_open(struct live_drafts *drafts, const char *id)
{
    struct live_draft *live = map_get(&drafts->by_id, id);
    if (!live) {
        live = live_draft_create(drafts->service, id);
        map_put(&drafts->by_id, live_draft_id(live), live);
        drafts->service->metrics.drafts_loaded = drafts->by_id.count;
    }
    return live;
}

struct live_draft *live_drafts_find(struct live_drafts *drafts, const char *id)
{
    return map_get(&drafts->by_id, id);
}

void live_drafts_drop(struct live_drafts *drafts, struct live_draft *live)
{
    map_remove(&drafts->by_id, live_draft_id(live));
    drafts->service->metrics.drafts_loaded = drafts->by_id.count;
    live_draft_destroy(live);
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
    for (size_t i = 0; (live = map_next(&drafts->by_id, &i));)
        live_draft_destroy(live);
    map_clear(&drafts->by_id);
    free(drafts);
}
