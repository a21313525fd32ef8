/* Deadlines as a calendar file (RFC 5545): times in UTC, lines folded at 75 bytes, text escaped. The UID of a deadline follows from its event, so a
 * calendar that takes the file again has the deadline once. */
#ifndef NOTIFY_CALENDAR_H
#define NOTIFY_CALENDAR_H

#include <stdint.h>

#include "base/buf.h"

struct calendar_entry {
    const char *uid;
    int64_t at; /* the deadline, ms */
    const char *summary, *description, *url;
};

void calendar_begin(struct buf *out);
void calendar_add(struct buf *out, const struct calendar_entry *entry, int64_t now);
void calendar_end(struct buf *out);

#endif
