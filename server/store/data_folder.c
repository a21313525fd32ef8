#include "store/data_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/why.h"

struct data_folder_lock {
    int fd;
};

static char *path_in(const char *dir, const char *name)
{
    struct buf path = BUF_EMPTY;
    buf_text(&path, dir);
    buf_char(&path, '/');
    buf_text(&path, name);
    return buf_take(&path);
}

char *data_folder_database(const char *dir)
{
    return path_in(dir, "plenaria.db");
}

enum status data_folder_make(const char *dir, struct buf *why)
{
    struct stat found;
    if (mkdir(dir, 0700) == 0)
        return STATUS_OK;
    if (errno == EEXIST && stat(dir, &found) == 0 && S_ISDIR(found.st_mode))
        return STATUS_OK;
    why_add(why, "The data folder %s cannot be made (%s); choose another one.", dir,
            errno == EEXIST ? "a file of that name is in the way" : strerror(errno));
    return STATUS_IO;
}

/* The process id in the lock file helps a person to find the process. The lock itself is the kernel's. */
static long read_holder(int fd)
{
    char text[32] = "";
    if (pread(fd, text, sizeof text - 1, 0) <= 0)
        return 0;
    return strtol(text, NULL, 10);
}

static enum status write_holder(int fd)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) || pwrite(fd, text, (size_t)len, 0) != len)
        return STATUS_IO;
    return STATUS_OK;
}

/* Behind the number of the process, on a line of its own. */
enum status data_folder_announce(struct data_folder_lock *lock, const char *url)
{
    struct buf text = BUF_EMPTY;
    buf_format(&text, "%ld\n%s\n", (long)getpid(), url);
    bool written = pwrite(lock->fd, text.bytes, text.len, 0) == (ssize_t)text.len;
    buf_clear(&text);
    return written ? STATUS_OK : STATUS_IO;
}

/* To try the lock would keep a server out that starts at that moment. */
static bool is_alive(long process)
{
    return process > 0 && (kill((pid_t)process, 0) == 0 || errno == EPERM);
}

char *data_folder_server(const char *dir)
{
    char text[600] = "", *url = NULL;
    char *path = path_in(dir, "lock");
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && pread(fd, text, sizeof text - 1, 0) > 0 && is_alive(strtol(text, NULL, 10)))
        url = strchr(text, '\n');
    if (url)
        url[1 + strcspn(url + 1, "\n")] = '\0';
    if (fd >= 0)
        close(fd);
    free(path);
    return url && url[1] ? mem_copy_string(url + 1) : NULL;
}

static enum status lock_folder(const char *dir, int kind, struct buf *why, struct data_folder_lock **out)
{
    enum status status = data_folder_make(dir, why);
    if (status != STATUS_OK)
        return status;
    char *path = path_in(dir, "lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        status = STATUS_IO;
        why_add(why, "%s cannot be opened (%s); check who owns the data folder.", path, strerror(errno));
    } else if (flock(fd, kind | LOCK_NB)) {
        status = errno == EWOULDBLOCK ? STATUS_CONFLICT : STATUS_IO;
        if (status == STATUS_CONFLICT)
            why_add(why,
                    "A server runs on %s already (process %ld); stop it first or use another data folder.",
                    dir, read_holder(fd));
        else
            why_add(why, "%s cannot be locked (%s); use a folder on a local disk.", path, strerror(errno));
    } else if (kind == LOCK_EX && write_holder(fd) != STATUS_OK) {
        status = STATUS_IO;
        why_add(why, "%s cannot be written (%s); make room on the disk.", path, strerror(errno));
    }
    free(path);
    if (status != STATUS_OK) {
        if (fd >= 0)
            close(fd);
        return status;
    }
    *out = mem_alloc(sizeof **out);
    (*out)->fd = fd;
    return STATUS_OK;
}

enum status data_folder_lock(const char *dir, struct buf *why, struct data_folder_lock **out)
{
    return lock_folder(dir, LOCK_EX, why, out);
}

enum status data_folder_share(const char *dir, struct buf *why, struct data_folder_lock **out)
{
    return lock_folder(dir, LOCK_SH, why, out);
}

void data_folder_unlock(struct data_folder_lock *lock)
{
    if (!lock)
        return;
    close(
        lock->fd); /* the file stays: removing it could take away the lock of somebody who has just opened it */
    free(lock);
}

static uint64_t size_of_file(const char *dir, const char *name)
{
    struct stat found;
    char *path = path_in(dir, name);
    uint64_t bytes = stat(path, &found) == 0 ? (uint64_t)found.st_size : 0;
    free(path);
    return bytes;
}

void data_folder_measure(const char *dir, struct data_folder_sizes *out)
{
    out->database_bytes = size_of_file(dir, "plenaria.db");
    out->wal_bytes = size_of_file(dir, "plenaria.db-wal");
}
