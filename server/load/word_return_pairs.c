/* The step of word_return_read() that finds which paragraph is which item: by the hidden marks of our exports, else by the words; at last what was
 * cut out in one place and pasted in another. */
#include <stdlib.h>

#include "base/mem.h"
#include "convert/docx_marks.h"
#include "convert/glyph.h"
#include "load/word_return_state.h"

#define ALIKE        600 /* of a thousand: paragraphs that are the same one, changed */
#define PAIRINGS_MAX 200000
#define MOVED_BYTES  12 /* of words that are enough to know an item by that lost its mark on the way */

static void pair(const struct word_return *returned, struct word_shown *shown, struct word_line *line)
{
    shown->line = line;
    line->item = shown->item;
    line->place = (uint32_t)(shown - returned->shown);
}

size_t word_return_pair_by_marks(struct word_return *returned)
{
    size_t count = 0;
    struct map by_name = {NULL, 0, 0};
    char(*names)[DOCX_MARKS_NAME_BYTES] = mem_alloc((returned->shown_count + 1) * sizeof *names);

    for (size_t i = 0; i < returned->shown_count; i++) {
        docx_marks_item(returned->shown[i].item->id, names[i]);
        map_put(&by_name, names[i], &returned->shown[i]);
    }
    for (size_t i = 0; i < returned->line_count; i++) {
        const char *name = returned->file.paragraphs[returned->lines[i].paragraph].item;
        struct word_shown *shown = *name ? map_get(&by_name, name) : NULL;
        if (shown && !shown->line) {
            pair(returned, shown, &returned->lines[i]);
            count++;
        }
    }
    map_clear(&by_name);
    free(names);
    return count;
}

static bool same_cells(const struct align_cells *a, const struct align_cells *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++)
        same = a->list[i].glyph == b->list[i].glyph;
    return same;
}

void word_return_pair_by_words(struct word_return *returned)
{
    size_t tried = 0;

    for (unsigned least = 1000; least >= ALIKE; least -= 200) {
        size_t from = 0;
        for (size_t i = 0; i < returned->line_count; i++) {
            struct word_line *line = &returned->lines[i];
            if (line->item) {
                for (size_t k = from; k < returned->shown_count; k++)
                    if (returned->shown[k].line == line)
                        from = k + 1;
                continue;
            }
            for (size_t k = from; k < returned->shown_count && tried < PAIRINGS_MAX && line->cells.count > 0;
                 k++) {
                struct word_shown *shown = &returned->shown[k];
                if (shown->line)
                    break; /* no further than the next one that is known */
                tried++;
                bool alike = least == 1000 ? same_cells(&shown->cells, &line->cells)
                                           : align_likeness(&shown->cells, &line->cells) >= least;
                if (!alike)
                    continue;
                pair(returned, shown, line);
                from = k + 1;
                break;
            }
        }
    }
}

static void add_shown_words(const struct align_cells *cells, struct buf *out)
{
    char utf8[4];

    for (size_t i = 0; i < cells->count; i++)
        if (!cells->list[i].struck)
            buf_add(out, utf8, glyph_encode(cells->list[i].glyph, utf8));
    buf_char(out, '\0');
}

static bool is_lost(const struct word_shown *shown)
{
    return !shown->line || (shown->line->removed && !shown->removed);
}

void word_return_pair_moved(struct word_return *returned)
{
    struct map lost = {NULL, 0, 0};
    struct buf *words = mem_zero(returned->shown_count + 1, sizeof *words);

    for (size_t i = 0; i < returned->shown_count; i++) {
        if (!is_lost(&returned->shown[i]))
            continue;
        add_shown_words(&returned->shown[i].cells, &words[i]);
        if (words[i].len > MOVED_BYTES && !map_get(&lost, words[i].bytes))
            map_put(&lost, words[i].bytes, &returned->shown[i]);
    }
    for (size_t i = 0; i < returned->line_count; i++) {
        struct word_line *line = &returned->lines[i];
        struct buf here = BUF_EMPTY;
        if (line->item || line->removed)
            continue;
        add_shown_words(&line->cells, &here);
        struct word_shown *shown = map_remove(&lost, here.bytes);
        if (shown && shown->line)
            shown->line->item = NULL;
        if (shown)
            pair(returned, shown, line);
        buf_clear(&here);
    }
    map_clear(&lost);
    for (size_t i = 0; i < returned->shown_count; i++)
        buf_clear(&words[i]);
    free(words);
}
