/* One budget of bytes for all input that is held in memory: heads and bodies of requests that are not complete or not answered,
 * messages that are not complete, and what was sent ahead. Each connection has bounds of its own; this one is for all of them
 * together, so that many connections cannot hold what one may not.
 *
 *   if (!input_add(budget, &request->body, bytes, len)) ...   // the budget is used up: nothing was added
 *   input_clear(budget, &request->body);                      // gives the memory back
 *
 * What counts is the memory of a buf, not its length. A request may outlive its listener while a handler works, so the budget is
 * shared by reference. */
#ifndef NET_INPUT_BUDGET_H
#define NET_INPUT_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct input_budget;

/* Each buf may hold so many bytes whatever the others hold: whoever fills the budget with large requests keeps nobody from sending
 * small ones. What strangers can hold is bounded by this and by the number of connections. */
#define INPUT_SMALL ((size_t)4096)

struct input_budget *input_budget_create(size_t most_bytes);
struct input_budget *input_budget_ref(struct input_budget *budget); /* returns its argument */
void input_budget_unref(struct input_budget *budget);               /* NULL is fine */
size_t input_budget_held(const struct input_budget *budget);        /* bytes */

/* Adds to a buf that only these functions grow and clear; false, and nothing done, where the budget does not allow it. */
bool input_add(struct input_budget *budget, struct buf *buf, const char *bytes, size_t len);
void input_clear(struct input_budget *budget, struct buf *buf);

#endif
