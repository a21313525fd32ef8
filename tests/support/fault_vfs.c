#include "support/fault_vfs.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stddef.h>

struct fault_file {
    sqlite3_file base;
    sqlite3_file *real; /* lies behind this one, in the memory that SQLite gives */
};

static sqlite3_vfs *below;
static atomic_int counts[FAULT_KINDS];
static atomic_int remaining[FAULT_KINDS]; /* until the one that fails */
static atomic_bool lasting[FAULT_KINDS];
static atomic_int error_code;
static atomic_int refused;

static int next(enum fault_kind kind)
{
    atomic_fetch_add(&counts[kind], 1);
    int left = atomic_fetch_sub(&remaining[kind], 1);
    if (left > 1 || (left < 1 && !lasting[kind]))
        return SQLITE_OK;
    if (left < 1)
        atomic_store(&remaining[kind], 0);
    atomic_fetch_add(&refused, 1);
    return error_code;
}

static sqlite3_file *real(sqlite3_file *file)
{
    return ((struct fault_file *)file)->real;
}

static int do_close(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

static int do_read(sqlite3_file *file, void *to, int count, sqlite3_int64 at)
{
    return real(file)->pMethods->xRead(real(file), to, count, at);
}

static int do_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 at)
{
    int code = next(FAULT_WRITE);
    return code ? code : real(file)->pMethods->xWrite(real(file), from, count, at);
}

static int do_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int do_sync(sqlite3_file *file, int flags)
{
    int code = next(FAULT_SYNC);
    return code ? code : real(file)->pMethods->xSync(real(file), flags);
}

static int do_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int do_lock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

static int do_unlock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int do_check_lock(sqlite3_file *file, int *reserved)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}

static int do_control(sqlite3_file *file, int op, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), op, argument);
}

static int do_sector_size(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

static int do_characteristics(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int do_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}

static int do_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void do_shm_barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

static int do_shm_unmap(sqlite3_file *file, int remove)
{
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = do_close,
    .xRead = do_read,
    .xWrite = do_write,
    .xTruncate = do_truncate,
    .xSync = do_sync,
    .xFileSize = do_size,
    .xLock = do_lock,
    .xUnlock = do_unlock,
    .xCheckReservedLock = do_check_lock,
    .xFileControl = do_control,
    .xSectorSize = do_sector_size,
    .xDeviceCharacteristics = do_characteristics,
    .xShmMap = do_shm_map,
    .xShmLock = do_shm_lock,
    .xShmBarrier = do_shm_barrier,
    .xShmUnmap = do_shm_unmap,
};

static int do_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    struct fault_file *fault = (struct fault_file *)file;
    fault->real = (sqlite3_file *)(fault + 1);
    int code = below->xOpen(below, name, fault->real, flags, out_flags);
    fault->base.pMethods = fault->real->pMethods ? &methods : NULL;
    return code;
}

void fault_vfs_install(void)
{
    static sqlite3_vfs vfs;
    below = sqlite3_vfs_find(NULL);
    vfs = *below;
    vfs.zName = "fault";
    vfs.szOsFile = (int)sizeof(struct fault_file) + below->szOsFile;
    vfs.xOpen = do_open;
    sqlite3_vfs_register(&vfs, 1);
    fault_vfs_heal();
}

void fault_vfs_fail(enum fault_kind kind, int nth, bool for_ever, int code)
{
    fault_vfs_heal();
    atomic_store(&error_code, code);
    atomic_store(&refused, 0);
    atomic_store(&remaining[kind], nth);
    atomic_store(&lasting[kind], for_ever);
}

void fault_vfs_heal(void)
{
    for (int kind = 0; kind < FAULT_KINDS; kind++) {
        atomic_store(&lasting[kind], false);
        atomic_store(&remaining[kind], INT_MIN / 2);
    }
}

int fault_vfs_refused(void)
{
    return refused;
}

int fault_vfs_count(enum fault_kind kind)
{
    return counts[kind];
}
