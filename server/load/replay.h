/* A whole log folded from op 1, each link of its chain checked, and a look at every state on the way. */
#ifndef LOAD_REPLAY_H
#define LOAD_REPLAY_H

#include "base/buf.h"
#include "base/sha256.h"
#include "draft/draft.h"
#include "store/log_store.h"

/* After each op; return false to stop. Borrows. */
typedef bool (*replay_cb)(void *context, const struct draft *draft, const struct sha256 *head);

/* STATUS_CORRUPT: the log does not fold or its chain is broken, and `why` says at which op. STATUS_NOT_FOUND: no such log. STATUS_IO. Stopping
 * is STATUS_OK. Blocking; any thread. */
enum status replay(struct log_store *log, const char *draft, replay_cb each, void *context,
                   struct buf *why) MUST_CHECK;

#endif
