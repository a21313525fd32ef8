/* Deltas in JSON. Writing is text/'s own (delta_write_json); reading is here. */
#ifndef WIRE_DELTA_CODEC_H
#define WIRE_DELTA_CODEC_H

#include "text/delta.h"
#include "wire/json.h"

/* Reads {"ops":[…]} or a bare array. STATUS_BAD_OP where anything in it is not allowed, STATUS_TOO_LARGE where it is too long. `out` is
 * overwritten and in normal form, but for a retain at its end, which says how long the text has to be; empty after a failure. */
enum status delta_decode(const struct json *value, struct delta *out) MUST_CHECK;

#endif
