/* What a preview shows of who wants what in an entry: the marks in its words, and proposals for the whole of it (contested.h). */
#ifndef CONVERT_OUTLINE_CHANGES_H
#define CONVERT_OUTLINE_CHANGES_H

#include "convert/outline.h"

/* ,"changes":[{"means":"insert","from":12,"to":18,"who":{"code":"MX"}}]: `means` is insert, delete, add or remove, the latter two without a range;
 * ranges are UTF-16 units of the entry's text, in order; `who` has `code`, a delegation's, or `words`, a person's name, or neither. Nothing where
 * nobody wants anything. Borrows. */
void outline_changes_write_json(struct buf *out, const struct outline *outline, size_t entry);

#endif
