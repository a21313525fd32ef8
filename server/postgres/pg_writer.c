#include "postgres/pg_writer.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/loop.h"
#include "base/mem.h"
#include "base/string_list.h"
#include "postgres/pg.h"
#include "postgres/pg_claim.h"
#include "postgres/pg_schema.h"
#include "postgres/pg_snapshots.h"
#include "postgres/recent_ops.h"

/* PATIENCE_MS: for how long a group is tried again where the database is away. ANSWER_MS: for how long one answer is waited for. */
#define PATIENCE_MS 10000
#define ANSWER_MS   8000
#define PAUSE_MS    200

/* What a status says that is none yet: the append has not been answered. */
#define PENDING STATUS_COUNT

struct pg_writer {
    struct pg_writer_options options;
    char *address, *incarnation;
    struct pg *pg; /* NULL: to be connected */
    struct recent_ops *recent;
    atomic_uint_fast64_t given_back;
    atomic_bool keeps; /* drafts in the database are ours that we do not hold */
    bool unsafe_said, away_said;
};

/* ---- the connection ---- */

/* $1 log, $2 seq, $3 hash, $4 epoch, $5 bytes, $6 wake_at, $7 head before, $8 owner */
static const char append_sql[] = "WITH moved AS (UPDATE logs SET last_seq = $2::bigint, head = $3, bytes = "
                                 "bytes + octet_length($5::bytea),"
                                 " wake_at = $6::bigint WHERE id = $1::bigint AND last_seq = $2::bigint - 1 "
                                 "AND head = $7 AND epoch = $4::bigint"
                                 " AND owner = $8 RETURNING id)"
                                 " INSERT INTO ops(log, seq, epoch, hash, bytes) SELECT id, $2::bigint, "
                                 "$4::bigint, $3, $5::bytea FROM moved";

static void disconnect(struct pg_writer *writer)
{
    pg_close(writer->pg);
    writer->pg = NULL;
}

static void say_once(bool *said, const struct buf *why)
{
    if (!*said)
        diag(DIAG_ERROR, "%s", why->len ? why->bytes : "the database does not answer");
    *said = true;
}

/* A fresh connection may lead to another database than the last one: a standby that was promoted, or an older one that was put back. Whatever we hold that
 * it does not know as ours is lost. What a group under way has sent is judged by that group. */
static bool still_holds(const struct lease *lease, const struct pg_rows *rows, size_t row)
{
    struct sha256 head;
    return pg_get_number(rows, row, 1) == lease->epoch && pg_get_number(rows, row, 2) == lease->last_seq &&
           pg_get_hash(rows, row, 3, &head) && memcmp(&head, &lease->head, sizeof head) == 0;
}

/* What is kept of its ops goes too: whoever has the draft meanwhile may go on from an earlier one. */
static void drop_lease(struct pg_writer *writer, const char *draft)
{
    recent_ops_drop(writer->recent, draft);
    lease_table_drop(writer->options.leases, draft);
}

static void lose(struct pg_writer *writer, const char *draft)
{
    char *copy = mem_copy_string(draft); /* the lease holds it */
    drop_lease(writer, copy);
    writer->options.lost(writer->options.context, copy);
    free(copy);
}

static const char *owner_of(const struct pg_writer *writer, const struct lease *lease)
{
    return lease->owned ? writer->incarnation : "";
}

/* ---- a database that came back without what it had acknowledged ---- */

static enum status add_to_group(struct pg_writer *writer, struct lease *lease, const struct log_op *op)
{
    struct pg_values values = {.count = 0};
    pg_number(&values, lease->log);
    pg_number(&values, op->seq);
    pg_hash(&values, &op->hash);
    pg_number(&values, lease->epoch);
    pg_blob(&values, op->bytes, op->len);
    pg_time(&values, op->wake_at);
    pg_hash(&values, &lease->sent_head);
    pg_text(&values, owner_of(writer, lease));
    enum status status = pg_group_add(writer->pg, "append", &values); /* which still reads the head */
    lease->sent_seq = op->seq;
    lease->sent_head = op->hash;
    return status;
}

static void count_stored(void *context, size_t index, uint64_t rows)
{
    (void)index;
    *(size_t *)context += rows == 1;
}

/* `claimed`: just claimed, with a tail that is not what we have acknowledged. Where it is an earlier end of the same log, what is missing is appended again. STATUS_NOT_FOUND
 * where it is another log; STATUS_STORAGE, STATUS_UNKNOWN where the database does not take it now. */
static enum status give_back(struct pg_writer *writer, const char *draft, struct lease *claimed)
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
        status = add_to_group(writer, claimed, &ops[i]);
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
        status = claimed.log ? give_back(writer, draft, &claimed) : STATUS_NOT_FOUND;
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

static enum status check_leases(struct pg_writer *writer)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    struct map held = {0};
    struct string_list doubted = {0};
    pg_text(&values, writer->incarnation);
    enum status status =
        pg_query(writer->pg, "SELECT draft, epoch, last_seq, head FROM logs WHERE owner = $1 AND owner <> ''",
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
        atomic_store(&writer->keeps, false);
    return status;
}

/* One draft alone: clients can make us ask, and a server may have many. */
static enum status check_lease(struct pg_writer *writer, const struct lease *lease)
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
    disconnect(writer);
    enum status status = pg_open(writer->address, why, &writer->pg);
    if (status == STATUS_OK)
        status = prepare(writer, why);
    if (status != STATUS_OK)
        disconnect(writer);
    return status;
}

static enum status connect_if_needed(struct pg_writer *writer)
{
    struct buf why = BUF_EMPTY;
    if (writer->pg && pg_is_alive(writer->pg))
        return STATUS_OK;
    enum status status = connect_anew(writer, &why);
    if (status == STATUS_OK)
        status = check_leases(writer);
    if (status != STATUS_OK) {
        disconnect(writer);
        say_once(&writer->away_said, &why);
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
    writer->address = mem_copy_string(options->address);
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
    disconnect(writer);
    recent_ops_destroy(writer->recent);
    free(writer->address);
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

/* ---- one group ---- */

/* A log that is not there yet, or is there without any op, because the answer was lost; nobody owns it until it is claimed. STATUS_CONFLICT where
 * it has ops. */
static enum status make_log(struct pg_writer *writer, const char *draft)
{
    static const struct sha256 nothing = {{0}};
    struct lease lease = {.log = 0};
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    random_fill(&lease.log, sizeof lease.log);
    pg_number(&values, (lease.log >> 1) | 1);
    pg_text(&values, draft);
    pg_hash(&values, &nothing);
    enum status status =
        pg_query(writer->pg,
                 "INSERT INTO logs AS l(id, draft, last_seq, head, bytes) VALUES($1, $2, 0, $3, 0)"
                 " ON CONFLICT (draft) DO UPDATE SET epoch = l.epoch + 1"
                 " WHERE l.last_seq = 0 AND l.owner = '' RETURNING id, epoch",
                 &values, &rows);
    if (status == STATUS_OK && !pg_count(rows))
        status = STATUS_CONFLICT;
    if (status == STATUS_OK) {
        lease.log = pg_get_number(rows, 0, 0);
        lease.epoch = pg_get_number(rows, 0, 1);
        lease_table_put(writer->options.leases, draft, &lease);
    }
    pg_rows_free(rows);
    return status;
}

/* Whoever has not claimed a draft may not append to it; but where there is no log, nobody has claimed anything. */
static enum status refuse_unclaimed(struct pg_writer *writer, const char *draft)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_text(&values, draft);
    enum status status = pg_query(writer->pg, "SELECT 1 FROM logs WHERE draft = $1", &values, &rows);
    if (status == STATUS_OK)
        status = pg_count(rows) ? STATUS_FENCED : STATUS_CONFLICT;
    pg_rows_free(rows);
    return status;
}

/* Refuses what cannot be appended, before anything is sent: that is then the append's status. STATUS_UNKNOWN: the database is gone. */
static enum status admit(struct pg_writer *writer, struct log_append *append, struct lease **out)
{
    struct lease *lease = lease_table_find(writer->options.leases, append->draft);
    enum status status = STATUS_OK;
    if (!lease && append->first_seq == 1) {
        status = make_log(writer, append->draft);
        lease = lease_table_find(writer->options.leases, append->draft);
    } else if (!lease) {
        status = refuse_unclaimed(writer, append->draft);
    }
    if (lease && append->first_seq == lease->refused_next)
        status = STATUS_STORAGE;
    else if (lease && append->first_seq != lease->sent_seq + 1)
        status = STATUS_CONFLICT;
    if (lease && status == STATUS_STORAGE)
        lease->refused_next = append->first_seq + append->count;
    if (status != STATUS_OK && status != STATUS_UNKNOWN)
        append->status = status;
    *out = lease;
    return status;
}

static enum status send_append(struct pg_writer *writer, struct lease *lease, const struct log_append *append)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < append->count; i++)
        status = add_to_group(writer, lease, &append->ops[i]);
    return status;
}

/* What was sent goes to the appends in the order in which it was sent. */
struct outcome {
    struct log_append **sent;
    bool *stored;
    size_t count;
    size_t at;      /* the append whose statements are being answered */
    size_t answers; /* of these, so many */
};

static void note_touched(void *context, size_t index, uint64_t rows)
{
    struct outcome *outcome = context;
    (void)index;
    if (outcome->at >= outcome->count)
        return;
    outcome->stored[outcome->at] = outcome->stored[outcome->at] && rows == 1;
    if (++outcome->answers < outcome->sent[outcome->at]->count)
        return;
    outcome->at++;
    outcome->answers = 0;
}

/* The tail was not what we believed, or is not ours to move. */
static void classify(struct pg_writer *writer, struct log_append *append)
{
    const struct lease *lease = lease_table_find(writer->options.leases, append->draft);
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_text(&values, append->draft);
    append->status = STATUS_FENCED;
    if (lease &&
        pg_query(writer->pg, "SELECT epoch, owner, last_seq, head, id FROM logs WHERE draft = $1", &values,
                 &rows) == STATUS_OK &&
        pg_count(rows)) {
        bool ours = pg_get_number(rows, 0, 0) == lease->epoch &&
                    strcmp(pg_get_text(rows, 0, 1), owner_of(writer, lease)) == 0;
        append->status = ours ? STATUS_CONFLICT : STATUS_FENCED;
    }
    pg_rows_free(rows);
    diag(DIAG_WARNING, "draft %s: op %" PRIu64 " was not appended: %s", append->draft, append->first_seq,
         append->status == STATUS_FENCED ? "the draft is another server's" : "the log has another end");
}

static void take_outcome(struct pg_writer *writer, const struct outcome *outcome)
{
    for (size_t i = 0; i < outcome->count; i++) {
        struct log_append *append = outcome->sent[i];
        struct lease *lease = lease_table_find(writer->options.leases, append->draft);
        if (!outcome->stored[i]) {
            classify(writer, append);
            drop_lease(writer, append->draft);
        } else {
            const struct log_op *last = &append->ops[append->count - 1];
            append->status = STATUS_OK;
            recent_ops_add(writer->recent, append->draft, append->ops, append->count);
            if (lease) {
                lease_table_move(writer->options.leases, lease, last->seq, &last->hash);
                lease->refused_next = 0;
            }
        }
    }
}

static size_t count_pending(const struct log_append *list)
{
    size_t count = 0;
    for (; list; list = list->next)
        count += list->status == PENDING;
    return count;
}

/* Nothing is under way: the next group starts from what is durable. */
static void rewind_leases(struct pg_writer *writer, struct log_append *list)
{
    for (; list; list = list->next) {
        struct lease *lease = lease_table_find(writer->options.leases, list->draft);
        if (!lease)
            continue;
        lease->sent_seq = lease->last_seq;
        lease->sent_head = lease->head;
    }
}

/* New logs are made before the group, as each is a statement of its own. STATUS_UNKNOWN: the database is gone. */
static enum status admit_all(struct pg_writer *writer, struct log_append *list, const struct log_append *only,
                             struct outcome *outcome)
{
    for (struct log_append *append = list; append; append = append->next) {
        struct lease *lease = NULL;
        if (append->status != PENDING || (only && append != only))
            continue;
        enum status status = admit(writer, append, &lease);
        if (status == STATUS_UNKNOWN)
            return status;
        if (status != STATUS_OK)
            continue;
        lease->sent_seq = append->first_seq + append->count - 1;
        outcome->sent[outcome->count++] = append;
    }
    return STATUS_OK;
}

/* All pending ones, or one alone. STATUS_OK: each that was sent has its status. Else none has. */
static enum status transact(struct pg_writer *writer, struct log_append *list, struct log_append *only)
{
    size_t most = count_pending(list);
    struct outcome outcome = {.sent = mem_zero(most + 1, sizeof(struct log_append *)),
                              .stored = mem_zero(most + 1, sizeof(bool))};
    rewind_leases(writer, list);
    enum status status = admit_all(writer, list, only, &outcome);
    rewind_leases(writer, list);
    if (status == STATUS_OK && outcome.count)
        status = pg_group_begin(writer->pg);
    for (size_t i = 0; status == STATUS_OK && i < outcome.count; i++) {
        outcome.stored[i] = true;
        status = send_append(writer, lease_table_find(writer->options.leases, outcome.sent[i]->draft),
                             outcome.sent[i]);
    }
    if (status == STATUS_OK && outcome.count)
        status = pg_group_commit(writer->pg, note_touched, &outcome);
    if (status == STATUS_OK)
        take_outcome(writer, &outcome);
    free(outcome.sent);
    free(outcome.stored);
    return status;
}

/* ---- when nobody knows ---- */

/* How many of the draft's pending appends, in their order, the log holds by now. */
static void count_in_what_is_stored(struct recent_ops *recent, struct log_append *list, const char *draft,
                                    const struct lease *lease)
{
    bool ours = false;
    for (const struct log_append *append = list; append; append = append->next)
        if (append->status == PENDING && strcmp(append->draft, draft) == 0 &&
            append->first_seq + append->count - 1 == lease->last_seq &&
            memcmp(&append->ops[append->count - 1].hash, &lease->head, sizeof lease->head) == 0)
            ours = true;
    for (struct log_append *append = list; ours && append; append = append->next)
        if (append->status == PENDING && strcmp(append->draft, draft) == 0 &&
            append->first_seq + append->count - 1 <= lease->last_seq) {
            append->status = STATUS_OK;
            recent_ops_add(recent, draft, append->ops, append->count);
        }
}

static void fence_all(struct log_append *list, const char *draft)
{
    for (; list; list = list->next)
        if (list->status == PENDING && strcmp(list->draft, draft) == 0)
            list->status = STATUS_FENCED;
}

/* The tail of a log of which we held `old`, claimed anew. */
static enum status compare(struct pg_writer *writer, struct log_append *list, const char *draft,
                           const struct lease *old, struct lease *claimed)
{
    bool as_before =
        claimed->last_seq == old->last_seq && memcmp(&claimed->head, &old->head, sizeof old->head) == 0;
    if (!as_before)
        count_in_what_is_stored(writer->recent, list, draft, claimed);
    bool known = as_before;
    for (const struct log_append *append = list; append && !known; append = append->next)
        known = append->status == STATUS_OK && strcmp(append->draft, draft) == 0 &&
                append->first_seq + append->count - 1 == claimed->last_seq;
    enum status status = known ? STATUS_OK : give_back(writer, draft, claimed);
    if (status == STATUS_STORAGE || status == STATUS_UNKNOWN)
        return status;
    if (status !=
        STATUS_OK) { /* neither what we had nor what we sent: the database lost something, or got something that is not ours */
        diag(DIAG_ERROR,
             "draft %s: the log ends at %" PRIu64 ", which is not what was written; reading it again", draft,
             claimed->last_seq);
        fence_all(list, draft);
    }
    claimed->sent_seq = claimed->last_seq;
    claimed->sent_head = claimed->head;
    lease_table_put(writer->options.leases, draft, claimed);
    return STATUS_OK;
}

/* Claims the drafts of all pending appends anew: the new epochs shut out what may still be on its way. */
static enum status find_out(struct pg_writer *writer, struct log_append *list)
{
    for (struct log_append *append = list; append; append = append->next) {
        struct lease *held = lease_table_find(writer->options.leases, append->draft), claimed;
        char *owner = NULL;
        if (append->status != PENDING || !held)
            continue;
        struct lease old = *held;
        enum status status =
            pg_claim(writer->pg, old.owned ? writer->incarnation : "", append->draft, &claimed, &owner);
        free(owner);
        if (status != STATUS_OK && status != STATUS_FENCED)
            return status;
        if (status == STATUS_OK && claimed.log) {
            status = compare(writer, list, append->draft, &old, &claimed);
            if (status != STATUS_OK)
                return status;
        } else {
            if (status == STATUS_FENCED)
                fence_all(list, append->draft);
            drop_lease(writer, append->draft);
        }
    }
    return STATUS_OK;
}

/* ---- all of it ---- */

static void conclude(struct pg_writer *writer, struct log_append *list, enum status status)
{
    for (; list; list = list->next) {
        if (list->status != PENDING)
            continue;
        list->status = status;
        struct lease *lease = lease_table_find(writer->options.leases, list->draft);
        if (lease && status == STATUS_STORAGE)
            lease->refused_next = list->first_seq + list->count;
        else if (lease)
            drop_lease(writer, list->draft);
    }
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "appending to the op log failed: %s (%s)",
             writer->pg ? pg_error(writer->pg) : "no database", status_code(status));
}

/* PostgreSQL refused the group. Alone, each shows whether it was the one; where none gets through, it was the world. */
static enum status transact_each(struct pg_writer *writer, struct log_append *list)
{
    for (struct log_append *append = list; append; append = append->next) {
        enum status status = append->status == PENDING ? transact(writer, list, append) : STATUS_OK;
        if (status == STATUS_UNKNOWN)
            return status;
        if (status != STATUS_OK) {
            append->status = STATUS_STORAGE;
            struct lease *lease = lease_table_find(writer->options.leases, append->draft);
            if (lease)
                lease->refused_next = append->first_seq + append->count;
            diag(DIAG_ERROR, "draft %s: op %" PRIu64 " was not stored: %s", append->draft, append->first_seq,
                 pg_error(writer->pg));
        }
    }
    return STATUS_OK;
}

void pg_writer_commit(void *context, struct log_append *list)
{
    struct pg_writer *writer = context;
    uint64_t start = loop_clock_us(), last_try = start + (uint64_t)PATIENCE_MS * 1000;
    bool sent = false; /* something that nobody has answered for */
    for (struct log_append *append = list; append; append = append->next)
        append->status = PENDING;
    while (count_pending(list)) {
        enum status status = connect_if_needed(writer);
        if (status == STATUS_OK && sent) {
            status = find_out(writer, list);
            sent = status != STATUS_OK;
        }
        if (status == STATUS_OK) {
            status = transact(writer, list, NULL);
            if (status == STATUS_STORAGE)
                status = transact_each(writer, list);
            sent = status == STATUS_UNKNOWN;
        }
        if (status != STATUS_OK) {
            if (loop_clock_us() >= last_try)
                break;
            if (status == STATUS_UNKNOWN)
                disconnect(writer);
            pg_pause(PAUSE_MS);
        }
    }
    if (count_pending(list))
        conclude(writer, list, sent ? STATUS_UNKNOWN : STATUS_STORAGE);
    rewind_leases(writer, list);
    if (list)
        list->commit_us = loop_clock_us() - start; /* of the whole group, said once */
}

/* ---- errands ---- */

/* Whose outcome nobody knows is handed back by the next connection, so that whoever asked may ask again. */
static void take_claim(struct pg_writer *writer, const struct pg_claim *claim, struct log_errand *errand)
{
    struct lease lease = claim->lease;
    errand->status = claim->status == STATUS_UNKNOWN ? STATUS_STORAGE : claim->status;
    errand->owner = claim->owner;
    drop_lease(writer, errand->draft);
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
    enum status status = connect_if_needed(writer);
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
    if (connect_if_needed(writer) != STATUS_OK)
        return STATUS_STORAGE;
    const struct lease *lease = lease_table_find(writer->options.leases, draft);
    enum status status = lease ? STATUS_OK : STATUS_FENCED;
    if (lease && lease->owned)
        status = check_lease(writer, lease);
    if (status == STATUS_OK || status == STATUS_FENCED)
        return status;
    disconnect(writer); /* the next connection checks all */
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
    drop_lease(writer, draft);
}

/* Tried again for as long as a group is: where nobody writes, nobody else would give back what the database has lost. */
static void check(struct pg_writer *writer)
{
    uint64_t last_try = loop_clock_us() + (uint64_t)PATIENCE_MS * 1000;
    while (connect_if_needed(writer) != STATUS_OK || check_leases(writer) != STATUS_OK) {
        disconnect(writer);
        if (loop_clock_us() >= last_try)
            return;
        pg_pause(PAUSE_MS);
    }
}

/* As large as a large op, and durable: a full disk shows, and so does a standby that is away. */
static enum status probe(struct pg_writer *writer)
{
    struct buf why = BUF_EMPTY;
    enum status status = connect_if_needed(writer);
    if (status == STATUS_OK)
        status = pg_run(writer->pg, "INSERT INTO ops(log, seq, epoch, hash, bytes) VALUES(0, 0, 0, '',"
                                    " convert_to(repeat('x', 65536), 'UTF8')) ON CONFLICT DO NOTHING;"
                                    "DELETE FROM ops WHERE log = 0");
    if (status == STATUS_OK && writer->options.strict)
        status = pg_schema_check_safety(writer->pg, &why);
    if (status != STATUS_OK && why.len)
        say_once(&writer->unsafe_said, &why);
    else if (status == STATUS_OK)
        writer->unsafe_said = false;
    buf_clear(&why);
    return status == STATUS_OK ? STATUS_OK : STATUS_STORAGE;
}

static void put_snapshot(struct pg_writer *writer, const struct log_errand *errand)
{
    if (connect_if_needed(writer) == STATUS_OK &&
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
