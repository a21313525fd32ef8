#include "postgres/pg_writer_state.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "postgres/pg_schema.h"

#define ANSWER_MS 8000 /* for how long one answer is waited for */

/* $1 log, $2 seq, $3 hash, $4 epoch, $5 bytes, $6 wake_at, $7 head before, $8 owner */
static const char append_sql[] = "WITH moved AS (UPDATE logs SET last_seq = $2::bigint, head = $3, bytes = "
                                 "bytes + octet_length($5::bytea),"
                                 " wake_at = $6::bigint WHERE id = $1::bigint AND last_seq = $2::bigint - 1 "
                                 "AND head = $7 AND epoch = $4::bigint"
                                 " AND owner = $8 RETURNING id)"
                                 " INSERT INTO ops(log, seq, epoch, hash, bytes) SELECT id, $2::bigint, "
                                 "$4::bigint, $3, $5::bytea FROM moved";

enum status pg_writer_add_to_group(struct pg_writer *writer, struct lease *lease, const struct log_op *op)
{
    struct pg_values values = {.count = 0};
    pg_number(&values, lease->log);
    pg_number(&values, op->seq);
    pg_hash(&values, &op->hash);
    pg_number(&values, lease->epoch);
    pg_blob(&values, op->bytes, op->len);
    pg_time(&values, op->wake_at);
    pg_hash(&values, &lease->sent_head);
    pg_text(&values, pg_writer_owner_of(writer, lease));
    enum status status = pg_group_add(writer->pg, "append", &values); /* which still reads the head */
    lease->sent_seq = op->seq;
    lease->sent_head = op->hash;
    return status;
}

/* ---- the connection ---- */

void pg_writer_disconnect(struct pg_writer *writer)
{
    pg_close(writer->pg);
    writer->pg = NULL;
}

void pg_writer_say_once(bool *said, const struct buf *why)
{
    if (!*said)
        diag(DIAG_ERROR, "%s", why->len ? why->bytes : "the database does not answer");
    *said = true;
}

static enum status prepare(struct pg_writer *writer, struct buf *why)
{
    pg_set_patience(writer->pg, ANSWER_MS);
    enum status status = pg_schema_make(writer->pg, why);
    if (status == STATUS_OK && writer->options.strict && pg_schema_check_safety(writer->pg, why) != STATUS_OK)
        status = STATUS_STORAGE;
    if (status == STATUS_OK)
        status = pg_prepare(writer->pg, "append", append_sql, 8);
    return status == STATUS_UNKNOWN ? STATUS_STORAGE : status;
}

static enum status connect_anew(struct pg_writer *writer, struct buf *why)
{
    pg_writer_disconnect(writer);
    enum status status = pg_hosts_open(writer->hosts, why, &writer->pg);
    if (status == STATUS_OK)
        status = prepare(writer, why);
    if (status != STATUS_OK)
        pg_writer_disconnect(writer);
    return status;
}

enum status pg_writer_connect(struct pg_writer *writer)
{
    struct buf why = BUF_EMPTY;
    if (writer->pg && pg_is_alive(writer->pg))
        return STATUS_OK;
    enum status status = connect_anew(writer, &why);
    if (status == STATUS_OK)
        status = pg_writer_check_leases(writer);
    if (status != STATUS_OK) {
        pg_writer_disconnect(writer);
        pg_writer_say_once(&writer->away_said, &why);
    } else if (writer->away_said) {
        diag(DIAG_WARNING, "the database answers again");
        writer->away_said = false;
    }
    buf_clear(&why);
    return status == STATUS_OK ? STATUS_OK : STATUS_STORAGE;
}

enum status pg_writer_open(const struct pg_writer_options *options, struct buf *why, struct pg_writer **out)
{
    struct pg_writer *writer = mem_zero(1, sizeof *writer);
    writer->options = *options;
    writer->hosts = pg_hosts_share(options->hosts);
    writer->incarnation = mem_copy_string(options->incarnation);
    writer->recent = recent_ops_create();
    enum status status = connect_anew(writer, why);
    if (status != STATUS_OK) {
        pg_writer_close(writer);
        return status;
    }
    *out = writer;
    return STATUS_OK;
}

void pg_writer_close(struct pg_writer *writer)
{
    pg_writer_disconnect(writer);
    recent_ops_destroy(writer->recent);
    string_list_clear(&writer->doubted);
    pg_hosts_release(writer->hosts);
    free(writer->incarnation);
    free(writer);
}

bool pg_writer_keeps_released(const struct pg_writer *writer)
{
    return atomic_load(&writer->keeps);
}

uint64_t pg_writer_given_back(const struct pg_writer *writer)
{
    return atomic_load(&writer->given_back);
}
