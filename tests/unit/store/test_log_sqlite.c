/* The op log with its writer thread: groups, order, other processes, crashes, damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <uv.h>

#include "base/always.h"
#include "store/data_folder.h"
#include "store/database.h"
#include "store/integrity.h"
#include "store/log_sqlite.h"
#include "support/fault_vfs.h"
#include "support/store_fixture.h"

enum { MANY = 100 };

struct fixture {
    char *dir;
    uv_loop_t loop;
    struct log_store *store;
    int order[MANY]; /* of the answers */
    int answered;
};

/* What one append was answered. */
struct answer {
    struct fixture *fixture;
    int number;
    enum status status;
};

static struct log_store *open_store(const char *dir, uv_loop_t *loop)
{
    struct log_store *store = NULL;
    struct log_sqlite_options options = {.dir = dir, .loop = loop, .create = true};
    ALWAYS(log_sqlite_open(&options, NULL, &store) == STATUS_OK);
    return store;
}

static int open_threaded(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->dir = fixture_folder();
    ALWAYS(uv_loop_init(&fixture->loop) == 0);
    fixture->store = open_store(fixture->dir, &fixture->loop);
    *state = fixture;
    return 0;
}

static void close_log(struct fixture *fixture)
{
    if (!fixture->store)
        return;
    fixture->store->ops->destroy(fixture->store);
    fixture->store = NULL;
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
}

static int close_threaded(void **state)
{
    struct fixture *fixture = *state;
    close_log(fixture);
    ALWAYS(uv_loop_close(&fixture->loop) == 0);
    fixture_remove(fixture->dir);
    free(fixture);
    return 0;
}

static void keep(void *context, enum status status, uint64_t commit_us)
{
    struct answer *answer = context;
    (void)commit_us;
    answer->status = status;
    answer->fixture->order[answer->fixture->answered++ % MANY] = answer->number;
}

static void start(struct fixture *fixture, const char *draft, uint64_t seq, const char *text,
                  struct answer *answer)
{
    struct log_op op = fixture_op(seq, text);
    answer->fixture = fixture;
    answer->status = STATUS_COUNT;
    fixture->store->ops->append(fixture->store, draft, seq, &op, 1, keep, answer);
}

static void run_until_answered(struct fixture *fixture, int count)
{
    while (fixture->answered < count)
        uv_run(&fixture->loop, UV_RUN_ONCE);
}

static void start_many(struct fixture *fixture, struct answer *answers)
{
    for (int i = 0; i < MANY; i++) {
        answers[i].number = i;
        start(fixture, "d", (uint64_t)i + 1, "x", &answers[i]);
    }
}

static void test_answers_come_in_the_order_of_the_calls(void **state)
{
    struct fixture *fixture = *state;
    struct answer answers[MANY];
    start_many(fixture, answers);
    assert_int_equal(fixture->answered, 0); /* only the loop calls back */
    run_until_answered(fixture, MANY);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(answers[i].status, STATUS_OK);
        assert_int_equal(fixture->order[i], i);
    }
    assert_int_equal(fixture_last_seq(fixture->store, "d"), MANY);
}

static void test_what_waits_together_is_one_commit(void **state)
{
    struct fixture *fixture = *state;
    struct answer answers[MANY], first;
    sqlite3 *other = NULL;
    start(fixture, "before", 1, "x", &first); /* the database is warm, its write-ahead log has a header */
    run_until_answered(fixture, 1);
    fixture->answered = 0;
    assert_int_equal(database_open(fixture->dir, DATABASE_WRITE, NULL, &other), STATUS_OK);
    assert_int_equal(database_run(other, "BEGIN IMMEDIATE"), STATUS_OK); /* the writer waits for its turn */
    int syncs = fault_vfs_count(FAULT_SYNC);
    start_many(fixture, answers);
    assert_int_equal(database_run(other, "ROLLBACK"), STATUS_OK);
    run_until_answered(fixture, MANY);
    /* one for what the writer had taken when it began to wait, one for the rest */
    assert_in_range(fault_vfs_count(FAULT_SYNC) - syncs, 1, 2);
    sqlite3_close(other);
}

static void test_a_conflict_in_a_group_refuses_that_append_alone(void **state)
{
    struct fixture *fixture = *state;
    struct answer good, bad, next;
    start(fixture, "d", 1, "one", &good);
    start(fixture, "d", 7, "gap", &bad);
    start(fixture, "d", 2, "two", &next);
    run_until_answered(fixture, 3);
    assert_int_equal(good.status, STATUS_OK);
    assert_int_equal(bad.status, STATUS_CONFLICT);
    assert_int_equal(next.status, STATUS_OK);
    struct buf log = fixture_read(fixture->store, "d", 1, 9);
    assert_string_equal(log.bytes, "1:one 2:two ");
    buf_clear(&log);
}

static void test_destroy_finishes_what_is_queued(void **state)
{
    struct fixture *fixture = *state;
    struct answer answers[MANY];
    start_many(fixture, answers);
    close_log(fixture);
    assert_int_equal(fixture->answered, MANY);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(answers[i].status, STATUS_OK);
    struct data_folder_sizes sizes;
    data_folder_measure(fixture->dir, &sizes);
    assert_int_equal(sizes.wal_bytes, 0);
    struct log_store *again = open_store(fixture->dir, NULL);
    assert_int_equal(fixture_last_seq(again, "d"), MANY);
    again->ops->destroy(again);
}

static void test_a_snapshot_follows_the_appends_before_it(void **state)
{
    struct fixture *fixture = *state;
    struct answer answers[MANY];
    struct log_snapshot got;
    start_many(fixture, answers);
    fixture_put_snapshot(fixture->store, "d", MANY, "x", "all");
    close_log(fixture);
    struct log_store *again = open_store(fixture->dir, NULL);
    assert_int_equal(again->ops->get_snapshot(again, "d", UINT64_MAX, &got), STATUS_OK);
    assert_int_equal(got.seq, MANY);
    buf_clear(&got.bytes);
    buf_clear(&got.clients);
    again->ops->destroy(again);
}

static void test_a_log_of_another_connection_is_found(void **state)
{
    struct fixture *fixture = *state;
    struct answer own;
    start(fixture, "mine", 1, "x", &own);
    run_until_answered(fixture, 1);
    assert_int_equal(fixture_last_seq(fixture->store, "imported"), 0);
    struct log_store *other = open_store(fixture->dir, NULL);
    assert_int_equal(fixture_append(other, "imported", 1, "x"), STATUS_OK);
    other->ops->destroy(other);
    assert_int_equal(fixture_last_seq(fixture->store, "imported"), 1);
}

static void test_an_append_of_another_connection_makes_the_next_a_conflict(void **state)
{
    struct fixture *fixture = *state;
    struct answer first, second, third;
    start(fixture, "d", 1, "x", &first);
    run_until_answered(fixture, 1);
    struct log_store *other = open_store(fixture->dir, NULL);
    assert_int_equal(fixture_append(other, "d", 2, "theirs"), STATUS_OK);
    other->ops->destroy(other);
    start(fixture, "d", 2, "ours", &second);
    start(fixture, "d", 3, "ours", &third);
    run_until_answered(fixture, 3);
    assert_int_equal(second.status, STATUS_CONFLICT);
    assert_int_equal(third.status, STATUS_OK);
    assert_int_equal(fixture_last_seq(fixture->store, "d"), 3);
}

static void read_all(void *context)
{
    struct fixture *fixture = context;
    for (int i = 0; i < 50; i++) {
        struct buf log = fixture_read(fixture->store, "d", 1, UINT64_MAX);
        ALWAYS(!strchr(log.bytes, '!'));
        buf_clear(&log);
    }
}

static void test_other_threads_read_while_the_writer_commits(void **state)
{
    struct fixture *fixture = *state;
    struct answer answers[MANY];
    uv_thread_t readers[3];
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(uv_thread_create(&readers[i], read_all, fixture), 0);
    start_many(fixture, answers);
    run_until_answered(fixture, MANY);
    for (size_t i = 0; i < 3; i++)
        uv_thread_join(&readers[i]);
    assert_int_equal(fixture_last_seq(fixture->store, "d"), MANY);
}

/* Appends until it is killed, and says after each answer which seq is durable. */
static void append_for_ever(const char *dir, int report)
{
    struct log_store *store = open_store(dir, NULL);
    for (uint64_t seq = fixture_last_seq(store, "d") + 1;; seq++) {
        if (fixture_append(store, "d", seq, "killed") != STATUS_OK ||
            write(report, &seq, sizeof seq) != (ssize_t)sizeof seq)
            _exit(1);
    }
}

static void test_a_kill_loses_nothing_that_was_answered(void **state)
{
    char *dir = fixture_folder();
    (void)state;
    for (int round = 0; round < 5; round++) {
        uint64_t answered = 0;
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0)
            append_for_ever(dir, ends[1]);
        close(ends[1]);
        for (int i = 0; i < 20 + round; i++)
            assert_int_equal(read(ends[0], &answered, sizeof answered), sizeof answered);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(ends[0], &answered, sizeof answered) == (ssize_t)sizeof answered)
            continue;
        close(ends[0]);
        struct log_store *store = open_store(dir, NULL);
        assert_in_range(fixture_last_seq(store, "d"), answered, answered + 1);
        struct buf log = fixture_read(store, "d", 1, UINT64_MAX);
        assert_null(strchr(log.bytes, '!')); /* no gap */
        buf_clear(&log);
        store->ops->destroy(store);
    }
    assert_int_equal(integrity_check(dir, NULL), STATUS_OK);
    fixture_remove(dir);
}

/* Damage */

static void change(const char *dir, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(database_open(dir, DATABASE_WRITE, NULL, &db), STATUS_OK);
    assert_int_equal(database_run(db, sql), STATUS_OK);
    sqlite3_close(db);
}

static struct log_store *open_with_five_ops(const char *dir)
{
    struct log_store *store = open_store(dir, NULL);
    for (uint64_t seq = 1; seq <= 5; seq++)
        assert_int_equal(fixture_append(store, "d", seq, "x"), STATUS_OK);
    return store;
}

static bool count_intact(void *context, uint64_t seq, bool intact)
{
    (void)seq;
    ((int *)context)[intact]++;
    return true;
}

static void test_a_damaged_snapshot_is_passed_over(void **state)
{
    static const char *const damages[] = {"bytes = x'00'", "clients = x'00'", "head = zeroblob(32)",
                                          "checksum = x'00'", "bytes = ''"};
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        struct log_snapshot got;
        struct buf sql = BUF_EMPTY;
        int counts[2] = {0, 0};
        char *dir = fixture_folder();
        struct log_store *store = open_with_five_ops(dir);
        fixture_put_snapshot(store, "d", 2, "x", "older");
        fixture_put_snapshot(store, "d", 4, "x", "newer");
        buf_format(&sql, "UPDATE snapshots SET %s WHERE seq = 4", damages[i]);
        change(dir, sql.bytes);
        assert_int_equal(store->ops->get_snapshot(store, "d", UINT64_MAX, &got), STATUS_OK);
        assert_string_equal(got.bytes.bytes, "older");
        buf_clear(&got.bytes);
        buf_clear(&got.clients);
        assert_int_equal(integrity_each_snapshot(dir, "d", count_intact, counts), STATUS_OK);
        assert_int_equal(counts[false], 1);
        assert_int_equal(counts[true], 1);
        buf_clear(&sql);
        store->ops->destroy(store);
        fixture_remove(dir);
    }
}

static void test_a_missing_op_stops_the_reading_there(void **state)
{
    static const struct {
        const char *sql, *log;
    } cases[] = {{"DELETE FROM ops WHERE seq = 3", "1:x 2:x !corrupt"},
                 {"DELETE FROM ops WHERE seq = 5", "1:x 2:x 3:x 4:x !corrupt"},
                 {"DELETE FROM ops WHERE seq = 1", "!corrupt"},
                 {"UPDATE ops SET hash = x'00' WHERE seq = 2", "1:x !corrupt"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *dir = fixture_folder();
        struct log_store *store = open_with_five_ops(dir);
        change(dir, cases[i].sql);
        struct buf log = fixture_read(store, "d", 1, UINT64_MAX);
        assert_string_equal(log.bytes, cases[i].log);
        buf_clear(&log);
        store->ops->destroy(store);
        fixture_remove(dir);
    }
}

static void test_a_draft_that_contradicts_its_log_does_not_stop_the_others(void **state)
{
    struct fixture *fixture = *state;
    struct answer before, damaged, after;
    struct log_store *other = open_with_five_ops(fixture->dir);
    other->ops->destroy(other);
    change(fixture->dir, "UPDATE logs SET last_seq = 3");
    start(fixture, "first", 1, "x", &before);
    start(fixture, "d", 4, "taken", &damaged);
    start(fixture, "second", 1, "x", &after);
    run_until_answered(fixture, 3);
    assert_int_equal(before.status, STATUS_OK);
    assert_int_equal(damaged.status, STATUS_CONFLICT);
    assert_int_equal(after.status, STATUS_OK);
}

static bool add_name(void *context, const char *draft)
{
    buf_text(context, draft);
    buf_char(context, ' ');
    return true;
}

static void test_all_logs_are_listed(void **state)
{
    struct fixture *fixture = *state;
    struct answer answers[3];
    struct buf names = BUF_EMPTY;
    start(fixture, "b", 1, "x", &answers[0]);
    start(fixture, "a", 1, "x", &answers[1]);
    start(fixture, "refused", 2, "x", &answers[2]);
    run_until_answered(fixture, 3);
    assert_int_equal(integrity_each_log(fixture->dir, add_name, &names), STATUS_OK);
    assert_string_equal(names.bytes, "a b ");
    buf_clear(&names);
}

#define THREADED(test) cmocka_unit_test_setup_teardown(test, open_threaded, close_threaded)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_kill_loses_nothing_that_was_answered),
        cmocka_unit_test(test_a_damaged_snapshot_is_passed_over),
        cmocka_unit_test(test_a_missing_op_stops_the_reading_there),
        THREADED(test_answers_come_in_the_order_of_the_calls),
        THREADED(test_what_waits_together_is_one_commit),
        THREADED(test_a_conflict_in_a_group_refuses_that_append_alone),
        THREADED(test_destroy_finishes_what_is_queued),
        THREADED(test_a_snapshot_follows_the_appends_before_it),
        THREADED(test_a_log_of_another_connection_is_found),
        THREADED(test_an_append_of_another_connection_makes_the_next_a_conflict),
        THREADED(test_other_threads_read_while_the_writer_commits),
        THREADED(test_a_draft_that_contradicts_its_log_does_not_stop_the_others),
        THREADED(test_all_logs_are_listed),
    };
    fault_vfs_install(); /* for its counters */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
