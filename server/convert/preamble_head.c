#include "convert/preamble_head.h"

#include <string.h>

#include "convert/marker.h"

static bool is_labelled(const struct outline_item *item)
{
    const char *number = outline_shown_number(item);
    struct marker marker;

    return item->kind == KIND_PARAGRAPH && number[0] && marker_parse(number, strlen(number), &marker) &&
           marker.series == SERIES_PREAMBLE;
}

/* So many entries stand in front of the first paragraph that has a label; 0 where none has, or an item comes before it. */
static size_t count_before_labels(const struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++) {
        if (is_labelled(&outline->items[i]))
            return i;
        if (outline->items[i].kind == KIND_ITEM)
            return 0;
    }
    return 0;
}

void preamble_head_set_apart(struct outline *outline)
{
    if (!outline->numbering || outline->numbering->paragraphs.format == NUMBERING_NONE)
        return;
    for (size_t i = count_before_labels(outline); i-- > 0;) {
        struct outline_item *item = &outline->items[i];
        if (item->kind != KIND_PARAGRAPH || item->depth > 1 || item->lang[0])
            continue;
        item->kind = KIND_HEADING;
        item->guesses |= OUTLINE_GUESS_HEADING;
    }
}
