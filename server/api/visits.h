/* Who has the page of a meeting open: whoever asked who is in the room lately. In memory alone; one entry for a person and a meeting, and those
 * that are old go. */
#ifndef API_VISITS_H
#define API_VISITS_H

#include <stdbool.h>
#include <stdint.h>

#define VISIT_MS 60000 /* the page asks three times in this time */

struct visits;

struct visits *visits_create(void);
void visits_destroy(struct visits *visits); /* NULL is fine */
void visits_note(struct visits *visits, const char *meeting, const char *participant, int64_t now);
bool visits_is_here(const struct visits *visits, const char *meeting, const char *participant, int64_t now);

#endif
