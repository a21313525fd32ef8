/* numbering.json: the labels of each depth, and the numbers of whole outlines. */
#include "base/json_write.h"
#include "draft/numbering.h"
#include "support/choices.h"
#include "vectors.h"

#define SEED        20211126
#define OUTLINES    12
#define ENTRIES     40
#define ALL_LABELS  60 /* from 1 on; then some */
#define IS_PROPOSED 6  /* one in so many */

static void write_label(struct buf *out, int depth, uint32_t count)
{
    char label[NUMBERING_LABEL_BYTES];
    numbering_label(depth, count, label);
    buf_format(out, "%s\"%u\":\"%s\"", count == 1 ? "" : ",", count, label);
}

static void write_labels(struct buf *out)
{
    static const uint32_t some[] = {99, 100, 399, 400, 444, 701, 702, 703, 999, 1994, 4999, 5000};
    for (int depth = 1; depth <= DRAFT_MAX_DEPTH; depth++) {
        buf_format(out, "%s    \"%d\": {", depth > 1 ? ",\n" : "", depth);
        for (uint32_t count = 1; count <= ALL_LABELS; count++)
            write_label(out, depth, count);
        for (size_t i = 0; i < sizeof some / sizeof *some; i++)
            write_label(out, depth, some[i]);
        buf_char(out, '}');
    }
}

/* As a rule an item like the one before it; now and then deeper, higher or of another kind. */
static int next_depth(struct choices *choices, int depth)
{
    if (choices_one_in(choices, 3) && depth < DRAFT_MAX_DEPTH)
        return depth + 1;
    return choices_one_in(choices, 4) ? 1 + (int)choices_below(choices, (uint32_t)depth) : depth;
}

static void write_entry(struct buf *out, struct choices *choices, struct numbering *numbering, int depth)
{
    enum item_kind kind =
        choices_one_in(choices, 5) ? (enum item_kind)choices_below(choices, KIND_COUNT) : KIND_ITEM;
    bool proposed = choices_one_in(choices, IS_PROPOSED);
    if (proposed)
        numbering_propose(numbering, depth, kind);
    else
        numbering_next(numbering, depth, kind);
    buf_format(out, "{\"depth\":%d,\"kind\":\"%s\",\"proposed\":%s,\"label\":\"%s\",\"path\":\"%s\"}", depth,
               item_kind_name(kind), proposed ? "true" : "false", numbering->label, numbering->path);
}

static void write_outline(struct buf *out, struct choices *choices)
{
    struct numbering numbering = NUMBERING_START;
    int depth = 1;
    for (int i = 0; i < ENTRIES; i++) {
        if (i) {
            buf_char(out, ',');
            depth = next_depth(choices, depth);
        }
        write_entry(out, choices, &numbering, depth);
    }
}

void vectors_numbering(struct buf *out)
{
    struct choices choices = {.state = SEED};
    buf_text(out, "{\n  \"about\": \"labels: by depth and count. outlines: the items that are there in "
                  "document order; `proposed` "
                  "ones are announced by an open proposal and do not count.\",\n  \"labels\": {\n");
    write_labels(out);
    buf_text(out, "\n  },\n  \"outlines\": [\n");
    for (int i = 0; i < OUTLINES; i++) {
        buf_text(out, i ? ",\n    [" : "    [");
        write_outline(out, &choices);
        buf_char(out, ']');
    }
    buf_text(out, "\n  ]\n}\n");
}
