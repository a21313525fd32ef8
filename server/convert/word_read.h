/* A Word file as bytes -> what it says. Parts are reached by relationships alone; nothing outside of the file is opened, nothing is run. */
#ifndef CONVERT_WORD_READ_H
#define CONVERT_WORD_READ_H

#include "convert/word_file.h"
#include "ooxml/zip_reader.h"

/* What a file is read for. Of an export of ours numbers and statuses are no words; brackets are where it becomes a new text, which then says whose
 * the words in them are, as a text file does, and are none where it comes back to its draft, which knows. */
enum word_purpose { WORD_NEW_TEXT, WORD_RETURN };

/* Words come with their blanks as they are; word_changes tidies them. Borrows the bytes. `limits` NULL: those of zip_reader. `out` is overwritten; the caller clears it, also after a failure. STATUS_BAD_FILE,
 * STATUS_TOO_LARGE, STATUS_LIMIT with one sentence in `why` that says what to do. */
enum status word_read(const char *bytes, size_t len, enum word_purpose purpose,
                      const struct zip_limits *limits, struct word_file *out, struct buf *why) MUST_CHECK;

#endif
