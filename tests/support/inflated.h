/* What a stream of raw deflate says, as a client reads it. */
#ifndef SUPPORT_INFLATED_H
#define SUPPORT_INFLATED_H

#include "base/buf.h"

/* Fails the test where it is not exactly one whole stream. Caller clears. */
struct buf inflated(const char *bytes, size_t len);

#endif
