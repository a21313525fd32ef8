#include "base/small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE 4096

static char *path_of(const char *dir, const char *name)
{
    struct buf path = BUF_EMPTY;
    buf_format(&path, "%s/%s", dir, name);
    return buf_take(&path);
}

static enum status cannot(struct buf *why, const char *what, const char *path)
{
    buf_format(why, "%s cannot be %s (%s); check the folder.", path, what, strerror(errno));
    return STATUS_IO;
}

static enum status read_all(int fd, size_t max_bytes, struct buf *out)
{
    size_t before = out->len;
    for (;;) {
        buf_reserve(out, PIECE + 1);
        ssize_t got = read(fd, out->bytes + out->len, PIECE);
        if (got < 0)
            return STATUS_IO;
        out->len += (size_t)got;
        out->bytes[out->len] = '\0';
        if (got == 0)
            return STATUS_OK;
        if (out->len - before > max_bytes)
            return STATUS_TOO_LARGE;
    }
}

enum status small_file_read(const char *dir, const char *name, size_t max_bytes, struct buf *out,
                            struct buf *why)
{
    char *path = path_of(dir, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum status status = fd >= 0           ? read_all(fd, max_bytes, out)
                         : errno == ENOENT ? STATUS_NOT_FOUND
                                           : STATUS_IO;
    if (status == STATUS_IO)
        (void)cannot(why, "read", path);
    else if (status == STATUS_TOO_LARGE)
        buf_format(why, "%s is larger than it can be; put back the file from a backup.", path);
    if (fd >= 0)
        close(fd);
    free(path);
    return status;
}

static bool write_all(int fd, const struct buf *bytes)
{
    size_t done = 0;
    while (done < bytes->len) {
        ssize_t written = write(fd, bytes->bytes + done, bytes->len - done);
        if (written <= 0)
            return false;
        done += (size_t)written;
    }
    return fsync(fd) == 0;
}

static bool sync_folder(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool write_file(const char *path, int flags, const struct buf *bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
    bool ok = fd >= 0 && write_all(fd, bytes);
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    return ok;
}

enum status small_file_replace(const char *dir, const char *name, const struct buf *bytes, struct buf *why)
{
    char *path = path_of(dir, name);
    struct buf fresh = BUF_EMPTY;
    buf_format(&fresh, "%s.new", path);
    bool ok = write_file(fresh.bytes, O_TRUNC, bytes) && rename(fresh.bytes, path) == 0 && sync_folder(dir);
    enum status status = ok ? STATUS_OK : cannot(why, "written", path);
    buf_clear(&fresh);
    free(path);
    return status;
}

enum status small_file_append(const char *dir, const char *name, const struct buf *bytes, struct buf *why)
{
    char *path = path_of(dir, name);
    bool ok = write_file(path, O_APPEND, bytes) && sync_folder(dir);
    enum status status = ok ? STATUS_OK : cannot(why, "written", path);
    free(path);
    return status;
}
