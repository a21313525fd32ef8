#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ooxml/zip_reader.h"
#include "support/zip_build.h"

static enum status collect(void *context, const char *bytes, size_t len)
{
    buf_add(context, bytes, len);
    return STATUS_OK;
}

/* Opens an archive and reads one part of it: what the first failure is. */
static enum status read_one(const struct buf *archive, const char *name, const struct zip_limits *limits,
                            struct buf *content)
{
    struct buf why = BUF_EMPTY;
    struct zip_reader *zip;
    enum status status = zip_reader_open(archive->bytes, archive->len, limits, &why, &zip);

    if (status == STATUS_OK)
        status = zip_reader_read(zip, name, collect, content, &why);
    assert_int_equal(why.len > 0, status != STATUS_OK && status != STATUS_NOT_FOUND);
    zip_reader_close(zip);
    buf_clear(&why);
    return status;
}

static void assert_read(const struct zip_part *parts, size_t count, const struct zip_limits *limits,
                        enum status expected, const char *content)
{
    struct buf archive = BUF_EMPTY, got = BUF_EMPTY;

    zip_build(&archive, parts, count);
    assert_int_equal(read_one(&archive, parts[0].name, limits, &got), expected);
    if (content)
        assert_string_equal(got.bytes, content);
    buf_clear(&archive);
    buf_clear(&got);
}

static void test_stored_and_deflated_parts_are_read(void **state)
{
    const struct zip_part parts[] = {
        {.name = "a.xml", .bytes = "alpha", .len = 5, .deflate = true},
        {.name = "b/c.xml", .bytes = "beta", .len = 4},
    };
    struct buf archive = BUF_EMPTY, got = BUF_EMPTY;

    (void)state;
    zip_build(&archive, parts, 2);
    assert_int_equal(read_one(&archive, "a.xml", NULL, &got), STATUS_OK);
    assert_int_equal(read_one(&archive, "B/C.XML", NULL, &got), STATUS_OK);
    assert_string_equal(got.bytes, "alphabeta");
    assert_int_equal(read_one(&archive, "c.xml", NULL, &got), STATUS_NOT_FOUND);
    buf_clear(&archive);
    buf_clear(&got);
}

static void test_a_bomb_ends_at_the_bound_whatever_size_it_claims(void **state)
{
    size_t len = 8u << 20;
    char *zeros = mem_zero(1, len);
    struct zip_limits by_part = ZIP_LIMITS_DEFAULTS, by_ratio = ZIP_LIMITS_DEFAULTS;
    const struct zip_part honest = {.name = "a", .bytes = zeros, .len = len, .deflate = true};
    struct zip_part liar = honest;

    (void)state;
    liar.claimed = 100;
    by_part.part_bytes = 4u << 20;
    by_part.ratio = 100000;
    assert_read(&honest, 1, &by_part, STATUS_TOO_LARGE, NULL);
    assert_read(&liar, 1, &by_part, STATUS_TOO_LARGE, NULL);
    by_ratio.ratio = 500;
    assert_read(&honest, 1, &by_ratio, STATUS_TOO_LARGE, NULL);
    assert_read(&liar, 1, &by_ratio, STATUS_TOO_LARGE, NULL);
    by_ratio.ratio = 2000;
    assert_read(&honest, 1, &by_ratio, STATUS_OK, NULL);
    free(zeros);
}

static void test_all_parts_together_are_bounded(void **state)
{
    const struct zip_part part = {.name = "a", .bytes = "0123456789", .len = 10};
    struct zip_limits limits = ZIP_LIMITS_DEFAULTS;
    struct buf archive = BUF_EMPTY, got = BUF_EMPTY, why = BUF_EMPTY;
    struct zip_reader *zip;

    (void)state;
    limits.total_bytes = 25;
    zip_build(&archive, &part, 1);
    assert_int_equal(zip_reader_open(archive.bytes, archive.len, &limits, &why, &zip), STATUS_OK);
    assert_int_equal(zip_reader_read(zip, "a", collect, &got, &why), STATUS_OK);
    assert_int_equal(zip_reader_read(zip, "a", collect, &got, &why), STATUS_OK);
    assert_int_equal(zip_reader_read(zip, "a", collect, &got, &why), STATUS_TOO_LARGE);
    zip_reader_close(zip);
    buf_clear(&archive);
    buf_clear(&got);
    buf_clear(&why);
}

static void test_many_parts_are_refused_before_the_directory_is_read(void **state)
{
    struct zip_limits limits = ZIP_LIMITS_DEFAULTS;
    const struct zip_part parts[] = {{.name = "a", .bytes = "", .len = 0},
                                     {.name = "b", .bytes = "", .len = 0},
                                     {.name = "c", .bytes = "", .len = 0}};

    (void)state;
    limits.parts = 2;
    assert_read(parts, 3, &limits, STATUS_LIMIT, NULL);
    limits.parts = 3;
    assert_read(parts, 3, &limits, STATUS_OK, NULL);
    limits.file_bytes = 50;
    assert_read(parts, 3, &limits, STATUS_TOO_LARGE, NULL);
}

static void test_two_parts_of_one_name_are_refused(void **state)
{
    const struct zip_part parts[] = {{.name = "a", .bytes = "one", .len = 3},
                                     {.name = "A", .bytes = "two", .len = 3}};

    (void)state;
    assert_read(parts, 2, NULL, STATUS_BAD_FILE, NULL);
}

static void test_a_protected_part_is_refused(void **state)
{
    const struct zip_part part = {.name = "a", .bytes = "one", .len = 3, .encrypted = true};

    (void)state;
    assert_read(&part, 1, NULL, STATUS_BAD_FILE, NULL);
}

static void test_no_damage_is_read_as_something_else(void **state)
{
    const struct zip_part part = {.name = "a", .bytes = "one one one one", .len = 15, .deflate = true};
    struct buf archive = BUF_EMPTY, got = BUF_EMPTY;

    (void)state;
    zip_build(&archive, &part, 1);
    size_t whole = archive.len;
    for (size_t len = 0; len < whole; len++) { /* cut short */
        archive.len = len;
        assert_int_not_equal(read_one(&archive, "a", NULL, &got), STATUS_OK);
    }
    archive.len = whole;
    for (size_t i = 0; i < whole; i++) { /* a byte turned over */
        buf_reset(&got);
        archive.bytes[i] = (char)(archive.bytes[i] ^ 0x55);
        if (read_one(&archive, "a", NULL, &got) == STATUS_OK)
            assert_string_equal(got.bytes, "one one one one");
        archive.bytes[i] = (char)(archive.bytes[i] ^ 0x55);
    }
    buf_clear(&archive);
    buf_clear(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stored_and_deflated_parts_are_read),
        cmocka_unit_test(test_a_bomb_ends_at_the_bound_whatever_size_it_claims),
        cmocka_unit_test(test_all_parts_together_are_bounded),
        cmocka_unit_test(test_many_parts_are_refused_before_the_directory_is_read),
        cmocka_unit_test(test_two_parts_of_one_name_are_refused),
        cmocka_unit_test(test_a_protected_part_is_refused),
        cmocka_unit_test(test_no_damage_is_read_as_something_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
