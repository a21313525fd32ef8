#include "ooxml/zip_reader.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/mem.h"

#define PIECE_BYTES     (32u << 10)
#define RATIO_FREE      (1u << 20) /* small parts may be packed as tightly as they like */
#define ENTRY_SIGNATURE "PK\1\2"   /* of one entry in the archive's directory */

struct zip_reader {
    zip_t *zip;
    struct zip_limits limits;
    size_t read_bytes; /* of all parts so far */
};

static enum status refuse(struct buf *why, enum status status, const char *sentence)
{
    buf_reset(why);
    buf_text(why, sentence);
    return status;
}

/* At least as many as the directory has: what looks like an entry within packed bytes counts along. */
static size_t count_entries(const char *bytes, size_t len)
{
    const char *at = bytes, *end = bytes + len;
    size_t count = 0;

    while (at < end && (at = memmem(at, (size_t)(end - at), ENTRY_SIGNATURE, 4))) {
        at += 4;
        count++;
    }
    return count;
}

/* Two programs may read different ones of two parts with one name, so neither is read. */
static bool has_name_twice(const struct zip_reader *zip)
{
    zip_int64_t count = zip_get_num_entries(zip->zip, 0);

    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(zip->zip, (zip_uint64_t)i, 0);
        if (name && zip_name_locate(zip->zip, name, ZIP_FL_NOCASE) != i)
            return true;
    }
    return false;
}

enum status zip_reader_open(const char *bytes, size_t len, const struct zip_limits *limits, struct buf *why,
                            struct zip_reader **out)
{
    static const struct zip_limits defaults = ZIP_LIMITS_DEFAULTS;
    zip_error_t error;

    *out = NULL;
    if (!limits)
        limits = &defaults;
    if (len > limits->file_bytes)
        return refuse(why, STATUS_TOO_LARGE,
                      "The file is too large; take the pictures out of it and try again.");
    if (count_entries(bytes, len) > limits->parts)
        return refuse(why, STATUS_LIMIT, "The file has too many parts; copy its text into a new document.");
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    zip_error_fini(&error);
    if (!zip) {
        zip_source_free(source);
        return refuse(why, STATUS_BAD_FILE,
                      "The file is damaged or incomplete; save it again and send it once more.");
    }
    *out = mem_zero(1, sizeof **out);
    **out = (struct zip_reader){zip, *limits, 0};
    if (!has_name_twice(*out))
        return STATUS_OK;
    zip_reader_close(*out);
    *out = NULL;
    return refuse(why, STATUS_BAD_FILE, "The file holds two parts of one name; save it again with Word.");
}

void zip_reader_close(struct zip_reader *zip)
{
    if (!zip)
        return;
    zip_discard(zip->zip);
    free(zip);
}

static zip_int64_t locate(const struct zip_reader *zip, const char *name)
{
    return zip_name_locate(zip->zip, name, ZIP_FL_NOCASE);
}

bool zip_reader_has(const struct zip_reader *zip, const char *name)
{
    return locate(zip, name) >= 0;
}

/* What one part may still inflate to. */
static size_t bytes_allowed(const struct zip_reader *zip, const zip_stat_t *stat)
{
    size_t left = zip->limits.total_bytes - zip->read_bytes;
    size_t allowed = zip->limits.part_bytes < left ? zip->limits.part_bytes : left;
    size_t by_ratio = RATIO_FREE;

    if (stat->valid & ZIP_STAT_COMP_SIZE && stat->comp_size < SIZE_MAX / zip->limits.ratio - RATIO_FREE)
        by_ratio += (size_t)stat->comp_size * zip->limits.ratio;
    return by_ratio < allowed ? by_ratio : allowed;
}

static enum status read_pieces(struct zip_reader *zip, zip_file_t *file, size_t allowed, zip_take take,
                               void *context, struct buf *why)
{
    char *piece = mem_alloc(PIECE_BYTES);
    enum status status = STATUS_OK;
    zip_int64_t got = 0;

    while (status == STATUS_OK && (got = zip_fread(file, piece, PIECE_BYTES)) > 0) {
        size_t len = (size_t)got;
        if (len > allowed) {
            status =
                refuse(why, STATUS_TOO_LARGE, "The file unpacks to more than this server takes; split it.");
            break;
        }
        allowed -= len;
        zip->read_bytes += len;
        status = take(context, piece, len);
    }
    free(piece);
    if (status == STATUS_OK && got < 0)
        return refuse(why, STATUS_BAD_FILE, "The file is damaged; save it again and send it once more.");
    return status;
}

enum status zip_reader_read(struct zip_reader *zip, const char *name, zip_take take, void *context,
                            struct buf *why)
{
    zip_int64_t index = locate(zip, name);
    zip_stat_t stat;

    if (index < 0)
        return STATUS_NOT_FOUND;
    zip_stat_init(&stat);
    if (zip_stat_index(zip->zip, (zip_uint64_t)index, 0, &stat) != 0)
        return refuse(why, STATUS_BAD_FILE, "The file is damaged; save it again and send it once more.");
    if (stat.valid & ZIP_STAT_ENCRYPTION_METHOD && stat.encryption_method != ZIP_EM_NONE)
        return refuse(why, STATUS_BAD_FILE, "The file is protected by a password; save it without one.");
    if (stat.valid & ZIP_STAT_COMP_METHOD && stat.comp_method != ZIP_CM_STORE &&
        stat.comp_method != ZIP_CM_DEFLATE)
        return refuse(why, STATUS_BAD_FILE,
                      "The file is packed in a way that Word does not use; save it with Word.");
    zip_file_t *file = zip_fopen_index(zip->zip, (zip_uint64_t)index, 0);
    if (!file)
        return refuse(why, STATUS_BAD_FILE, "The file is damaged; save it again and send it once more.");
    enum status status = read_pieces(zip, file, bytes_allowed(zip, &stat), take, context, why);
    zip_fclose(file);
    return status;
}
