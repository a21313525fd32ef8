/* Whether a number says by itself what it is the number of: "Artículo 4.2" does; before "7.b" and "OP3" a sentence says "item". */
#ifndef DRAFT_WORD_IN_FRONT_H
#define DRAFT_WORD_IN_FRONT_H

#include <stdbool.h>

/* `path` as numbering.h writes it, valid UTF-8. The page has the same rule (client-web/src/ui/i18n/numbered_as.ts). */
bool has_word_in_front(const char *path);

#endif
