#include "cli/people_place.h"

#include "store/people_replica.h"

#ifdef PLENARIA_POSTGRES

#include "postgres/people_postgres.h"

static enum status share(struct people *people, const char *dir, const char *address, struct buf *why)
{
    struct people_journal *journal = NULL;
    struct people_replica *replica = NULL;
    struct pg_hosts *hosts = NULL;
    enum status status = pg_hosts_create(address, false, why, &hosts); /* as log_place.c */
    if (status == STATUS_OK)
        status = people_postgres_open(hosts, why, &journal);
    if (status == STATUS_OK)
        status = people_replica_open(dir, journal, address, why, &replica);
    if (status == STATUS_OK)
        people_share(people, replica);
    pg_hosts_release(hosts);
    return status;
}

#else

static enum status share(struct people *people, const char *dir, const char *address, struct buf *why)
{
    (void)people;
    (void)dir;
    (void)address;
    if (why)
        buf_text(why, "The folder is one of a cluster, and this build knows no PostgreSQL; install libpq "
                      "(libpq-dev) and build it again.");
    return STATUS_USAGE;
}

#endif

/* `address`: of the cluster that the folder is to be one of; "": whatever the folder says. */
static enum status open_at(const char *dir, bool create, const char *address, struct buf *why,
                           struct people **out)
{
    struct buf found = BUF_EMPTY;
    struct people *people = NULL;
    buf_text(&found, address);
    enum status status = people_open(dir, create, why, &people);
    if (status == STATUS_OK && !found.len)
        status = people_shared_at(people, &found);
    if (status == STATUS_OK && found.len)
        status = share(people, dir, found.bytes, why);
    buf_clear(&found);
    if (status == STATUS_OK)
        *out = people;
    else
        people_close(people);
    return status;
}

enum status people_place_open(const char *dir, bool create, struct buf *why, struct people **out)
{
    return open_at(dir, create, "", why, out);
}

enum status people_place_join(const char *dir, const char *address, struct buf *why)
{
    struct people *people = NULL;
    enum status status = open_at(dir, true, address, why, &people);
    people_close(people);
    return status;
}

enum status people_place_part(const char *dir, const char *address, struct buf *why)
{
    struct people *people = NULL;
    enum status status = open_at(dir, true, address, why, &people);
    if (status == STATUS_OK)
        status = people_part(people);
    people_close(people);
    return status;
}
