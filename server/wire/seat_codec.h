/* What the log says of a seat, inside a snapshot. */
#ifndef WIRE_SEAT_CODEC_H
#define WIRE_SEAT_CODEC_H

#include "base/buf.h"
#include "draft/state.h"
#include "wire/json.h"

/* ,"seat":{…} behind the fields of a participant. */
void seat_write_json(struct buf *out, const struct seat_facts *facts);
/* Adds a participant, with the seat that its JSON object has, if any. False where that is damaged. */
bool seat_read(struct draft *draft, const struct json *value, const struct participant *participant);

#endif
