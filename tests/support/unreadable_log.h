/* A log that cannot be read for a moment, over one that can: while a database is replaced, or a disk does not answer. For what reads logs. */
#ifndef SUPPORT_UNREADABLE_LOG_H
#define SUPPORT_UNREADABLE_LOG_H

#include "store/log_store.h"

struct unreadable_log {
    struct log_store store;  /* to be read from */
    struct log_store *inner; /* borrowed */
    unsigned calls;          /* of read and summary */
    unsigned fails_at;       /* that one says STATUS_IO; 0: none does */
    unsigned
        summaries_ahead; /* so many summaries name one op more than there is, as before the log lost its end */
};

struct unreadable_log unreadable_log(struct log_store *inner);

#endif
