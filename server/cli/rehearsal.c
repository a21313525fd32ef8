#include "cli/rehearsal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/data_folder.h"

static bool copy_bytes(int from, int to)
{
    struct stat found;
    if (fstat(from, &found))
        return false;
    while (found.st_size > 0) {
        ssize_t copied = copy_file_range(from, NULL, to, NULL, (size_t)found.st_size, 0);
        if (copied <= 0)
            return false;
        found.st_size -= copied;
    }
    return true;
}

static bool copy_file(const char *path, const char *target)
{
    int from = open(path, O_RDONLY | O_CLOEXEC);
    int to = from < 0 ? -1 : open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool copied = to >= 0 && copy_bytes(from, to);
    int error = errno;
    if (to >= 0)
        close(to);
    if (from >= 0)
        close(from);
    errno = error;
    return copied;
}

/* The database, and what SQLite has put beside it. */
static void remove_folder(const char *folder)
{
    DIR *listing = opendir(folder);
    const struct dirent *entry;
    while (listing && (entry = readdir(listing)))
        unlinkat(dirfd(listing), entry->d_name, 0); /* . and .. are refused */
    if (listing)
        closedir(listing);
    rmdir(folder);
}

static bool verify_copy(const char *path, const char *folder, struct buf *why, struct verified *out)
{
    char *database = data_folder_database(folder);
    bool good = copy_file(path, database);
    if (!good)
        buf_format(why, "The backup %s cannot be copied for its rehearsal (%s); make room beside it.", path,
                   strerror(errno));
    else if (!(good = verify_folder(folder, NULL, why, out)))
        buf_format(why, " The backup %s is not good; keep the ones before it.", path);
    free(database);
    return good;
}

bool rehearsal_run(const char *path, struct buf *why, struct verified *out)
{
    struct buf folder = BUF_EMPTY;
    bool good = false;
    buf_format(&folder, "%s.rehearsal-XXXXXX", path);
    if (!mkdtemp(folder.bytes)) {
        buf_format(why, "No folder can be made beside %s (%s).", path, strerror(errno));
    } else {
        good = verify_copy(path, folder.bytes, why, out);
        remove_folder(folder.bytes);
    }
    buf_clear(&folder);
    return good;
}
