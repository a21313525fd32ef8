/* Where a log cannot be read for a moment, whoever reads it says that and nothing else: not that it is damaged, and nothing made of what was read in another way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "load/draft_export.h"
#include "load/draft_loader.h"
#include "load/word_base.h"
#include "store/log_memory.h"
#include "support/sitting.h"
#include "support/unreadable_log.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

#define OPS        4
#define MOST_CALLS 40

static struct log_store *inner;
static struct buf why;

static void appended(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    assert_int_equal(status, STATUS_OK);
}

static void put_snapshot(const struct sitting *sitting)
{
    struct log_snapshot snapshot = {.seq = draft_seq(sitting->draft), .head = sitting->head};
    snapshot_write_json(&snapshot.bytes, sitting->draft, &sitting->head);
    snapshot_write_clients(&snapshot.clients, sitting->draft);
    inner->ops->put_snapshot(inner, "d", &snapshot);
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
}

/* Four ops, with a snapshot at the last. */
static int set_up(void **state)
{
    static const char *const asked[] = {"[{'type':'text','item':'a','lang':'es','delta':[{'insert':'2'}]}]",
                                        "[{'type':'text','item':'b','lang':'es','delta':[{'insert':'3'}]}]",
                                        "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'4'}]}]"};
    struct sitting sitting = sitting_open();
    struct sha256 head = {0};
    (void)state;
    inner = log_memory_create();
    for (size_t i = 0; i < OPS - 1; i++)
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, asked[i]), STATUS_OK);
    const char *line = sitting.log.bytes;
    for (uint64_t seq = 1; seq <= OPS; seq++) {
        size_t len = strcspn(line, "\n");
        head = op_chain_hash(&head, line, len);
        struct log_op op = {.seq = seq, .bytes = line, .len = len, .hash = head};
        inner->ops->append(inner, "d", seq, &op, 1, appended, NULL);
        line += len + 1;
    }
    put_snapshot(&sitting);
    sitting_close(&sitting);
    why = (struct buf)BUF_EMPTY;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    inner->ops->destroy(inner);
    buf_clear(&why);
    return 0;
}

static void test_a_reading_that_failed_is_not_made_once_more_from_the_first_op_on(void **state)
{
    struct unreadable_log log = unreadable_log(inner);
    struct loaded_draft loaded;
    struct load_request request = {&log.store, "d", 0, false, OPS};
    (void)state;
    log.fails_at = 2;
    assert_int_equal(draft_load(&request, &loaded, &why), STATUS_IO);
    assert_int_equal(log.calls, 2);
    assert_int_equal(draft_load(&request, &loaded, &why), STATUS_OK);
    loaded_draft_clear(&loaded);
}

static void test_a_log_that_lost_its_end_meanwhile_is_not_damaged(void **state)
{
    struct unreadable_log log = unreadable_log(inner);
    struct loaded_draft loaded;
    struct load_request request = {.log = &log.store, .draft = "d"};
    (void)state;
    log.summaries_ahead = 1;
    assert_int_equal(draft_load(&request, &loaded, &why), STATUS_IO);
    log.summaries_ahead = 9; /* it goes on saying so */
    assert_int_equal(draft_load(&request, &loaded, &why), STATUS_CORRUPT);
    assert_non_null(strstr(why.bytes, "Op 5 is missing"));
}

static enum status export_from(struct log_store *log, struct buf *out)
{
    struct export_order order = {
        .log = log, .draft = "d", .format = EXPORT_DOCX, .view = DOCUMENT_TRACKED, .handles = true};
    return draft_export(&order, out, &why);
}

static void test_an_export_is_whole_or_none(void **state)
{
    struct buf whole = BUF_EMPTY, out = BUF_EMPTY;
    enum status status = STATUS_IO;
    (void)state;
    assert_int_equal(export_from(inner, &whole), STATUS_OK);
    for (unsigned call = 1; status != STATUS_OK; call++) {
        struct unreadable_log log = unreadable_log(inner);
        assert_true(call < MOST_CALLS);
        log.fails_at = call;
        status = export_from(&log.store, &out);
        assert_true(status == STATUS_IO || log.calls < call);
    }
    assert_int_equal(out.len, whole.len);
    assert_memory_equal(out.bytes, whole.bytes, whole.len);
    buf_clear(&whole);
    buf_clear(&out);
}

static void test_a_returned_file_is_compared_with_what_it_was_made_from_or_not_at_all(void **state)
{
    struct buf file = BUF_EMPTY;
    enum status status = STATUS_IO;
    (void)state;
    assert_int_equal(export_from(inner, &file), STATUS_OK);
    for (unsigned call = 1; status != STATUS_OK; call++) {
        struct unreadable_log log = unreadable_log(inner);
        struct word_return *returned = NULL;
        assert_true(call < MOST_CALLS);
        log.fails_at = call;
        status = word_base_read(&log.store, "d", file.bytes, file.len, &returned, &why);
        assert_true(status == STATUS_IO || (status == STATUS_OK && log.calls < call));
        word_return_destroy(returned);
    }
    buf_clear(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_reading_that_failed_is_not_made_once_more_from_the_first_op_on,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_log_that_lost_its_end_meanwhile_is_not_damaged, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_an_export_is_whole_or_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_a_returned_file_is_compared_with_what_it_was_made_from_or_not_at_all, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("load/unreadable_log", tests, NULL, NULL);
}
