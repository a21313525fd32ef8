/* A disk that fails on demand, under the real program: preloaded, it counts what is written and synced to plenaria.db and the files
 * that belong to it, and refuses the one it was told to.
 *
 * The file that PLENARIA_FAULT_IO names holds the plan: `write 3 once` or `sync 1 lasting`, meaning the third write from now on, or
 * the next sync and every one after it. Each plan is a new file (write beside it, then rename); an empty one heals the disk.
 * Every refusal adds a line with the name of the file to <plan>.refused. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at);
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at);
int fsync(int fd);
int fdatasync(int fd);

enum kind { WRITE, SYNC };

static struct {
    ino_t file; /* the plan that this was read from */
    bool armed;
    enum kind kind;
    int remaining; /* until the one that fails */
    bool lasting;
} plan;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void read_plan(const char *path)
{
    struct stat about;
    char kind[16] = "", how[16] = "";
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    if (fstat(fileno(file), &about) == 0 && about.st_ino != plan.file) {
        plan.file = about.st_ino;
        plan.armed = fscanf(file, "%15s %d %15s", kind, &plan.remaining, how) == 3;
        plan.kind = strcmp(kind, "sync") == 0 ? SYNC : WRITE;
        plan.lasting = strcmp(how, "lasting") == 0;
    }
    fclose(file);
}

static void note_refusal(const char *path, const char *name)
{
    char where[PATH_MAX];
    snprintf(where, sizeof where, "%s.refused", path);
    FILE *file = fopen(where, "ae");
    if (file) {
        fprintf(file, "%s\n", name);
        fclose(file);
    }
}

/* The last part of the path behind a descriptor, if it is ours to spoil; NULL. */
static const char *database_name(int fd, char path[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, PATH_MAX - 1);
    if (len <= 0)
        return NULL;
    path[len] = '\0';
    const char *slash = strrchr(path, '/');
    return slash && strncmp(slash + 1, "plenaria.db", strlen("plenaria.db")) == 0 ? slash + 1 : NULL;
}

static bool refused(int fd, enum kind kind)
{
    const char *path = getenv("PLENARIA_FAULT_IO");
    char file[PATH_MAX];
    const char *name = path ? database_name(fd, file) : NULL;
    if (!name)
        return false;
    pthread_mutex_lock(&lock);
    read_plan(path);
    bool refuse = plan.armed && plan.kind == kind && --plan.remaining <= 0;
    if (refuse) {
        plan.armed = plan.lasting;
        note_refusal(path, name);
    }
    pthread_mutex_unlock(&lock);
    return refuse;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "pwrite");
    if (!refused(fd, WRITE))
        return real(fd, bytes, count, at);
    errno = EIO;
    return -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
    if (!refused(fd, WRITE))
        return real(fd, bytes, count, at);
    errno = EIO;
    return -1;
}

int fsync(int fd)
{
    static int (*real)(int);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "fsync");
    if (!refused(fd, SYNC))
        return real(fd);
    errno = EIO;
    return -1;
}

int fdatasync(int fd)
{
    static int (*real)(int);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
    if (!refused(fd, SYNC))
        return real(fd);
    errno = EIO;
    return -1;
}
