#include "cli/log_place.h"

#include <string.h>

#include "store/integrity.h"
#include "store/log_sqlite.h"

#ifdef PLENARIA_POSTGRES

#include "postgres/log_postgres.h"
#include "postgres/log_purge.h"

/* A tool owns nothing, and takes any database: what is safe enough is the servers' to judge. */
static enum status open_shared(const char *where, struct buf *why, struct log_store **out)
{
    struct log_postgres_options options = {.address = where, .incarnation = ""};
    return log_postgres_open(&options, why, out);
}

static enum status each_shared(struct log_store *log, bool (*each)(void *context, const char *draft),
                               void *context)
{
    return log_postgres_drafts(log, each, context);
}

enum status log_place_erase(const char *where, const char *draft, struct buf *why)
{
    return log_purge(where, draft, why);
}

#else

static enum status open_shared(const char *where, struct buf *why, struct log_store **out)
{
    (void)where;
    (void)out;
    buf_text(why, "This build knows no PostgreSQL; install libpq (libpq-dev) and build it again.");
    return STATUS_USAGE;
}

static enum status each_shared(struct log_store *log, bool (*each)(void *context, const char *draft),
                               void *context)
{
    (void)log;
    (void)each;
    (void)context;
    return STATUS_USAGE;
}

enum status log_place_erase(const char *where, const char *draft, struct buf *why)
{
    struct log_store *log;
    (void)draft;
    return open_shared(where, why, &log);
}

#endif

bool log_place_is_shared(const char *where)
{
    return strncmp(where, "postgres://", 11) == 0 || strncmp(where, "postgresql://", 13) == 0;
}

enum status log_place_open(const char *where, bool create, struct buf *why, struct log_store **out)
{
    struct log_sqlite_options options = {.dir = where, .create = create};
    return log_place_is_shared(where) ? open_shared(where, why, out) : log_sqlite_open(&options, why, out);
}

enum status log_place_each(const char *where, struct log_store *log,
                           bool (*each)(void *context, const char *draft), void *context)
{
    return log_place_is_shared(where) ? each_shared(log, each, context)
                                      : integrity_each_log(where, each, context);
}
