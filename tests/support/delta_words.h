/* Short ways to write and compare deltas in tests. Include after cmocka.h.
 *
 *   struct delta d = delta_of("[{\"retain\":2},{\"insert\":\"a\"}]");
 *   assert_delta(&d, "[{'retain':2},{'insert':'a'}]");
 *
 * Single quotes stand for double ones.
 */
#ifndef SUPPORT_DELTA_WORDS_H
#define SUPPORT_DELTA_WORDS_H

#include "text/text.h"

struct delta delta_of(const char *ops);            /* caller clears */
struct attributes *attributes_of(const char *set); /* caller owns one reference; "{}" gives NULL */
struct text *text_of(const char *ops);             /* caller destroys */

/* Fail the test, showing both, unless the JSON is the same, byte for byte. They only read. */
void assert_delta(const struct delta *delta, const char *ops);
void assert_attributes(const struct attributes *set, const char *json);
void assert_text(const struct text *text, const char *ops);

#endif
