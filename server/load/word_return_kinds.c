/* The step of word_return_read() for the kinds of items. What a paragraph is, its style and its number say:
 *
 *   the style of a heading                        a heading
 *   a number, of a list or written by our export  a numbered item
 *   neither                                       a paragraph
 *
 * Where the file says nothing, nothing is wanted: an item may have no number by the draft's scheme, paragraphs may have one, and programs that lose
 * the marks of our exports, or all lists, lose these signs as well.
 */
#include "draft/items.h"
#include "load/word_return_state.h"

static const struct numbering_scheme *scheme_of(const struct draft *draft)
{
    return draft->numbering ? draft->numbering : numbering_preset(NUMBERING_CONFERENCE);
}

static bool shows_number(const struct draft *draft, const struct item *item)
{
    return scheme_of(draft)->levels[item_depth(item) - 1].format != NUMBERING_NONE;
}

static bool is_numbered(const struct word_return *returned, const struct word_line *line)
{
    return line->numbered || returned->file.paragraphs[line->paragraph].labelled;
}

/* A file in which no item has a number any more has lost its lists. */
static bool has_lists(const struct word_return *returned)
{
    for (size_t i = 0; i < returned->line_count; i++)
        if (returned->lines[i].item && is_numbered(returned, &returned->lines[i]))
            return true;
    return false;
}

static enum item_kind kind_of(const struct word_return *returned, const struct word_line *line, bool lists)
{
    const struct item *item = line->item;

    if (line->heading)
        return KIND_HEADING;
    if (is_numbered(returned, line))
        return line->plain && scheme_of(returned->draft)->paragraphs.format != NUMBERING_NONE ? KIND_PARAGRAPH
                                                                                              : KIND_ITEM;
    if (item->kind == KIND_ITEM && !line->plain && (!lists || !shows_number(returned->draft, item)))
        return KIND_ITEM;
    return KIND_PARAGRAPH;
}

static void want_kind(struct word_return *returned, const struct word_line *line, enum item_kind kind)
{
    struct word_wish *wish = word_return_add_wish(returned, WISH_KIND, line->item);

    wish->item_kind = kind;
    word_return_name_line(returned, line, &wish->now);
}

void word_return_compare_kinds(struct word_return *returned)
{
    bool lists = has_lists(returned);

    for (size_t i = 0; i < returned->line_count && !returned->unmarked; i++) {
        const struct word_line *line = &returned->lines[i];
        if (!line->item || line->removed || returned->wish_count == WORD_RETURN_MAX)
            continue;
        enum item_kind kind = kind_of(returned, line, lists);
        if (kind != line->item->kind)
            want_kind(returned, line, kind);
    }
}
