/* What the steps of word_return_read() all need: a new wish, and the characters of the words that are told. */
#include "load/word_return_state.h"

#include "base/mem.h"
#include "convert/glyph.h"

#define NAME_GLYPHS 80 /* characters of an item, to know it by */

struct word_wish *word_return_add_wish(struct word_return *returned, enum word_wish_kind kind,
                                       const struct item *item)
{
    returned->wishes =
        mem_grow(returned->wishes, returned->wish_count, &returned->wish_capacity, sizeof *returned->wishes);
    struct word_wish *wish = &returned->wishes[returned->wish_count++];
    word_wish_init(wish, kind, item ? item->id : NULL, returned->lang);
    return wish;
}

void word_return_add_glyph(const struct word_return *returned, struct buf *out, uint32_t glyph)
{
    char utf8[4];

    if (word_cited_is(glyph))
        buf_text(out, word_cited_words(&returned->cited, glyph));
    else
        buf_add(out, utf8, glyph_encode(glyph, utf8));
}

void word_return_name_line(const struct word_return *returned, const struct word_line *line, struct buf *out)
{
    for (size_t i = 0; i < line->cells.count && i < NAME_GLYPHS; i++)
        if (!line->cells.list[i].struck)
            word_return_add_glyph(returned, out, line->cells.list[i].glyph);
}
