/* Small files of a folder, read whole and written durably. What fails is appended to `why` as a sentence. */
#ifndef BASE_SMALL_FILE_H
#define BASE_SMALL_FILE_H

#include "base/buf.h"
#include "base/status.h"

/* Appends the file, followed by a NUL that does not count. STATUS_NOT_FOUND, without a sentence, where there is none; STATUS_TOO_LARGE; STATUS_IO. */
enum status small_file_read(const char *dir, const char *name, size_t max_bytes, struct buf *out,
                            struct buf *why) MUST_CHECK;
/* Whole or not at all, also when the power goes; readable by its owner only. STATUS_IO. */
enum status small_file_replace(const char *dir, const char *name, const struct buf *bytes,
                               struct buf *why) MUST_CHECK;
/* Behind what is there, durable on return. STATUS_IO; a part of the bytes may then be there. */
enum status small_file_append(const char *dir, const char *name, const struct buf *bytes,
                              struct buf *why) MUST_CHECK;

#endif
