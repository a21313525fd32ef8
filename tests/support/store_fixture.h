/* What tests of the store share: a data folder of their own, ops to put into a log, and short ways to do it. */
#ifndef SUPPORT_STORE_FIXTURE_H
#define SUPPORT_STORE_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/log_store.h"

char *fixture_folder(void);     /* fresh and empty; caller gives it to fixture_remove */
void fixture_remove(char *dir); /* takes; removes the folder and the files in it */
void fixture_copy_files(const char *from,
                        const char *to); /* database and write-ahead log, as a crash leaves them */

/* An op with this text; its hash follows from seq and text. Borrows the text. */
struct log_op fixture_op(uint64_t seq, const char *text);

/* Appends one op to a store that completes at once. */
enum status fixture_append(struct log_store *store, const char *draft, uint64_t seq, const char *text);
/* The log as "1:text 2:text "; caller clears. A failing read ends it with "!code". */
struct buf fixture_read(struct log_store *store, const char *draft, uint64_t from_seq, uint64_t to_seq);
uint64_t fixture_last_seq(struct log_store *store, const char *draft);

/* Puts a snapshot of these contents, with the head that fixture_op(seq, text) has. */
void fixture_put_snapshot(struct log_store *store, const char *draft, uint64_t seq, const char *text,
                          const char *contents);

#endif
