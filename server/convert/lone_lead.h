/* Leads that stand on lines of their own: "recalling", "instructs the Secretary-General", as the resolutions of some unions have them, each apart from its
 * list, and small as the sentence that it goes on with began far above. A text has such leads where two of them or more have a list that begins
 * right below; then those with a single paragraph below count too. */
#ifndef CONVERT_LONE_LEAD_H
#define CONVERT_LONE_LEAD_H

#include "convert/lines.h"

/* Whether the text has such leads. */
bool lone_lead_in(const struct lines *lines);
/* Whether line `i` is one, in a text that has them. */
bool lone_lead_at(const struct lines *lines, size_t i);

#endif
