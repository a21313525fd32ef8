#include "postgres/pg_snapshots.h"

#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "store/keyframes.h"
#include "store/snapshot_sum.h"

static enum status insert(struct pg *pg, const char *draft, const struct log_snapshot *snapshot)
{
    struct pg_values values = {.count = 0};
    struct sha256 sum = snapshot_sum(snapshot->seq, &snapshot->head, snapshot->bytes.bytes,
                                     snapshot->bytes.len, snapshot->clients.bytes, snapshot->clients.len);
    pg_text(&values, draft);
    pg_number(&values, snapshot->seq);
    pg_hash(&values, &snapshot->head);
    pg_hash(&values, &sum);
    pg_blob(&values, snapshot->bytes.bytes, snapshot->bytes.len);
    pg_blob(&values, snapshot->clients.bytes, snapshot->clients.len);
    return pg_query(
        pg,
        "INSERT INTO snapshots(log, seq, head, checksum, bytes, clients)"
        " SELECT l.id, o.seq, o.hash, $4, $5, $6 FROM logs l JOIN ops o ON o.log = l.id"
        " WHERE l.draft = $1 AND o.seq = $2 AND o.hash = $3"
        " ON CONFLICT (log, seq) DO UPDATE SET head = excluded.head, checksum = excluded.checksum,"
        " bytes = excluded.bytes, clients = excluded.clients",
        &values, NULL);
}

static enum status drop(struct pg *pg, const char *draft, uint64_t seq)
{
    struct pg_values values = {.count = 0};
    pg_text(&values, draft);
    pg_number(&values, seq);
    return pg_query(pg,
                    "DELETE FROM snapshots WHERE log = (SELECT id FROM logs WHERE draft = $1) AND seq = $2",
                    &values, NULL);
}

static enum status thin_out(struct pg *pg, const char *draft)
{
    struct keyframe all[SNAPSHOTS_KEPT + 1];
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_text(&values, draft);
    pg_number(&values, SNAPSHOTS_KEPT + 1);
    enum status status =
        pg_query(pg,
                 "SELECT seq, (octet_length(bytes) + octet_length(clients))::bigint FROM snapshots"
                 " WHERE log = (SELECT id FROM logs WHERE draft = $1) ORDER BY seq DESC LIMIT $2",
                 &values, &rows);
    size_t count = status == STATUS_OK ? pg_count(rows) : 0;
    for (size_t i = 0; i < count; i++)
        all[i] = (struct keyframe){pg_get_number(rows, i, 0), pg_get_number(rows, i, 1)};
    pg_rows_free(rows);
    for (size_t index; status == STATUS_OK && (index = keyframes_drop(all, count)) < count;) {
        status = drop(pg, draft, all[index].seq);
        memmove(all + index, all + index + 1, (--count - index) * sizeof *all);
    }
    return status;
}

enum status pg_snapshots_put(struct pg *pg, const char *draft, const struct log_snapshot *snapshot)
{
    enum status status = pg_run(pg, "BEGIN; SET LOCAL synchronous_commit = local");
    if (status == STATUS_OK)
        status = insert(pg, draft, snapshot);
    if (status == STATUS_OK)
        status = thin_out(pg, draft);
    if (status == STATUS_OK)
        return pg_run(pg, "COMMIT");
    if (pg_is_alive(pg) && pg_run(pg, "ROLLBACK") != STATUS_OK)
        diag(DIAG_WARNING, "the database does not end a transaction: %s", pg_error(pg));
    return status;
}

static bool is_whole(const struct pg_rows *rows, struct log_snapshot *out)
{
    struct sha256 stored;
    size_t bytes_len, clients_len;
    const void *bytes = pg_get_blob(rows, 0, 3, &bytes_len), *clients = pg_get_blob(rows, 0, 4, &clients_len);
    out->seq = pg_get_number(rows, 0, 0);
    if (!pg_get_hash(rows, 0, 1, &out->head) || !pg_get_hash(rows, 0, 2, &stored))
        return false;
    struct sha256 computed = snapshot_sum(out->seq, &out->head, bytes, bytes_len, clients, clients_len);
    if (memcmp(computed.bytes, stored.bytes, SHA256_BYTES) != 0)
        return false;
    buf_add(&out->bytes, bytes, bytes_len);
    buf_add(&out->clients, clients, clients_len);
    return true;
}

/* Where one is damaged, the next older ones are not far. */
enum status pg_snapshots_get(struct pg *pg, const char *draft, uint64_t max_seq, struct log_snapshot *out)
{
    *out = (struct log_snapshot){0};
    for (int i = 0; i < SNAPSHOTS_NEWEST; i++) {
        struct pg_values values = {.count = 0};
        struct pg_rows *rows = NULL;
        pg_text(&values, draft);
        pg_number(&values, max_seq < INT64_MAX ? max_seq : INT64_MAX);
        enum status status = pg_query(
            pg,
            "SELECT seq, head, checksum, bytes, clients FROM snapshots"
            " WHERE log = (SELECT id FROM logs WHERE draft = $1) AND seq <= $2 ORDER BY seq DESC LIMIT 1",
            &values, &rows);
        bool found = status == STATUS_OK && pg_count(rows), whole = found && is_whole(rows, out);
        pg_rows_free(rows);
        if (status != STATUS_OK || !found)
            return status == STATUS_OK ? STATUS_NOT_FOUND : status;
        if (whole)
            return STATUS_OK;
        diag(DIAG_WARNING,
             "the snapshot of draft %s at seq %" PRIu64 " is damaged; using an older one or the log", draft,
             out->seq);
        max_seq = out->seq - 1;
        *out = (struct log_snapshot){0};
    }
    return STATUS_NOT_FOUND;
}
