#include "load/log_chain.h"

#include <string.h>

#include "wire/op_codec.h"

bool log_chain_follow(struct log_chain *chain, const struct log_op *op)
{
    if (chain->known) {
        struct sha256 expected = op_chain_hash(&chain->hash, op->bytes, op->len);
        if (memcmp(&expected, &op->hash, sizeof expected) != 0)
            return false;
    }
    *chain = (struct log_chain){op->hash, true};
    return true;
}
