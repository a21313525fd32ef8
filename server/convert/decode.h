/* Bytes of a text file, whatever wrote it, as UTF-8. */
#ifndef CONVERT_DECODE_H
#define CONVERT_DECODE_H

#include "base/buf.h"

/* Appends valid UTF-8. UTF-16 is known by its byte-order mark, which goes, as UTF-8's does; what is neither that nor UTF-8 is read as Windows-1252,
 * in which every byte means something. Controls may be among the result. Borrows. */
void decode_text(const char *bytes, size_t len, struct buf *out);

#endif
