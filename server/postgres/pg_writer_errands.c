#include "postgres/pg_writer_state.h"

#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/loop.h"
#include "postgres/pg_claim.h"
#include "postgres/pg_schema.h"
#include "postgres/pg_snapshots.h"
#include "store/log_errand.h"

/* Whose outcome nobody knows is settled by the check that comes next, as whoever asked may not ask again. */
static void take_claim(struct pg_writer *writer, const struct pg_claim *claim, struct log_errand *errand)
{
    struct lease lease = claim->lease;
    errand->status = claim->status == STATUS_UNKNOWN ? STATUS_STORAGE : claim->status;
    errand->owner = claim->owner;
    if (claim->status == STATUS_UNKNOWN)
        pg_writer_doubt_claim(writer, errand->draft);
    pg_writer_drop_lease(writer, errand->draft);
    if (errand->status != STATUS_OK || !lease.log)
        return;
    lease.sent_seq = lease.last_seq;
    lease.sent_head = lease.head;
    lease_table_put(writer->options.leases, errand->draft, &lease);
}

static void claim_all(struct pg_writer *writer, struct log_errand *list)
{
    struct pg_claim claims[LOG_CLAIMS_TOGETHER] = {{0}};
    size_t count = 0;
    for (const struct log_errand *errand = list; errand; errand = errand->next)
        claims[count++].draft = errand->draft;
    enum status status = pg_writer_connect(writer);
    if (status == STATUS_OK)
        pg_claim_all(writer->pg, writer->incarnation, claims, count);
    for (size_t i = 0; i < count; i++, list = list->next) {
        if (status != STATUS_OK)
            claims[i].status = status;
        take_claim(writer, &claims[i], list);
    }
}

/* Whoever has lost it is told before this is answered. */
static enum status confirm(struct pg_writer *writer, const char *draft)
{
    if (pg_writer_connect(writer) != STATUS_OK)
        return STATUS_STORAGE;
    const struct lease *lease = lease_table_find(writer->options.leases, draft);
    enum status status = lease ? STATUS_OK : STATUS_FENCED;
    if (lease && lease->owned)
        status = pg_writer_check_lease(writer, lease);
    if (status == STATUS_OK || status == STATUS_FENCED)
        return status;
    pg_writer_disconnect(writer); /* the next connection checks all */
    return STATUS_STORAGE;
}

static void release(struct pg_writer *writer, const char *draft)
{
    const struct lease *lease = lease_table_find(writer->options.leases, draft);
    if (!lease)
        return;
    if (lease->owned && (!writer->pg || pg_release(writer->pg, writer->incarnation, lease) != STATUS_OK)) {
        diag(DIAG_WARNING, "draft %s: could not be handed back; it is tried again", draft);
        atomic_store(&writer->keeps, true);
    }
    pg_writer_drop_lease(writer, draft);
}

/* Tried again for as long as a group is: where nobody writes, nobody else would give back what the database has lost. */
static void check(struct pg_writer *writer)
{
    uint64_t last_try = loop_clock_us() + (uint64_t)WRITER_PATIENCE_MS * 1000;
    while (pg_writer_connect(writer) != STATUS_OK || pg_writer_check_leases(writer) != STATUS_OK) {
        pg_writer_disconnect(writer);
        if (loop_clock_us() >= last_try) { /* nobody knows yet, so the next beat has it looked at again */
            atomic_store(&writer->keeps, true);
            return;
        }
        pg_pause(WRITER_PAUSE_MS);
    }
    pg_writer_settle_claims(writer);
}

/* As large as a large op, and durable: a full disk shows, and so does a standby that is away. */
static enum status probe(struct pg_writer *writer)
{
    struct buf why = BUF_EMPTY;
    enum status status = pg_writer_connect(writer);
    if (status == STATUS_OK)
        status = pg_run(writer->pg, "INSERT INTO ops(log, seq, epoch, hash, bytes) VALUES(0, 0, 0, '',"
                                    " convert_to(repeat('x', 65536), 'UTF8')) ON CONFLICT DO NOTHING;"
                                    "DELETE FROM ops WHERE log = 0");
    if (status == STATUS_OK && writer->options.strict)
        status = pg_schema_check_safety(writer->pg, &why);
    if (status != STATUS_OK && why.len)
        pg_writer_say_once(&writer->unsafe_said, &why);
    else if (status == STATUS_OK)
        writer->unsafe_said = false;
    buf_clear(&why);
    return status == STATUS_OK ? STATUS_OK : STATUS_STORAGE;
}

static void put_snapshot(struct pg_writer *writer, const struct log_errand *errand)
{
    if (pg_writer_connect(writer) == STATUS_OK &&
        pg_snapshots_put(writer->pg, errand->draft, &errand->snapshot) != STATUS_OK)
        diag(DIAG_WARNING, "the snapshot of draft %s at seq %" PRIu64 " was not stored: %s", errand->draft,
             errand->snapshot.seq, pg_error(writer->pg));
}

void pg_writer_run(void *context, struct log_errand *errand)
{
    struct pg_writer *writer = context;
    switch (errand->kind) {
    case LOG_PROBE:
        errand->status = probe(writer);
        break;
    case LOG_SNAPSHOT:
        put_snapshot(writer, errand);
        break;
    case LOG_CLAIM:
        claim_all(writer, errand);
        break;
    case LOG_CONFIRM:
        errand->status = confirm(writer, errand->draft);
        break;
    case LOG_RELEASE:
        release(writer, errand->draft);
        break;
    case LOG_CHECK:
        check(writer);
        break;
    case LOG_LOST:
        break;
    }
}
