/* Blocks -> outline: which of the unmarked ones are title, headings, paragraphs or a list without markers, and where they stand. */
#ifndef CONVERT_PLACE_H
#define CONVERT_PLACE_H

#include "convert/blocks.h"
#include "convert/entry.h"

/* Borrows the blocks and changes their roles and depths. STATUS_LIMIT: more entries than allowed. */
enum status place_blocks(struct blocks *blocks, const struct import_options *options, bool markdown,
                         struct outline *out) MUST_CHECK;

#endif
