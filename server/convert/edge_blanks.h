/* Blanks at the edges of proposed words. "uno [Canada: dos] tres" has a blank on both sides of its bracket, of which one is the proposal's, so that
 * one is left between the words whatever becomes of it:
 *
 *   uno [Canada: dos] tres   the blank behind; also at the start of a text and behind an opening sign
 *   uno [Canada: dos].       the blank in front, where a stop, a closing sign or the end of the text is behind
 *
 * Reading brackets takes it in, writing them leaves it out; so what is written is what was read. Marks that stand next to each other as
 * alternatives or as the halves of a replacement keep what they have. The page writes by the same rule (client-web/src/draft/edge_blanks.ts);
 * protocol/vectors/brackets.json holds both to it. */
#ifndef CONVERT_EDGE_BLANKS_H
#define CONVERT_EDGE_BLANKS_H

#include <stdbool.h>

#include "text/delta.h"

/* Puts such blanks under the marks that `may` says may have them. */
void edge_blanks_take(struct delta *text, bool (*may)(void *context, const char *key), void *context);

/* The text with such blanks without these marks. Caller clears. */
struct delta edge_blanks_leave(const struct delta *text);

#endif
