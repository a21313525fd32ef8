/* The latest ops of the drafts that this server owns, as the database acknowledged them: a last net under a database that comes back without them (a restore, a standby
 * that was promoted though it was behind). Then the owner gives them back, the same bytes with the same hashes, and nobody notices. Bounded for each draft; one thread. */
#ifndef POSTGRES_RECENT_OPS_H
#define POSTGRES_RECENT_OPS_H

#include <stddef.h>

#include "store/log_store.h"

enum { RECENT_OPS = 1000, RECENT_BYTES = 1 << 20 };

struct recent_ops;

struct recent_ops *recent_ops_create(void);
void recent_ops_destroy(struct recent_ops *recent);

/* Copies. Ops that do not follow the last one begin anew. */
void recent_ops_add(struct recent_ops *recent, const char *draft, const struct log_op *ops, size_t count);
/* Those that follow the op with this seq and hash; borrowed until the draft is changed here. `count` 0 where that is the last one; NULL where it is none of ours. */
const struct log_op *recent_ops_after(struct recent_ops *recent, const char *draft, uint64_t seq,
                                      const struct sha256 *hash, size_t *count);
void recent_ops_drop(struct recent_ops *recent, const char *draft);

#endif
