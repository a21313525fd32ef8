/* What is kept of a record on the disk is used where it is of the log, and only there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "base/mem.h"
#include "base/small_file.h"
#include "record/shelf.h"
#include "store/log_memory.h"
#include "support/store_fixture.h"
#include "wire/op_codec.h"

#define OPS      6000
#define FILE_MAX (1u << 20)

/* A log that counts the ops that are read from it. */
struct counting {
    struct log_store store;
    struct log_store_ops ops;
    struct log_store *inner;
    struct sha256 head;
    uint64_t count; /* of ops that were read */
    bool fails;     /* it cannot be read now */
    log_read_cb each;
    void *context;
};

static bool count_one(void *context, const struct log_op *op)
{
    struct counting *counting = context;
    counting->count++;
    return counting->each(counting->context, op);
}

static enum status count_reads(struct log_store *store, const char *draft, uint64_t from_seq, uint64_t to_seq,
                               log_read_cb each, void *context)
{
    struct counting *counting = (struct counting *)(void *)store;
    if (counting->fails)
        return STATUS_IO;
    counting->each = each;
    counting->context = context;
    return counting->inner->ops->read(counting->inner, draft, from_seq, to_seq, count_one, counting);
}

static void done(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    assert_int_equal(status, STATUS_OK);
}

/* Each op types a letter in front of the others, and every seventh takes one away. */
static void type_in(struct counting *counting, const char *draft, uint64_t seq, char letter)
{
    struct buf bytes = BUF_EMPTY;
    buf_format(&bytes,
               "{\"seq\":%llu,\"at\":%llu,\"by\":\"p%llu\",\"client\":\"c1\",\"n\":%llu,\"changes\":[",
               (unsigned long long)seq, (unsigned long long)(1000 * seq), (unsigned long long)(seq % 3),
               (unsigned long long)seq);
    if (seq == 1)
        buf_text(&bytes,
                 "{\"type\":\"item.add\",\"item\":\"i1\",\"parent\":null,\"after\":null,\"kind\":\"item\","
                 "\"texts\":{\"es\":{\"ops\":[{\"insert\":\"Insta\"}]}}}");
    else
        buf_format(
            &bytes,
            "{\"type\":\"text\",\"item\":\"i1\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"insert\":\"%c\"}%s]}}",
            letter, seq % 7 ? "" : ",{\"delete\":1}");
    buf_text(&bytes, "]}");
    counting->head = op_chain_hash(&counting->head, bytes.bytes, bytes.len);
    struct log_op op = {.seq = seq, .bytes = bytes.bytes, .len = bytes.len, .hash = counting->head};
    counting->inner->ops->append(counting->inner, draft, seq, &op, 1, done, NULL);
    buf_clear(&bytes);
}

static void type(struct counting *counting, uint64_t seq, char letter)
{
    type_in(counting, "d", seq, letter);
}

static struct counting *open_log(uint64_t ops, char letter)
{
    struct counting *counting = mem_zero(1, sizeof *counting);
    counting->inner = log_memory_create();
    counting->ops = *counting->inner->ops;
    counting->ops.read = count_reads;
    counting->store.ops = &counting->ops;
    for (uint64_t seq = 1; seq <= ops; seq++)
        type(counting, seq, letter);
    return counting;
}

static void close_log(struct counting *counting)
{
    counting->inner->ops->destroy(counting->inner);
    free(counting);
}

static void add_words(void *context, const struct stretch *stretch)
{
    struct buf *words = ((void **)context)[0];
    if (!stretch->went)
        weave_write_words(((void **)context)[1], stretch->at, stretch->len, words);
    buf_format(words, "(%u %u %u)", stretch->written, stretch->went, stretch->len);
}

/* The whole life of the text, by a shelf that has just been made; how many ops that cost is in counting->count. */
static struct buf life_of(struct counting *counting, const char *dir, uint64_t seq)
{
    struct shelf *shelf = shelf_create(dir, SIZE_MAX / 2);
    struct record *record;
    struct buf words = BUF_EMPTY;
    counting->count = 0;
    assert_int_equal(shelf_take(shelf, &counting->store, "d", seq, &record), STATUS_OK);
    void *context[] = {&words, record->weave};
    strand_visit(weave_text(record->weave, "i1", "es"), add_words, context);
    size_t events;
    assert_non_null(chronicle_of(&record->chronicle, ABOUT_ITEM, "i1", &events));
    buf_format(&words, " %zu events, by %s", events, weave_author(record->weave, seq));
    shelf_give(shelf, record);
    shelf_destroy(shelf);
    return words;
}

static void assert_life(struct counting *counting, const char *dir, uint64_t seq)
{
    struct buf from_disk = life_of(counting, dir, seq);
    uint64_t count = counting->count;
    struct buf from_log = life_of(counting, NULL, seq);
    assert_string_equal(from_disk.bytes, from_log.bytes);
    counting->count = count;
    buf_clear(&from_disk);
    buf_clear(&from_log);
}

static void test_after_a_start_only_what_came_since_is_read(void **state)
{
    (void)state;
    char *dir = fixture_folder();
    struct counting *counting = open_log(OPS, 'x');
    assert_life(counting, dir, OPS);
    assert_int_equal(counting->count, OPS);
    for (uint64_t seq = OPS + 1; seq <= OPS + 20; seq++)
        type(counting, seq, 'y');
    assert_life(counting, dir, OPS + 20);
    assert_int_equal(counting->count, 20 + 1); /* and the one up to which it was kept, to compare */
    close_log(counting);
    fixture_remove(dir);
}

static void test_while_the_log_cannot_be_read_what_was_kept_of_it_stays(void **state)
{
    (void)state;
    char *dir = fixture_folder();
    struct counting *counting = open_log(OPS, 'x');
    struct record *record;
    assert_life(counting, dir, OPS);
    struct shelf *shelf = shelf_create(dir, SIZE_MAX / 2);
    counting->fails = true;
    assert_int_equal(shelf_take(shelf, &counting->store, "d", OPS, &record), STATUS_IO);
    counting->fails = false;
    counting->count = 0;
    assert_int_equal(shelf_take(shelf, &counting->store, "d", OPS, &record), STATUS_OK);
    assert_int_equal(counting->count, 1); /* the one up to which it was kept, to compare */
    shelf_give(shelf, record);
    assert_int_equal(shelf_take(shelf, &counting->store, "d", OPS + 1, &record),
                     STATUS_IO); /* it lost its end */
    shelf_destroy(shelf);
    close_log(counting);
    fixture_remove(dir);
}

static void test_a_short_log_is_read_and_not_kept(void **state)
{
    (void)state;
    char *dir = fixture_folder();
    struct counting *counting = open_log(100, 'x');
    struct buf file = BUF_EMPTY, why = BUF_EMPTY;
    assert_life(counting, dir, 100);
    assert_int_equal(small_file_read(dir, "d.record", FILE_MAX, &file, &why), STATUS_NOT_FOUND);
    buf_clear(&file);
    buf_clear(&why);
    close_log(counting);
    fixture_remove(dir);
}

/* How many ops are read where a snapshot at `seq` goes to the log. */
static uint64_t reads_on(struct shelf *shelf, struct counting *counting, uint64_t seq)
{
    counting->count = 0;
    shelf_read_on(shelf, &counting->store, "d", seq);
    return counting->count;
}

static void test_while_a_draft_is_written_its_record_is_read_only_to_be_kept(void **state)
{
    (void)state;
    char *dir = fixture_folder();
    struct counting *counting = open_log(OPS + 1000, 'x');
    struct shelf *shelf = shelf_create(dir, SIZE_MAX / 2);
    assert_int_equal(reads_on(shelf, counting, 1000), 0);
    assert_int_equal(shelf_bytes(shelf), 0);
    assert_int_equal(reads_on(shelf, counting, OPS), OPS);
    assert_int_equal(reads_on(shelf, counting, OPS + 1000), 0);
    shelf_destroy(shelf);
    assert_life(counting, dir, OPS + 1000);
    assert_int_equal(counting->count, 1000 + 1); /* it was kept */
    close_log(counting);
    fixture_remove(dir);
}

static void test_what_was_kept_of_another_history_is_not_believed(void **state)
{
    (void)state;
    char *dir = fixture_folder();
    struct counting *first = open_log(OPS, 'x'), *other = open_log(OPS, 'z');
    assert_life(first, dir, OPS);
    assert_life(other, dir, OPS);
    assert_int_equal(other->count, OPS + 1);
    close_log(first);
    close_log(other);
    struct counting *older = open_log(OPS - 10, 'x'); /* a backup of before was put back */
    assert_life(older, dir, OPS - 10);
    assert_int_equal(older->count, OPS - 10);
    close_log(older);
    fixture_remove(dir);
}

static void test_a_damaged_or_cut_file_is_not_believed(void **state)
{
    (void)state;
    char *dir = fixture_folder();
    struct counting *counting = open_log(OPS, 'x');
    struct buf whole = BUF_EMPTY, why = BUF_EMPTY;
    assert_life(counting, dir, OPS);
    assert_int_equal(small_file_read(dir, "d.record", FILE_MAX, &whole, &why), STATUS_OK);
    for (size_t i = 0; i < 12; i++) {
        struct buf damaged = BUF_EMPTY;
        size_t at = whole.len * i / 12;
        buf_add(&damaged, whole.bytes, i % 3 ? whole.len : at);
        if (i % 3)
            damaged.bytes[at] ^= 0x11;
        assert_int_equal(small_file_replace(dir, "d.record", &damaged, &why), STATUS_OK);
        assert_life(counting, dir, OPS);
        assert_int_equal(counting->count, OPS);
        buf_clear(&damaged);
    }
    buf_clear(&whole);
    buf_clear(&why);
    close_log(counting);
    fixture_remove(dir);
}

/* ---- several threads ---- */

#define THREADS 4
#define TURNS   40
#define DRAFTS  3

struct readers {
    struct shelf *shelf;
    struct log_store *log;
    unsigned first;
    unsigned wrong;
};

/* Each reads the drafts to moments of their own, in an order of their own. */
static void *read_drafts(void *context)
{
    struct readers *readers = context;
    for (unsigned turn = 0; turn < TURNS; turn++) {
        char draft[] = {(char)('a' + (turn + readers->first) % DRAFTS), '\0'};
        uint64_t seq = 1 + (turn * 997 + readers->first * 131) % OPS;
        struct record *record;
        if (shelf_take(readers->shelf, readers->log, draft, seq, &record) != STATUS_OK) {
            readers->wrong++;
            continue;
        }
        readers->wrong +=
            weave_seq(record->weave) < seq || weave_time(record->weave, seq) != (int64_t)seq * 1000;
        shelf_give(readers->shelf, record);
    }
    return NULL;
}

static void test_several_threads_read_several_drafts_with_little_room(void **state)
{
    (void)state;
    char *dir = fixture_folder();
    struct counting *counting = mem_zero(1, sizeof *counting);
    counting->inner = log_memory_create();
    for (char draft = 'a'; draft < 'a' + DRAFTS; draft++) {
        char id[] = {draft, '\0'};
        counting->head = (struct sha256){0};
        for (uint64_t seq = 1; seq <= OPS; seq++)
            type_in(counting, id, seq, draft);
    }
    struct readers readers[THREADS];
    pthread_t threads[THREADS];
    struct shelf *shelf = shelf_create(dir, 100000); /* of one draft: what is not used goes */
    for (unsigned i = 0; i < THREADS; i++) {
        readers[i] = (struct readers){shelf, counting->inner, i, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, read_drafts, &readers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(readers[i].wrong, 0);
    }
    assert_true(shelf_bytes(shelf) <= 100000);
    shelf_destroy(shelf);
    close_log(counting);
    fixture_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_after_a_start_only_what_came_since_is_read),
        cmocka_unit_test(test_while_the_log_cannot_be_read_what_was_kept_of_it_stays),
        cmocka_unit_test(test_a_short_log_is_read_and_not_kept),
        cmocka_unit_test(test_while_a_draft_is_written_its_record_is_read_only_to_be_kept),
        cmocka_unit_test(test_what_was_kept_of_another_history_is_not_believed),
        cmocka_unit_test(test_a_damaged_or_cut_file_is_not_believed),
        cmocka_unit_test(test_several_threads_read_several_drafts_with_little_room),
    };
    return cmocka_run_group_tests_name("shelf", tests, NULL, NULL);
}
