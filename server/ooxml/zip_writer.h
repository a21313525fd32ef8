/* A zip archive in memory. The same parts in the same order give the same bytes, on any machine: nothing in it comes from a clock.
 *
 *   struct zip_writer *zip = zip_writer_create(at);
 *   zip_writer_add(zip, "word/document.xml", &body);
 *   enum status st = zip_writer_finish(zip, &out);
 */
#ifndef OOXML_ZIP_WRITER_H
#define OOXML_ZIP_WRITER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

struct zip_writer;

/* `at`: the time that every part gets, ms since 1970, UTC; before 1980, which is as far back as zip goes: 1980. Finish ends it. */
struct zip_writer *zip_writer_create(int64_t at);
/* Takes the bytes: `part` comes back empty. Borrows the name, which has not been added before. */
void zip_writer_add(struct zip_writer *zip, const char *name, struct buf *part);
/* Appends the archive and frees the writer. STATUS_IO where the library failed; nothing is appended then. */
enum status zip_writer_finish(struct zip_writer *zip, struct buf *out) MUST_CHECK;

#endif
