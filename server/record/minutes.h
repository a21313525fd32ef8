/* The minutes of a negotiation: who took part and when, what was decided item by item and why, where delegations stand at the end, what
 * consultations came to, which versions there were. Nothing stands in them that is not in the log.
 */
#ifndef RECORD_MINUTES_H
#define RECORD_MINUTES_H

#include "load/draft_loader.h"
#include "record/record.h"

enum minutes_format {
    MINUTES_TXT,
    MINUTES_MD,
    MINUTES_HTML,
    MINUTES_DOCX,
    MINUTES_JSON,
    MINUTES_FORMAT_COUNT
};

bool minutes_format_from_name(const char *name,
                              enum minutes_format *out);      /* "txt", "md", "html", "docx", "json" */
const char *minutes_content_type(enum minutes_format format); /* static */

struct minutes_request {
    struct log_store *log;
    const struct loaded_draft *now; /* at the end of what is told */
    const struct record *record;    /* at least as far */
    const char *lang;               /* of the text and of the words around it; NULL: the original */
    enum minutes_format format;
};

/* STATUS_BAD_OP where there is no such language; STATUS_TOO_LARGE for a Word file; STATUS_CORRUPT, STATUS_IO. Blocking. */
enum status minutes_write(struct buf *out, const struct minutes_request *request) MUST_CHECK;

#endif
