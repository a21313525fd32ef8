/* The life of a draft at a glance, as JSON (protocol/record.md "Versions"): its versions, when its ops were made, and what stands out. */
#ifndef RECORD_TIMELINE_H
#define RECORD_TIMELINE_H

#include "load/draft_loader.h"
#include "record/record.h"

/* Of the draft as loaded, the newest; the record goes at least as far. */
void timeline_write(struct buf *out, const struct loaded_draft *now, const struct record *record);

#endif
