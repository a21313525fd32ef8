/* All drafts in use, by id: loaded when somebody asks, let go when nobody has for a while. */
#ifndef LIVE_LIVE_DRAFTS_H
#define LIVE_LIVE_DRAFTS_H

#include "live/live_draft.h"

struct live_drafts;

struct live_drafts *live_drafts_create(struct service *service);
/* The draft, loading or loaded; borrowed while used (live_draft_use). Ids that nobody has access to must not come here. */
struct live_draft *live_drafts_open(struct live_drafts *drafts, const char *id);
struct live_draft *live_drafts_find(struct live_drafts *drafts, const char *id); /* NULL unless in memory */
void live_drafts_drop(struct live_drafts *drafts, struct live_draft *live); /* ends it; nobody may use it */
/* Stores a snapshot of each that has changed. */
void live_drafts_store_snapshots(struct live_drafts *drafts);
void live_drafts_add_gauges(struct live_drafts *drafts, struct metrics_gauges *gauges);
void live_drafts_destroy(struct live_drafts *drafts);

#endif
