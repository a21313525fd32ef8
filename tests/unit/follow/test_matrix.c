/* The follow-up as files: nothing in a cell is taken for a formula, lines of a calendar are folded and escaped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "follow/matrix.h"

static struct matrix one_row(enum follow_field field, const char *value)
{
    struct matrix matrix = {.draft = mem_copy_string("d1"),
                            .title = mem_copy_string("Conclusiones"),
                            .lang = mem_copy_string("es"),
                            .adopted = true,
                            .adopted_at = INT64_C(1796083200000)};
    struct matrix_row *row = matrix_add(&matrix, "i7", "K7Q", "7.h", 1);
    matrix_cell_set(row, FOLLOW_KIND, "commitment");
    matrix_cell_set(row, FOLLOW_STATUS, "open");
    matrix_cell_set(row, field, value);
    return matrix;
}

static char *written(struct matrix *matrix, enum matrix_format format)
{
    struct buf out = BUF_EMPTY;
    matrix_write(&out, matrix, format, false);
    matrix_clear(matrix);
    return buf_take(&out);
}

static void assert_has(char *text, const char *part)
{
    if (!strstr(text, part))
        print_error("%s\nhas no %s\n", text, part);
    assert_non_null(strstr(text, part));
    free(text);
}

static void test_no_cell_is_a_formula(void **state)
{
    (void)state;
    static const char *const signs[] = {"=", "+", "-", "@", "\t"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        char value[20], want[24];
        snprintf(value, sizeof value, "%sCMD()", signs[i]);
        snprintf(want, sizeof want, "\"'%s\"", value);
        struct matrix matrix = one_row(FOLLOW_NOTE, value);
        assert_has(written(&matrix, MATRIX_CSV), want);
    }
}

static void test_csv_is_utf8_with_a_mark_and_quotes_doubled(void **state)
{
    (void)state;
    struct matrix matrix = one_row(FOLLOW_WHAT, "la \"Guía\",\nen México");
    char *csv = written(&matrix, MATRIX_CSV);
    assert_memory_equal(csv, "\xef\xbb\xbf\"Punto\",", 11);
    assert_has(csv, "\"la \"\"Guía\"\",\nen México\"");
}

static void test_commitments_alone_or_all(void **state)
{
    (void)state;
    for (int all = 0; all < 2; all++) {
        struct matrix matrix = one_row(FOLLOW_KIND, "courtesy");
        struct buf out = BUF_EMPTY;
        matrix_write(&out, &matrix, MATRIX_CSV, all);
        assert_int_equal(strstr(out.bytes, "7.h") != NULL, all);
        buf_clear(&out);
        matrix_clear(&matrix);
    }
}

static void test_a_calendar_has_a_day_for_each_that_is_due(void **state)
{
    (void)state;
    struct matrix without = one_row(FOLLOW_NOTE, "x"), with = one_row(FOLLOW_DUE, "2027-12-31");
    char *none = written(&without, MATRIX_ICS);
    assert_null(strstr(none, "VEVENT"));
    free(none);
    assert_has(written(&with, MATRIX_ICS),
               "UID:i7-1@d1\r\nDTSTAMP:20261201T000000Z\r\nDTSTART;VALUE=DATE:20271231\r\n"
               "DTEND;VALUE=DATE:20280101\r\n");
}

static void test_lines_of_a_calendar_are_folded_between_characters(void **state)
{
    (void)state;
    struct matrix matrix = one_row(FOLLOW_DUE, "2027-06-30");
    matrix_cell_set(&matrix.rows[0], FOLLOW_WHAT,
                    "ñandú, año; más\\ "
                    "ñññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññ\nfin");
    char *ics = written(&matrix, MATRIX_ICS);
    for (const char *line = ics; *line; line = strstr(line, "\r\n") + 2) {
        assert_in_range(strstr(line, "\r\n") - line, 1, 75);
        assert_int_not_equal((unsigned char)*line & 0xc0, 0x80);
    }
    assert_non_null(strstr(ics, "SUMMARY:7.h ñandú\\, año\\; más\\\\ "));
    assert_has(ics, "\\nfin\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_cell_is_a_formula),
        cmocka_unit_test(test_csv_is_utf8_with_a_mark_and_quotes_doubled),
        cmocka_unit_test(test_commitments_alone_or_all),
        cmocka_unit_test(test_a_calendar_has_a_day_for_each_that_is_due),
        cmocka_unit_test(test_lines_of_a_calendar_are_folded_between_characters),
    };
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
