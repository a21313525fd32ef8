/* A draft of the log as a file, in one language or in several beside each other. For the command and the HTTP call. Blocking; any thread.
 *
 *   struct export_order order = {.log = log, .draft = "grcm-2021", .format = EXPORT_DOCX, .view = DOCUMENT_TRACKED, .langs = "es,en"};
 *   enum status st = draft_export(&order, &bytes, &why);
 */
#ifndef LOAD_DRAFT_EXPORT_H
#define LOAD_DRAFT_EXPORT_H

#include "convert/export.h"
#include "store/log_store.h"

/* What is wanted. Borrowed. */
struct export_order {
    struct log_store *log;
    const char *draft;
    uint64_t seq; /* as it stood after that op; 0: the newest */
    enum export_format format;
    enum document_view view;
    const char *langs; /* "es", "es,en"; NULL or empty: the original */
    bool statuses;     /* see struct document_markup */
    bool handles;
    bool uncommented;
};

/* A sentence that says what of an order nobody can fulfil; NULL where it is fine. Of the languages only their number and shape are looked at. */
const char *export_order_refusal(const struct export_order *order);

/* Appends the file. What export_order_refusal refuses must not come here. STATUS_NOT_FOUND: no such draft, or not with that seq;
 * STATUS_BAD_OP: not with those languages; STATUS_TOO_LARGE, STATUS_CORRUPT, STATUS_IO; `why` has a sentence where there is more to say. */
enum status draft_export(const struct export_order *order, struct buf *out, struct buf *why) MUST_CHECK;

#endif
