/* The follow-up as CSV (RFC 4180) that a spreadsheet reads: a byte order mark, so that it takes the file for UTF-8, and nothing that it would take for
 * a formula: what begins like one has an apostrophe before it. */
#include <string.h>

#include "follow/matrix_words.h"

static void cell(struct buf *out, const char *value)
{
    buf_char(out, '"');
    if (*value && strchr("=+-@\t\r", *value))
        buf_char(out, '\'');
    for (; *value; value++) {
        if (*value == '"')
            buf_char(out, '"');
        buf_char(out, *value);
    }
    buf_char(out, '"');
}

static void next_cell(struct buf *out, const char *value)
{
    buf_char(out, ',');
    cell(out, value);
}

static void write_reports(struct buf *out, const struct matrix_row *row)
{
    struct buf reports = BUF_EMPTY;
    for (size_t i = 0; i < row->report_count; i++)
        buf_format(&reports, "%s%s: %s", i ? "\n" : "", row->reports[i].delegation, row->reports[i].words);
    next_cell(out, reports.len ? reports.bytes : "");
    buf_clear(&reports);
}

/* The names of the columns that nobody has confirmed. */
static void write_guesses(struct buf *out, const struct matrix_row *row, const struct matrix_words *words)
{
    struct buf names = BUF_EMPTY;
    for (size_t i = 0; i < FOLLOW_STATUS; i++)
        if (!row->cells[i].said && *row->cells[i].value)
            buf_format(&names, "%s%s", names.len ? ", " : "", words->fields[i]);
    next_cell(out, names.len ? names.bytes : "");
    buf_clear(&names);
}

static void write_head(struct buf *out, const struct matrix_words *words)
{
    buf_text(out, "\xef\xbb\xbf");
    cell(out, words->item);
    next_cell(out, words->handle);
    for (size_t i = 0; i < MATRIX_CELLS; i++)
        next_cell(out, words->fields[i]);
    next_cell(out, words->due_words);
    next_cell(out, words->reports);
    next_cell(out, words->guesses);
    buf_text(out, "\r\n");
}

void matrix_write_csv(struct buf *out, const struct matrix *matrix, bool all)
{
    const struct matrix_words *words = matrix_words(matrix->lang);
    write_head(out, words);
    for (size_t i = 0; i < matrix->count; i++) {
        const struct matrix_row *row = &matrix->rows[i];
        if (!all && !matrix_is_commitment(row))
            continue;
        cell(out, row->number);
        next_cell(out, row->handle);
        for (size_t field = 0; field < MATRIX_CELLS; field++)
            next_cell(out, matrix_words_value(words, row, (enum follow_field)field));
        next_cell(out, row->due_words);
        write_reports(out, row);
        write_guesses(out, row, words);
        buf_text(out, "\r\n");
    }
}
