#include "follow/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const struct {
    const char *name, *type;
} formats[MATRIX_FORMAT_COUNT] = {
    [MATRIX_TXT] = {"txt", "text/plain; charset=utf-8"},
    [MATRIX_CSV] = {"csv", "text/csv; charset=utf-8"},
    [MATRIX_JSON] = {"json", "application/json; charset=utf-8"},
    [MATRIX_ICS] = {"ics", "text/calendar; charset=utf-8"},
};

bool matrix_format_from_name(const char *name, enum matrix_format *out)
{
    for (size_t i = 0; i < MATRIX_FORMAT_COUNT; i++)
        if (strcmp(formats[i].name, name) == 0) {
            *out = (enum matrix_format)i;
            return true;
        }
    return false;
}

const char *matrix_format_name(enum matrix_format format)
{
    return formats[format].name;
}

const char *matrix_content_type(enum matrix_format format)
{
    return formats[format].type;
}

static char *copy(const char *string)
{
    return mem_copy_string(string ? string : "");
}

struct matrix_row *matrix_add(struct matrix *matrix, const char *item, const char *handle, const char *number,
                              int64_t row)
{
    matrix->rows = mem_grow(matrix->rows, matrix->count, &matrix->capacity, sizeof *matrix->rows);
    struct matrix_row *added = &matrix->rows[matrix->count++];
    *added = (struct matrix_row){.item = copy(item),
                                 .handle = copy(handle),
                                 .number = copy(number),
                                 .row = row,
                                 .due_words = copy("")};
    for (size_t i = 0; i < MATRIX_CELLS; i++)
        added->cells[i].value = copy("");
    return added;
}

void matrix_cell_set(struct matrix_row *row, enum follow_field field, const char *value)
{
    free(row->cells[field].value);
    row->cells[field].value = copy(value);
}

void matrix_cell_say(struct matrix_row *row, enum follow_field field, const char *value, const char *by,
                     int64_t at)
{
    struct matrix_cell *cell = &row->cells[field];
    matrix_cell_set(row, field, value);
    free(cell->by);
    cell->said = true;
    cell->by = copy(by);
    cell->at = at;
}

void matrix_report_add(struct matrix_row *row, const char *delegation, const char *words, const char *by,
                       int64_t at)
{
    row->reports = mem_resize(row->reports, (row->report_count + 1) * sizeof *row->reports);
    row->reports[row->report_count++] = (struct matrix_report){
        .delegation = copy(delegation), .words = copy(words), .by = copy(by), .at = at};
}

void matrix_link_add(struct matrix *matrix, const char *item, const char *of)
{
    matrix->links =
        mem_grow(matrix->links, matrix->link_count, &matrix->link_capacity, sizeof *matrix->links);
    matrix->links[matrix->link_count++] = (struct matrix_link){.item = copy(item), .of = copy(of)};
}

const char *matrix_value(const struct matrix_row *row, enum follow_field field)
{
    return row->cells[field].value;
}

bool matrix_is_commitment(const struct matrix_row *row)
{
    return commitment_kind_of(matrix_value(row, FOLLOW_KIND)) == COMMITMENT_TASK;
}

static void row_clear(struct matrix_row *row)
{
    for (size_t i = 0; i < MATRIX_CELLS; i++) {
        free(row->cells[i].value);
        free(row->cells[i].by);
    }
    for (size_t i = 0; i < row->report_count; i++) {
        free(row->reports[i].delegation);
        free(row->reports[i].words);
        free(row->reports[i].by);
    }
    free(row->reports);
    free(row->due_words);
    free(row->item);
    free(row->handle);
    free(row->number);
}

void matrix_clear(struct matrix *matrix)
{
    for (size_t i = 0; i < matrix->count; i++)
        row_clear(&matrix->rows[i]);
    for (size_t i = 0; i < matrix->link_count; i++) {
        free(matrix->links[i].item);
        free(matrix->links[i].of);
    }
    free(matrix->links);
    free(matrix->rows);
    free(matrix->draft);
    free(matrix->title);
    free(matrix->lang);
    free(matrix->follows);
    *matrix = (struct matrix){0};
}

void matrix_write(struct buf *out, const struct matrix *matrix, enum matrix_format format, bool all)
{
    switch (format) {
    case MATRIX_TXT:
        matrix_write_txt(out, matrix, all);
        break;
    case MATRIX_CSV:
        matrix_write_csv(out, matrix, all);
        break;
    case MATRIX_ICS:
        matrix_write_ics(out, matrix);
        break;
    default:
        matrix_write_json(out, matrix);
    }
}
