/* Records of drafts in memory, each read from the log when somebody asks for the first time and read on when somebody asks again. What was read is
 * also kept in a folder, DIR/DRAFT.record (record_pack.h), so that after a start only the ops since then are read. Nothing is lost with that folder: a file
 * that is missing, damaged, or of another history than the log's is read anew from the log.
 *
 *   struct record *record;
 *   if (shelf_take(shelf, log, "grcm-2021", 430, &record) == STATUS_OK) {
 *       ... one thread at a time has it ...
 *       shelf_give(shelf, record);
 *   }
 *
 * What was used last is kept while there is room; one that alone takes more than that is read, used, and let go.
 */
#ifndef RECORD_SHELF_H
#define RECORD_SHELF_H

#include "record/record.h"

struct shelf;

/* `dir`: where records are kept, made where it is not there; NULL: nowhere. */
struct shelf *shelf_create(const char *dir, size_t max_bytes);
void shelf_destroy(struct shelf *shelf); /* when nobody has a record any more; NULL is fine */

/* The record of a draft, read at least to `seq`; blocks while it is read, and while another thread has it. STATUS_IO too where the log does
 * not go so far, as `seq` is one that was seen; else as record_read. Any thread. */
enum status shelf_take(struct shelf *shelf, struct log_store *log, const char *draft, uint64_t seq,
                       struct record **out) MUST_CHECK;
void shelf_give(struct shelf *shelf, struct record *record);
/* While a draft is written: where so much has come since its record was kept in the folder that it is to be kept again, reads it to `seq` and keeps
 * it, so that whoever asks first need not wait. Of a short log nothing is kept; it is quicker read. Blocks as shelf_take; any thread. */
void shelf_read_on(struct shelf *shelf, struct log_store *log, const char *draft, uint64_t seq);
size_t shelf_bytes(struct shelf *shelf); /* of all that it keeps */

#endif
