/* An append on its way: from the loop's thread to the writer, and back with the answer. */
#ifndef STORE_LOG_APPEND_H
#define STORE_LOG_APPEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "store/log_store.h"

struct log_append {
    struct log_append *next;
    char *draft;
    uint64_t first_seq;
    struct log_op *ops; /* the array is ours, the bytes are the caller's */
    size_t count;
    log_done_cb done;
    void *context;
    enum status status; /* these two are set by log_writer_commit */
    uint64_t commit_us;
};

/* Copies the draft id and the array of ops. Without any op it is a probe. */
struct log_append *log_append_create(const char *draft, uint64_t first_seq, const struct log_op *ops,
                                     size_t count, log_done_cb done, void *context);
void log_append_destroy(struct log_append *append);
/* Whether the first of `ops` goes on from where a log ends. */
bool log_append_fits(const struct log_op *ops, uint64_t last_seq, const struct sha256 *head);

#endif
