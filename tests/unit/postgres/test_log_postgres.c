/* What PostgreSQL alone can do to a log: other owners, a standby that is away, a primary that is killed. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <uv.h>

#include <cmocka.h>

#include "base/always.h"
#include "base/mem.h"
#include "postgres/log_postgres.h"
#include "postgres/log_purge.h"
#include "postgres/people_postgres.h"
#include "postgres/pg.h"
#include "postgres/pg_claim.h"
#include "postgres/pg_schema.h"
#include "support/postgres_place.h"
#include "support/store_fixture.h"

static struct postgres_place postgres;

static int start(void **state)
{
    (void)state;
    (void)postgres_place_start(&postgres);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    postgres_place_stop(&postgres);
    return 0;
}

static int empty(void **state)
{
    (void)state;
    if (postgres.dir)
        postgres_place_empty(&postgres);
    return 0;
}

static struct log_store *open_as(const char *incarnation)
{
    struct log_store *store = NULL;
    struct log_postgres_options options = {
        .address = postgres.address, .incarnation = incarnation, .strict = true};
    if (!postgres.dir)
        skip();
    ALWAYS(log_postgres_open(&options, NULL, &store) == STATUS_OK);
    return store;
}

static void run(const char *sql)
{
    struct pg *pg = NULL;
    assert_int_equal(pg_open(postgres.address, NULL, &pg), STATUS_OK);
    assert_int_equal(pg_run(pg, sql), STATUS_OK);
    pg_close(pg);
}

struct answer {
    enum status status;
    char owner[64];
};

static void keep(void *context, enum status status, const char *owner)
{
    struct answer *answer = context;
    answer->status = status;
    snprintf(answer->owner, sizeof answer->owner, "%s", owner ? owner : "");
}

static struct answer claim(struct log_store *store)
{
    struct answer answer = {.status = STATUS_COUNT};
    store->ops->claim(store, "d", keep, &answer);
    return answer;
}

static void add_node(const char *incarnation, const char *state)
{
    char sql[300];
    snprintf(sql, sizeof sql, "INSERT INTO nodes VALUES('%s', 'n', 'address of %s', 0, '%s')", incarnation,
             incarnation, state);
    run(sql);
}

/* The draft is that of "one", while "two" lives too. */
static struct log_store *open_owner(void)
{
    struct log_store *one = open_as("one");
    add_node("one", "up");
    add_node("two", "up");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_OK);
    return one;
}

static void test_a_draft_belongs_to_one_server_while_that_lives(void **state)
{
    (void)state;
    struct log_store *one = open_as("one"), *two = open_as("two");
    add_node("one", "up");
    add_node("two", "up");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_OK);
    struct answer answer = claim(two);
    assert_int_equal(answer.status, STATUS_FENCED);
    assert_string_equal(answer.owner, "address of one");
    assert_int_equal(fixture_append(two, "d", 2, "theirs"), STATUS_FENCED);
    assert_int_equal(fixture_append(one, "d", 2, "b"), STATUS_OK);
    one->ops->release(one, "d");
    assert_int_equal(claim(two).status, STATUS_OK);
    assert_int_equal(fixture_append(two, "d", 3, "c"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_FENCED);
    one->ops->destroy(one);
    two->ops->destroy(two);
}

static uint64_t epoch_of(const char *draft)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    struct pg *pg = NULL;
    assert_int_equal(pg_open(postgres.address, NULL, &pg), STATUS_OK);
    pg_text(&values, draft);
    assert_int_equal(pg_query(pg, "SELECT epoch FROM logs WHERE draft = $1", &values, &rows), STATUS_OK);
    uint64_t epoch = pg_get_number(rows, 0, 0);
    pg_rows_free(rows);
    pg_close(pg);
    return epoch;
}

static void note_confirmed(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static enum status confirm(struct log_store *store, const char *draft)
{
    enum status status = STATUS_COUNT;
    store->ops->confirm(store, draft, note_confirmed, &status);
    return status;
}

/* A client can make a server ask, which may have thousands. The other one here would be claimed anew if it were looked at. */
static void test_whether_one_draft_is_ours_is_asked_of_that_one_alone(void **state)
{
    struct answer other = {.status = STATUS_COUNT};
    (void)state;
    struct log_store *one = open_owner();
    assert_int_equal(fixture_append(one, "other", 1, "a"), STATUS_OK);
    one->ops->claim(one, "other", keep, &other);
    assert_int_equal(other.status, STATUS_OK);
    assert_int_equal(fixture_append(one, "other", 2, "b"), STATUS_OK);
    run("UPDATE logs SET epoch = epoch + 1 WHERE draft = 'other'");
    uint64_t epoch = epoch_of("other");
    assert_int_equal(confirm(one, "d"), STATUS_OK);
    assert_int_equal(epoch_of("other"), epoch);
    assert_int_equal(confirm(one, "other"), STATUS_OK);
    assert_int_equal(epoch_of("other"), epoch + 1);
    run("UPDATE logs SET epoch = epoch + 1, owner = 'two' WHERE draft = 'd'");
    assert_int_equal(confirm(one, "d"), STATUS_FENCED);
    assert_int_equal(confirm(one, "nobody's"), STATUS_FENCED);
    one->ops->destroy(one);
}

static void test_a_server_that_was_declared_dead_appends_nothing_any_more(void **state)
{
    (void)state;
    struct log_store *one = open_as("one"), *two = open_as("two");
    add_node("one", "up");
    add_node("two", "up");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_OK);
    run("UPDATE nodes SET state = 'dead' WHERE incarnation = 'one'");
    assert_int_equal(fixture_append(one, "d", 2, "still its own"), STATUS_OK); /* nobody has claimed it */
    assert_int_equal(claim(two).status, STATUS_OK);
    assert_int_equal(fixture_append(one, "d", 3, "too late"), STATUS_FENCED);
    assert_int_equal(fixture_append(two, "d", 3, "c"), STATUS_OK);
    struct buf log = fixture_read(two, "d", 1, 9);
    assert_string_equal(log.bytes, "1:a 2:still its own 3:c ");
    buf_clear(&log);
    one->ops->destroy(one);
    two->ops->destroy(two);
}

static void test_whoever_makes_a_log_first_has_made_it(void **state)
{
    (void)state;
    struct log_store *one = open_as("one"), *two = open_as("two");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(fixture_append(two, "d", 1, "another"), STATUS_CONFLICT);
    assert_int_equal(fixture_append(one, "d", 2, "b"), STATUS_OK); /* nobody has claimed it since */
    one->ops->destroy(one);
    two->ops->destroy(two);
}

static void end_other_connections(void)
{
    run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        " AND pid <> pg_backend_pid()");
}

static void test_a_release_that_did_not_get_there_is_tried_again(void **state)
{
    (void)state;
    struct log_store *one = open_owner();
    end_other_connections();
    one->ops->release(one, "d");
    struct log_store *two = open_as("two");
    assert_int_equal(claim(two).status, STATUS_FENCED);
    assert_true(log_postgres_keeps_released(one));
    log_postgres_check(one);
    assert_false(log_postgres_keeps_released(one));
    assert_int_equal(claim(two).status, STATUS_OK);
    assert_int_equal(fixture_append(two, "d", 2, "b"), STATUS_OK);
    log_postgres_check(one); /* takes nothing from anybody */
    assert_int_equal(fixture_append(two, "d", 3, "c"), STATUS_OK);
    one->ops->destroy(one);
    two->ops->destroy(two);
}

static struct people_journal *open_journal(void)
{
    struct people_journal *journal = NULL;
    struct pg_hosts *hosts = NULL;
    assert_int_equal(pg_hosts_create(postgres.address, true, NULL, &hosts), STATUS_OK);
    assert_int_equal(people_postgres_open(hosts, NULL, &journal), STATUS_OK);
    pg_hosts_release(hosts);
    return journal;
}

static void
test_the_turn_to_write_about_people_is_taken_over_a_new_line_where_the_old_one_was_ended(void **state)
{
    (void)state;
    if (!postgres.dir)
        skip();
    struct people_journal *journal = open_journal();
    end_other_connections();
    assert_int_equal(journal->ops->take(journal), STATUS_OK);
    journal->ops->leave(journal);
    journal->ops->destroy(journal);
}

static void add_people(struct people_journal *journal, const char *bytes, bool whole)
{
    struct people_entry entry = {.schema = 1, .whole = whole, .bytes = bytes, .len = strlen(bytes)};
    struct sha256 last;
    assert_int_equal(journal->ops->take(journal), STATUS_OK);
    assert_int_equal(journal->ops->last(journal, &entry.seq, &last), STATUS_OK);
    entry.seq++;
    entry.hash = people_entry_hash(&last, &entry);
    assert_int_equal(journal->ops->add(journal, &entry), STATUS_OK);
}

static bool note_people(void *context, const struct people_entry *entry)
{
    buf_format(context, "%llu:%.*s ", (unsigned long long)entry->seq, (int)entry->len,
               (const char *)entry->bytes);
    return true;
}

static void assert_people(struct people_journal *journal, uint64_t from, const char *expected)
{
    struct buf entries = BUF_EMPTY;
    assert_int_equal(journal->ops->read(journal, from, note_people, &entries), STATUS_OK);
    assert_string_equal(entries.bytes, expected);
    buf_clear(&entries);
}

static void test_entries_about_people_come_behind_the_one_that_the_reader_has(void **state)
{
    (void)state;
    if (!postgres.dir)
        skip();
    struct people_journal *journal = open_journal();
    run("DELETE FROM people");
    add_people(journal, "whole", true);
    add_people(journal, "a", false);
    add_people(journal, "b", false);
    assert_people(journal, 2, "2: 3:b ");
    assert_people(journal, 3, "3: ");
    assert_people(journal, 0, "1:whole 2:a 3:b ");
    assert_people(journal, 9, "1:whole 2:a 3:b ");
    run("DELETE FROM people");
    journal->ops->destroy(journal);
}

static void check_count(const char *table, uint64_t expected)
{
    struct pg *pg = NULL;
    struct pg_rows *rows = NULL;
    char sql[100];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    assert_int_equal(pg_open(postgres.address, NULL, &pg), STATUS_OK);
    assert_int_equal(pg_query(pg, sql, NULL, &rows), STATUS_OK);
    assert_int_equal(pg_get_number(rows, 0, 0), expected);
    pg_rows_free(rows);
    pg_close(pg);
}

static void test_a_log_is_purged_once_no_living_server_has_it_and_comes_not_back(void **state)
{
    (void)state;
    struct log_store *one = open_as("one"), *two = open_as("two");
    struct buf why = BUF_EMPTY;
    add_node("one", "up");
    add_node("two", "up");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(fixture_append(one, "stays", 1, "s"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_OK);
    assert_int_equal(fixture_append(one, "d", 2, "b"), STATUS_OK);
    run("INSERT INTO snapshots SELECT id, 1, head, head, head, head FROM logs");
    assert_int_equal(log_purge(postgres.address, "d", &why), STATUS_FENCED);
    assert_non_null(strstr(why.bytes, "address of one"));
    check_count("ops", 3);
    assert_int_equal(fixture_append(one, "d", 3, "c"), STATUS_OK); /* it was not disturbed */
    run("UPDATE nodes SET state = 'dead' WHERE incarnation = 'one'");
    assert_int_equal(log_purge(postgres.address, "d", NULL), STATUS_OK);
    check_count("logs", 1);
    check_count("ops", 1);
    check_count("snapshots", 1);
    assert_int_equal(fixture_append(one, "d", 4, "too late"), STATUS_FENCED);
    log_postgres_check(one);
    check_count("ops", 1);
    assert_int_equal(log_purge(postgres.address, "d", NULL), STATUS_OK);
    assert_int_equal(log_purge("postgres://plenaria@127.0.0.1:1/none", "d", &why), STATUS_STORAGE);
    buf_clear(&why);
    one->ops->destroy(one);
    two->ops->destroy(two);
}

/* As a database is that was put back to an earlier state; connections end with that. */
static void put_back(const char *ops_from)
{
    char sql[700];
    snprintf(
        sql, sizeof sql,
        "DELETE FROM ops WHERE seq >= %s;"
        "UPDATE logs SET last_seq = o.seq, head = o.hash FROM ops o WHERE o.log = logs.id AND o.seq = %s - 1;"
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        " AND pid <> pg_backend_pid()",
        ops_from, ops_from);
    run(sql);
}

static void test_a_database_that_lost_what_it_acknowledged_gets_it_again(void **state)
{
    (void)state;
    struct log_store *one = open_as("one");
    add_node("one", "up");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_OK);
    for (uint64_t seq = 2; seq <= 6; seq++)
        assert_int_equal(fixture_append(one, "d", seq, "more"), STATUS_OK);
    put_back("4");
    assert_int_equal(fixture_append(one, "d", 7, "z"), STATUS_OK);
    struct buf log = fixture_read(one, "d", 1, 9);
    assert_string_equal(log.bytes, "1:a 2:more 3:more 4:more 5:more 6:more 7:z ");
    assert_int_equal(log_postgres_given_back(one), 3);
    buf_clear(&log);
    one->ops->destroy(one);
}

static uint64_t number_of(const char *sql)
{
    struct pg *pg = NULL;
    struct pg_values none = {.count = 0};
    struct pg_rows *rows = NULL;
    assert_int_equal(pg_open(postgres.address, NULL, &pg), STATUS_OK);
    assert_int_equal(pg_query(pg, sql, &none, &rows), STATUS_OK);
    uint64_t number = pg_get_number(rows, 0, 0);
    pg_rows_free(rows);
    pg_close(pg);
    return number;
}

static bool pass_over(void *context, const struct log_op *op)
{
    (void)context;
    (void)op;
    return true;
}

static enum status read_all(struct log_store *store)
{
    struct log_summary summary;
    enum status status = store->ops->summary(store, "d", &summary);
    assert_int_equal(status, STATUS_OK);
    return store->ops->read(store, "d", 1, summary.last_seq, pass_over, NULL);
}

static void test_a_database_that_is_behind_what_we_know_is_no_damaged_log(void **state)
{
    (void)state;
    struct log_store *one = open_owner();
    assert_int_equal(fixture_append(one, "d", 2, "b"), STATUS_OK);
    assert_int_equal(fixture_append(one, "d", 3, "c"), STATUS_OK);
    run("UPDATE logs SET last_seq = 2, head = (SELECT hash FROM ops WHERE log = id AND seq = 2); DELETE FROM "
        "ops WHERE seq = 3");
    assert_int_equal(read_all(one), STATUS_IO);
    log_postgres_check(one); /* which gives it back */
    assert_int_equal(read_all(one), STATUS_OK);
    run("DELETE FROM ops WHERE seq = 3");
    assert_int_equal(read_all(one), STATUS_CORRUPT);
    one->ops->destroy(one);
}

/* Some of many are another's by then: that is no reason to claim the others again. */
static void test_each_draft_that_a_database_lost_is_claimed_once(void **state)
{
    (void)state;
    enum { DRAFTS = 12 };
    struct log_store *one = open_as("one");
    add_node("one", "up");
    add_node("two", "up");
    for (int i = 0; i < DRAFTS; i++) {
        struct answer answer = {.status = STATUS_COUNT};
        char draft[3] = {'d', (char)('a' + i), '\0'};
        assert_int_equal(fixture_append(one, draft, 1, "a"), STATUS_OK);
        one->ops->claim(one, draft, keep, &answer);
        assert_int_equal(answer.status, STATUS_OK);
        assert_int_equal(fixture_append(one, draft, 2, "b"), STATUS_OK);
        assert_int_equal(fixture_append(one, draft, 3, "c"), STATUS_OK);
    }
    uint64_t epochs = number_of("SELECT sum(epoch)::bigint FROM logs");
    run("UPDATE logs SET owner = 'two' WHERE draft IN ('db', 'de', 'df', 'dh', 'dk', 'dl')");
    put_back("3");
    assert_int_equal(fixture_append(one, "da", 4, "d"), STATUS_OK);
    assert_int_equal(number_of("SELECT sum(epoch)::bigint FROM logs"), epochs + DRAFTS / 2);
    assert_int_equal(log_postgres_given_back(one), DRAFTS / 2);
    one->ops->destroy(one);
}

/* ---- several claims at once ---- */

enum { HALL = 20 };

static const char *const hall[HALL] = {"h0",  "h1",  "h2",  "h3",  "h4",  "h5",  "h6",  "h7",  "h8",  "h9",
                                       "h10", "h11", "h12", "h13", "h14", "h15", "h16", "h17", "h18", "h19"};

static void make_hall(struct log_store *store)
{
    for (size_t i = 0; i < HALL; i++)
        assert_int_equal(fixture_append(store, hall[i], 1, "a"), STATUS_OK);
}

static struct pg *open_line(void)
{
    struct pg *pg = NULL;
    ALWAYS(pg_open(postgres.address, NULL, &pg) == STATUS_OK);
    return pg;
}

static void claim_hall(const char *incarnation, struct pg_claim claims[HALL])
{
    struct pg *pg = open_line();
    for (size_t i = 0; i < HALL; i++)
        claims[i] = (struct pg_claim){.draft = hall[i]};
    pg_claim_all(pg, incarnation, claims, HALL);
    pg_close(pg);
}

static void test_several_claims_are_one_commit_and_each_has_its_own_answer(void **state)
{
    (void)state;
    struct log_store *one = open_as("one");
    struct pg_claim claims[] = {{.draft = "h0"}, {.draft = "none"}, {.draft = "h1"}, {.draft = "h2"},
                                {.draft = "h3"}, {.draft = "h0"},   {.draft = ""}};
    struct pg *pg = open_line();
    make_hall(one);
    add_node("one", "up");
    add_node("two", "up");
    add_node("three", "dead");
    run("UPDATE logs SET epoch = 7, owner = 'two' WHERE draft = 'h1';"
        "UPDATE logs SET epoch = 8, owner = 'three' WHERE draft = 'h2'");
    pg_claim_all(pg, "one", claims, sizeof claims / sizeof *claims);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        assert_int_equal(claims[i].status, i == 2 ? STATUS_FENCED : STATUS_OK);
    assert_true(claims[0].lease.log && claims[0].lease.owned);
    assert_int_equal(claims[0].lease.last_seq, 1);
    assert_int_equal(claims[1].lease.log, 0);
    assert_string_equal(claims[2].owner, "address of two");
    assert_int_equal(claims[3].lease.epoch, 9);
    assert_int_equal(claims[5].lease.epoch, claims[0].lease.epoch);
    assert_int_equal(claims[5].lease.epoch, epoch_of("h0"));
    assert_int_equal(claims[6].lease.log, 0);
    assert_int_equal(number_of("SELECT count(*) FROM logs WHERE owner = 'one'"), 3);
    assert_int_equal(number_of("SELECT count(DISTINCT xmin::text) FROM logs WHERE owner = 'one'"), 1);
    free(claims[2].owner);
    pg_close(pg);
    one->ops->destroy(one);
}

static void test_a_claim_that_is_refused_spoils_no_other(void **state)
{
    (void)state;
    struct log_store *one = open_as("one");
    struct pg_claim claims[HALL];
    make_hall(one);
    run("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END';"
        "CREATE TRIGGER refuse BEFORE UPDATE ON logs FOR EACH ROW WHEN (OLD.draft = 'h5')"
        " EXECUTE FUNCTION refuse()");
    claim_hall("one", claims);
    run("DROP TRIGGER refuse ON logs; DROP FUNCTION refuse");
    for (size_t i = 0; i < HALL; i++)
        assert_int_equal(claims[i].status, i == 5 ? STATUS_STORAGE : STATUS_OK);
    assert_int_equal(number_of("SELECT count(*) FROM logs WHERE owner = 'one'"), HALL - 1);
    one->ops->destroy(one);
}

enum { ROUNDS = 40 };

/* Over and over, "b" from the other end than "a": each round takes them from whoever had them, unless that one is always faster. */
static void claim_backwards(void *incarnation)
{
    struct pg *pg = open_line();
    for (int round = 0; round < ROUNDS; round++) {
        struct pg_claim claims[HALL];
        for (size_t i = 0; i < HALL; i++)
            claims[i] = (struct pg_claim){.draft = hall[*(char *)incarnation == 'b' ? HALL - 1 - i : i]};
        pg_claim_all(pg, incarnation, claims, HALL);
        for (size_t i = 0; i < HALL; i++)
            ALWAYS(claims[i].status == STATUS_OK || claims[i].status == STATUS_STORAGE);
    }
    pg_close(pg);
}

static void test_two_that_claim_the_same_drafts_do_not_wait_for_each_other(void **state)
{
    (void)state;
    static char names[2][2] = {"a", "b"};
    struct log_store *one = open_as("one");
    uv_thread_t threads[2];
    make_hall(one);
    for (size_t i = 0; i < 2; i++)
        ALWAYS(uv_thread_create(&threads[i], claim_backwards, names[i]) == 0);
    for (size_t i = 0; i < 2; i++)
        ALWAYS(uv_thread_join(&threads[i]) == 0);
    assert_int_equal(number_of("SELECT sum(deadlocks)::bigint FROM pg_stat_database"), 0);
    one->ops->destroy(one);
}

static void test_a_log_that_went_another_way_meanwhile_gets_nothing(void **state)
{
    (void)state;
    struct log_store *one = open_owner();
    for (uint64_t seq = 2; seq <= 4; seq++)
        assert_int_equal(fixture_append(one, "d", seq, "old"), STATUS_OK);
    put_back("3");
    struct log_store *two = open_as("two");
    run("UPDATE nodes SET state = 'dead' WHERE incarnation = 'one'");
    assert_int_equal(claim(two).status, STATUS_OK);
    assert_int_equal(fixture_append(two, "d", 3, "new"), STATUS_OK);
    assert_int_equal(fixture_append(one, "d", 5, "old"), STATUS_FENCED);
    two->ops->release(two, "d");
    assert_int_equal(claim(one).status, STATUS_OK);
    assert_int_equal(fixture_append(one, "d", 4, "newer"), STATUS_OK);
    put_back("3"); /* the op before is known to nobody here any more */
    assert_int_equal(fixture_append(one, "d", 5, "newest"), STATUS_FENCED);
    two->ops->destroy(two);
    two = open_as("two");
    struct buf log = fixture_read(two, "d", 1, 9);
    assert_string_equal(log.bytes, "1:a 2:old ");
    buf_clear(&log);
    one->ops->destroy(one);
    two->ops->destroy(two);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

#define FROZEN_S 2.4

/* Does so to whoever waits for the standby, again and again, for as long as that is frozen. Who is cancelled hears COMMIT, with a warning; who is ended hears nothing, and what they wrote stays. */
static void freeze_and(const char *function)
{
    double until = seconds() + FROZEN_S;
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT %s(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'", function);
    postgres_place_signal(&postgres, "b", SIGSTOP);
    while (seconds() < until) {
        struct pg *pg = NULL;
        usleep(100000);
        if (pg_open(postgres.address, NULL, &pg) != STATUS_OK)
            continue;
        if (pg_run(pg, sql) != STATUS_OK)
            usleep(100000);
        pg_close(pg);
    }
    postgres_place_signal(&postgres, "b", SIGCONT);
}

/* What a server claims for somebody who may not see it, nobody asks for again. */
static void
test_a_claim_that_nobody_knows_the_outcome_of_is_handed_back_also_where_it_comes_late(void **state)
{
    char late[200];
    (void)state;
    struct log_store *one = open_as("one"), *two = open_as("two");
    add_node("one", "up");
    add_node("two", "up");
    assert_int_equal(fixture_append(two, "d", 1, "a"), STATUS_OK);
    snprintf(late, sizeof late,
             "UPDATE logs SET epoch = epoch + 1, owner = 'one' WHERE draft = 'd' AND epoch = %d",
             (int)epoch_of("d"));
    pid_t nemesis = fork();
    if (nemesis == 0) {
        freeze_and("pg_terminate_backend");
        _exit(0);
    }
    usleep(400000);
    assert_int_equal(claim(one).status, STATUS_STORAGE);
    assert_int_equal(waitpid(nemesis, NULL, 0), nemesis);
    assert_true(log_postgres_keeps_released(one));
    run("UPDATE logs SET epoch = epoch - 1, owner = '' WHERE draft = 'd'"); /* as if it were on its way still */
    log_postgres_check(one);
    assert_false(log_postgres_keeps_released(one));
    run(late);
    assert_int_equal(claim(two).status, STATUS_OK);
    one->ops->destroy(one);
    two->ops->destroy(two);
}

static void test_a_commit_that_its_standby_has_not_confirmed_is_not_called_durable(void **state)
{
    (void)state;
    struct log_store *one = open_as("one");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_OK);
    double start = seconds();
    pid_t nemesis = fork();
    if (nemesis == 0) {
        freeze_and("pg_cancel_backend");
        _exit(0);
    }
    usleep(400000);
    assert_int_equal(fixture_append(one, "d", 2, "b"), STATUS_OK);
    assert_true(seconds() - start > FROZEN_S); /* not before the standby was back */
    assert_int_equal(waitpid(nemesis, NULL, 0), nemesis);
    struct buf log = fixture_read(one, "d", 1, 9);
    assert_string_equal(log.bytes, "1:a 2:b ");
    buf_clear(&log);
    one->ops->destroy(one);
}

static void test_a_killed_primary_leaves_nothing_unknown_for_long(void **state)
{
    (void)state;
    struct log_store *one = open_as("one");
    assert_int_equal(fixture_append(one, "d", 1, "a"), STATUS_OK);
    assert_int_equal(claim(one).status, STATUS_OK);
    int primary = postgres_place_pid(&postgres, "a");
    postgres_place_signal(&postgres, "a", SIGKILL);
    for (int i = 0; i < 100 && kill(primary, 0) == 0; i++)
        usleep(50000);
    pid_t host = fork();
    if (host == 0) {
        postgres_place_do(&postgres, "start", "");
        _exit(0);
    }
    assert_int_equal(fixture_append(one, "d", 2, "b"), STATUS_OK);
    assert_int_equal(fixture_append(one, "d", 3, "c"), STATUS_OK);
    assert_int_equal(waitpid(host, NULL, 0), host);
    struct buf log = fixture_read(one, "d", 1, 9);
    assert_string_equal(log.bytes, "1:a 2:b 3:c ");
    buf_clear(&log);
    one->ops->destroy(one);
}

static void test_names_that_let_an_old_primary_go_on_are_not_safe(void **state)
{
    (void)state;
    assert_true(pg_schema_names_are_safe("b"));
    assert_true(pg_schema_names_are_safe("FIRST 1 (b)"));
    assert_true(pg_schema_names_are_safe("FIRST 1 (b, c)"));
    assert_true(pg_schema_names_are_safe("ANY 2 (b, c)"));
    assert_false(pg_schema_names_are_safe("ANY 1 (b, c)"));
    assert_false(pg_schema_names_are_safe("any 1 (b,c,d)"));
    assert_false(pg_schema_names_are_safe("*"));
    assert_false(pg_schema_names_are_safe(""));
}

static void test_a_database_without_a_standby_is_refused(void **state)
{
    (void)state;
    struct log_store *store = NULL;
    struct buf why = BUF_EMPTY;
    struct log_postgres_options options = {.address = postgres.address, .incarnation = "one", .strict = true};
    if (!postgres.dir)
        skip();
    run("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (b, c)'");
    run("SELECT pg_reload_conf()");
    usleep(300000);
    assert_int_equal(log_postgres_open(&options, &why, &store), STATUS_STORAGE);
    assert_non_null(strstr(why.bytes, "synchronous_standby_names"));
    options.strict = false;
    assert_int_equal(log_postgres_open(&options, NULL, &store), STATUS_OK);
    store->ops->destroy(store);
    run("ALTER SYSTEM RESET synchronous_standby_names");
    run("SELECT pg_reload_conf()");
    buf_clear(&why);
}

#define CASE(test) cmocka_unit_test_setup(test, empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_a_draft_belongs_to_one_server_while_that_lives),
        CASE(test_whether_one_draft_is_ours_is_asked_of_that_one_alone),
        CASE(test_a_server_that_was_declared_dead_appends_nothing_any_more),
        CASE(test_a_log_is_purged_once_no_living_server_has_it_and_comes_not_back),
        CASE(test_a_release_that_did_not_get_there_is_tried_again),
        CASE(test_the_turn_to_write_about_people_is_taken_over_a_new_line_where_the_old_one_was_ended),
        CASE(test_entries_about_people_come_behind_the_one_that_the_reader_has),
        CASE(test_a_database_that_lost_what_it_acknowledged_gets_it_again),
        CASE(test_a_database_that_is_behind_what_we_know_is_no_damaged_log),
        CASE(test_each_draft_that_a_database_lost_is_claimed_once),
        CASE(test_several_claims_are_one_commit_and_each_has_its_own_answer),
        CASE(test_a_claim_that_is_refused_spoils_no_other),
        CASE(test_two_that_claim_the_same_drafts_do_not_wait_for_each_other),
        CASE(test_a_log_that_went_another_way_meanwhile_gets_nothing),
        CASE(test_whoever_makes_a_log_first_has_made_it),
        CASE(test_a_claim_that_nobody_knows_the_outcome_of_is_handed_back_also_where_it_comes_late),
        CASE(test_a_commit_that_its_standby_has_not_confirmed_is_not_called_durable),
        CASE(test_a_killed_primary_leaves_nothing_unknown_for_long),
        cmocka_unit_test(test_names_that_let_an_old_primary_go_on_are_not_safe),
        CASE(test_a_database_without_a_standby_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
