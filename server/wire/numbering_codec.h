/* Numbering schemes as JSON: the name of a preset, or an object as protocol/numbering.md describes it. */
#ifndef WIRE_NUMBERING_CODEC_H
#define WIRE_NUMBERING_CODEC_H

#include "base/buf.h"
#include "draft/numbering_scheme.h"
#include "wire/json.h"

void numbering_write_json(struct buf *out, const struct numbering_scheme *scheme);
/* NULL where it is a scheme, which is then in `out`; else a sentence that says what to do, static. */
const char *numbering_decode(const struct json *value, struct numbering_scheme *out);

#endif
