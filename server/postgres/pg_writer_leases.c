#include "postgres/pg_writer_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/string_list.h"
#include "postgres/pg_claim.h"
#include "store/log_errand.h"

/* A fresh connection may lead to another database than the last one: a standby that was promoted, or an older one that was put back. Whatever we hold that
 * it does not know as ours is lost. What a group under way has sent is judged by that group. */
static bool still_holds(const struct lease *lease, const struct pg_rows *rows, size_t row)
{
    struct sha256 head;
    return pg_get_number(rows, row, 1) == lease->epoch && pg_get_number(rows, row, 2) == lease->last_seq &&
           pg_get_hash(rows, row, 3, &head) && memcmp(&head, &lease->head, sizeof head) == 0;
}

void pg_writer_drop_lease(struct pg_writer *writer, const char *draft)
{
    recent_ops_drop(writer->recent, draft);
    lease_table_drop(writer->options.leases, draft);
}

static void lose(struct pg_writer *writer, const char *draft)
{
    char *copy = mem_copy_string(draft); /* the lease holds it */
    pg_writer_drop_lease(writer, copy);
    writer->options.lost(writer->options.context, copy);
    free(copy);
}

const char *pg_writer_owner_of(const struct pg_writer *writer, const struct lease *lease)
{
    return lease->owned ? writer->incarnation : "";
}

/* ---- a database that came back without what it had acknowledged ---- */

static void count_stored(void *context, size_t index, uint64_t rows)
{
    (void)index;
    *(size_t *)context += rows == 1;
}

enum status pg_writer_give_back(struct pg_writer *writer, const char *draft, struct lease *claimed)
{
    size_t count, stored = 0;
    const struct log_op *ops =
        recent_ops_after(writer->recent, draft, claimed->last_seq, &claimed->head, &count);
    if (!ops)
        return STATUS_NOT_FOUND;
    claimed->sent_seq = claimed->last_seq;
    claimed->sent_head = claimed->head;
    enum status status = count ? pg_group_begin(writer->pg) : STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = pg_writer_add_to_group(writer, claimed, &ops[i]);
    if (status == STATUS_OK && count)
        status = pg_group_commit(writer->pg, count_stored, &stored);
    if (status != STATUS_OK)
        return status;
    if (stored != count)
        return STATUS_NOT_FOUND;
    claimed->last_seq = claimed->sent_seq;
    claimed->head = claimed->sent_head;
    atomic_fetch_add(&writer->given_back, count);
    if (count)
        diag(DIAG_ERROR, "draft %s: the database had lost the last %zu ops; they were given back", draft,
             count);
    return STATUS_OK;
}

/* A lease that the database does not hold as we do. STATUS_FENCED, STATUS_NOT_FOUND: it is another's, or another log. STATUS_STORAGE, STATUS_UNKNOWN: try again. */
static enum status restore_lease(struct pg_writer *writer, const struct lease *lease)
{
    struct lease claimed = {.log = 0};
    char *owner = NULL, *draft = mem_copy_string(lease->draft);
    enum status status =
        lease->owned ? pg_claim(writer->pg, writer->incarnation, draft, &claimed, &owner) : STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = claimed.log ? pg_writer_give_back(writer, draft, &claimed) : STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        lease_table_put(writer->options.leases, draft, &claimed);
    free(owner);
    free(draft);
    return status;
}

/* The same, where whoever has lost it is told. STATUS_FENCED: it was lost. */
static enum status restore_or_lose(struct pg_writer *writer, const struct lease *lease)
{
    enum status status = restore_lease(writer, lease);
    if (status == STATUS_OK || status == STATUS_STORAGE || status == STATUS_UNKNOWN)
        return status;
    diag(DIAG_ERROR, "draft %s: the database does not hold it as it was; reading it again", lease->draft);
    lose(writer, lease->draft);
    return STATUS_FENCED;
}

/* A release that did not go through, or a claim whose answer was lost: nobody else could have the draft while we live. */
static enum status hand_back(struct pg_writer *writer, const struct pg_rows *rows, size_t row)
{
    struct pg_values values = {.count = 0};
    pg_text(&values, pg_get_text(rows, row, 0));
    pg_number(&values, pg_get_number(rows, row, 1));
    pg_text(&values, writer->incarnation);
    return pg_query(writer->pg, "UPDATE logs SET owner = '' WHERE draft = $1 AND epoch = $2 AND owner = $3",
                    &values, NULL);
}

/* Copies the names of the drafts that we hold and that are not among those that the database holds as we do: the table changes under who goes through them. */
static void find_doubted(struct lease_table *leases, const struct map *held, struct string_list *out)
{
    struct lease *lease;
    for (size_t i = 0; (lease = lease_table_next(leases, &i));)
        if (lease->owned && lease->sent_seq <= lease->last_seq && !map_get(held, lease->draft))
            string_list_add(out, lease->draft);
}

/* Each is looked at once. */
static enum status restore_doubted(struct pg_writer *writer, const struct string_list *doubted)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < doubted->count; i++) {
        const struct lease *lease = lease_table_find(writer->options.leases, doubted->strings[i]);
        if (lease)
            status = restore_or_lose(writer, lease);
        if (status == STATUS_FENCED) /* it was lost, and whoever has lost it knows */
            status = STATUS_OK;
    }
    return status;
}

enum status pg_writer_check_leases(struct pg_writer *writer)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    struct map held = {0};
    struct string_list doubted = {0};
    pg_text(&values, writer->incarnation);
    /* whoever has claimed while we were thought dead may still wait for the standby, and nobody sees that yet */
    enum status status = pg_barrier(writer->pg);
    if (status == STATUS_OK)
        status = pg_query(writer->pg,
                          "SELECT draft, epoch, last_seq, head FROM logs WHERE owner = $1 AND owner <> ''",
                          &values, &rows);
    for (size_t i = 0; status == STATUS_OK && i < pg_count(rows); i++) {
        struct lease *lease = lease_table_find(writer->options.leases, pg_get_text(rows, i, 0));
        if (!lease)
            status = hand_back(writer, rows, i);
        else if ((lease->sent_seq > lease->last_seq || still_holds(lease, rows, i)))
            map_put(&held, lease->draft, lease);
    }
    pg_rows_free(rows);
    if (status == STATUS_OK)
        find_doubted(writer->options.leases, &held, &doubted);
    map_clear(&held); /* before anything of it goes */
    if (status == STATUS_OK)
        status = restore_doubted(writer, &doubted);
    string_list_clear(&doubted);
    if (status == STATUS_OK)
        atomic_store(&writer->keeps, writer->doubted.count > 0);
    return status;
}

/* ---- claims whose outcome nobody knows ---- */

#define MOST_DOUBTED 1000 /* what is beyond it is seen by the next connection, if it is there by then */

void pg_writer_doubt_claim(struct pg_writer *writer, const char *draft)
{
    if (!*writer->incarnation || writer->doubted.count >= MOST_DOUBTED)
        return;
    if (!string_list_has(&writer->doubted, draft))
        string_list_add(&writer->doubted, draft);
    atomic_store(&writer->keeps, true);
}

/* A new claim has raised the epoch, so that nothing older gets there any more. */
static bool is_settled(struct pg_writer *writer, struct pg_claim *claim)
{
    free(claim->owner);
    if (claim->status == STATUS_OK && claim->lease.log)
        claim->status = pg_release(writer->pg, writer->incarnation, &claim->lease);
    return claim->status == STATUS_OK || claim->status == STATUS_FENCED;
}

void pg_writer_settle_claims(struct pg_writer *writer)
{
    struct pg_claim claims[LOG_CLAIMS_TOGETHER] = {{0}};
    struct string_list doubted = writer->doubted;
    size_t count = 0;
    writer->doubted = (struct string_list){0};
    for (size_t i = 0; i < doubted.count; i++) {
        if (lease_table_find(writer->options.leases, doubted.strings[i]))
            continue; /* it was claimed anew since */
        if (count < LOG_CLAIMS_TOGETHER)
            claims[count++].draft = doubted.strings[i];
        else
            string_list_add(&writer->doubted, doubted.strings[i]);
    }
    if (count)
        pg_claim_all(writer->pg, writer->incarnation, claims, count);
    for (size_t i = 0; i < count; i++)
        if (!is_settled(writer, &claims[i]))
            string_list_add(&writer->doubted, claims[i].draft);
    string_list_clear(&doubted);
    atomic_store(&writer->keeps, writer->doubted.count > 0);
}

enum status pg_writer_check_lease(struct pg_writer *writer, const struct lease *lease)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_text(&values, writer->incarnation);
    pg_text(&values, lease->draft);
    enum status status =
        pg_query(writer->pg, "SELECT draft, epoch, last_seq, head FROM logs WHERE owner = $1 AND draft = $2",
                 &values, &rows);
    bool held = status == STATUS_OK && pg_count(rows) && still_holds(lease, rows, 0);
    pg_rows_free(rows);
    return status == STATUS_OK && !held ? restore_or_lose(writer, lease) : status;
}
