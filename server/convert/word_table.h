/* The tables of a Word file: what each is there for. */
#ifndef CONVERT_WORD_TABLE_H
#define CONVERT_WORD_TABLE_H

#include "convert/word_file.h"
#include "draft/types.h"

enum word_table_use {
    WORD_TABLE_LAYOUT,    /* it only puts paragraphs in their places: they are read one by one */
    WORD_TABLE_ROWS,      /* facts: each row is a paragraph, "a | b" */
    WORD_TABLE_LANGUAGES, /* two columns in two languages: the second is a translation of the first */
};

struct word_table {
    enum word_table_use use;
    uint32_t original; /* of two languages: the column, 0 or 1, that is in the original language */
    const char *other; /* and the language of the other one; static, or of the tables */
};

struct word_tables {
    struct word_table *list; /* by the number of the table; list[0] is for paragraphs outside of any */
    size_t count;
    char own[2][LANG_MAX + 1]; /* of an export of ours in two languages: those of its columns; else empty */
};

/* `lang` is the original language of the draft, NULL: that of the first column. `one_language`: the draft has no other. An export of ours says which
 * languages its columns are in; of other files it is guessed. `out` must not move; caller clears. */
void word_tables_judge(const struct word_file *file, const char *lang, bool one_language,
                       struct word_tables *out);
void word_tables_clear(struct word_tables *tables);

/* The language that two columns of some table translate into; NULL where none does. */
const char *word_tables_translation(const struct word_tables *tables);

#endif
