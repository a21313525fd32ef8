/* How long an invitation is good, as the host says it. */
#ifndef CLI_EXPIRY_H
#define CLI_EXPIRY_H

#include <stdbool.h>
#include <stdint.h>

/* 30d, 12h, 45m: from now on, in milliseconds. False: it is none of them. */
bool expiry_read(const char *text, int64_t now, int64_t *out);

#endif
