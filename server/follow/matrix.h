/* The follow-up of a draft as a table: a row for each commitment of each item, each field as people said it or, where nobody has, as the words let
 * guess. Plain data; load/draft_follow.h fills it in, and it is written as text, CSV, JSON or a calendar. */
#ifndef FOLLOW_MATRIX_H
#define FOLLOW_MATRIX_H

#include "base/buf.h"
#include "draft/types.h"
#include "follow/guess.h"

#define MATRIX_CELLS FOLLOW_REPORT /* the fields before it: FOLLOW_KIND … FOLLOW_NOTE */

struct matrix_cell {
    char *value; /* never NULL */
    bool said;   /* by somebody; else it is a guess, or empty */
    char *by;    /* their name; NULL where it is not said */
    int64_t at;
};

/* What a delegation says of a commitment. */
struct matrix_report {
    char *delegation, *words, *by;
    int64_t at;
};

struct matrix_row {
    char *item, *handle, *number; /* "7.h", as people quote it; empty where it has none */
    int64_t row;                  /* which of the item's */
    struct matrix_cell cells[MATRIX_CELLS];
    char *due_words; /* of the text; empty */
    struct matrix_report *reports;
    size_t report_count;
};

/* An item of this draft takes up one of the draft before, or none (`of` is empty), as somebody said. */
struct matrix_link {
    char *item, *of;
};

struct matrix {
    char *draft, *title, *lang;
    char *follows; /* NULL: no draft before */
    bool adopted;
    int64_t adopted_at; /* ms since 1970; 0: not known */
    uint64_t seq;
    struct matrix_row *rows;
    size_t count, capacity;
    struct matrix_link *links;
    size_t link_count, link_capacity;
};

enum matrix_format { MATRIX_TXT, MATRIX_CSV, MATRIX_JSON, MATRIX_ICS, MATRIX_FORMAT_COUNT };

/* "txt", "csv", "json", "ics"; false where there is no such format. */
bool matrix_format_from_name(const char *name, enum matrix_format *out);
const char *matrix_format_name(enum matrix_format format);
const char *matrix_content_type(enum matrix_format format);
#define MATRIX_CHOOSE_FORMAT "Choose the format txt, csv, json or ics."

/* A new row at the end, for which `item`, … are copied and all cells are empty. Borrowed until the next one. */
struct matrix_row *matrix_add(struct matrix *matrix, const char *item, const char *handle, const char *number,
                              int64_t row);
void matrix_cell_set(struct matrix_row *row, enum follow_field field,
                     const char *value); /* as a guess; copies */
void matrix_cell_say(struct matrix_row *row, enum follow_field field, const char *value, const char *by,
                     int64_t at);
void matrix_report_add(struct matrix_row *row, const char *delegation, const char *words, const char *by,
                       int64_t at);
void matrix_link_add(struct matrix *matrix, const char *item, const char *of); /* copies */
const char *matrix_value(const struct matrix_row *row, enum follow_field field);
bool matrix_is_commitment(const struct matrix_row *row);
void matrix_clear(struct matrix *matrix);

/* Appends the table. JSON has all rows; the others those of commitments, and with `all` every one. The calendar has an entry for each that has a day. */
void matrix_write(struct buf *out, const struct matrix *matrix, enum matrix_format format, bool all);

/* One row as JSON, for whoever writes it into something else. */
void matrix_row_write_json(struct buf *out, const struct matrix_row *row);

/* The writers; by matrix_write. */
void matrix_write_txt(struct buf *out, const struct matrix *matrix, bool all);
void matrix_write_csv(struct buf *out, const struct matrix *matrix, bool all);
void matrix_write_json(struct buf *out, const struct matrix *matrix);
void matrix_write_ics(struct buf *out, const struct matrix *matrix);

#endif
