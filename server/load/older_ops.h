/* The ops of a draft that its history does not hold, out of the log, each link of the chain checked. */
#ifndef LOAD_OLDER_OPS_H
#define LOAD_OLDER_OPS_H

#include "draft/history.h"
#include "store/log_store.h"

struct older_ops;

/* Borrows the log; ended by history_destroy, through the source. */
struct older_ops *older_ops_create(struct log_store *log, const char *draft);
struct history_source older_ops_source(struct older_ops *older);
/* Notes that the history holds ops from `edge` on, and the hash of the op before: what is read up to there has to lead to it. */
void older_ops_set_edge(struct older_ops *older, uint64_t edge, const struct sha256 *before);

#endif
