/* Steps by which unmarked blocks get their roles, in this order. Each borrows the blocks. */
#ifndef CONVERT_PLACE_PARTS_H
#define CONVERT_PLACE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "convert/blocks.h"

/* "Decision 4/1: Border management", and somewhere else "Decision 4/2: Labour migration": the names of parts, short and apart. From block `first` on. */
void place_named_parts(struct blocks *blocks, size_t first);
/* How many blocks at the start are the title. */
size_t place_title(const struct blocks *blocks);
/* From block `first` on. */
void place_headings(struct blocks *blocks, size_t first, bool markdown);
/* What stands below a colon is a list though it has no markers. */
void place_lists(struct blocks *blocks, size_t first, int max_depth);

#endif
