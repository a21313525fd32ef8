/* postgres/pg.h and pg_schema.h over the simulated database: linked in place of pg.c and pg_schema.c. It knows the statements of server/postgres by their
 * words, and which conditions stand in them; a statement that it does not know ends the run. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "postgres/pg.h"
#include "postgres/pg_schema.h"
#include "sim_database.h"
#include "sim_fiber.h"
#include "sim_log_queue.h"
#include "sim_loop.h"

#define CONNECT_MS 2000
#define LOG_ID     1

struct pg {
    struct sim_line *line;
    uint64_t patience_ms;
    unsigned appends; /* what the prepared statement compares */
    struct sim_statement group[SIM_STATEMENTS];
    size_t group_count;
};

struct cell {
    uint64_t number;
    const void *bytes;
    size_t len;
};

enum { COLUMNS = 5 };

struct pg_rows {
    struct cell (*rows)[COLUMNS];
    size_t count, capacity;
    struct sim_row row; /* what cells point into */
};

/* ---- values ---- */

static void add_value(struct pg_values *values, const void *bytes, size_t len)
{
    values->values[values->count] = bytes;
    values->lengths[values->count++] = (int)len;
}

void pg_number(struct pg_values *values, uint64_t number)
{
    memcpy(values->numbers[values->count], &number, sizeof number);
    add_value(values, NULL, 0);
}

void pg_time(struct pg_values *values, int64_t milliseconds)
{
    pg_number(values, (uint64_t)milliseconds);
}

void pg_text(struct pg_values *values, const char *text)
{
    add_value(values, text, strlen(text));
}

void pg_blob(struct pg_values *values, const void *bytes, size_t len)
{
    add_value(values, bytes, len);
}

void pg_hash(struct pg_values *values, const struct sha256 *hash)
{
    add_value(values, hash->bytes, SHA256_BYTES);
}

static uint64_t number_of(const struct pg_values *values, int parameter)
{
    uint64_t number;
    memcpy(&number, values->numbers[parameter - 1], sizeof number);
    return number;
}

static struct sha256 hash_of(const struct pg_values *values, int parameter)
{
    struct sha256 hash;
    memcpy(hash.bytes, values->values[parameter - 1], SHA256_BYTES);
    return hash;
}

static void owner_of(const struct pg_values *values, int parameter, char out[SIM_OWNER_BYTES])
{
    memcpy(out, values->values[parameter - 1], (size_t)values->lengths[parameter - 1] + 1);
}

/* ---- lines ---- */

static void let_time_pass(uint64_t ms)
{
    struct log_queue *queue = sim_log_queue_current();
    uint64_t until = sim_clock_ms() + ms;
    if (!queue || sim_log_queue_is_killed(queue)) {
        sim_clock_skip(ms); /* of a process that has ended; nobody else sees it */
        return;
    }
    struct loop_timer *timer = sim_log_queue_alarm(queue, ms);
    while (sim_clock_ms() < until && !sim_log_queue_is_killed(queue))
        sim_fiber_yield();
    loop_timer_stop(timer);
}

void pg_pause(uint64_t ms)
{
    let_time_pass(ms);
}

/* The address is the number of the node, and leads to one host. */
size_t pg_host_count(const char *address, struct buf *why)
{
    (void)address;
    (void)why;
    return 1;
}

void pg_host_name(const char *address, size_t index, struct buf *out)
{
    (void)index;
    buf_text(out, address);
}

void pg_follow(struct pg *pg, struct pg_choice *choice, unsigned number)
{
    (void)pg;
    (void)choice;
    (void)number;
}

enum status pg_open_host(const char *address, size_t index, struct buf *why, struct pg **out)
{
    (void)index;
    struct sim_database *database = sim_database_current();
    unsigned node = (unsigned)strtoul(address, NULL, 10);
    (void)why;
    *out = NULL;
    if (sim_fiber_current())
        let_time_pass(sim_database_reaches(database, node) ? 5 : CONNECT_MS);
    struct sim_line *line = sim_line_open(database, node);
    if (!line)
        return STATUS_STORAGE;
    *out = mem_zero(1, sizeof **out);
    (*out)->line = line;
    (*out)->patience_ms = PG_PATIENCE_MS;
    return STATUS_OK;
}

static void forget_group(struct pg *pg)
{
    for (size_t i = 0; i < pg->group_count; i++)
        buf_clear(&pg->group[i].bytes);
    pg->group_count = 0;
}

void pg_close(struct pg *pg)
{
    if (!pg)
        return;
    forget_group(pg);
    sim_line_close(pg->line);
    free(pg);
}

bool pg_is_alive(const struct pg *pg)
{
    return !sim_line_is_broken(pg->line);
}

bool pg_look(struct pg *pg)
{
    return pg_is_alive(pg);
}

const char *pg_error(const struct pg *pg)
{
    (void)pg;
    return "the simulated database";
}

void pg_set_patience(struct pg *pg, uint64_t ms)
{
    pg->patience_ms = ms;
}

static enum status call(struct pg *pg, struct sim_statement *statement, struct sim_found *found,
                        uint64_t *touched)
{
    *found = (struct sim_found){.any = false};
    *touched = 0;
    return sim_line_call(pg->line, statement, 1, pg->patience_ms, touched, found);
}

/* ---- rows ---- */

static struct cell *add_row(struct pg_rows *rows)
{
    rows->rows = mem_grow(rows->rows, rows->count, &rows->capacity, sizeof *rows->rows);
    struct cell *row = rows->rows[rows->count++];
    memset(row, 0, sizeof *rows->rows);
    return row;
}

static struct cell a_number(uint64_t number)
{
    return (struct cell){.number = number};
}

static struct cell a_hash(const struct sha256 *hash)
{
    return (struct cell){.bytes = hash->bytes, .len = SHA256_BYTES};
}

static struct cell a_text(const char *text)
{
    return (struct cell){.bytes = text, .len = strlen(text)};
}

size_t pg_count(const struct pg_rows *rows)
{
    return rows ? rows->count : 0;
}

uint64_t pg_get_number(const struct pg_rows *rows, size_t row, int column)
{
    return rows->rows[row][column].number;
}

const char *pg_get_text(const struct pg_rows *rows, size_t row, int column)
{
    return rows->rows[row][column].bytes;
}

const void *pg_get_blob(const struct pg_rows *rows, size_t row, int column, size_t *len)
{
    *len = rows->rows[row][column].len;
    return rows->rows[row][column].bytes;
}

bool pg_get_hash(const struct pg_rows *rows, size_t row, int column, struct sha256 *out)
{
    if (rows->rows[row][column].len != SHA256_BYTES)
        return false;
    memcpy(out->bytes, rows->rows[row][column].bytes, SHA256_BYTES);
    return true;
}

void pg_rows_free(struct pg_rows *rows)
{
    if (!rows)
        return;
    free(rows->rows);
    free(rows);
}

/* ---- statements ---- */

static bool says(const char *sql, const char *words)
{
    return strstr(sql, words) != NULL;
}

/* How a statement is read, and what its answer looks like. */
struct form {
    const char *words; /* by which it is known */
    enum statement_kind kind;
    void (*read)(struct sim_statement *statement, const char *sql, const struct pg_values *values);
    void (*answer)(const struct sim_found *found, struct pg_rows *rows);
};

static void read_nothing(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    (void)statement;
    (void)sql;
    (void)values;
}

static void answer_nothing(const struct sim_found *found, struct pg_rows *rows)
{
    (void)found;
    (void)rows;
}

/* Whether another that lives owns it is told from the same rows of nodes that the statement joins. */
static const struct sim_node_row *node_of(const char *incarnation)
{
    struct sim_node_row *nodes = sim_database_nodes(sim_database_current());
    for (size_t i = 0; i < SIM_NODES; i++)
        if (nodes[i].is_there && strcmp(nodes[i].incarnation, incarnation) == 0)
            return &nodes[i];
    return NULL;
}

static const char *asking; /* whose statement is answered */

static void answer_look(const struct sim_found *found, struct pg_rows *rows)
{
    const struct sim_node_row *node = node_of(rows->row.owner);
    struct cell *row = add_row(rows);
    bool foreign = *rows->row.owner && strcmp(rows->row.owner, asking) != 0 && node && !node->dead;
    (void)found;
    row[0] = a_text("sim");
    row[1] = a_number(LOG_ID);
    row[2] = a_number(rows->row.epoch);
    row[3] = a_number(foreign);
    row[4] = a_text(node ? node->incarnation : "");
}

static void read_look(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    (void)sql;
    owner_of(values, 2, statement->owner);
}

/* A list of epochs, all that of the one draft. */
static void read_take(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    statement->epoch = strtoull(values->values[1], NULL, 10);
    owner_of(values, 3, statement->owner);
    statement->compares = says(sql, "l.epoch = seen.epoch") ? COMPARE_EPOCH : 0;
}

static void answer_take(const struct sim_found *found, struct pg_rows *rows)
{
    struct cell *row = add_row(rows);
    (void)found;
    row[0] = a_number(LOG_ID);
    row[1] = a_number(rows->row.last_seq);
    row[2] = a_hash(&rows->row.head);
}

static void read_release(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    statement->epoch = number_of(values, 2);
    owner_of(values, 3, statement->owner);
    statement->compares =
        (says(sql, "epoch = $2") ? COMPARE_EPOCH : 0) | (says(sql, "owner = $3") ? COMPARE_OWNER : 0);
}

static void answer_whole(const struct sim_found *found, struct pg_rows *rows)
{
    struct cell *row = add_row(rows);
    (void)found;
    row[0] = a_number(rows->row.epoch);
    row[1] = a_text(rows->row.owner);
    row[2] = a_number(rows->row.last_seq);
    row[3] = a_hash(&rows->row.head);
    row[4] = a_number(LOG_ID);
}

static void read_held(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    (void)sql;
    owner_of(values, 1, statement->owner);
}

static void answer_held(const struct sim_found *found, struct pg_rows *rows)
{
    if (!found->any)
        return;
    struct cell *row = add_row(rows);
    row[0] = a_text("sim");
    row[1] = a_number(rows->row.epoch);
    row[2] = a_number(rows->row.last_seq);
    row[3] = a_hash(&rows->row.head);
}

static void answer_tail(const struct sim_found *found, struct pg_rows *rows)
{
    struct cell *row = add_row(rows);
    (void)found;
    row[0] = a_number(LOG_ID);
    row[1] = a_number(rows->row.last_seq);
    row[2] = a_hash(&rows->row.head);
    row[3] = a_number(rows->row.bytes);
}

static void read_ops(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    (void)sql;
    statement->seq = number_of(values, 2);
    statement->last = number_of(values, 3);
    statement->limit = number_of(values, 4);
}

static void answer_ops(const struct sim_found *found, struct pg_rows *rows)
{
    for (size_t i = 0; i < found->count; i++) {
        struct log_op op;
        sim_record_op(found->records[i], &op);
        struct cell *row = add_row(rows);
        row[0] = a_number(op.seq);
        row[1] = (struct cell){.bytes = sim_record_hash(found->records[i]), .len = SHA256_BYTES};
        row[2] = (struct cell){.bytes = op.bytes, .len = op.len};
    }
}

static void read_due(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    (void)sql;
    statement->time = (int64_t)number_of(values, 1);
    owner_of(values, 2, statement->owner);
}

static void answer_due(const struct sim_found *found, struct pg_rows *rows)
{
    if (!found->any)
        return;
    struct cell *row = add_row(rows);
    row[0] = a_text("sim");
    row[1] = a_number((uint64_t)rows->row.wake_at);
}

static void read_keep(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    (void)sql;
    statement->seq = number_of(values, 2);
    statement->hash = hash_of(values, 3);
    buf_add(&statement->bytes, values->values[4], (size_t)values->lengths[4]);
    buf_add(&statement->clients, values->values[5], (size_t)values->lengths[5]);
}

static void read_snapshot(struct sim_statement *statement, const char *sql, const struct pg_values *values)
{
    (void)sql;
    statement->seq = number_of(values, 2);
}

static void answer_snapshot(const struct sim_found *found, struct pg_rows *rows)
{
    if (!found->count)
        return;
    struct cell *row = add_row(rows);
    const struct sim_record *record = found->records[0];
    struct log_snapshot snapshot;
    sim_record_snapshot(record, &snapshot);
    row[0] = a_number(snapshot.seq);
    row[1] = (struct cell){.bytes = sim_record_hash(record), .len = SHA256_BYTES};
    row[2] = (struct cell){.bytes = sim_record_sum(record), .len = SHA256_BYTES};
    row[3] = (struct cell){.bytes = snapshot.bytes.bytes, .len = snapshot.bytes.len};
    row[4] = (struct cell){.bytes = snapshot.clients.bytes, .len = snapshot.clients.len};
}

static const struct form forms[] = {
    {"FROM logs l LEFT JOIN nodes n", STATEMENT_LOOK, read_look, answer_look},
    {"SET epoch = l.epoch + 1, owner = $3", STATEMENT_TAKE, read_take, answer_take},
    {"SET owner = ''", STATEMENT_RELEASE, read_release, answer_nothing},
    {"SELECT epoch, owner, last_seq, head, id", STATEMENT_LOOK, read_nothing, answer_whole},
    {"SELECT draft, epoch, last_seq, head FROM logs WHERE owner", STATEMENT_HELD, read_held, answer_held},
    {"SELECT id, last_seq, head, bytes FROM logs", STATEMENT_LOOK, read_nothing, answer_tail},
    {"SELECT 1 FROM logs", STATEMENT_LOOK, read_nothing, answer_take},
    {"SELECT seq, hash, bytes FROM ops", STATEMENT_OPS, read_ops, answer_ops},
    {"SELECT draft, wake_at FROM logs", STATEMENT_DUE, read_due, answer_due},
    {"INSERT INTO snapshots", STATEMENT_KEEP, read_keep, answer_nothing},
    {"octet_length(clients)", STATEMENT_NOTHING, read_nothing,
     answer_nothing}, /* few enough: none is dropped */
    {"SELECT seq, head, checksum, bytes, clients", STATEMENT_SNAPSHOT, read_snapshot, answer_snapshot},
};

static const struct form *form_of(const char *sql)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (says(sql, forms[i].words))
            return &forms[i];
    sim_broken("the simulated database does not know: %s", sql);
}

enum status pg_query(struct pg *pg, const char *sql, const struct pg_values *values, struct pg_rows **rows)
{
    const struct form *form = form_of(sql);
    struct sim_statement statement = {.kind = form->kind};
    struct sim_found found;
    uint64_t touched;
    form->read(&statement, sql, values);
    char asker[SIM_OWNER_BYTES];
    memcpy(asker, statement.owner, sizeof asker);
    bool writes = form->kind == STATEMENT_TAKE;
    if (rows)
        *rows = NULL;
    enum status status = call(pg, &statement, &found, &touched);
    if (status != STATUS_OK || !rows)
        return status;
    *rows = mem_zero(1, sizeof **rows);
    (*rows)->row = found.row;
    asking = asker;
    if (!writes || touched)
        form->answer(&found, *rows);
    return status;
}

enum status pg_run(struct pg *pg, const char *sql)
{
    struct sim_statement statement = {.kind = STATEMENT_NOTHING};
    struct sim_found found;
    uint64_t touched;
    if (!says(sql, "BEGIN; SET LOCAL") && !says(sql, "COMMIT") && !says(sql, "ROLLBACK"))
        sim_broken("the simulated database does not know: %s", sql);
    return call(pg, &statement, &found, &touched);
}

enum status pg_barrier(struct pg *pg)
{
    struct sim_statement statement = {.kind = STATEMENT_BARRIER};
    struct sim_found found;
    uint64_t touched;
    return call(pg, &statement, &found, &touched);
}

/* ---- groups: appends alone ---- */

enum status pg_prepare(struct pg *pg, const char *name, const char *sql, int values)
{
    (void)name;
    (void)values;
    pg->appends = (says(sql, "last_seq = $2::bigint - 1") ? COMPARE_SEQ : 0) |
                  (says(sql, "AND head = $7") ? COMPARE_HEAD : 0) |
                  (says(sql, "AND epoch = $4") ? COMPARE_EPOCH : 0) |
                  (says(sql, "AND owner = $8") ? COMPARE_OWNER : 0);
    return STATUS_OK;
}

enum status pg_group_begin(struct pg *pg)
{
    forget_group(pg);
    return pg_is_alive(pg) ? STATUS_OK : STATUS_UNKNOWN;
}

enum status pg_group_add(struct pg *pg, const char *name, const struct pg_values *values)
{
    (void)name;
    SIM_CHECK(pg->group_count < SIM_STATEMENTS, "a group is larger than the simulated database takes");
    struct sim_statement *statement = &pg->group[pg->group_count++];
    *statement = (struct sim_statement){.kind = STATEMENT_APPEND, .compares = pg->appends};
    statement->seq = number_of(values, 2);
    statement->hash = hash_of(values, 3);
    statement->epoch = number_of(values, 4);
    buf_add(&statement->bytes, values->values[4], (size_t)values->lengths[4]);
    statement->time = (int64_t)number_of(values, 6);
    statement->head = hash_of(values, 7);
    owner_of(values, 8, statement->owner);
    return STATUS_OK;
}

enum status pg_group_commit(struct pg *pg, pg_touched_cb touched, void *context)
{
    uint64_t rows[SIM_STATEMENTS] = {0};
    size_t count = pg->group_count;
    struct sim_found found;
    pg->group_count = 0; /* the statements are the database's now */
    enum status status = sim_line_call(pg->line, pg->group, count, pg->patience_ms, rows, &found);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        touched(context, i, rows[i]);
    return status;
}

/* ---- the schema ---- */

enum status pg_schema_make(struct pg *pg, struct buf *why)
{
    (void)why;
    return pg_is_alive(pg) ? STATUS_OK : STATUS_STORAGE;
}

enum status pg_schema_check_safety(struct pg *pg, struct buf *why)
{
    return pg_schema_make(pg, why);
}

bool pg_schema_names_are_safe(const char *names)
{
    return names != NULL;
}
