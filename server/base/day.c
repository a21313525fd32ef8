#include "base/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MS_A_DAY INT64_C(86400000)

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Counted in years that begin in March, so that a leap day is the last one, and in spans of 400 years, which are all alike. */
int64_t day_number(struct day day)
{
    int64_t year = day.month <= 2 ? day.year - 1 : day.year, era = floor_div(year, 400),
            of_era = year - era * 400;
    int64_t of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct day day_of_number(int64_t number)
{
    int64_t since = number + 719468, era = floor_div(since, 146097), of_era = since - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    struct day day = {.day = (int)(of_year - (153 * month + 2) / 5 + 1),
                      .month = (int)(month < 10 ? month + 3 : month - 9)};
    day.year = (int)(year + era * 400 + (day.month <= 2));
    return day;
}

struct day day_of_ms(int64_t ms)
{
    return day_of_number(floor_div(ms, MS_A_DAY));
}

int day_last_of_month(int year, int month)
{
    struct day next = {.year = month == 12 ? year + 1 : year, .month = month == 12 ? 1 : month + 1, .day = 1};
    return day_of_number(day_number(next) - 1).day;
}

struct day day_end_of_month(int year, int month)
{
    return (struct day){.year = year, .month = month, .day = day_last_of_month(year, month)};
}

struct day day_add_months(struct day day, int months)
{
    int from_zero = day.year * 12 + day.month - 1 + months, year = from_zero / 12, month = from_zero % 12 + 1;
    int last = day_last_of_month(year, month);
    return (struct day){.year = year, .month = month, .day = day.day < last ? day.day : last};
}

bool day_is_valid(struct day day)
{
    return day.year >= 1900 && day.year <= 2999 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
           day.day <= day_last_of_month(day.year, day.month);
}

void day_write(struct day day, char out[DAY_BYTES])
{
    char written[48] = "";
    if (day_is_valid(day))
        snprintf(written, sizeof written, "%04d-%02d-%02d", day.year, day.month, day.day);
    snprintf(out, DAY_BYTES, "%.10s", written);
}

/* So many digits as a number; -1 where one is none. */
static int read_digits(const char *text, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

struct day day_read(const char *text)
{
    const struct day none = {0};
    if (strlen(text) != DAY_BYTES - 1 || text[4] != '-' || text[7] != '-')
        return none;
    struct day day = {read_digits(text, 4), read_digits(text + 5, 2), read_digits(text + 8, 2)};
    return day_is_valid(day) ? day : none;
}
