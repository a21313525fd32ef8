/* The step of word_return_read() for what is new in the file and what stands elsewhere (word_tree.h): each becomes a wish with its place in the draft,
 * and the place that it has where new items in front of it do not come about. */
#include <stdlib.h>

#include "base/mem.h"
#include "convert/marker.h"
#include "load/word_return_state.h"
#include "load/word_tree.h"

static const char *id_of(const struct word_return *returned, const struct word_line *line)
{
    if (!line)
        return NULL;
    if (line->item)
        return line->item->id;
    return line->wish == WISH_NONE ? NULL : returned->wishes[line->wish].item;
}

/* Where in the draft the place is, and where it would be without what is new itself. */
static void place_wish(struct word_return *returned, struct word_wish *wish, const struct tree_line *tree,
                       struct word_line *const *lines, size_t at)
{
    size_t parent = tree[at].parent, after = tree[at].after;

    word_wish_place(wish, parent == TREE_NONE ? NULL : id_of(returned, lines[parent]),
                    after == TREE_NONE ? NULL : id_of(returned, lines[after]));
    while (after != TREE_NONE && !tree[after].item)
        after = tree[after].after;
    while (parent != TREE_NONE && !tree[parent].item) {
        after = parent;
        parent = tree[parent].parent;
        while (after != TREE_NONE && !tree[after].item)
            after = tree[after].after;
    }
    word_wish_place_else(wish, parent == TREE_NONE ? NULL : tree[parent].item->id,
                         after == TREE_NONE ? NULL : tree[after].item->id);
}

static enum item_kind kind_of(const struct word_line *line, const struct word_line *before)
{
    if (line->heading)
        return KIND_HEADING;
    return line->numbered || (before && before->item && before->item->kind == KIND_ITEM) ? KIND_ITEM
                                                                                         : KIND_PARAGRAPH;
}

/* A paragraph that is none of the items. */
static struct word_wish *add_line(struct word_return *returned, struct word_line *line,
                                  const struct word_line *before)
{
    const struct word_paragraph *paragraph = &returned->file.paragraphs[line->paragraph];
    struct word_wish *wish = word_return_add_wish(returned, WISH_ADD, NULL);
    size_t skip = 0;
    struct marker marker;

    line->wish = returned->wish_count - 1;
    wish->item_kind = kind_of(line, before);
    if (!line->numbered &&
        marker_parse(paragraph->words.bytes ? paragraph->words.bytes : "", paragraph->words.len, &marker) &&
        !marker.alone) {
        skip = marker.len_bytes;
        wish->item_kind = KIND_ITEM;
    }
    for (size_t i = 0; i < line->cells.count; i++) {
        const struct align_cell *cell = &line->cells.list[i];
        if (cell->source >= skip && !cell->struck)
            word_return_want_cell(returned, wish, 0, cell);
    }
    return wish;
}

static struct word_wish *move_line(struct word_return *returned, const struct word_line *line,
                                   enum tree_change change)
{
    struct word_wish *wish =
        word_return_add_wish(returned, change == TREE_OTHER_LEVEL ? WISH_LEVEL : WISH_ORDER, line->item);

    word_return_name_line(returned, line, &wish->now);
    return wish;
}

/* Whether a paragraph is there once all in the file is accepted, but for what the draft itself proposes to remove. */
static bool is_there(const struct word_return *returned, const struct word_line *line)
{
    if (line->item)
        return !line->removed || returned->shown[line->place].removed;
    return line->cells.count > 0 && !line->removed;
}

/* The lines that are there, as a tree. Caller frees both. */
static size_t make_tree(struct word_return *returned, struct tree_line **tree, struct word_line ***lines)
{
    size_t count = 0;

    *tree = mem_zero(returned->line_count + 1, sizeof **tree);
    *lines = mem_zero(returned->line_count + 1, sizeof **lines);
    for (size_t i = 0; i < returned->line_count; i++) {
        struct word_line *line = &returned->lines[i];
        if (!is_there(returned, line))
            continue;
        (*lines)[count] = line;
        (*tree)[count++] = (struct tree_line){.item = line->item,
                                              .depth = line->depth,
                                              .list = line->list,
                                              .exact = line->exact,
                                              .place = line->place};
    }
    word_tree_read(*tree, count);
    return count;
}

void word_return_compare_places(struct word_return *returned)
{
    struct tree_line *tree;
    struct word_line **lines;
    size_t count = make_tree(returned, &tree, &lines);

    for (size_t i = 0; i < count && returned->wish_count < WORD_RETURN_MAX; i++) {
        struct word_wish *wish = NULL;
        if (!lines[i]->item)
            wish = add_line(returned, lines[i], i > 0 ? lines[i - 1] : NULL);
        else if (tree[i].change != TREE_STAYS)
            wish = move_line(returned, lines[i], tree[i].change);
        if (wish)
            place_wish(returned, wish, tree, lines, i);
    }
    free(tree);
    free(lines);
}
