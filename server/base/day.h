/* Days of the calendar, in UTC. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

struct day {
    int year, month, day; /* month from 1; a year of 0: none */
};

#define DAY_BYTES 11 /* "2027-06-30" and its NUL */

struct day day_of_ms(int64_t ms);   /* since 1970 */
int64_t day_number(struct day day); /* days since 1970 */
struct day day_of_number(int64_t number);
int day_last_of_month(int year, int month);
struct day day_end_of_month(int year, int month);
/* The same day of a later month, or its last one. */
struct day day_add_months(struct day day, int months);
bool day_is_valid(struct day day);
/* "2027-06-30"; empty where there is none. */
void day_write(struct day day, char out[DAY_BYTES]);
/* From that form; a year of 0 where it is none. */
struct day day_read(const char *text);

#endif
