#include "postgres/pg_claim.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#define TRIES 5

/* What a claim's status says for as long as it is to be looked at, once more or for the first time. */
#define OPEN STATUS_CONFLICT

static bool is_open(const struct pg_claim *claim)
{
    return claim->status == OPEN;
}

static bool any_is_open(const struct pg_claim *claims, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_open(&claims[i]))
            return true;
    return false;
}

static void end_open(struct pg_claim *claims, size_t count, enum status status)
{
    for (size_t i = 0; i < count; i++)
        if (is_open(&claims[i]))
            claims[i].status = status;
}

/* Lists are texts, taken apart in SQL. A draft's id holds no line feed; where one did, there would be no such draft. */
static void begin_item(struct buf *list)
{
    if (list->len)
        buf_char(list, '\n');
}

static const char *list_text(const struct buf *list)
{
    return list->len ? list->bytes : "";
}

/* ---- who has them ---- */

static void note_seen(struct pg_claim *claim, const struct pg_rows *rows, size_t row)
{
    claim->lease.log = pg_get_number(rows, row, 1);
    claim->lease.epoch = pg_get_number(rows, row, 2);
    if (pg_get_number(rows, row, 3) == 0)
        return;
    claim->status = STATUS_FENCED;
    claim->owner = mem_copy_string(pg_get_text(rows, row, 4));
}

/* Those that have no log are claimed by that. */
static void note_all_seen(struct pg_claim *claims, size_t count, const struct pg_rows *rows)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_open(&claims[i]))
            continue;
        claims[i].lease = (struct lease){0};
        for (size_t row = 0; row < pg_count(rows); row++)
            if (strcmp(pg_get_text(rows, row, 0), claims[i].draft) == 0)
                note_seen(&claims[i], rows, row);
        if (!claims[i].lease.log)
            claims[i].status = STATUS_OK;
    }
}

static enum status look(struct pg *pg, const char *incarnation, struct pg_claim *claims, size_t count)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    struct buf drafts = BUF_EMPTY;
    for (size_t i = 0; i < count; i++)
        if (is_open(&claims[i])) {
            begin_item(&drafts);
            buf_text(&drafts, claims[i].draft);
        }
    pg_text(&values, list_text(&drafts));
    pg_text(&values, incarnation);
    enum status status =
        pg_query(pg,
                 "SELECT l.draft, l.id, l.epoch, (l.owner NOT IN ('', $2) AND n.state IS NOT NULL AND"
                 " n.state <> 'dead')::int::bigint, coalesce(n.address, '')"
                 " FROM logs l LEFT JOIN nodes n ON n.incarnation = l.owner"
                 " WHERE l.draft = ANY(string_to_array($1, chr(10)))",
                 &values, &rows);
    if (status == STATUS_OK)
        note_all_seen(claims, count, rows);
    pg_rows_free(rows);
    buf_clear(&drafts);
    return status;
}

/* ---- making them ours ---- */

static void note_taken(struct pg_claim *claim, const char *incarnation, const struct pg_rows *rows,
                       size_t row)
{
    claim->lease.epoch++;
    claim->lease.owned = *incarnation != '\0';
    claim->lease.last_seq = pg_get_number(rows, row, 1);
    claim->status = pg_get_hash(rows, row, 2, &claim->lease.head) ? STATUS_OK : STATUS_STORAGE;
}

static void note_all_taken(struct pg_claim *claims, size_t count, const char *incarnation,
                           const struct pg_rows *rows)
{
    for (size_t i = 0; i < count; i++)
        for (size_t row = 0; is_open(&claims[i]) && row < pg_count(rows); row++)
            if (pg_get_number(rows, row, 0) == claims[i].lease.log)
                note_taken(&claims[i], incarnation, rows, row);
}

/* Each only from the epoch that was seen: whoever claimed in between has raised it, and then it stays open. The rows are locked while appends of the old owner wait for
 * their commit, so what we get back is behind them; and locked in one order, so that two servers that claim the same ones do not wait for each other. */
static enum status take(struct pg *pg, const char *incarnation, struct pg_claim *claims, size_t count)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    struct buf logs = BUF_EMPTY, epochs = BUF_EMPTY;
    for (size_t i = 0; i < count; i++)
        if (is_open(&claims[i])) {
            begin_item(&logs);
            buf_number(&logs, claims[i].lease.log);
            begin_item(&epochs);
            buf_number(&epochs, claims[i].lease.epoch);
        }
    pg_text(&values, list_text(&logs));
    pg_text(&values, list_text(&epochs));
    pg_text(&values, incarnation);
    enum status status =
        pg_query(pg,
                 "UPDATE logs l SET epoch = l.epoch + 1, owner = $3 FROM"
                 " (SELECT held.id, seen.epoch FROM logs held JOIN"
                 " unnest(string_to_array($1, chr(10))::bigint[], string_to_array($2, chr(10))::bigint[])"
                 " AS seen(id, epoch) USING (id) ORDER BY held.id FOR UPDATE OF held) seen"
                 " WHERE l.id = seen.id AND l.epoch = seen.epoch RETURNING l.id, l.last_seq, l.head",
                 &values, &rows);
    if (status == STATUS_UNKNOWN && pg_is_alive(pg))
        status = pg_barrier(pg);
    if (status == STATUS_OK)
        note_all_taken(claims, count, incarnation, rows);
    pg_rows_free(rows);
    buf_clear(&logs);
    buf_clear(&epochs);
    return status;
}

static void claim_together(struct pg *pg, const char *incarnation, struct pg_claim *claims, size_t count)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count; i++)
        claims[i].status = OPEN;
    for (int i = 0; status == STATUS_OK && any_is_open(claims, count) && i < TRIES; i++) {
        status = look(pg, incarnation, claims, count);
        if (status == STATUS_OK && any_is_open(claims, count))
            status = take(pg, incarnation, claims, count);
    }
    end_open(claims, count, status == STATUS_OK ? STATUS_STORAGE : status);
}

void pg_claim_all(struct pg *pg, const char *incarnation, struct pg_claim *claims, size_t count)
{
    claim_together(pg, incarnation, claims, count);
    for (size_t i = 0; count > 1 && i < count; i++)
        if (claims[i].status == STATUS_STORAGE && pg_is_alive(pg))
            claim_together(pg, incarnation, &claims[i], 1);
}

enum status pg_claim(struct pg *pg, const char *incarnation, const char *draft, struct lease *out,
                     char **owner)
{
    struct pg_claim claim = {.draft = draft};
    pg_claim_all(pg, incarnation, &claim, 1);
    *out = claim.lease;
    *owner = claim.owner;
    return claim.status;
}

enum status pg_release(struct pg *pg, const char *incarnation, const struct lease *lease)
{
    struct pg_values values = {.count = 0};
    pg_number(&values, lease->log);
    pg_number(&values, lease->epoch);
    pg_text(&values, incarnation);
    return pg_query(pg, "UPDATE logs SET owner = '' WHERE id = $1 AND epoch = $2 AND owner = $3", &values,
                    NULL);
}
