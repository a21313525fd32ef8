/* All drafts in use, by id: loaded when somebody asks, let go when nobody has for a while. Nothing in this folder knows of connections: whoever
 * follows a draft embeds a struct follower. */
#ifndef LIVE_LIVE_DRAFTS_H
#define LIVE_LIVE_DRAFTS_H

#include "base/loop.h"
#include "bounds/limits.h"
#include "bounds/metrics.h"
#include "live/live_draft.h"
#include "live/upstream.h"
#include "store/log_store.h"
#include "store/people.h"

struct live_drafts;

/* What drafts in use stand on; all borrowed. */
struct live_grounds {
    struct loop *loop;
    struct log_store *log;
    struct people *people; /* what is done to seats there goes into the logs */
    const struct limits *limits;
    struct metrics *metrics;
    void (*snapshot_kept)(void *context, const char *draft,
                          uint64_t seq);                   /* it goes to the log; NULL: nobody is told */
    void (*ops_durable)(void *context, const char *draft); /* there are new ones; NULL: nobody is told */
    /* It has been read from its log and is OPEN, before anybody sees it; NULL: nobody is told. */
    void (*opened)(void *context, struct live_draft *live);
    void *context;
};

struct live_drafts *live_drafts_create(const struct live_grounds *grounds);
/* The draft, loading or loaded; borrowed while used (live_draft_use). Ids that nobody has access to must not come here. */
struct live_draft *live_drafts_open(struct live_drafts *drafts, const char *id);
struct live_draft *live_drafts_find(struct live_drafts *drafts, const char *id); /* NULL unless in memory */
void live_drafts_add_gauges(struct live_drafts *drafts, struct metrics_gauges *gauges);
/* While nobody knows whether the drafts are still ours, nothing is told of them to those who come, and no refusal: what we hold may be old. */
void live_drafts_suspend(struct live_drafts *drafts, bool suspended);
/* Nobody has known for too long: as live_draft_lose, all of them. */
void live_drafts_lose_all(struct live_drafts *drafts);
/* Drafts of other servers are shown to those who read here, over such lines; borrowed. */
void live_drafts_follow(struct live_drafts *drafts, const struct upstream *upstream);
size_t
live_drafts_followed(struct live_drafts *drafts); /* how many are shown here that are another server's */
/* Gives up the lines to servers whose address is not kept: they are dead. */
void live_drafts_hang_up(struct live_drafts *drafts, bool (*keeps)(void *context, const char *address),
                         void *context);
/* The server stops: from now on nothing is begun that nobody asked for. What is under way goes on. */
void live_drafts_stop(struct live_drafts *drafts);
/* Stores a snapshot of each draft that has changed. */
void live_drafts_store_snapshots(struct live_drafts *drafts);
void live_drafts_destroy(struct live_drafts *drafts); /* NULL is fine */

#endif
