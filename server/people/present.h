/* The delegations that are present, as the opening sentence of a text names them: in each language in the order of its own alphabet. */
#ifndef PEOPLE_PRESENT_H
#define PEOPLE_PRESENT_H

#include "people/meeting_document.h"

/* "Estados Unidos de América, Guatemala y República Dominicana": members that are present, those without a name in the language by another of theirs. Adds nothing where there
 * are none. */
void present_write(struct buf *out, const struct meeting_document *document, const char *lang);

#endif
