/* Days of the calendar, one by one over three centuries, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/day.h"

static void test_days_are_those_of_the_calendar(void **state)
{
    (void)state;
    int64_t number = day_number((struct day){1899, 12, 31});
    for (struct day day = {1900, 1, 1}; day.year < 2200;) {
        assert_int_equal(day_number(day), ++number);
        assert_int_equal(day_number(day_of_number(number)), number);
        bool last = day.day == day_last_of_month(day.year, day.month);
        bool december = last && day.month == 12;
        day = (struct day){day.year + december, last ? (december ? 1 : day.month + 1) : day.month,
                           last ? 1 : day.day + 1};
        assert_memory_equal(&(struct day[]){day_of_number(number + 1)}[0], &day, sizeof day);
    }
    struct day end = day_add_months((struct day){2027, 8, 31}, 6);
    assert_int_equal(end.year * 10000 + end.month * 100 + end.day, 20280229);
    assert_int_equal(day_of_ms(-1).year, 1969);
}

static void test_what_is_written_is_read_and_nothing_else(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "2027-6-30",  "2027-02-29", "2027-00-10", "2027-13-01",
                                        "2027-06-31", "2027/06/30", "+027-06-30", "2027-06-3x", "1899-12-31"};
    char out[DAY_BYTES];
    day_write(day_read("2028-02-29"), out);
    assert_string_equal(out, "2028-02-29");
    day_write((struct day){0}, out);
    assert_string_equal(out, "");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(day_read(wrong[i]).year, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_are_those_of_the_calendar),
        cmocka_unit_test(test_what_is_written_is_read_and_nothing_else),
    };
    return cmocka_run_group_tests_name("day", tests, NULL, NULL);
}
