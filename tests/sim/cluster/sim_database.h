/* A replicated database with one table of logs that holds one draft, as PostgreSQL behaves with a synchronous standby, traps included.
 *
 * What is written goes to the end of `wal`. The standby follows it up to `standby`. Whoever commits waits until the standby has it, holding the row's lock; only
 * then others see it, and it is answered. The traps:
 * - The wait ends too early (a line breaks, somebody cancels it, the primary starts again): the row is there, everybody sees it, and it is lost where the standby
 *   becomes the primary.
 * - A line breaks: nobody knows what became of what was sent. It may arrive later.
 * - The standby becomes the primary: what it did not have is gone.
 * - It comes back behind what it had acknowledged.
 * Statements travel; the simulation's loop decides when they arrive, are answered, or not. */
#ifndef SIM_DATABASE_H
#define SIM_DATABASE_H

#include "sim_check.h"
#include "base/loop.h"
#include "sim_oracle.h"
#include "store/log_store.h"
#include "support/choices.h"

enum { SIM_NODES = 3, SIM_OWNER_BYTES = 64, SIM_STATEMENTS = 32 };

enum statement_kind {
    STATEMENT_LOOK, /* the row, and who owns it */
    STATEMENT_TAKE, /* claims it */
    STATEMENT_RELEASE,
    STATEMENT_APPEND,
    STATEMENT_HELD, /* what an owner holds */
    STATEMENT_OPS,  /* of the log, from `seq` to `last`, at most `limit` */
    STATEMENT_DUE,
    STATEMENT_KEEP,     /* a snapshot */
    STATEMENT_SNAPSHOT, /* the newest up to `seq` */
    STATEMENT_NOTHING,  /* nothing to read or to write */
    STATEMENT_BARRIER   /* a commit of nothing */
};

/* What a statement compares before it writes, as its text has it. */
enum { COMPARE_SEQ = 1, COMPARE_HEAD = 2, COMPARE_EPOCH = 4, COMPARE_OWNER = 8 };

/* What can be taken away from it, to see that the simulation notices: PLENARIA_SIM_WITHOUT names them, with commas between. */
enum { WITHOUT_FENCE = COMPARE_EPOCH | COMPARE_OWNER, WITHOUT_STANDBY = 16 };

struct sim_statement {
    enum statement_kind kind;
    unsigned compares;
    uint64_t seq, last, epoch, limit;
    struct sha256 head, hash;
    int64_t time;
    char owner[SIM_OWNER_BYTES];
    struct buf bytes, clients; /* owned */
};

/* The row, as somebody sees it. */
struct sim_row {
    uint64_t last_seq, epoch, bytes;
    struct sha256 head;
    char owner[SIM_OWNER_BYTES];
    int64_t wake_at;
};

struct sim_record;
struct sim_database;
struct sim_line;

/* An answer to a read. */
struct sim_found {
    struct sim_row row;
    bool any;
    const struct sim_record *const *records; /* ops or a snapshot; borrowed until the next statement */
    size_t count;
};

struct sim_node_row {
    char incarnation[SIM_OWNER_BYTES];
    bool is_there, dead;
    uint64_t beats;
};

struct sim_database *sim_database_create(struct loop *world, struct sim_stats *stats, uint64_t seed);
void sim_database_destroy(struct sim_database *database);
/* The first op, before anybody is there. */
void sim_database_begin(struct sim_database *database, const struct log_op *op);

/* ---- for sim_pg.c ---- */

/* NULL where nobody answers. */
struct sim_line *sim_line_open(struct sim_database *database, unsigned node);
void sim_line_close(struct sim_line *line); /* what was sent may still arrive */
bool sim_line_is_broken(const struct sim_line *line);
/* Sends a transaction of one or several statements, takes them, and waits until it is answered, in a fiber, for `patience_ms` at most. `touched[i]`: rows.
 * Outside of fibers it reads at once. The outcome as pg.h has it. */
enum status sim_line_call(struct sim_line *line, struct sim_statement *statements, size_t count,
                          uint64_t patience_ms, uint64_t *touched, struct sim_found *found);
/* The database of all nodes of this run. */
struct sim_database *sim_database_current(void);
void sim_record_op(const struct sim_record *record, struct log_op *op);
void sim_record_snapshot(const struct sim_record *record, struct log_snapshot *out); /* borrowed bytes */
const void *sim_record_hash(const struct sim_record *record);
const void *sim_record_sum(const struct sim_record *record); /* of a snapshot; wrong where it is damaged */

/* ---- for the nodes ---- */

struct sim_node_row *sim_database_nodes(struct sim_database *database); /* SIM_NODES of them */
bool sim_database_reaches(const struct sim_database *database, unsigned node);
/* The owner, as anybody sees it; "" for none. */
const char *sim_database_owner(const struct sim_database *database);
/* How many ops the standby has, and the log up to there: read is all that it can. */
uint64_t sim_database_durable(const struct sim_database *database);
bool sim_database_is_quiet(const struct sim_database *database); /* the standby has all */
struct log_store *sim_database_durable_log(struct sim_database *database);
/* Follows what becomes durable. Borrows. */
void sim_database_on_durable(struct sim_database *database, struct sim_oracle *oracle);
/* The process behind a node's lines has ended: nothing is answered any more. */
void sim_database_end_node(struct sim_database *database, unsigned node, bool ended);

/* ---- trouble; each draws from the dice ---- */

void sim_database_cut(struct sim_database *database, unsigned node, uint64_t until_ms);
void sim_database_break_lines(struct sim_database *database, unsigned node);
void sim_database_warn(struct sim_database *database);
void sim_database_be_slow(struct sim_database *database, uint64_t latency_ms, uint64_t until_ms);
void sim_database_freeze_standby(struct sim_database *database, uint64_t until_ms);
void sim_database_refuse_next(struct sim_database *database);
void sim_database_restart(struct sim_database *database, uint64_t down_ms);
void sim_database_promote(struct sim_database *database, uint64_t down_ms);
/* Loses up to `most` ops that it had acknowledged since the last claim; how many. */
size_t sim_database_forget_tail(struct sim_database *database, size_t most);
void sim_database_damage_snapshots(struct sim_database *database);
void sim_database_heal(struct sim_database *database);
/* Every op was written in the epoch of the claim before it. */
void sim_database_check_epochs(const struct sim_database *database);
#endif
