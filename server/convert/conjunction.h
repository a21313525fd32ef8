/* The conjunctions between the last two clauses of a list: "…; y iii) …", "…, and (c) …". */
#ifndef CONVERT_CONJUNCTION_H
#define CONVERT_CONJUNCTION_H

#include <stdbool.h>
#include <stddef.h>

/* Whether words end in a stop (";" or ","), a blank and a conjunction that stands behind it between clauses. */
bool ends_in_conjunction(const char *words, size_t len, char stop);

#endif
