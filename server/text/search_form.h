/* Text as people search it: without case and accents ("reunion" finds "Reunión"), with a way back to where it stood. */
#ifndef TEXT_SEARCH_FORM_H
#define TEXT_SEARCH_FORM_H

#include <stdint.h>

#include "base/buf.h"

struct search_form {
    struct buf bytes; /* UTF-8 */
    uint32_t *
        origins; /* for each byte: where the character that it comes from stands in the text, bytes; one more for the end */
    size_t capacity;
};

/* Of valid UTF-8. Caller clears. */
void search_form_of(const char *utf8, size_t len_bytes, struct search_form *out);
void search_form_clear(struct search_form *form);

#endif
