/* The sentence that goes with a failed status, for the one person who can do something about it. */
#ifndef STORE_WHY_H
#define STORE_WHY_H

#include "base/buf.h"

/* Appends to `why`; does nothing where it is NULL. */
void why_add(struct buf *why, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
