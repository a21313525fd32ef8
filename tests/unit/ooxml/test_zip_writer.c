#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ooxml/zip_reader.h"
#include "ooxml/zip_writer.h"

#define AT 1638374400123 /* 1 December 2021, 16:00 UTC */

static struct buf write_two(int64_t at)
{
    struct zip_writer *zip = zip_writer_create(at);
    struct buf part = BUF_EMPTY, out = BUF_EMPTY;

    buf_text(&part, "<a/>");
    zip_writer_add(zip, "word/document.xml", &part);
    assert_int_equal(part.len, 0);
    zip_writer_add(zip, "empty.xml", &part);
    assert_int_equal(zip_writer_finish(zip, &out), STATUS_OK);
    return out;
}

static enum status take(void *context, const char *bytes, size_t len)
{
    buf_add(context, bytes, len);
    return STATUS_OK;
}

static void test_what_is_written_reads_back(void **state)
{
    struct buf zip = write_two(AT), why = BUF_EMPTY, part = BUF_EMPTY;
    struct zip_reader *reader;

    (void)state;
    assert_int_equal(zip_reader_open(zip.bytes, zip.len, NULL, &why, &reader), STATUS_OK);
    assert_int_equal(zip_reader_read(reader, "word/document.xml", take, &part, &why), STATUS_OK);
    assert_string_equal(part.bytes, "<a/>");
    buf_reset(&part);
    assert_int_equal(zip_reader_read(reader, "empty.xml", take, &part, &why), STATUS_OK);
    assert_int_equal(part.len, 0);
    zip_reader_close(reader);
    buf_clear(&part);
    buf_clear(&why);
    buf_clear(&zip);
}

static void test_the_same_parts_give_the_same_bytes_in_any_time_zone(void **state)
{
    (void)state;
    setenv("TZ", "Asia/Tokyo", 1);
    struct buf one = write_two(AT);
    setenv("TZ", "America/Lima", 1);
    struct buf other = write_two(AT);
    assert_int_equal(one.len, other.len);
    assert_memory_equal(one.bytes, other.bytes, one.len);
    /* 16:00:00 and 1 December 2021, as MS-DOS counts them, in the first part's head */
    assert_memory_equal(one.bytes + 10, "\x00\x80\x81\x53", 4);
    buf_clear(&one);
    buf_clear(&other);
}

static void test_a_time_that_zip_cannot_hold_is_its_first(void **state)
{
    struct buf zip = write_two(0);

    (void)state;
    assert_memory_equal(zip.bytes + 10, "\x00\x00\x21\x00", 4);
    buf_clear(&zip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_reads_back),
        cmocka_unit_test(test_the_same_parts_give_the_same_bytes_in_any_time_zone),
        cmocka_unit_test(test_a_time_that_zip_cannot_hold_is_its_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
