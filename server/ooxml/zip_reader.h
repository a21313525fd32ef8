/* The parts of a zip archive that lies in memory, one by one and piece by piece. Nothing is ever written to disk.
 *
 *   struct zip_reader *zip;
 *   enum status st = zip_reader_open(bytes, len, NULL, &why, &zip);
 *   if (st == STATUS_OK)
 *       st = zip_reader_read(zip, "word/document.xml", take, context, &why);
 *   zip_reader_close(zip);
 *
 * An archive may lie about all it says of itself, so every bound is checked against what is really there: parts are counted before the
 * directory is read, and bytes as they come out of the decompressor, never by the sizes that the archive claims.
 */
#ifndef OOXML_ZIP_READER_H
#define OOXML_ZIP_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"

struct zip_limits {
    size_t file_bytes;  /* of the archive */
    size_t parts;       /* entries of any kind */
    size_t part_bytes;  /* of one part, inflated */
    size_t total_bytes; /* of all that is read, inflated; a part read twice counts twice */
    size_t ratio;       /* inflated to packed bytes of one part, beyond its first MiB */
};

#define ZIP_LIMITS_DEFAULTS                                                                                  \
    {                                                                                                        \
        16u << 20, 2000, 32u << 20, 64u << 20, 200                                                           \
    }

struct zip_reader;

/* Borrows the bytes, which must outlive the reader. `limits` NULL: ZIP_LIMITS_DEFAULTS. Caller closes `out`, which is NULL after a failure.
 * STATUS_TOO_LARGE, STATUS_LIMIT: a bound; STATUS_BAD_FILE: no archive, damaged, two parts of one name, protected by a password.
 * `why` then gets one sentence. */
enum status zip_reader_open(const char *bytes, size_t len, const struct zip_limits *limits, struct buf *why,
                            struct zip_reader **out) MUST_CHECK;
void zip_reader_close(struct zip_reader *zip); /* NULL is fine */

/* Whether there is such a part; names are compared without regard to case, as Office does. */
bool zip_reader_has(const struct zip_reader *zip, const char *name);

/* Takes the next piece of a part; borrowed for the call. Anything but STATUS_OK ends the reading, and is what zip_reader_read returns. */
typedef enum status (*zip_take)(void *context, const char *bytes, size_t len);

/* Inflates a part and hands it over in pieces. STATUS_NOT_FOUND: there is none of that name (`why` stays empty); otherwise as above. */
enum status zip_reader_read(struct zip_reader *zip, const char *name, zip_take take, void *context,
                            struct buf *why) MUST_CHECK;

#endif
