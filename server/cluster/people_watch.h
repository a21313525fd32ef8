/* Follows what other servers write about people (store/people_replica.h), on a thread with connections of its own, several times a second. */
#ifndef CLUSTER_PEOPLE_WATCH_H
#define CLUSTER_PEOPLE_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "postgres/pg_hosts.h"

struct people_watch;

/* Follows once and starts the thread. `database`: its address, by which the folder knows its cluster. Copies, shares the hosts. Fails as people_replica_open does, with a sentence in `why`. */
enum status people_watch_start(const char *dir, const char *database, struct pg_hosts *hosts, struct buf *why,
                               struct people_watch **out) MUST_CHECK;
void people_watch_stop(struct people_watch *watch); /* takes; NULL is fine */
/* Since when the folder is known to be up to date, ms ago. */
uint64_t people_watch_silent_ms(struct people_watch *watch);
/* Whether people were made anew since this was asked last: what is known about seats may be wrong. */
bool people_watch_take_anew(struct people_watch *watch);
/* Whether a server of a newer version has written what can never be taken over here: people stay as they were known then. */
bool people_watch_is_outdated(struct people_watch *watch);

#endif
