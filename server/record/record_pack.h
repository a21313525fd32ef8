/* A record as bytes, so that the log need not be read from its beginning again (shelf.h). A cache: whatever does not hold is taken for absent.
 *
 *   plenaria record 1          the form; another one is not read
 *   SHA-256 of what follows    32 bytes
 *   HEAD                       32 bytes: of the log that it was read from, at the record's seq
 *   weave, chronicle           packed.h
 */
#ifndef RECORD_RECORD_PACK_H
#define RECORD_RECORD_PACK_H

#include "record/record.h"

void record_pack(const struct record *record, struct buf *out); /* appends */
/* Into an empty record: false where the bytes are not whole or of another form; the record is then empty again. Borrows. */
bool record_unpack(struct record *record, const char *bytes, size_t len);

#endif
