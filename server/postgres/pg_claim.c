#include "postgres/pg_claim.h"

#include <stdlib.h>

#include "base/mem.h"

#define TRIES 5

struct found {
    uint64_t log, epoch;
    bool is_foreign; /* of a server that lives, as far as anybody knows */
    char *address;
};

static enum status look(struct pg *pg, const char *incarnation, const char *draft, struct found *found)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    *found = (struct found){0};
    pg_text(&values, draft);
    pg_text(&values, incarnation);
    enum status status =
        pg_query(pg,
                 "SELECT l.id, l.epoch, (l.owner NOT IN ('', $2) AND n.state IS NOT NULL AND"
                 " n.state <> 'dead')::int::bigint, coalesce(n.address, '')"
                 " FROM logs l LEFT JOIN nodes n ON n.incarnation = l.owner WHERE l.draft = $1",
                 &values, &rows);
    if (status == STATUS_OK && pg_count(rows)) {
        found->log = pg_get_number(rows, 0, 0);
        found->epoch = pg_get_number(rows, 0, 1);
        found->is_foreign = pg_get_number(rows, 0, 2) != 0;
        found->address = mem_copy_string(pg_get_text(rows, 0, 3));
    }
    pg_rows_free(rows);
    return status;
}

/* Only from the epoch that was seen: whoever claimed in between has raised it. The row is locked while an append of the old owner waits for its
 * commit, so what we get back is behind it. STATUS_CONFLICT: look again. */
static enum status take(struct pg *pg, const char *incarnation, const struct found *found, struct lease *out)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_number(&values, found->log);
    pg_number(&values, found->epoch);
    pg_text(&values, incarnation);
    enum status status = pg_query(pg,
                                  "UPDATE logs SET epoch = epoch + 1, owner = $3 WHERE id = $1 AND epoch = $2"
                                  " RETURNING last_seq, head",
                                  &values, &rows);
    if (status == STATUS_UNKNOWN && pg_is_alive(pg))
        status = pg_barrier(pg);
    if (status == STATUS_OK && !pg_count(rows))
        status = STATUS_CONFLICT;
    if (status == STATUS_OK) {
        *out = (struct lease){.log = found->log, .epoch = found->epoch + 1, .owned = *incarnation != '\0'};
        out->last_seq = pg_get_number(rows, 0, 0);
        if (!pg_get_hash(rows, 0, 1, &out->head))
            status = STATUS_STORAGE;
    }
    pg_rows_free(rows);
    return status;
}

enum status pg_claim(struct pg *pg, const char *incarnation, const char *draft, struct lease *out,
                     char **owner)
{
    enum status status = STATUS_CONFLICT;
    *out = (struct lease){0};
    *owner = NULL;
    for (int i = 0; status == STATUS_CONFLICT && i < TRIES; i++) {
        struct found found;
        status = look(pg, incarnation, draft, &found);
        if (status == STATUS_OK && found.is_foreign) {
            *owner = found.address;
            return STATUS_FENCED;
        }
        if (status == STATUS_OK && found.log)
            status = take(pg, incarnation, &found, out);
        free(found.address);
    }
    return status == STATUS_CONFLICT ? STATUS_STORAGE : status;
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
