/* The lines by which drafts that are shown here hear of their owners (live/upstream.h): WebSockets to the listeners that the cluster's servers have for their like. One for each
 * draft, so that its queue, its pauses and its end are its own. */
#ifndef CLUSTER_RELAY_H
#define CLUSTER_RELAY_H

#include "base/loop.h"
#include "live/upstream.h"

struct relay;

/* Borrows the secret. */
struct relay *relay_create(struct loop *loop, const char *secret);
const struct upstream *relay_upstream(const struct relay *relay); /* borrowed; good until relay_destroy */
void relay_destroy(struct relay *relay); /* when all lines are closed; NULL is fine */

#endif
