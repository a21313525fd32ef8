/* Who wrote the words of a moment, as JSON (protocol/record.md "Blame"): for each item the lengths of stretches, in order, with their authors.
 * What one author wrote in one go, without five minutes between, is one stretch. */
#ifndef RECORD_BLAME_H
#define RECORD_BLAME_H

#include "load/draft_loader.h"
#include "record/record.h"

/* Of the draft as loaded; the record goes at least as far. STATUS_BAD_OP where it has no such language; NULL is the original. */
enum status blame_write(struct buf *out, const struct loaded_draft *moment, const struct record *record,
                        const char *lang) MUST_CHECK;

#endif
