/* What the files of the writer share: pg_writer.c has the connection and the statement that appends, pg_writer_commit.c the groups of appends, pg_writer_leases.c what becomes of leases that the database may not hold
 * as we do, pg_writer_errands.c all else. For them alone. */
#ifndef POSTGRES_PG_WRITER_STATE_H
#define POSTGRES_PG_WRITER_STATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/string_list.h"
#include "postgres/lease_table.h"
#include "postgres/pg.h"
#include "postgres/pg_writer.h"
#include "postgres/recent_ops.h"
#include "store/log_append.h"

/* For how long a group is tried again where the database is away, and how long one waits before each. */
enum { WRITER_PATIENCE_MS = 10000, WRITER_PAUSE_MS = 200 };

struct pg_writer {
    struct pg_writer_options options;
    struct pg_hosts *hosts;
    char *incarnation;
    struct pg *pg; /* NULL: to be connected */
    struct recent_ops *recent;
    atomic_uint_fast64_t given_back;
    atomic_bool keeps;          /* drafts in the database are ours that we do not hold, or may become so */
    struct string_list doubted; /* drafts that were claimed, and nobody knows whether the claim got there */
    bool unsafe_said, away_said;
};

/* ---- the connection ---- */

/* A connection that works, over which all leases have been checked; STATUS_STORAGE where there is none. */
enum status pg_writer_connect(struct pg_writer *writer) MUST_CHECK;
void pg_writer_disconnect(struct pg_writer *writer);
/* `said`: whether it was, from now on. */
void pg_writer_say_once(bool *said, const struct buf *why);

/* Adds an op behind what was sent last to the group that has been begun. */
enum status pg_writer_add_to_group(struct pg_writer *writer, struct lease *lease,
                                   const struct log_op *op) MUST_CHECK;

/* ---- leases ---- */

const char *pg_writer_owner_of(const struct pg_writer *writer, const struct lease *lease); /* borrowed */
/* What is kept of its ops goes too: whoever has the draft meanwhile may go on from an earlier one. */
void pg_writer_drop_lease(struct pg_writer *writer, const char *draft);
/* `claimed`: just claimed, with a tail that is not what we have acknowledged. Where it is an earlier end of the same log, what is missing is appended again. STATUS_NOT_FOUND
 * where it is another log; STATUS_STORAGE, STATUS_UNKNOWN where the database does not take it now. */
enum status pg_writer_give_back(struct pg_writer *writer, const char *draft,
                                struct lease *claimed) MUST_CHECK;
/* Compares all leases with what the database holds. Those that it does not hold as we do are restored, or lost, and drafts in it that we do not hold are handed back.
 * STATUS_STORAGE, STATUS_UNKNOWN: try again. */
enum status pg_writer_check_leases(struct pg_writer *writer) MUST_CHECK;
/* The draft's claim may have got there, or get there still: pg_writer_settle_claims sees to it. */
void pg_writer_doubt_claim(struct pg_writer *writer, const char *draft);
/* Shuts out claims that may be on their way, and hands back what they made ours; so many at once as are claimed together. What could not be settled now is left for the next call. */
void pg_writer_settle_claims(struct pg_writer *writer);
/* One alone: clients can make us ask, and a server may have many. STATUS_FENCED: it was lost, and whoever has lost it knows. */
enum status pg_writer_check_lease(struct pg_writer *writer, const struct lease *lease) MUST_CHECK;

#endif
