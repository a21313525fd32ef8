#include "postgres/pg.h"

#include <errno.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/loop.h"
#include "base/mem.h"

#define CONNECT_MS 2000
#define CHOICE_MS  200 /* how often whoever waits looks whether another host is used by now */

struct pg {
    PGconn *conn;
    uint64_t patience_ms;
    uint64_t deadline_ms; /* of what is under way */
    bool warned;          /* since the flag was taken down */
    bool lost;            /* no answer came in time: what still comes would be the answer to something else */
    struct pg_choice *choice; /* NULL: follows nobody */
    unsigned number;
    char code[6];
    struct buf said;
};

/* A result of libpq under a name of ours. */
struct pg_rows {
    PGresult *result;
};

/* ---- parameters ---- */

static void add_value(struct pg_values *values, const void *bytes, size_t len, int format)
{
    ALWAYS(values->count < PG_VALUES_MAX && len <= INT32_MAX);
    values->values[values->count] = bytes;
    values->lengths[values->count] = (int)len;
    values->formats[values->count++] = format;
}

void pg_number(struct pg_values *values, uint64_t number)
{
    char *text = values->numbers[values->count];
    snprintf(text, sizeof values->numbers[0], "%" PRIu64, number);
    add_value(values, text, strlen(text), 0);
}

void pg_time(struct pg_values *values, int64_t milliseconds)
{
    char *text = values->numbers[values->count];
    snprintf(text, sizeof values->numbers[0], "%" PRId64, milliseconds);
    add_value(values, text, strlen(text), 0);
}

void pg_text(struct pg_values *values, const char *text)
{
    add_value(values, text, strlen(text), 0);
}

void pg_blob(struct pg_values *values, const void *bytes, size_t len)
{
    add_value(values, bytes ? bytes : "", len, 1);
}

void pg_hash(struct pg_values *values, const struct sha256 *hash)
{
    add_value(values, hash->bytes, SHA256_BYTES, 1);
}

/* ---- what was said ---- */

const char *pg_error(const struct pg *pg)
{
    return pg->said.len ? pg->said.bytes : "no answer";
}

static void keep_error(struct pg *pg, const char *message, const char *code)
{
    buf_reset(&pg->said);
    buf_text(&pg->said, message && *message ? message : "no answer");
    while (pg->said.len && strchr("\r\n ", pg->said.bytes[pg->said.len - 1]))
        pg->said.bytes[--pg->said.len] = '\0';
    snprintf(pg->code, sizeof pg->code, "%s", code ? code : "");
}

static void doubt(struct pg *pg)
{
    if (pg->choice)
        atomic_store(&pg->choice->doubted, true);
}

/* Also the warning that a commit was not waited for. */
static void take_notice(void *context, const PGresult *result)
{
    struct pg *pg = context;
    const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (code && strncmp(code, "01", 2) == 0) {
        pg->warned = true;
        doubt(pg);
        keep_error(pg, PQresultErrorMessage(result), code);
    }
}

/* ---- waiting ---- */

static enum status lose(struct pg *pg, const char *message)
{
    if (!pg->lost)
        keep_error(pg, message, NULL);
    pg->lost = true;
    return STATUS_UNKNOWN;
}

static void start_waiting(struct pg *pg)
{
    pg->deadline_ms = loop_clock_us() / 1000 + pg->patience_ms;
}

void pg_follow(struct pg *pg, struct pg_choice *choice, unsigned number)
{
    pg->choice = choice;
    pg->number = number;
}

static bool is_left_behind(const struct pg *pg)
{
    return pg->choice && atomic_load(&pg->choice->number) != pg->number;
}

/* Until the socket is ready for `events`, or the deadline, or another host is used. */
static enum status wait_for(struct pg *pg, short events)
{
    for (;;) {
        uint64_t now = loop_clock_us() / 1000;
        struct pollfd one = {.fd = PQsocket(pg->conn), .events = events};
        if (is_left_behind(pg))
            return lose(pg, "another server is the primary by now");
        if (now >= pg->deadline_ms) {
            doubt(pg);
            return lose(pg, "no answer came in time");
        }
        uint64_t left = pg->deadline_ms - now;
        int ready = poll(&one, 1, (int)(left < CHOICE_MS ? left : CHOICE_MS));
        if (ready > 0)
            return STATUS_OK;
        if (ready < 0 && errno != EINTR)
            return lose(pg, "the connection cannot be waited for");
    }
}

/* Sends what libpq holds, reading meanwhile: a server that waits for us to read would never read what we send. */
static enum status flush(struct pg *pg)
{
    for (;;) {
        int left = PQflush(pg->conn);
        if (left == 0)
            return STATUS_OK;
        if (left < 0 || wait_for(pg, POLLIN | POLLOUT) != STATUS_OK || !PQconsumeInput(pg->conn))
            return lose(pg, PQerrorMessage(pg->conn));
    }
}

/* The next result, NULL where a statement's results end. */
static enum status next_result(struct pg *pg, PGresult **out)
{
    *out = NULL;
    while (PQisBusy(pg->conn)) {
        if (wait_for(pg, POLLIN) != STATUS_OK || !PQconsumeInput(pg->conn))
            return lose(pg, PQerrorMessage(pg->conn));
    }
    *out = PQgetResult(pg->conn);
    return STATUS_OK;
}

/* A result that says no: of what was asked, nothing is stored. But an answer that comes with the end of the connection says nothing of a commit. */
static enum status judge(struct pg *pg, const PGresult *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_PIPELINE_SYNC:
        return STATUS_OK;
    default:
        keep_error(pg, PQresultErrorMessage(result), PQresultErrorField(result, PG_DIAG_SQLSTATE));
        return PQstatus(pg->conn) == CONNECTION_OK && *pg->code ? STATUS_STORAGE
                                                                : lose(pg, PQresultErrorMessage(result));
    }
}

/* ---- connecting ---- */

static const char *const session =
    "SET synchronous_commit = on; SET client_min_messages = warning; SET statement_timeout = 0;"
    "SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '10s';"
    "SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;"
    "SET tcp_user_timeout = '10s'";

static enum status finish_connecting(struct pg *pg)
{
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    pg->deadline_ms = loop_clock_us() / 1000 + CONNECT_MS;
    while (state != PGRES_POLLING_OK) {
        if (state == PGRES_POLLING_FAILED ||
            wait_for(pg, state == PGRES_POLLING_READING ? POLLIN : POLLOUT)) {
            if (state == PGRES_POLLING_FAILED)
                keep_error(pg, PQerrorMessage(pg->conn), NULL);
            return STATUS_STORAGE;
        }
        state = PQconnectPoll(pg->conn);
    }
    PQsetNoticeReceiver(pg->conn, take_notice, pg);
    if (PQsetnonblocking(pg->conn, 1))
        return STATUS_STORAGE;
    pg->patience_ms = CONNECT_MS;
    enum status status = pg_run(pg, session);
    pg->patience_ms = PG_PATIENCE_MS;
    return status;
}

enum { OPTIONS_MAX = 48 };

/* As the address says, but for one of its hosts. */
struct route {
    const char *names[OPTIONS_MAX], *values[OPTIONS_MAX];
    int count;
};

static void add_option(struct route *route, const char *name, const char *value)
{
    ALWAYS(route->count < OPTIONS_MAX - 1);
    route->names[route->count] = name;
    route->values[route->count++] = value;
}

static const char *find_option(const PQconninfoOption *options, const char *name)
{
    for (; options->keyword; options++)
        if (strcmp(options->keyword, name) == 0)
            return options->val;
    return NULL;
}

/* The item at `index` of a list with commas, the last one where it has fewer; caller frees. NULL for NULL. */
static char *item_at(const char *list, size_t index)
{
    if (!list)
        return NULL;
    while (index-- && strchr(list, ','))
        list = strchr(list, ',') + 1;
    return mem_copy_bytes(list, strcspn(list, ","));
}

static size_t item_count(const char *list)
{
    size_t count = 1;
    for (; list && *list; list++)
        count += *list == ',';
    return count;
}

static void name_host(const PQconninfoOption *options, size_t index, struct buf *out)
{
    char *host = item_at(find_option(options, "host"), index);
    char *port = item_at(find_option(options, "port"), index);
    buf_format(out, "%s:%s", host ? host : "local", port ? port : "5432");
    free(host);
    free(port);
}

static void say_failure(const struct pg *pg, const PQconninfoOption *options, size_t index, struct buf *why)
{
    if (why->len)
        buf_text(why, "; ");
    name_host(options, index, why);
    buf_format(why, ": %s", pg->said.len ? pg->said.bytes : PQerrorMessage(pg->conn));
}

static enum status connect_to(const PQconninfoOption *options, size_t index, struct buf *why, struct pg **out)
{
    struct route route = {.count = 0};
    struct pg *pg = mem_zero(1, sizeof *pg);
    char *host = item_at(find_option(options, "host"), index);
    char *port = item_at(find_option(options, "port"), index);
    for (const PQconninfoOption *one = options; one->keyword; one++)
        if (one->val && strcmp(one->keyword, "host") != 0 && strcmp(one->keyword, "port") != 0)
            add_option(&route, one->keyword, one->val);
    if (host)
        add_option(&route, "host", host);
    if (port)
        add_option(&route, "port", port);
    add_option(&route, "target_session_attrs", "read-write");
    add_option(&route, "application_name", "plenaria");
    pg->conn = PQconnectStartParams(route.names, route.values, 0);
    enum status status =
        pg->conn && PQstatus(pg->conn) != CONNECTION_BAD ? finish_connecting(pg) : STATUS_STORAGE;
    if (status != STATUS_OK) {
        if (why && pg->conn)
            say_failure(pg, options, index, why);
        pg_close(pg);
        status = STATUS_STORAGE;
    } else {
        *out = pg;
    }
    free(host);
    free(port);
    return status;
}

/* Caller frees; NULL, with a sentence in `why`, where the address is malformed. */
static PQconninfoOption *parse(const char *address, struct buf *why)
{
    char *error = NULL;
    PQconninfoOption *options = PQconninfoParse(address, &error);
    if (!options && why)
        buf_format(why, "The database's address cannot be read: %s", error ? error : "no memory");
    PQfreemem(error);
    return options;
}

size_t pg_host_count(const char *address, struct buf *why)
{
    PQconninfoOption *options = parse(address, why);
    size_t count = options ? item_count(find_option(options, "host")) : 0;
    PQconninfoFree(options);
    return count;
}

void pg_host_name(const char *address, size_t index, struct buf *out)
{
    PQconninfoOption *options = parse(address, NULL);
    if (options)
        name_host(options, index, out);
    PQconninfoFree(options);
}

enum status pg_open_host(const char *address, size_t index, struct buf *why, struct pg **out)
{
    PQconninfoOption *options = parse(address, why);
    *out = NULL;
    if (!options)
        return STATUS_USAGE;
    enum status status = connect_to(options, index, why, out);
    PQconninfoFree(options);
    return status;
}

void pg_close(struct pg *pg)
{
    if (!pg)
        return;
    PQfinish(pg->conn);
    buf_clear(&pg->said);
    free(pg);
}

bool pg_is_alive(const struct pg *pg)
{
    return pg && !pg->lost && !is_left_behind(pg) && PQstatus(pg->conn) == CONNECTION_OK;
}

bool pg_look(struct pg *pg)
{
    while (pg_is_alive(pg)) { /* a last word may come before the end */
        struct pollfd one = {.fd = PQsocket(pg->conn), .events = POLLIN};
        if (poll(&one, 1, 0) <= 0)
            return true;
        if (!PQconsumeInput(pg->conn))
            (void)lose(pg, PQerrorMessage(pg->conn));
    }
    return false;
}

void pg_set_patience(struct pg *pg, uint64_t ms)
{
    pg->patience_ms = ms;
}

void pg_pause(uint64_t ms)
{
    struct timespec pause = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    nanosleep(&pause, NULL);
}

/* ---- statements ---- */

/* Takes all results of one statement, the first of them into `rows`. */
static enum status take_results(struct pg *pg, struct pg_rows **rows)
{
    enum status status = STATUS_OK;
    PGresult *result = NULL;
    for (;;) {
        enum status came = next_result(pg, &result);
        if (came != STATUS_OK)
            return came;
        if (!result)
            break;
        enum status said = judge(pg, result);
        if (said != STATUS_OK)
            status = said;
        if (rows && !*rows) {
            *rows = mem_zero(1, sizeof **rows);
            (*rows)->result = result;
        } else {
            PQclear(result);
        }
    }
    return status == STATUS_OK && pg->warned ? STATUS_UNKNOWN : status;
}

static enum status finish(struct pg *pg, int sent, struct pg_rows **rows)
{
    if (!sent)
        return lose(pg, PQerrorMessage(pg->conn));
    enum status status = flush(pg);
    return status == STATUS_OK ? take_results(pg, rows) : status;
}

static enum status begin(struct pg *pg)
{
    if (!pg_is_alive(pg))
        return STATUS_UNKNOWN;
    pg->warned = false;
    start_waiting(pg);
    return STATUS_OK;
}

enum status pg_run(struct pg *pg, const char *sql)
{
    enum status status = begin(pg);
    return status == STATUS_OK ? finish(pg, PQsendQuery(pg->conn, sql), NULL) : status;
}

enum status pg_query(struct pg *pg, const char *sql, const struct pg_values *values, struct pg_rows **rows)
{
    enum status status = begin(pg);
    if (rows)
        *rows = NULL;
    if (status != STATUS_OK)
        return status;
    int sent =
        PQsendQueryParams(pg->conn, sql, values ? values->count : 0, NULL, values ? values->values : NULL,
                          values ? values->lengths : NULL, values ? values->formats : NULL, 1);
    return finish(pg, sent, rows);
}

enum status pg_prepare(struct pg *pg, const char *name, const char *sql, int values)
{
    enum status status = begin(pg);
    return status == STATUS_OK ? finish(pg, PQsendPrepare(pg->conn, name, sql, values, NULL), NULL) : status;
}

/* A message in the write-ahead log that nobody reads; its commit waits for the standby as any does. */
enum status pg_barrier(struct pg *pg)
{
    return pg_query(pg, "SELECT pg_logical_emit_message(true, 'plenaria', '')::text", NULL, NULL);
}

/* ---- groups ---- */

enum status pg_group_begin(struct pg *pg)
{
    enum status status = begin(pg);
    if (status != STATUS_OK)
        return status;
    if (!PQenterPipelineMode(pg->conn) || !PQsendQueryParams(pg->conn, "BEGIN", 0, NULL, NULL, NULL, NULL, 0))
        return lose(pg, PQerrorMessage(pg->conn));
    return STATUS_OK;
}

enum status pg_group_add(struct pg *pg, const char *name, const struct pg_values *values)
{
    if (!PQsendQueryPrepared(pg->conn, name, values->count, values->values, values->lengths, values->formats,
                             0))
        return lose(pg, PQerrorMessage(pg->conn));
    return STATUS_OK;
}

/* The results of a group: of BEGIN, of each statement, of COMMIT, then of the sync. A NULL ends each but the last. */
static enum status take_group(struct pg *pg, pg_touched_cb touched, void *context)
{
    enum status status = STATUS_OK;
    for (size_t index = 0;;) {
        PGresult *result;
        enum status came = next_result(pg, &result);
        if (came != STATUS_OK)
            return came;
        if (!result)
            continue;
        ExecStatusType kind = PQresultStatus(result);
        if (kind == PGRES_PIPELINE_SYNC) {
            PQclear(result);
            return status;
        }
        enum status said = kind == PGRES_PIPELINE_ABORTED ? STATUS_STORAGE : judge(pg, result);
        if (said == STATUS_UNKNOWN) {
            PQclear(result);
            return said;
        }
        if (said != STATUS_OK)
            status = said;
        else if (strncmp(PQcmdStatus(result), "INSERT", 6) == 0)
            touched(context, index++, strtoull(PQcmdTuples(result), NULL, 10));
        else if (strcmp(PQcmdStatus(result), "ROLLBACK") == 0)
            status = STATUS_STORAGE; /* what COMMIT says after an error */
        PQclear(result);
    }
}

/* COMMIT was passed over, so the transaction is still open. What was said about it stays. */
static enum status end_refused(struct pg *pg)
{
    struct buf said = pg->said;
    char code[sizeof pg->code];
    memcpy(code, pg->code, sizeof code);
    pg->said = (struct buf)BUF_EMPTY;
    enum status status = pg_run(pg, "ROLLBACK");
    buf_clear(&pg->said);
    pg->said = said;
    memcpy(pg->code, code, sizeof code);
    if (status != STATUS_OK)
        pg->lost = true; /* a connection that cannot even do that is not used again; nothing was committed */
    return STATUS_STORAGE;
}

enum status pg_group_commit(struct pg *pg, pg_touched_cb touched, void *context)
{
    if (!PQsendQueryParams(pg->conn, "COMMIT", 0, NULL, NULL, NULL, NULL, 0) || !PQpipelineSync(pg->conn))
        return lose(pg, PQerrorMessage(pg->conn));
    enum status status = flush(pg);
    if (status == STATUS_OK)
        status = take_group(pg, touched, context);
    if (status != STATUS_UNKNOWN && !PQexitPipelineMode(pg->conn))
        status = lose(pg, PQerrorMessage(pg->conn));
    if (status == STATUS_STORAGE)
        return end_refused(pg);
    if (status == STATUS_OK && pg->warned) {
        diag(DIAG_WARNING, "the database did not wait for its standby: %s", pg_error(pg));
        status = pg_barrier(pg);
    }
    return status;
}

/* ---- rows ---- */

size_t pg_count(const struct pg_rows *rows)
{
    return rows ? (size_t)PQntuples(rows->result) : 0;
}

const void *pg_get_blob(const struct pg_rows *rows, size_t row, int column, size_t *len)
{
    *len = (size_t)PQgetlength(rows->result, (int)row, column);
    return PQgetvalue(rows->result, (int)row, column);
}

const char *pg_get_text(const struct pg_rows *rows, size_t row, int column)
{
    return PQgetvalue(rows->result, (int)row, column); /* libpq puts a NUL behind every value */
}

uint64_t pg_get_number(const struct pg_rows *rows, size_t row, int column)
{
    size_t len;
    const unsigned char *bytes = pg_get_blob(rows, row, column, &len);
    uint64_t number = 0;
    for (size_t i = 0; i < len && i < 8; i++)
        number = number << 8 | bytes[i];
    return number;
}

bool pg_get_hash(const struct pg_rows *rows, size_t row, int column, struct sha256 *out)
{
    size_t len;
    const void *bytes = pg_get_blob(rows, row, column, &len);
    if (len != SHA256_BYTES)
        return false;
    memcpy(out->bytes, bytes, SHA256_BYTES);
    return true;
}

void pg_rows_free(struct pg_rows *rows)
{
    if (!rows)
        return;
    PQclear(rows->result);
    free(rows);
}
