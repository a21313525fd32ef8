/* Any text says something or nothing of who is to do what: every field is words of it, or a day; what comes of it can be written in every format. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/country.h"
#include "follow/matrix.h"
#include "text/utf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const langs[] = {"es", "en", "fr", "pt"};

static bool is_country(const char *name, size_t len)
{
    return country_find(name, len) != NULL;
}

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check(const char *text, const struct commitment *row)
{
    must(row->kind != COMMITMENT_NONE);
    must(strstr(text, row->verb) && strstr(text, row->what) && strstr(text, row->who) &&
         strstr(text, row->place) && strstr(text, row->due_words));
    must(!*row->due || day_read(row->due).year);
    must(utf_valid(row->support, strlen(row->support)));
}

static void write_all(const struct commitments *found, const char *lang)
{
    struct matrix matrix = {
        .draft = mem_copy_string("d"), .title = mem_copy_string("t"), .lang = mem_copy_string(lang)};
    for (size_t i = 0; i < found->count; i++) {
        struct matrix_row *row = matrix_add(&matrix, "i", "K7Q", "1", (int64_t)i + 1);
        matrix_cell_set(row, FOLLOW_KIND, commitment_kind_name(found->rows[i].kind));
        matrix_cell_set(row, FOLLOW_WHAT, found->rows[i].what);
        matrix_cell_set(row, FOLLOW_WHO, found->rows[i].who);
        matrix_cell_set(row, FOLLOW_DUE, found->rows[i].due);
    }
    for (int format = 0; format < MATRIX_FORMAT_COUNT; format++) {
        struct buf out = BUF_EMPTY;
        matrix_write(&out, &matrix, (enum matrix_format)format, true);
        must(utf_valid(out.bytes, out.len));
        buf_clear(&out);
    }
    matrix_clear(&matrix);
}

/* The first byte chooses the language and what the text is an entry of. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || !utf_valid_text((const char *)data + 1, size - 1))
        return 0;
    char *text = mem_copy_bytes((const char *)data + 1, size - 1);
    const struct guess_request request = {.text = text,
                                          .len = size - 1,
                                          .lang = langs[data[0] % 4],
                                          .adopted = {2026, 12, 1},
                                          .inherited = (enum commitment_kind)(data[0] / 4 % 4),
                                          .is_place = is_country};
    struct commitments found;
    follow_guess(&request, &found);
    for (size_t i = 0; i < found.count; i++)
        check(text, &found.rows[i]);
    write_all(&found, request.lang);
    commitments_clear(&found);
    free(text);
    return 0;
}
