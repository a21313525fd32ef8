/* What a site puts around a text that was copied out of it: where one is, when it was published, with whom to share it; at the foot what else one can
 * do, and who has the rights. */
#ifndef CONVERT_WEB_PAGE_H
#define CONVERT_WEB_PAGE_H

#include <stdbool.h>

#include "convert/lines.h"

/* "Home > Documents > Meetings", "Published: 3 May | Issue: 12 | Page: 88": short, with two bars and more. */
bool web_page_is_menu(const struct line *line);

/* Sets such lines apart: above the first number, and at the end. */
void web_page_set_apart(struct lines *lines);

#endif
