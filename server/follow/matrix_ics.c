/* The follow-up as a calendar (RFC 5545): a whole-day event for each commitment that has a day. Events, since the
 * calendars that people have do not show to-dos of others. */
#include <stdio.h>
#include <string.h>

#include "follow/matrix_words.h"

#define LINE_OCTETS 75

/* A content line, folded before it is too long, never within a character. */
static void line(struct buf *out, const char *name, const char *value)
{
    struct buf whole = BUF_EMPTY;
    buf_format(&whole, "%s:%s", name, value);
    size_t on_line = 0;
    for (size_t at = 0; at < whole.len;) {
        size_t len = 1;
        while (at + len < whole.len && ((unsigned char)whole.bytes[at + len] & 0xc0) == 0x80)
            len++;
        if (on_line + len > LINE_OCTETS) {
            buf_text(out, "\r\n ");
            on_line = 1;
        }
        buf_add(out, whole.bytes + at, len);
        on_line += len;
        at += len;
    }
    buf_text(out, "\r\n");
    buf_clear(&whole);
}

static void escape(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\;,", *text))
            buf_char(out, '\\');
        if (*text == '\n')
            buf_text(out, "\\n");
        else
            buf_char(out, *text);
    }
}

static void text_line(struct buf *out, const char *name, const char *text)
{
    struct buf value = BUF_EMPTY;
    escape(&value, text);
    if (value.len)
        line(out, name, value.bytes);
    buf_clear(&value);
}

static void write_stamp(struct buf *out, int64_t ms)
{
    struct day day = day_of_ms(ms);
    int64_t seconds = ms / 1000 - day_number(day) * 86400;
    char stamp[64];
    snprintf(stamp, sizeof stamp, "%04d%02d%02dT%02d%02d%02dZ", day.year, day.month, day.day,
             (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
    line(out, "DTSTAMP", stamp);
}

static void write_day(struct buf *out, const char *name, struct day day)
{
    char value[48];
    snprintf(value, sizeof value, "%04d%02d%02d", day.year, day.month, day.day);
    line(out, name, value);
}

static int64_t last_said(const struct matrix *matrix, const struct matrix_row *row)
{
    int64_t at = matrix->adopted_at;
    for (size_t i = 0; i < MATRIX_CELLS; i++)
        at = row->cells[i].said && row->cells[i].at > at ? row->cells[i].at : at;
    return at;
}

static void describe(struct buf *out, const struct matrix *matrix, const struct matrix_row *row,
                     const struct matrix_words *words)
{
    static const enum follow_field fields[] = {FOLLOW_WHO, FOLLOW_SUPPORT, FOLLOW_STATUS, FOLLOW_NOTE};
    struct buf text = BUF_EMPTY;
    buf_text(&text, matrix->title);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = matrix_words_value(words, row, fields[i]);
        if (*value)
            buf_format(&text, "\n%s: %s", words->fields[fields[i]], value);
    }
    text_line(out, "DESCRIPTION", text.bytes);
    buf_clear(&text);
}

static void write_event(struct buf *out, const struct matrix *matrix, const struct matrix_row *row,
                        const struct matrix_words *words)
{
    const char *verb = matrix_value(row, FOLLOW_VERB);
    struct day day = day_read(matrix_value(row, FOLLOW_DUE));
    struct buf summary = BUF_EMPTY;
    char uid[2 * ID_BYTES + 48];
    line(out, "BEGIN", "VEVENT");
    snprintf(uid, sizeof uid, "%s-%d@%s", row->item, (int)row->row, matrix->draft);
    line(out, "UID", uid);
    write_stamp(out, last_said(matrix, row));
    write_day(out, "DTSTART;VALUE=DATE", day);
    write_day(out, "DTEND;VALUE=DATE", day_of_number(day_number(day) + 1));
    buf_format(&summary, "%s %s%s%s", *row->number ? row->number : row->handle, verb, *verb ? ": " : "",
               matrix_value(row, FOLLOW_WHAT));
    text_line(out, "SUMMARY", summary.bytes);
    buf_clear(&summary);
    text_line(out, "LOCATION", matrix_value(row, FOLLOW_PLACE));
    describe(out, matrix, row, words);
    line(out, "STATUS", strcmp(matrix_value(row, FOLLOW_STATUS), "dropped") == 0 ? "CANCELLED" : "CONFIRMED");
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

void matrix_write_ics(struct buf *out, const struct matrix *matrix)
{
    const struct matrix_words *words = matrix_words(matrix->lang);
    line(out, "BEGIN", "VCALENDAR");
    line(out, "VERSION", "2.0");
    line(out, "PRODID", "-//Plenaria//Follow-up//EN");
    text_line(out, "X-WR-CALNAME", matrix->title);
    for (size_t i = 0; i < matrix->count; i++)
        if (matrix_is_commitment(&matrix->rows[i]) &&
            day_read(matrix_value(&matrix->rows[i], FOLLOW_DUE)).year)
            write_event(out, matrix, &matrix->rows[i], words);
    line(out, "END", "VCALENDAR");
}
