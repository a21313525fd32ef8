#include "sim_database.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "sim_fiber.h"
#include "sim_log_queue.h"
#include "sim_loop.h"
#include "store/snapshot_sum.h"

enum record_kind { RECORD_OP, RECORD_CLAIM, RECORD_RELEASE, RECORD_SNAPSHOT, RECORD_NOTHING };

/* What was written, in the order in which it was. */
struct sim_record {
    enum record_kind kind;
    uint64_t seq, epoch;
    struct sha256 hash;
    int64_t time;
    char owner[SIM_OWNER_BYTES];
    struct buf bytes, clients;
};

enum stage { TRAVELLING, LOST, LOCKED_OUT, COMMITTING, ANSWERING, ANSWERED };

/* A transaction on its way. Its line goes when whoever sent it does not listen any more. */
struct request {
    struct request *next;
    struct sim_database *database;
    struct sim_line *line;
    unsigned node;
    enum stage stage;
    struct sim_statement statements[SIM_STATEMENTS];
    size_t count;
    uint64_t touched[SIM_STATEMENTS];
    size_t wal; /* COMMITTING: as soon as the standby has so much */
    enum status status;
    struct sim_row row; /* as the first statement found it, or left it */
    struct loop_timer *timer;
};

struct sim_line {
    struct sim_database *database;
    struct sim_line *next;
    unsigned node;
    bool broken;
    struct log_queue *waiting; /* whose fiber waits for an answer */
};

struct node {
    uint64_t cut_until_ms;
    bool ended;
};

struct sim_database {
    struct loop *world;
    struct sim_stats *stats;
    struct choices choices;
    struct log_store durable_log;
    struct sim_oracle *oracle;
    struct sim_record **wal;
    size_t wal_count, wal_capacity;
    size_t standby;         /* how much of it the standby has */
    uint64_t durable;       /* ops in that */
    struct sim_row tip;     /* with what is being committed */
    struct sim_row visible; /* without */
    struct request *lock;   /* holds the row */
    struct request *requests, **requests_end;
    struct sim_line *lines;
    struct node nodes[SIM_NODES];
    struct sim_node_row rows[SIM_NODES];
    struct loop_timer *replication;
    uint64_t latency_ms, slow_until_ms, standby_frozen_until_ms, down_until_ms;
    bool refuses_next, damaged;
    unsigned without;
    const struct sim_record **found; /* of the last read */
    size_t found_capacity;
};

static struct sim_database *the_database;

struct sim_database *sim_database_current(void)
{
    return the_database;
}

/* ---- the row ---- */

static void apply(struct sim_row *row, const struct sim_record *record)
{
    switch (record->kind) {
    case RECORD_OP:
        row->last_seq = record->seq;
        row->head = record->hash;
        row->bytes += record->bytes.len;
        row->wake_at = record->time;
        break;
    case RECORD_CLAIM:
    case RECORD_RELEASE:
        row->epoch = record->epoch;
        memcpy(row->owner, record->owner, sizeof row->owner);
        break;
    case RECORD_SNAPSHOT:
    case RECORD_NOTHING:
        break;
    }
}

static void record_destroy(struct sim_record *record)
{
    buf_clear(&record->bytes);
    buf_clear(&record->clients);
    free(record);
}

static struct sim_record *write_record(struct sim_database *database, enum record_kind kind)
{
    struct sim_record *record = mem_zero(1, sizeof *record);
    record->kind = kind;
    database->wal =
        mem_grow(database->wal, database->wal_count, &database->wal_capacity, sizeof(struct sim_record *));
    database->wal[database->wal_count++] = record;
    return record;
}

/* Up to where the standby is, or was: everything behind it is lost. */
static void cut_wal(struct sim_database *database, size_t count)
{
    while (database->wal_count > count)
        record_destroy(database->wal[--database->wal_count]);
    database->tip = (struct sim_row){0};
    for (size_t i = 0; i < count; i++)
        apply(&database->tip, database->wal[i]);
    database->visible = database->tip;
}

static void count_durable(struct sim_database *database)
{
    database->durable = 0;
    for (size_t i = 0; i < database->standby; i++)
        database->durable += database->wal[i]->kind == RECORD_OP;
}

void sim_record_op(const struct sim_record *record, struct log_op *op)
{
    *op = (struct log_op){
        .seq = record->seq, .bytes = record->bytes.bytes, .len = record->bytes.len, .hash = record->hash};
}

void sim_record_snapshot(const struct sim_record *record, struct log_snapshot *out)
{
    *out = (struct log_snapshot){
        .seq = record->seq, .head = record->hash, .bytes = record->bytes, .clients = record->clients};
}

const void *sim_record_hash(const struct sim_record *record)
{
    return record->hash.bytes;
}

const void *sim_record_sum(const struct sim_record *record)
{
    static struct sha256 sum;
    sum = snapshot_sum(record->seq, &record->hash, record->bytes.bytes, record->bytes.len,
                       record->clients.bytes, record->clients.len);
    sum.bytes[0] ^= the_database->damaged;
    return sum.bytes;
}

/* ---- reading ---- */

static void add_found(struct sim_database *database, struct sim_found *found, const struct sim_record *record)
{
    database->found =
        mem_grow(database->found, found->count, &database->found_capacity, sizeof(struct sim_record *));
    database->found[found->count++] = record;
    found->records = database->found;
}

static void find_ops(struct sim_database *database, const struct sim_statement *statement,
                     struct sim_found *found)
{
    for (size_t i = 0; i < database->wal_count && found->count < statement->limit; i++) {
        const struct sim_record *record = database->wal[i];
        if (record->kind == RECORD_OP && record->seq >= statement->seq && record->seq <= statement->last &&
            record->seq <= database->visible.last_seq)
            add_found(database, found, record);
    }
}

static void find_snapshot(struct sim_database *database, const struct sim_statement *statement,
                          struct sim_found *found)
{
    const struct sim_record *best = NULL;
    for (size_t i = 0; i < database->wal_count; i++) {
        const struct sim_record *record = database->wal[i];
        if (record->kind == RECORD_SNAPSHOT && record->seq <= statement->seq &&
            (!best || record->seq >= best->seq))
            best = record;
    }
    if (best)
        add_found(database, found, best);
}

/* Of nobody's drafts the least node takes care, as pg_reader.c asks for it. */
static bool is_due(const struct sim_database *database, const struct sim_statement *statement)
{
    const struct sim_row *row = &database->visible;
    const char *least = NULL;
    bool lives = false;
    for (size_t i = 0; i < SIM_NODES; i++) {
        const struct sim_node_row *node = &database->rows[i];
        if (!node->is_there || node->dead)
            continue;
        lives |= strcmp(node->incarnation, row->owner) == 0;
        if (!least || strcmp(node->incarnation, least) < 0)
            least = node->incarnation;
    }
    bool ours = strcmp(row->owner, statement->owner) == 0;
    bool nobodys = !lives && (!least || strcmp(least, statement->owner) == 0);
    return row->wake_at && row->wake_at <= statement->time && (ours || nobodys);
}

static bool is_found(const struct sim_row *row, const struct sim_statement *statement)
{
    if (statement->kind == STATEMENT_HELD)
        return strcmp(row->owner, statement->owner) == 0;
    return row->last_seq > 0;
}

static void read_one(struct sim_database *database, const struct sim_statement *statement,
                     struct sim_found *found)
{
    *found = (struct sim_found){.row = database->visible, .any = is_found(&database->visible, statement)};
    if (statement->kind == STATEMENT_OPS)
        find_ops(database, statement, found);
    else if (statement->kind == STATEMENT_SNAPSHOT)
        find_snapshot(database, statement, found);
    else if (statement->kind == STATEMENT_DUE)
        found->any = is_due(database, statement);
}

/* ---- writing ---- */

static bool takes_the_row(const struct sim_statement *statement)
{
    return statement->kind == STATEMENT_TAKE || statement->kind == STATEMENT_RELEASE ||
           statement->kind == STATEMENT_APPEND;
}

static bool fits(const struct sim_database *database, const struct sim_statement *statement,
                 const struct sim_row *row)
{
    unsigned compares = statement->compares & ~database->without;
    if (statement->kind == STATEMENT_APPEND && (compares & COMPARE_SEQ) &&
        row->last_seq + 1 != statement->seq)
        return false;
    if ((compares & COMPARE_HEAD) && memcmp(&row->head, &statement->head, sizeof row->head) != 0)
        return false;
    if ((compares & COMPARE_EPOCH) && row->epoch != statement->epoch)
        return false;
    return !(compares & COMPARE_OWNER) || strcmp(row->owner, statement->owner) == 0;
}

static void write_one(struct sim_database *database, struct sim_statement *statement)
{
    struct sim_record *record = NULL;
    if (statement->kind == STATEMENT_APPEND) {
        record = write_record(database, RECORD_OP);
        record->seq = statement->seq;
        record->hash = statement->hash;
        record->epoch = statement->epoch;
        record->time = statement->time;
        buf_add(&record->bytes, statement->bytes.bytes, statement->bytes.len);
    } else {
        record = write_record(database, statement->kind == STATEMENT_TAKE ? RECORD_CLAIM : RECORD_RELEASE);
        record->epoch = database->tip.epoch + (statement->kind == STATEMENT_TAKE);
        if (statement->kind == STATEMENT_TAKE)
            memcpy(record->owner, statement->owner, sizeof record->owner);
    }
    apply(&database->tip, record);
}

/* Where the op is there that it is of. It waits for no standby. */
static void keep_snapshot(struct sim_database *database, const struct sim_statement *statement)
{
    for (size_t i = 0; i < database->wal_count; i++) {
        const struct sim_record *op = database->wal[i];
        if (op->kind != RECORD_OP || op->seq != statement->seq || op->seq > database->visible.last_seq ||
            memcmp(&op->hash, &statement->hash, sizeof op->hash) != 0)
            continue;
        struct sim_record *record = write_record(database, RECORD_SNAPSHOT);
        record->seq = statement->seq;
        record->hash = statement->hash;
        buf_add(&record->bytes, statement->bytes.bytes, statement->bytes.len);
        buf_add(&record->clients, statement->clients.bytes, statement->clients.len);
        return;
    }
}

/* ---- requests ---- */

static void clear_statements(struct sim_statement *statements, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_clear(&statements[i].bytes);
        buf_clear(&statements[i].clients);
    }
}

static void request_destroy(struct request *request)
{
    struct sim_database *database = request->database;
    struct request **at = &database->requests;
    while (*at != request)
        at = &(*at)->next;
    *at = request->next;
    if (!*at)
        database->requests_end = at;
    if (database->lock == request)
        database->lock = NULL;
    loop_timer_stop(request->timer);
    clear_statements(request->statements, request->count);
    free(request);
}

static uint64_t now_ms(void)
{
    return sim_clock_ms();
}

static uint64_t latency(struct sim_database *database)
{
    if (database->slow_until_ms > now_ms())
        return choices_below(&database->choices, (uint32_t)database->latency_ms + 1);
    return choices_below(&database->choices, choices_one_in(&database->choices, 10) ? 40 : 3);
}

static void after(struct request *request, uint64_t ms, loop_cb callback)
{
    loop_timer_stop(request->timer);
    request->timer = loop_timer_start(request->database->world, ms, 0, callback, request);
}

static void arrive_back(void *context)
{
    struct request *request = context;
    struct sim_database *database = request->database;
    loop_timer_stop(request->timer);
    request->timer = NULL;
    request->stage = ANSWERED;
    if (!request->line) {
        request_destroy(request);
        return;
    }
    if (database->nodes[request->node].cut_until_ms > now_ms())
        request->stage = LOST; /* on the way */
    else if (request->line->waiting)
        sim_log_queue_wake(request->line->waiting);
}

static void answer(struct request *request, enum status status)
{
    request->stage = ANSWERING;
    request->status = status;
    after(request, latency(request->database), arrive_back);
}

static void run(struct request *request);

/* The row is free: whoever waits for it, in turn. */
static void unlock(struct sim_database *database)
{
    database->lock = NULL;
    database->visible = database->tip;
    for (struct request *next = database->requests; next && !database->lock;) {
        struct request *request = next;
        next = request->next;
        if (request->stage == LOCKED_OUT)
            run(request);
    }
}

static void replicate(void *context);

static void poke_standby(struct sim_database *database)
{
    uint64_t wait = 1 + choices_below(&database->choices, 3);
    if (database->replication || database->standby == database->wal_count)
        return;
    if (database->standby_frozen_until_ms > now_ms())
        wait += database->standby_frozen_until_ms - now_ms();
    database->replication = loop_timer_start(database->world, wait, 0, replicate, database);
}

/* Whoever waits for the standby and has what they wait for; false where there is none. */
static bool finish_one(struct sim_database *database)
{
    for (struct request *request = database->requests; request; request = request->next)
        if (request->stage == COMMITTING &&
            (request->wal <= database->standby || (database->without & WITHOUT_STANDBY))) {
            answer(request, STATUS_OK);
            if (database->lock == request)
                unlock(database);
            return true;
        }
    return false;
}

static void replicate(void *context)
{
    struct sim_database *database = context;
    loop_timer_stop(database->replication);
    database->replication = NULL;
    if (database->standby_frozen_until_ms <= now_ms() && database->down_until_ms <= now_ms()) {
        database->standby = database->wal_count;
        count_durable(database);
        uint64_t before = database->oracle->count;
        if (database->durable > before)
            sim_oracle_follow(database->oracle);
        database->stats->ops += database->oracle->count - before;
        while (finish_one(database))
            continue;
    }
    poke_standby(database);
}

/* All of a transaction's statements; false where the row is somebody else's to change. */
static bool execute(struct request *request, bool *wrote)
{
    struct sim_database *database = request->database;
    for (size_t i = 0; i < request->count; i++) {
        struct sim_statement *statement = &request->statements[i];
        request->touched[i] = 0;
        if (statement->kind == STATEMENT_KEEP)
            keep_snapshot(database, statement);
        if (!takes_the_row(statement))
            continue;
        if (database->lock != request && !fits(database, statement, &database->visible))
            continue;
        if (database->lock && database->lock != request)
            return false;
        if (!fits(database, statement, &database->tip))
            continue;
        database->lock = request;
        write_one(database, statement);
        request->touched[i] = 1;
        *wrote = true;
    }
    return true;
}

static void run(struct request *request)
{
    struct sim_database *database = request->database;
    bool wrote = false;
    if (!execute(request, &wrote)) {
        request->stage = LOCKED_OUT;
        return;
    }
    if (request->statements[0].kind == STATEMENT_BARRIER) {
        (void)write_record(database, RECORD_NOTHING);
        wrote = true;
    }
    request->row = request->statements[0].kind == STATEMENT_TAKE ? database->tip : database->visible;
    if (wrote) {
        request->stage = COMMITTING;
        request->wal = database->wal_count;
        loop_timer_stop(request->timer);
        request->timer = NULL;
    } else {
        answer(request, STATUS_OK);
    }
    poke_standby(database);
    while ((database->without & WITHOUT_STANDBY) && finish_one(database))
        continue;
}

static void arrive(void *context)
{
    struct request *request = context;
    struct sim_database *database = request->database;
    loop_timer_stop(request->timer);
    request->timer = NULL;
    if (database->down_until_ms > now_ms() || database->nodes[request->node].cut_until_ms > now_ms()) {
        request->stage = LOST;
        if (!request->line)
            request_destroy(request);
        return;
    }
    if (database->refuses_next && request->statements[0].kind == STATEMENT_APPEND) {
        database->refuses_next = false;
        database->stats->failed_commits++;
        answer(request, STATUS_STORAGE);
        return;
    }
    run(request);
}

/* ---- lines ---- */

struct sim_line *sim_line_open(struct sim_database *database, unsigned node)
{
    if (!sim_database_reaches(database, node))
        return NULL;
    struct sim_line *line = mem_zero(1, sizeof *line);
    line->database = database;
    line->node = node;
    line->next = database->lines;
    database->lines = line;
    return line;
}

/* What is on its way goes on alone. */
static void forget_requests(struct sim_line *line)
{
    for (struct request *request = line->database->requests, *next; request; request = next) {
        next = request->next;
        if (request->line != line)
            continue;
        request->line = NULL;
        if (request->stage == ANSWERED || request->stage == LOST)
            request_destroy(request);
    }
}

void sim_line_close(struct sim_line *line)
{
    struct sim_line **at = &line->database->lines;
    forget_requests(line);
    while (*at != line)
        at = &(*at)->next;
    *at = line->next;
    free(line);
}

bool sim_line_is_broken(const struct sim_line *line)
{
    return line->broken || line->database->nodes[line->node].ended;
}

static struct request *post(struct sim_line *line, struct sim_statement *statements, size_t count)
{
    struct sim_database *database = line->database;
    struct request *request = mem_zero(1, sizeof *request);
    ALWAYS(count <= SIM_STATEMENTS);
    *request = (struct request){.database = database, .line = line, .node = line->node, .count = count};
    memcpy(request->statements, statements, count * sizeof *statements);
    *database->requests_end = request;
    database->requests_end = &request->next;
    after(request, latency(database), arrive);
    return request;
}

/* Outside of fibers nobody can wait: what reads is read at once. */
static enum status read_at_once(struct sim_line *line, struct sim_statement *statements, size_t count,
                                struct sim_found *found)
{
    struct sim_database *database = line->database;
    const struct sim_statement *statement = &statements[0];
    ALWAYS(count == 1 && !takes_the_row(statement) && statement->kind != STATEMENT_KEEP);
    if (!sim_database_reaches(database, line->node)) {
        line->broken = true;
        return STATUS_UNKNOWN;
    }
    if (statement->kind == STATEMENT_BARRIER)
        return database->standby == database->wal_count ? STATUS_OK : STATUS_UNKNOWN;
    read_one(database, statement, found);
    return STATUS_OK;
}

struct patience {
    bool up;
    struct log_queue *queue;
};

static void lose_patience(void *context)
{
    struct patience *patience = context;
    patience->up = true;
    sim_log_queue_wake(patience->queue);
}

enum status sim_line_call(struct sim_line *line, struct sim_statement *statements, size_t count,
                          uint64_t patience_ms, uint64_t *touched, struct sim_found *found)
{
    struct log_queue *queue = sim_log_queue_current();
    if (sim_line_is_broken(line)) {
        clear_statements(statements, count);
        return STATUS_UNKNOWN;
    }
    if (!queue)
        return read_at_once(line, statements, count, found);
    struct patience patience = {.queue = queue};
    struct request *request = post(line, statements, count);
    struct loop_timer *timer =
        loop_timer_start(line->database->world, patience_ms, 0, lose_patience, &patience);
    line->waiting = queue;
    while (!sim_line_is_broken(line) && request->stage != ANSWERED &&
           !patience.up) /* a broken line has let go of it */
        sim_fiber_yield();
    line->waiting = NULL;
    loop_timer_stop(timer);
    bool answered = !sim_line_is_broken(line) && request->stage == ANSWERED;
    enum status status = answered ? request->status : STATUS_UNKNOWN;
    if (answered) {
        memcpy(touched, request->touched, count * sizeof *touched);
        *found =
            (struct sim_found){.row = request->row, .any = is_found(&request->row, &request->statements[0])};
        request_destroy(request);
    } else {
        line->broken = true;
        forget_requests(line);
    }
    return status;
}

/* ---- for the nodes ---- */

struct sim_node_row *sim_database_nodes(struct sim_database *database)
{
    return database->rows;
}

bool sim_database_reaches(const struct sim_database *database, unsigned node)
{
    return database->down_until_ms <= now_ms() && database->nodes[node].cut_until_ms <= now_ms() &&
           !database->nodes[node].ended;
}

const char *sim_database_owner(const struct sim_database *database)
{
    return database->visible.owner;
}

uint64_t sim_database_durable(const struct sim_database *database)
{
    return database->durable;
}

bool sim_database_is_quiet(const struct sim_database *database)
{
    return database->standby == database->wal_count && !database->lock;
}

/* ---- trouble ---- */

void sim_database_cut(struct sim_database *database, unsigned node, uint64_t until_ms)
{
    database->nodes[node].cut_until_ms = until_ms;
}

/* The wait for the standby ends, and the row is there for all to see. */
static void end_wait(struct request *request, enum status status)
{
    struct sim_database *database = request->database;
    bool locks = database->lock == request;
    if (request->line)
        answer(request, status);
    else
        request->stage = ANSWERED;
    if (locks)
        unlock(database);
    if (!request->line)
        request_destroy(request);
}

/* With what is on them: some of it arrives all the same. */
static void break_line(struct sim_line *line, bool all_is_lost)
{
    struct sim_database *database = line->database;
    line->broken = true;
    for (struct request *request = database->requests, *next; request; request = next) {
        next = request->next;
        if (request->line != line)
            continue;
        request->line = NULL;
        bool lost = all_is_lost || choices_one_in(&database->choices, 2);
        if (request->stage == COMMITTING && lost)
            end_wait(request, STATUS_UNKNOWN), next = database->requests;
        else if (lost || request->stage == ANSWERED || request->stage == LOST)
            request_destroy(request), next = database->requests;
    }
    if (line->waiting)
        sim_log_queue_wake(line->waiting);
}

static void break_all(struct sim_database *database, bool all_is_lost)
{
    for (struct sim_line *line = database->lines; line; line = line->next)
        break_line(line, all_is_lost);
}

void sim_database_break_lines(struct sim_database *database, unsigned node)
{
    for (struct sim_line *line = database->lines; line; line = line->next)
        if (line->node == node)
            break_line(line, false);
}

void sim_database_end_node(struct sim_database *database, unsigned node, bool ended)
{
    if (ended)
        sim_database_break_lines(database, node);
    database->nodes[node].ended = ended;
}

void sim_database_warn(struct sim_database *database)
{
    for (struct request *request = database->requests; request; request = request->next)
        if (request->stage == COMMITTING) {
            database->stats->warnings++;
            end_wait(request, STATUS_UNKNOWN);
            return;
        }
}

void sim_database_be_slow(struct sim_database *database, uint64_t latency_ms, uint64_t until_ms)
{
    database->latency_ms = latency_ms;
    database->slow_until_ms = until_ms;
}

void sim_database_freeze_standby(struct sim_database *database, uint64_t until_ms)
{
    database->standby_frozen_until_ms = until_ms;
}

void sim_database_refuse_next(struct sim_database *database)
{
    database->refuses_next = true;
}

static void drop_requests(struct sim_database *database)
{
    break_all(database, true);
    while (database->requests)
        request_destroy(database->requests);
    database->lock = NULL;
}

void sim_database_restart(struct sim_database *database, uint64_t down_ms)
{
    drop_requests(database);
    database->visible = database->tip;
    database->down_until_ms = now_ms() + down_ms;
    poke_standby(database);
}

void sim_database_promote(struct sim_database *database, uint64_t down_ms)
{
    drop_requests(database);
    for (size_t i = database->standby; i < database->wal_count; i++)
        database->stats->vanished += database->wal[i]->kind == RECORD_OP;
    cut_wal(database, database->standby);
    database->down_until_ms = now_ms() + down_ms;
    database->standby_frozen_until_ms = now_ms() + down_ms + choices_below(&database->choices, 1000);
    poke_standby(database);
}

size_t sim_database_forget_tail(struct sim_database *database, size_t most)
{
    size_t keep = database->wal_count, lost = 0;
    if (database->standby != database->wal_count || database->lock)
        return 0;
    for (size_t i = keep; i-- > 1 && lost < most && database->wal[i]->kind != RECORD_CLAIM &&
                          database->wal[i]->kind != RECORD_RELEASE;)
        if (database->wal[i]->kind == RECORD_OP) {
            keep = i;
            lost++;
        }
    if (!lost)
        return 0;
    drop_requests(database);
    cut_wal(database, keep);
    database->standby = database->wal_count;
    count_durable(database);
    return lost;
}

void sim_database_damage_snapshots(struct sim_database *database)
{
    database->damaged = true;
}

void sim_database_heal(struct sim_database *database)
{
    database->refuses_next = database->damaged = false;
    database->slow_until_ms = database->standby_frozen_until_ms = database->down_until_ms = 0;
    for (size_t i = 0; i < SIM_NODES; i++)
        database->nodes[i].cut_until_ms = 0;
    loop_timer_stop(database->replication);
    database->replication = NULL;
    poke_standby(database);
}

void sim_database_check_epochs(const struct sim_database *database)
{
    uint64_t epoch = 0;
    for (size_t i = 0; i < database->wal_count; i++) {
        const struct sim_record *record = database->wal[i];
        if (record->kind == RECORD_CLAIM)
            epoch = record->epoch;
        SIM_CHECK(record->kind != RECORD_OP || record->epoch == epoch,
                  "op %llu was written in epoch %llu, and the draft was claimed in %llu",
                  (unsigned long long)record->seq, (unsigned long long)record->epoch,
                  (unsigned long long)epoch);
    }
}

/* ---- the log that is on two disks ---- */

static enum status read_durable(struct log_store *store, const char *draft, uint64_t from_seq,
                                uint64_t to_seq, log_read_cb each, void *context)
{
    struct sim_database *database = the_database;
    (void)store;
    (void)draft;
    for (size_t i = 0; i < database->standby; i++) {
        struct log_op op;
        if (database->wal[i]->kind != RECORD_OP || database->wal[i]->seq < from_seq ||
            database->wal[i]->seq > to_seq)
            continue;
        sim_record_op(database->wal[i], &op);
        if (!each(context, &op))
            break;
    }
    return STATUS_OK;
}

static const struct log_store_ops durable_functions = {.read = read_durable};

struct log_store *sim_database_durable_log(struct sim_database *database)
{
    return &database->durable_log;
}

void sim_database_on_durable(struct sim_database *database, struct sim_oracle *oracle)
{
    database->oracle = oracle;
    sim_oracle_follow(oracle);
}

/* ---- life ---- */

static unsigned taken_away(void)
{
    const char *names = getenv("PLENARIA_SIM_WITHOUT");
    unsigned without = 0;
    if (names && strstr(names, "fence"))
        without |= WITHOUT_FENCE;
    if (names && strstr(names, "standby"))
        without |= WITHOUT_STANDBY;
    return without;
}

struct sim_database *sim_database_create(struct loop *world, struct sim_stats *stats, uint64_t seed)
{
    struct sim_database *database = mem_zero(1, sizeof *database);
    database->world = world;
    database->stats = stats;
    database->choices.state = seed;
    database->without = taken_away();
    database->requests_end = &database->requests;
    database->durable_log.ops = &durable_functions;
    the_database = database;
    return database;
}

void sim_database_destroy(struct sim_database *database)
{
    ALWAYS(!database->lines);
    while (database->requests)
        request_destroy(database->requests);
    while (database->wal_count)
        record_destroy(database->wal[--database->wal_count]);
    loop_timer_stop(database->replication);
    free(database->wal);
    free(database->found);
    free(database);
    the_database = NULL;
}

void sim_database_begin(struct sim_database *database, const struct log_op *op)
{
    struct sim_record *record = write_record(database, RECORD_OP);
    record->seq = op->seq;
    record->hash = op->hash;
    buf_add(&record->bytes, op->bytes, op->len);
    apply(&database->tip, record);
    database->visible = database->tip;
    database->standby = database->wal_count;
    count_durable(database);
}
