/* The journal of people (store/people_journal.h) in PostgreSQL: the table `people`. The turn is a transaction with a lock of the whole cluster, so whoever
 * dies with it loses it with their connection. */
#ifndef POSTGRES_PEOPLE_POSTGRES_H
#define POSTGRES_PEOPLE_POSTGRES_H

#include "base/buf.h"
#include "base/status.h"
#include "postgres/pg_hosts.h"
#include "store/people_journal.h"

/* Connects, and connects anew where that is needed later. Shares the hosts. STATUS_STORAGE, STATUS_CONFLICT (a newer version has written it) with a sentence in `why`. */
enum status people_postgres_open(struct pg_hosts *hosts, struct buf *why,
                                 struct people_journal **out) MUST_CHECK;

#endif
