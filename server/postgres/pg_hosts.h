/* Which of the hosts of a database's address this process uses: one at a time, the same for all its connections.
 *
 * PostgreSQL has no terms, and libpq takes the first host that takes changes. After a promotion there may be two of them for a while: where the Patroni of the old primary hangs, its PostgreSQL
 * goes on, takes connections, and acknowledges nothing, as its standby is the new primary. Whoever takes the first comes back to it again and again.
 *
 * What tells the two apart is the timeline: each promotion begins one with a higher number. So, where the address names several hosts:
 *
 *   a host does not let us in, or has another timeline than before ─┐
 *   an answer did not come in time (a beat: 2.5 s)                 ─┤
 *   a commit came back with a warning                              ─┴► doubted: a thread of its own looks at all hosts, one after the other
 *
 *   of those that take changes and are safe, none of a lower timeline than was ever used:
 *     the highest timeline; of equal ones, one with a synchronous standby, as far as the role may see that; else the first
 *
 *   another one than before ──► every connection to the one before is lost at once, also one that waits for an answer, and opened anew here
 *   none ─────────────────────► the choice stays, and is looked at again
 *
 * The thread looks, so nobody who opens a connection waits for more than one host. What was committed at the old primary and not acknowledged is found out at the new one as after any lost answer
 * (pg_writer.h). The fence against a lower timeline is here alone: nothing is read, claimed or written at a host that was left behind, even where it is the only one that answers. It adds to what the
 * log is safe by, and does not replace it: a server that has not heard of the new primary yet claims and writes nothing at the old one either, as that needs an acknowledgement.
 *
 * A database that is put back on a lower timeline, from an old copy without recovery, is refused therefore until the server is started again.
 *
 * Where the address names one host (a balancer, an address that moves) nothing is looked at or compared: where it leads is decided there. */
#ifndef POSTGRES_PG_HOSTS_H
#define POSTGRES_PG_HOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "postgres/pg.h"

struct pg_hosts;

/* Looks at the hosts where there are several; copies the address. `strict`: only a database that does not lose what it acknowledged (pg_schema_check_safety). STATUS_USAGE: the address is malformed.
 * STATUS_STORAGE: no host can be used. `why` gets a sentence; it may be NULL. */
enum status pg_hosts_create(const char *address, bool strict, struct buf *why,
                            struct pg_hosts **out) MUST_CHECK;
/* One more who releases it. Returns `hosts`. Any thread. */
struct pg_hosts *pg_hosts_share(struct pg_hosts *hosts);
/* Whoever was given it or shares it, once, after their connections were closed. NULL is fine. */
void pg_hosts_release(struct pg_hosts *hosts);
/* A connection to the host that is used, which is lost (STATUS_UNKNOWN) when another is. STATUS_STORAGE: it does not let us in; another may be used soon. Any thread; waits for one host at most. */
enum status pg_hosts_open(struct pg_hosts *hosts, struct buf *why, struct pg **out) MUST_CHECK;
/* Of the host that is used; 0 where the address names one host. Any thread. */
uint64_t pg_hosts_timeline(struct pg_hosts *hosts);

/* For something short: a connection to the host that a look at all of them chooses, be it safe or not. Follows nobody. STATUS_USAGE, STATUS_STORAGE. */
enum status pg_open(const char *address, struct buf *why, struct pg **out) MUST_CHECK;

/* What a look at one host showed. */
struct pg_seen {
    bool usable;       /* takes changes, and is safe where that is asked for */
    bool has_standby;  /* a synchronous one; or any, where the role may not see which */
    uint64_t timeline; /* 0: it does not say */
};

/* The index of the one to be used; `count` where there is none. `least`: the highest timeline that was ever used. */
size_t pg_hosts_choose(const struct pg_seen *seen, size_t count, uint64_t least);

#endif
