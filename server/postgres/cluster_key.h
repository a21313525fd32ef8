/* The key that all servers of a cluster sign with (proof/signing_keys.h): the private one is in each server's folder, the public one here, so that a server with another one
 * finds out before it signs anything. */
#ifndef POSTGRES_CLUSTER_KEY_H
#define POSTGRES_CLUSTER_KEY_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "postgres/pg_hosts.h"

/* `vkey`: what this server signs with. The first server's becomes the cluster's. Where the cluster's is another one, which `was_ours` knows as one of before, ours has
 * followed it and takes its place. STATUS_CONFLICT: ours is a stranger; STATUS_STORAGE; each with a sentence in `why`. */
enum status cluster_key_agree(struct pg_hosts *hosts, const char *vkey,
                              bool (*was_ours)(void *context, const char *vkey), void *context,
                              struct buf *why) MUST_CHECK;

#endif
