/* A whole file in memory, bounded. */
#ifndef CLI_READ_FILE_H
#define CLI_READ_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"

/* "-" is standard input. STATUS_TOO_LARGE, or STATUS_IO with errno set. Appends to `out`. */
enum status read_file(const char *path, size_t max_bytes, struct buf *out) MUST_CHECK;

#endif
