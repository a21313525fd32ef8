#include "ooxml/zip_writer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <zip.h>

#include "base/always.h"
#include "base/mem.h"

#define EFFORT 6 /* of deflate, 1 to 9 */

struct zip_writer {
    zip_source_t *bytes; /* what the archive is written to; ours beside the archive's own reference */
    zip_t *archive;
    uint16_t date, time; /* as MS-DOS counts them */
    bool failed;
};

static void set_time(struct zip_writer *zip, int64_t at)
{
    time_t seconds = (time_t)(at / 1000);
    struct tm when;

    zip->date = (1 << 5) | 1; /* 1 January 1980 */
    if (at <= 0 || !gmtime_r(&seconds, &when) || when.tm_year < 80 || when.tm_year > 80 + 127)
        return;
    zip->date = (uint16_t)((when.tm_year - 80) << 9 | (when.tm_mon + 1) << 5 | when.tm_mday);
    zip->time = (uint16_t)(when.tm_hour << 11 | when.tm_min << 5 | when.tm_sec / 2);
}

struct zip_writer *zip_writer_create(int64_t at)
{
    struct zip_writer *zip = mem_zero(1, sizeof *zip);

    set_time(zip, at);
    zip->bytes = zip_source_buffer_create(NULL, 0, 0, NULL);
    ALWAYS(zip->bytes);
    zip_source_keep(zip->bytes);
    zip->archive = zip_open_from_source(zip->bytes, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    ALWAYS(zip->archive);
    return zip;
}

void zip_writer_add(struct zip_writer *zip, const char *name, struct buf *part)
{
    size_t len = part->len;
    char *bytes = buf_take(part);
    zip_source_t *source = zip_source_buffer(zip->archive, bytes, len, 1);
    zip_int64_t index = zip_file_add(zip->archive, name, source, ZIP_FL_ENC_UTF_8);

    if (!len)
        free(bytes); /* the library does not keep what has no length */
    if (index < 0) {
        zip_source_free(source);
        zip->failed = true;
        return;
    }
    if (zip_set_file_compression(zip->archive, (zip_uint64_t)index, ZIP_CM_DEFLATE, EFFORT) != 0 ||
        zip_file_set_dostime(zip->archive, (zip_uint64_t)index, zip->time, zip->date, 0) != 0)
        zip->failed = true;
}

static bool read_all(zip_source_t *source, struct buf *out)
{
    if (zip_source_open(source) != 0)
        return false;
    bool ok = zip_source_seek(source, 0, SEEK_END) == 0;
    zip_int64_t len = ok ? zip_source_tell(source) : -1;
    ok = len >= 0 && zip_source_seek(source, 0, SEEK_SET) == 0;
    if (ok) {
        buf_reserve(out, (size_t)len);
        ok = zip_source_read(source, out->bytes + out->len, (zip_uint64_t)len) == len;
        out->len += ok ? (size_t)len : 0;
        out->bytes[out->len] = '\0';
    }
    zip_source_close(source);
    return ok;
}

enum status zip_writer_finish(struct zip_writer *zip, struct buf *out)
{
    bool ok = !zip->failed && zip_close(zip->archive) == 0;

    if (!ok)
        zip_discard(zip->archive);
    ok = ok && read_all(zip->bytes, out);
    zip_source_free(zip->bytes);
    free(zip);
    return ok ? STATUS_OK : STATUS_IO;
}
