/* Tells other servers what happens in drafts: each durable op is delivered to each hook of the host that is told of its draft, in the order of the log, at least once.
 *
 *   live draft: ops have become durable ──► courier_note ──► for each hook the draft waits its turn
 *                                                              │  a thread reads the ops behind the position and posts them (hooks/batch.h)
 *                                                              ▼
 *                            taken (2xx) ──► the position moves in memory at once, in the database within FLUSH_MS
 *                            anything else ──► the same ops again after a while (hooks/backoff.h)
 *
 * A hook has one delivery under way. So its deliveries of a draft come in order, a slow one delays nobody but itself (each hook has a thread), and what is held in memory is
 * one batch and the names of the drafts that it is behind in, however long it is down. After a delivery that failed both the draft and the hook wait, and
 * the turn goes to the next draft: a hook that is down is tried ever more rarely, whatever waits, and a draft that it cannot take keeps the others from nothing.
 * Once nothing has been delivered for `pause_ms` the hook is paused: that stands in the audit log, and somebody resumes it.
 *
 * After a restart, also after kill -9, it goes on from the positions in the database, so what was delivered in the last FLUSH_MS comes again: whoever is told drops, of a draft, what
 * has a seq that they know. A replay (store/hooks.h) sets a position back; it is heeded within LOOK_MS, and what was under way then moves nothing.
 *
 * In a cluster each server tells of the drafts that it owns. */
#ifndef HOOKS_COURIER_H
#define HOOKS_COURIER_H

#include "base/loop.h"
#include "hooks/hook_file.h"
#include "outbound/errands.h"
#include "outbound/post.h"
#include "store/log_store.h"

struct courier;

/* All borrowed. */
struct courier_grounds {
    struct loop *loop;
    struct log_store *log;
    struct people *people;      /* read on the loop */
    struct people_queue *queue; /* what is written */
    const struct hook_list *hooks;
    struct poster *const *posters; /* one of each hook */
    struct errands *errands;       /* a thread for each */
    uint64_t retry_ms;             /* the first wait */
    uint64_t pause_ms;
    /* Whether the draft is this server's; NULL: all are. */
    bool (*owns)(void *context, const char *draft);
    void *context;
};

/* Makes the hooks known; what they are behind in is delivered. STATUS_IO, STATUS_STORAGE, STATUS_CORRUPT. */
enum status courier_create(const struct courier_grounds *grounds, struct courier **out) MUST_CHECK;
/* There are new durable ops in a draft's log. */
void courier_note(struct courier *courier, const char *draft);
/* Somebody has replayed, resumed, paused: it looks at once, instead of within a few seconds. */
void courier_look(struct courier *courier);
/* Begins nothing more; NULL is fine, as below. */
void courier_stop(struct courier *courier);
/* Asks for writing down how far each hook was told: when the errands have been stopped, and before loop_settle. */
void courier_settle(struct courier *courier);
void courier_destroy(struct courier *courier); /* when it is settled */
/* Prometheus text. */
void courier_write_metrics(const struct courier *courier, struct buf *out);

#endif
