/* Ops of a draft's log as an answer, a line each (load/log_line.h), with a text before and one behind them. A page is read by another thread while the one before is being
 * sent, so memory holds a page whatever the log's size. */
#ifndef API_LOG_STREAM_H
#define API_LOG_STREAM_H

#include "api/request.h"

struct log_stream_request {
    uint64_t since;            /* ops after this seq */
    uint64_t limit;            /* so many at most; at least 1 */
    struct buf before, behind; /* taken */
};

/* Answers the call: with the stream, or that the seat has too many answers under way. Moves call->seat. */
void log_stream_start(struct call *call, struct log_stream_request *request,
                      const struct http_answer *answer);

#endif
