/* The part of a snapshot that is about the negotiation: proposals, positions, comments, consultations (protocol/negotiation.md). */
#ifndef WIRE_NEGOTIATION_CODEC_H
#define WIRE_NEGOTIATION_CODEC_H

#include "draft/state.h"
#include "wire/json.h"

/* Appends ,"proposals":[…],"positions":[…],"comments":[…],"consultations":[…] */
void negotiation_write_json(struct buf *out, const struct draft *draft);
/* Fills in a draft whose items and participants are there. False where the snapshot is damaged. */
bool negotiation_read(struct draft *draft, const struct json *snapshot);

#endif
