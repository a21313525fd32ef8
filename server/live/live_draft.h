/* A draft in use: its state machine, its latest ops, the people who follow it, and what is on its way to the log.
 *
 *            open [live_drafts_open]
 *               │
 *               ▼          loaded                    append refused
 *           LOADING ───────────────────► OPEN ─────────────────────────► FAILED
 *            │   ▲                        │                                │
 *            │   └────────────────────────┼──── all appends answered ──────┘
 *            │ log damaged, no such draft,│ nobody here for limits.idle_ms
 *            │ another server's           │
 *            ▼                            ▼
 *          BROKEN ───── nobody here ───► (gone)
 *            └─ another server's, and now somebody wants to read it: LOADING
 *
 * LOADING: the draft is claimed, then a worker folds the log; nothing is in memory. OPEN: memory is at `applied`, the log has promised `durable`, and
 * durable <= applied; people have been told of ops up to `durable` only. FAILED: memory may be ahead of what the log
 * will ever hold, so it is dropped and read again once the log has answered for everything; ops are refused meanwhile. So it goes too where
 * the draft was taken over by another server, or nobody knows what the log holds: then authors are sent away instead of being refused, for
 * what they are told about an op must stay true. A draft that another server owns is OPEN here too while observers follow it (live_follow.c), but nothing can be done
 * to it.
 */
#ifndef LIVE_LIVE_DRAFT_H
#define LIVE_LIVE_DRAFT_H

#include "base/sha256.h"
#include "draft/draft.h"
#include "draft/history.h"
#include "bounds/metrics.h"
#include "live/follower.h"

enum live_state { LIVE_LOADING, LIVE_OPEN, LIVE_FAILED, LIVE_BROKEN };

struct live_draft;

/* Called once, on the loop's thread and never from inside the call that asked for it. STATUS_OK; STATUS_STORAGE: the draft failed
 * meanwhile, ask again; STATUS_NOT_FOUND, STATUS_CORRUPT: it cannot be had; STATUS_FENCED: it is another server's. */
typedef void (*live_draft_cb)(void *context, enum status status);

const char *live_draft_id(const struct live_draft *live);
enum live_state live_draft_state(const struct live_draft *live);
const char *live_draft_why_broken(const struct live_draft *live);

/* Keeps the draft in memory until it has been released as often as it was used. */
void live_draft_use(struct live_draft *live);
void live_draft_release(struct live_draft *live);
/* To be told when the draft was deleted: it is let go as soon as nobody uses it, as it is where somebody opens it later. */
void live_draft_deleted(struct live_draft *live);

/* Calls back as soon as the draft is OPEN. */
void live_draft_when_open(struct live_draft *live, live_draft_cb callback, void *context);
/* The same for whoever only reads: also as soon as it is shown here though it is another server's. */
void live_draft_when_shown(struct live_draft *live, live_draft_cb callback, void *context);
/* Whether it is OPEN and owned by this server. */
bool live_draft_is_ours(const struct live_draft *live);
/* Where the server listens for its like that owns it, HOST:PORT; NULL where that is not known, or it is ours. Borrowed. */
const char *live_draft_owner(const struct live_draft *live);
/* Whether people here may have seen the state at that seq: it is durable, and will never be another. */
bool live_draft_shows(const struct live_draft *live, uint64_t seq);
/* Whether it is shown here, and nothing new can come. */
bool live_draft_is_cut_off(const struct live_draft *live);
/* Calls back when the store has said whether the draft is ours still; STATUS_OK, STATUS_FENCED, or STATUS_STORAGE where it cannot say. Another server may have been given
 * it without our knowing. */
void live_draft_when_confirmed(struct live_draft *live, live_draft_cb callback, void *context);
/* Whether everything that memory holds is durable, and people have been told. */
bool live_draft_is_durable(const struct live_draft *live);
/* Calls back as soon as everything that memory holds now is durable, and people have been told. */
void live_draft_when_durable(struct live_draft *live, live_draft_cb callback, void *context);
/* Takes back every call that was asked for with this context. */
void live_draft_forget(struct live_draft *live, void *context);

/* While OPEN. */
const struct draft *live_draft_draft(const struct live_draft *live);
struct history *live_draft_history(struct live_draft *live);
uint64_t live_draft_durable_seq(const struct live_draft *live);
const struct sha256 *live_draft_head(const struct live_draft *live); /* of what memory holds */

/* An op on its way in; in FAILED, everything is refused with STATUS_STORAGE. Consumes the submission's changes. */
enum submit_result live_draft_submit(struct live_draft *live, struct submission *submission,
                                     struct refusal *refusal);

/* The canonical snapshot of what memory holds now, encoded once for all who ask before it changes. Borrowed; frame_ref to keep. */
struct frame *live_draft_snapshot(struct live_draft *live);
/* Whether it is encoded already, or small enough to do it on the loop. */
bool live_draft_snapshot_is_cheap(const struct live_draft *live);
/* A snapshot that may be up to SHARED_SNAPSHOT_OPS old, so that many who join around then get the same bytes. Borrowed. */
struct frame *live_draft_shared_snapshot(struct live_draft *live, uint64_t *seq);
/* `"ops":[…]`: those after `since`, which are in the history, encoded once for all who join from there before there is a newer one.
 * Borrowed. */
struct frame *live_draft_ops_since(struct live_draft *live, uint64_t since);
/* The bytes of that snapshot if it is of this seq, else NULL. Borrowed. */
struct frame *live_draft_shared_snapshot_at(struct live_draft *live, uint64_t seq);

/* Follows the draft. The member of the follower is current up to its sent_seq. Borrowed until live_draft_leave. */
void live_draft_join(struct live_draft *live, struct follower *follower);
void live_draft_leave(struct live_draft *live, struct follower *follower);
/* A follower that is a relay has so many observers. */
void live_draft_count_relayed(struct live_draft *live, struct follower *follower, size_t count);
/* What is new is gathered for a follower that is a relay, up to so long, and never longer than ROOM_MAX_WINDOW_MS. 0: it is told at once. */
void live_draft_gather(struct live_draft *live, struct follower *follower, uint64_t ms);
/* Its member can be written to again. */
void live_draft_writable(struct live_draft *live, struct follower *follower);
void live_draft_move_caret(struct live_draft *live, struct follower *follower, uint64_t base,
                           const struct caret *caret);
/* Who is connected as this replica; NULL. */
struct follower *live_draft_find_replica(const struct live_draft *live, const char *replica);
void live_draft_add_replica(struct live_draft *live,
                            struct follower *follower); /* in place of an older one */
void live_draft_remove_replica(struct live_draft *live, struct follower *follower);
/* To whom a replica belongs that has no op in the log; where it was nobody's, it is this participant's from now on. Borrowed until
 * the next call. */
const char *live_draft_claim_client(struct live_draft *live, const char *client, const char *participant);

/* The draft is not ours any more: everybody is sent away, and it is claimed anew for whoever comes. */
void live_draft_lose(struct live_draft *live);
/* Stores a snapshot if anything happened since the last one. */
void live_draft_store_snapshot(struct live_draft *live);
void live_draft_add_gauges(const struct live_draft *live, struct metrics_gauges *gauges);
uint64_t live_draft_log_bytes(const struct live_draft *live); /* canonical bytes of its durable ops */

#endif
