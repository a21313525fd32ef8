/* The follow-up as plain text: an entry for each commitment, a line for each field that says something. */
#include <string.h>

#include "follow/matrix_words.h"

static void line(struct buf *out, const char *name, const char *value, const char *sign)
{
    if (!*value)
        return;
    buf_format(out, "    %s: ", name);
    for (; *value; value++) {
        buf_char(out, *value);
        if (*value == '\n')
            buf_text(out, "      ");
    }
    buf_format(out, "%s\n", sign);
}

static void write_row(struct buf *out, const struct matrix_row *row, const struct matrix_words *words)
{
    static const enum follow_field fields[] = {FOLLOW_WHO, FOLLOW_SUPPORT, FOLLOW_PLACE,
                                               FOLLOW_DUE, FOLLOW_STATUS,  FOLLOW_NOTE};
    const char *verb = matrix_value(row, FOLLOW_VERB), *number = *row->number ? row->number : row->handle;
    buf_format(out, "\n%s  %s%s%s\n", number, verb, *verb ? ": " : "", matrix_value(row, FOLLOW_WHAT));
    if (!matrix_is_commitment(row))
        line(out, words->fields[FOLLOW_KIND], matrix_words_value(words, row, FOLLOW_KIND), "");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        bool guess = !row->cells[fields[i]].said && fields[i] != FOLLOW_STATUS;
        line(out, words->fields[fields[i]], matrix_words_value(words, row, fields[i]), guess ? " (?)" : "");
    }
    if (!*matrix_value(row, FOLLOW_DUE))
        line(out, words->fields[FOLLOW_DUE], row->due_words, " (?)");
    for (size_t i = 0; i < row->report_count; i++)
        line(out, row->reports[i].delegation, row->reports[i].words, "");
}

void matrix_write_txt(struct buf *out, const struct matrix *matrix, bool all)
{
    const struct matrix_words *words = matrix_words(matrix->lang);
    bool any = false;
    char day[DAY_BYTES];
    buf_format(out, "%s: %s\n", words->heading, matrix->title);
    day_write(day_of_ms(matrix->adopted_at), day);
    if (matrix->adopted && matrix->adopted_at)
        buf_format(out, "%s %s\n", words->adopted, day);
    for (size_t i = 0; i < matrix->count; i++)
        if (all || matrix_is_commitment(&matrix->rows[i])) {
            write_row(out, &matrix->rows[i], words);
            any = true;
        }
    if (!any)
        buf_format(out, "\n%s\n", words->none);
}
