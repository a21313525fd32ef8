/* The paragraphs of a returned Word file as a tree: what each stands below and behind, and which items of the draft stand elsewhere than they did.
 *
 *   a paragraph stands below the last one in front of it that is less deep. A new one takes no items away from those that they were below,
 *   unless they were indented to it
 *   an item is moved where it stands below another one, or, below the same one, out of the order; as few are as can be
 *   an item whose own parent the file has no more stays, unless it was indented
 *
 * How deep a list begins differs from file to file, so depth is told by what most of the items of one list say.
 */
#ifndef LOAD_WORD_TREE_H
#define LOAD_WORD_TREE_H

#include "draft/state.h"

#define TREE_NONE SIZE_MAX

enum tree_change { TREE_STAYS, TREE_MOVED, TREE_OTHER_LEVEL };

/* One paragraph that is there, in order. */
struct tree_line {
    const struct item *item; /* NULL: a new one */
    int depth;               /* as the file says it; 0: it does not. Then: in the draft's terms */
    long list;               /* what says its depth: a list, or any other number for what says it exactly */
    bool exact;
    uint32_t place; /* of an item, in the draft */
    /* what word_tree_read finds */
    size_t parent; /* index of a line; TREE_NONE: it stands at the top */
    size_t after;  /* … of the one before it below the same parent; TREE_NONE: it is the first */
    enum tree_change change;
};

void word_tree_read(struct tree_line *lines, size_t count);

#endif
