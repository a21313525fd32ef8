/* An op of a log as a line of text, in GET …/ops and in bundles: {"op":CANONICAL BYTES,"hash":"HEX"}. */
#ifndef LOAD_LOG_LINE_H
#define LOAD_LOG_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "store/log_store.h"

/* Appends it, with its line feed. */
void log_line_write(struct buf *out, const struct log_op *op);
/* A line without its line feed; `out` borrows from it, its seq is not filled in. False where it is none. The bytes of the op are not looked at. */
bool log_line_read(const char *line, size_t len, struct log_op *out);
/* The author that canonical bytes of an op name; false where they name none. Borrows. */
bool log_op_author(const struct log_op *op, const char **by, size_t *len);

#endif
