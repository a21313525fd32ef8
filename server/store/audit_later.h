/* Entries of the audit log that no act of the people database brings: noted in the line of acts (people_queue.h), so that nobody waits for them. */
#ifndef STORE_AUDIT_LATER_H
#define STORE_AUDIT_LATER_H

#include "store/audit.h"
#include "store/people_queue.h"

/* Copies the entry; `every_ms` as audit_note_alone. What fails is told in the diagnostics. */
void audit_note_later(struct people_queue *queue, const struct audit_entry *entry, int64_t every_ms);

#endif
