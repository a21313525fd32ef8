/* Random documents and changes for the laws of text/. A change is written as a delta and made to the twin in one go, so what the
 * text must become is known without applying anything.
 */
#ifndef SUPPORT_RANDOM_CHANGE_H
#define SUPPORT_RANDOM_CHANGE_H

#include "support/choices.h"
#include "support/naive_text.h"

/* About `runs` differently formatted runs of a few characters; caller clears. */
void random_document(struct choices *choices, uint32_t runs, struct naive_text *out);
/* A change of up to `steps` steps that fits the text, which becomes the new text. Caller clears the delta. */
void random_change(struct choices *choices, uint32_t steps, struct naive_text *text, struct delta *out);
/* A position that cuts no pair. */
uint32_t random_position(struct choices *choices, const struct naive_text *text);

#endif
