/* Who has the page of a meeting open: whoever asked who is in the room lately. In memory alone; one entry for a person and a meeting, and those
 * that are old go. */
#ifndef API_VISITS_H
#define API_VISITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VISIT_MS 60000 /* the page asks three times in this time */

struct visits;

struct visits *visits_create(void);
void visits_destroy(struct visits *visits); /* NULL is fine */
void visits_note(struct visits *visits, const char *meeting, const char *participant, int64_t now);
bool visits_is_here(const struct visits *visits, const char *meeting, const char *participant, int64_t now);
/* Those that are here at `now`, at most so many. */
void visits_each(const struct visits *visits, int64_t now, size_t most,
                 void (*each)(void *context, const char *meeting, const char *participant), void *context);

#endif
