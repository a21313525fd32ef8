/* Lines -> blocks: a block is what will be one entry of the outline. Markers are decided here, wrapped lines joined, sentences
 * healed across page breaks. */
#ifndef CONVERT_BLOCKS_H
#define CONVERT_BLOCKS_H

#include <stdbool.h>

#include "base/buf.h"
#include "convert/lines.h"
#include "text/delta.h"

#define BLOCK_HEADING_U16 120 /* longer ones are paragraphs */

enum block_role {
    BLOCK_PLAIN,     /* title, heading, paragraph or unmarked item: place.h says which */
    BLOCK_ITEM,      /* had a marker */
    BLOCK_HEADING,   /* said to be one by its marker or by Markdown */
    BLOCK_PARAGRAPH, /* numbered as preambular (PP3) */
    BLOCK_TITLE,     /* said to be (part of) the title by its style */
    BLOCK_BELOW,     /* a paragraph that belongs to the block before: a footnote */
};

struct block {
    enum block_role role;
    int depth;       /* of an item, from 1 */
    int said_depth;  /* of another: that its file says for certain, from 1; 0: none */
    uint32_t level;  /* of a Markdown heading or of one underlined (= 1, - 2); 0: none */
    uint32_t indent; /* of its first line */
    bool space_above;
    bool page_above;
    bool clause; /* one of several short lines behind a colon, with a comma at its end */
    uint32_t line_first;
    uint32_t line_last;
    uint32_t guesses;
    uint32_t number;    /* that it had in the source, as its list counts; 0: none */
    struct buf text;    /* one line, one blank between words */
    struct buf removed; /* marker, as it stood */
    const struct delta
        *words; /* of a source that has formatting of its own: the same text with it; borrowed. NULL: none */
    bool kept;  /* something hangs on it, so it becomes an entry and no title */
    bool bold;  /* all of it */
};

struct blocks {
    struct block *list;
    size_t count;
    size_t capacity;
};

/* Borrows the lines; what is set apart in them is passed over. */
void blocks_build(const struct lines *lines, int max_depth, bool markdown, struct blocks *out);
void blocks_clear(struct blocks *blocks);

/* Whether words are a clause of a list with more to come: "…;", "…; y", "…; and". */
bool blocks_announce_more(const char *words, size_t len);

#endif
