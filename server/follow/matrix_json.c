/* The follow-up as JSON: protocol/follow_up.md, schema/follow_up.json. */
#include "base/json_write.h"
#include "follow/matrix.h"

static void number(struct buf *out, const char *key, int64_t value)
{
    json_write_comma(out);
    json_write_key(out, key);
    buf_signed(out, value);
}

static void write_said(struct buf *out, const struct matrix_row *row)
{
    json_write_comma(out);
    json_write_key(out, "said");
    buf_char(out, '{');
    for (size_t i = 0; i < MATRIX_CELLS; i++) {
        const struct matrix_cell *cell = &row->cells[i];
        if (!cell->said)
            continue;
        json_write_comma(out);
        json_write_key(out, follow_field_name((enum follow_field)i));
        buf_char(out, '{');
        json_write_member(out, "by", cell->by);
        number(out, "at", cell->at);
        buf_char(out, '}');
    }
    buf_char(out, '}');
}

static void write_reports(struct buf *out, const struct matrix_row *row)
{
    json_write_comma(out);
    json_write_key(out, "reports");
    buf_char(out, '[');
    for (size_t i = 0; i < row->report_count; i++) {
        json_write_comma(out);
        buf_char(out, '{');
        json_write_member(out, "delegation", row->reports[i].delegation);
        json_write_member(out, "words", row->reports[i].words);
        json_write_member(out, "by", row->reports[i].by);
        number(out, "at", row->reports[i].at);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void matrix_row_write_json(struct buf *out, const struct matrix_row *row)
{
    json_write_comma(out);
    buf_char(out, '{');
    json_write_member(out, "item", row->item);
    number(out, "row", row->row);
    json_write_member(out, "number", row->number);
    json_write_member(out, "handle", row->handle);
    for (size_t i = 0; i < MATRIX_CELLS; i++)
        json_write_member(out, follow_field_name((enum follow_field)i), row->cells[i].value);
    json_write_member(out, "due_words", row->due_words);
    write_said(out, row);
    write_reports(out, row);
    buf_char(out, '}');
}

void matrix_write_json(struct buf *out, const struct matrix *matrix)
{
    buf_char(out, '{');
    json_write_member(out, "draft", matrix->draft);
    json_write_member(out, "title", matrix->title);
    json_write_member(out, "lang", matrix->lang);
    json_write_comma(out);
    json_write_key(out, "adopted");
    json_write_bool(out, matrix->adopted);
    if (matrix->adopted_at)
        number(out, "adopted_at", matrix->adopted_at);
    number(out, "seq", (int64_t)matrix->seq);
    if (matrix->follows)
        json_write_member(out, "follows", matrix->follows);
    buf_text(out, ",\"takes_up\":{");
    for (size_t i = 0; i < matrix->link_count; i++)
        json_write_member(out, matrix->links[i].item, matrix->links[i].of);
    buf_text(out, "},\"rows\":[");
    for (size_t i = 0; i < matrix->count; i++)
        matrix_row_write_json(out, &matrix->rows[i]);
    buf_text(out, "]}\n");
}
