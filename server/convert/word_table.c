#include "convert/word_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/language.h"

#define LONG_CELL 3 /* paragraphs in a cell; more are no fact but a text */

/* What is in one table. */
struct survey {
    uint32_t columns;
    uint32_t rows;
    uint32_t shared_rows; /* with words in more than one cell */
    uint32_t paired_rows; /* with words in both of the first two */
    size_t longest;       /* paragraphs in one cell */
    struct buf words[2];  /* of the first two columns */
    /* the row and the cell that are being looked at */
    uint32_t row, column, cells;
    bool first, second;
    size_t paragraphs;
};

static void end_row(struct survey *survey)
{
    survey->shared_rows += survey->cells > 1;
    survey->paired_rows += survey->first && survey->second;
    survey->cells = 0;
    survey->first = survey->second = false;
}

static void take_paragraph(struct survey *survey, const struct word_paragraph *paragraph)
{
    bool new_row = paragraph->row != survey->row;

    if (new_row)
        end_row(survey);
    if (new_row || paragraph->column != survey->column || survey->cells == 0) {
        survey->cells++;
        survey->paragraphs = 0;
    }
    survey->row = paragraph->row;
    survey->column = paragraph->column;
    survey->rows = paragraph->row + 1 > survey->rows ? paragraph->row + 1 : survey->rows;
    survey->columns = paragraph->column + 1 > survey->columns ? paragraph->column + 1 : survey->columns;
    survey->longest = ++survey->paragraphs > survey->longest ? survey->paragraphs : survey->longest;
    survey->first = survey->first || paragraph->column == 0;
    survey->second = survey->second || paragraph->column == 1;
    if (paragraph->column < 2) {
        buf_add(&survey->words[paragraph->column], paragraph->words.bytes, paragraph->words.len);
        buf_char(&survey->words[paragraph->column], ' ');
    }
}

static bool same_language(const char *tag, const char *lang)
{
    return strncmp(tag, lang, 2) == 0 && (!tag[2] || tag[2] == '-');
}

static struct word_table judge(struct survey *survey, const char *lang, bool one_language)
{
    struct word_table table = {.use = WORD_TABLE_ROWS};

    end_row(survey);
    const char *left =
        survey->words[0].len ? language_guess(survey->words[0].bytes, survey->words[0].len) : NULL;
    const char *right =
        survey->words[1].len ? language_guess(survey->words[1].bytes, survey->words[1].len) : NULL;
    bool paired = !one_language && survey->columns == 2 && survey->paired_rows * 2 > survey->rows;
    if (paired && left && right && strcmp(left, right) != 0 &&
        (!lang || same_language(lang, left) || same_language(lang, right))) {
        table.use = WORD_TABLE_LANGUAGES;
        table.original = lang && same_language(lang, right);
        table.other = table.original ? left : right;
    } else if (survey->shared_rows == 0 || survey->longest > LONG_CELL) {
        table.use = WORD_TABLE_LAYOUT;
    }
    return table;
}

/* "es,en", as an export of ours says it in its properties. */
static void read_own_languages(const char *langs, char own[2][LANG_MAX + 1])
{
    const char *comma = langs ? strchr(langs, ',') : NULL;
    size_t first = comma ? (size_t)(comma - langs) : 0;

    own[0][0] = own[1][0] = '\0';
    if (first == 0 || first > LANG_MAX || !comma[1] || strlen(comma + 1) > LANG_MAX || strchr(comma + 1, ','))
        return;
    memcpy(own[0], langs, first);
    own[0][first] = '\0';
    memcpy(own[1], comma + 1, strlen(comma + 1) + 1);
}

static struct word_table own_table(const struct word_tables *tables, const char *lang)
{
    uint32_t original = lang && same_language(lang, tables->own[1]);

    return (struct word_table){WORD_TABLE_LANGUAGES, original, tables->own[1 - original]};
}

void word_tables_judge(const struct word_file *file, const char *lang, bool one_language,
                       struct word_tables *out)
{
    struct survey *surveys;

    out->count = 1;
    for (size_t i = 0; i < file->count; i++)
        if (file->paragraphs[i].table >= out->count)
            out->count = file->paragraphs[i].table + 1;
    surveys = mem_zero(out->count, sizeof *surveys);
    out->list = mem_zero(out->count, sizeof *out->list);
    for (size_t i = 0; i < file->count; i++) {
        const struct word_paragraph *paragraph = &file->paragraphs[i];
        if (paragraph->flow == WORD_BODY && paragraph->table > 0 && paragraph->words.len > 0)
            take_paragraph(&surveys[paragraph->table], paragraph);
    }
    read_own_languages(one_language ? NULL : file->source.lang, out->own);
    for (size_t i = 1; i < out->count; i++)
        out->list[i] = out->own[0][0] ? own_table(out, lang) : judge(&surveys[i], lang, one_language);
    for (size_t i = 0; i < out->count; i++) {
        buf_clear(&surveys[i].words[0]);
        buf_clear(&surveys[i].words[1]);
    }
    free(surveys);
}

void word_tables_clear(struct word_tables *tables)
{
    free(tables->list);
    *tables = (struct word_tables){.list = NULL};
}

const char *word_tables_translation(const struct word_tables *tables)
{
    for (size_t i = 1; i < tables->count; i++)
        if (tables->list[i].use == WORD_TABLE_LANGUAGES)
            return tables->list[i].other;
    return NULL;
}
