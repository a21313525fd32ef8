/* The canonical snapshot of a draft (protocol/http.md "Snapshot"): equal states give equal bytes. */
#ifndef WIRE_SNAPSHOT_CODEC_H
#define WIRE_SNAPSHOT_CODEC_H

#include "base/sha256.h"
#include "draft/draft.h"

/* Appends the snapshot of the draft as it stands; `head` is the hash at its seq. */
void snapshot_write_json(struct buf *out, const struct draft *draft, const struct sha256 *head);
/* What only the server needs to go on from a snapshot: {"client":["participant",n],…}, sorted by client. */
void snapshot_write_clients(struct buf *out, const struct draft *draft);

/* Both back into a draft that can go on. STATUS_CORRUPT where they do not describe one; caller destroys *out. */
enum status snapshot_decode(const char *bytes, size_t len, const char *clients, size_t clients_len,
                            struct draft **out) MUST_CHECK;

#endif
