#include "cli/people_place.h"

#include "store/people_replica.h"

#ifdef PLENARIA_POSTGRES

#include "postgres/people_postgres.h"

static enum status share(struct people *people, const char *dir, const char *address, struct buf *why)
{
    struct people_journal *journal = NULL;
    struct people_replica *replica = NULL;
    enum status status = people_postgres_open(address, why, &journal);
    if (status == STATUS_OK)
        status = people_replica_open(dir, journal, address, why, &replica);
    if (status == STATUS_OK)
        people_share(people, replica);
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

enum status people_place_open(const char *dir, bool create, struct buf *why, struct people **out)
{
    struct buf address = BUF_EMPTY;
    struct people *people = NULL;
    enum status status = people_open(dir, create, why, &people);
    if (status == STATUS_OK)
        status = people_shared_at(people, &address);
    if (status == STATUS_OK && address.len)
        status = share(people, dir, address.bytes, why);
    buf_clear(&address);
    if (status == STATUS_OK)
        *out = people;
    else
        people_close(people);
    return status;
}

enum status people_place_join(const char *dir, const char *address, struct buf *why)
{
    struct people *people = NULL;
    enum status status = people_open(dir, true, why, &people);
    if (status == STATUS_OK)
        status = share(people, dir, address, why);
    people_close(people);
    return status;
}

enum status people_place_part(const char *dir, const char *address, struct buf *why)
{
    struct people *people = NULL;
    enum status status = people_open(dir, true, why, &people);
    if (status == STATUS_OK)
        status = share(people, dir, address, why);
    if (status == STATUS_OK)
        status = people_part(people);
    people_close(people);
    return status;
}
