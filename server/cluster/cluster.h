/* One of several servers that share an op log in PostgreSQL: this one's name and life, and what becomes of its drafts when it cannot be sure of them.
 *
 *   database acknowledges beats ──► all as ever
 *   silent for SUSPEND_MS       ──► suspended: ops wait, nobody is welcomed or refused, as what is in memory may be old
 *   silent for LOSE_MS          ──► everybody is sent away with 1012, memory is dropped; whoever comes back waits until a claim succeeds
 *   people written by a newer version ──► this server is outdated: it hands its drafts over and ends, as it would keep them from those who can go on
 *
 * Clocks decide only when to be careful. What is stored is decided by the log alone (postgres/pg_writer.h). */
#ifndef CLUSTER_CLUSTER_H
#define CLUSTER_CLUSTER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/loop.h"
#include "base/status.h"
#include "live/live_drafts.h"
#include "net/listener.h"
#include "store/log_store.h"
#include "store/people.h"

struct cluster;

struct cluster_settings {
    struct loop *loop;     /* borrowed */
    const char *database;  /* postgres://… */
    const char *node_name; /* "": the machine's name */
    const char *address;   /* where this server's like reach it, HOST:PORT */
    const char *secret;    /* that they know; borrowed until cluster_close. "": nothing is handed on */
    bool strict;           /* refuse a database that could lose what it acknowledged */
};

/* Opens the log and enters this server among its like. STATUS_USAGE, STATUS_STORAGE, STATUS_CONFLICT with a sentence in `why`. */
enum status cluster_open(const struct cluster_settings *settings, struct buf *why,
                         struct cluster **out) MUST_CHECK;
struct log_store *cluster_log(struct cluster *cluster); /* borrowed; ends with cluster_close */
/* Whether this server may sign with this key, as cluster_key_agree says. */
enum status cluster_agree_on_key(struct cluster *cluster, const char *vkey,
                                 bool (*was_ours)(void *context, const char *vkey), void *context,
                                 struct buf *why) MUST_CHECK;
/* Makes the people of this server's folder those of the cluster (store/people_replica.h): what is written about them is written for all servers, and what others write
 * comes within a moment. While the database is silent nothing can be written. Once for each of its two connections, the loop's and the one that writes (store/people_queue.h). Borrows. As people_replica_open, with a sentence in `why`. */
enum status cluster_share_people(struct cluster *cluster, const char *dir, struct people *people,
                                 struct buf *why) MUST_CHECK;
struct cluster_charge {
    struct live_drafts *drafts;
    struct listener *listener;
    void (*outdated)(
        void *
            context); /* a server of a newer version has written what this one cannot read: end. Called once */
    void *context;
};

/* From now on looks after these drafts, and after the connections that the listener hands on; borrowed. */
void cluster_watch(struct cluster *cluster, const struct cluster_charge *charge);
/* The listener is about to go. What is queued for the log is not touched. */
void cluster_end_watch(struct cluster *cluster);
/* Hands a request to the server that owns its draft, if that is another: as struct listener_handlers has it. */
void cluster_route(struct cluster *cluster, struct http_request *request);
/* Appends HOST:PORT of every other server that lives, at its listener for its like, and a line feed to each. */
void cluster_list_others(const struct cluster *cluster, struct buf *out);
void cluster_write_metrics(void *cluster, struct buf *out); /* as struct metrics_source has it */
/* Finishes what is queued for the log, calling back for it, then leaves: others may claim at once what was ours. Takes; NULL is fine. Run the loop
 * once more afterwards. */
void cluster_close(struct cluster *cluster);

#endif
