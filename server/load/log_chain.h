/* The hash chain of a log, followed op by op. */
#ifndef LOAD_LOG_CHAIN_H
#define LOAD_LOG_CHAIN_H

#include "base/sha256.h"
#include "store/log_store.h"

struct log_chain {
    struct sha256 hash; /* of the op that was followed last; all zero before op 1 */
    bool known;         /* false: the next op is taken at its word, as the one before it was not read */
};

/* False where the op's hash is not that of its bytes behind the op before. */
bool log_chain_follow(struct log_chain *chain, const struct log_op *op);

#endif
