/* The three edits of a text, on its spans. Positions and lengths in UTF-16 units, checked before (text_check).
 *
 * Inside text/ only.
 */
#ifndef TEXT_SPAN_EDIT_H
#define TEXT_SPAN_EDIT_H

#include "text/span_list.h"

void span_edit_insert(struct span_list *list, uint32_t at_u16, const char *utf8, size_t len_bytes,
                      struct attributes *attributes);
void span_edit_delete(struct span_list *list, uint32_t at_u16, uint32_t len_u16);
void span_edit_format(struct span_list *list, uint32_t at_u16, uint32_t len_u16, struct attributes *change);

#endif
