#include "postgres/pg_writer_state.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/loop.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "postgres/pg_claim.h"

/* What a status says that is none yet: the append has not been answered. */
#define PENDING STATUS_COUNT

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
    else if (lease && !log_append_fits(append->ops, lease->sent_seq, &lease->sent_head))
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
        status = pg_writer_add_to_group(writer, lease, &append->ops[i]);
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
                    strcmp(pg_get_text(rows, 0, 1), pg_writer_owner_of(writer, lease)) == 0;
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
            pg_writer_drop_lease(writer, append->draft);
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
        lease->sent_head = append->ops[append->count - 1].hash;
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
    enum status status = known ? STATUS_OK : pg_writer_give_back(writer, draft, claimed);
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
            pg_writer_drop_lease(writer, append->draft);
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
            pg_writer_drop_lease(writer, list->draft);
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
    uint64_t start = loop_clock_us(), last_try = start + (uint64_t)WRITER_PATIENCE_MS * 1000;
    bool sent = false; /* something that nobody has answered for */
    for (struct log_append *append = list; append; append = append->next)
        append->status = PENDING;
    while (count_pending(list)) {
        enum status status = pg_writer_connect(writer);
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
                pg_writer_disconnect(writer);
            pg_pause(WRITER_PAUSE_MS);
        }
    }
    if (count_pending(list))
        conclude(writer, list, sent ? STATUS_UNKNOWN : STATUS_STORAGE);
    rewind_leases(writer, list);
    if (list)
        list->commit_us = loop_clock_us() - start; /* of the whole group, said once */
}
