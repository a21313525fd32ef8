/* What a person changes in an outline before a draft is made of it: each change is one step on the outline as the steps before left it, so
 * the same steps on the same text give the same outline, whoever takes them. No word is lost by any of them.
 *
 * Entries that are translations (outline_languages.h) stay with what they translate: they are as deep, the second part of an entry that is split
 * stands behind them, and an entry goes on in the one before it that is in its language. */
#ifndef CONVERT_OUTLINE_EDIT_H
#define CONVERT_OUTLINE_EDIT_H

#include <stdbool.h>

#include "convert/outline.h"

enum outline_act {
    OUTLINE_KIND, /* the entry is of that kind */
    OUTLINE_DEPTH, /* the entry, with what is below it, stands at that depth; a translation has none of its own */
    OUTLINE_JOIN,  /* the entry goes on in the one before it, a translation in one in the same language */
    OUTLINE_SPLIT, /* the entry is two from that place on */
    OUTLINE_BACK, /* a line that was set apart is a paragraph of the text; `entry` is its index in outline.aside */
    OUTLINE_LANG, /* the entry says in that language what the one before it says; empty: it is an entry of its own */
};

struct outline_edit {
    enum outline_act act;
    size_t entry;
    enum item_kind kind;
    int depth;
    uint32_t place_u16; /* of a split, in the entry's text */
    char lang[LANG_MAX + 1];
};

/* False, and no trace, where the step does not fit the outline. What is contested goes with its words (contested_moves.h). */
bool outline_edit_apply(struct outline *outline, const struct outline_edit *edit, size_t max_items);

#endif
