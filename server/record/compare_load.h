/* A comparison of two moments of a draft of the log, with all that it borrows.
 *
 *   struct compare_request request = {.log = log, .shelf = shelf, .draft = "grcm-2021", .from = 12, .to = 40};
 *   struct compared compared;
 *   if (compare_load(&request, &compared, &why) == STATUS_OK) {
 *       compare_write(&out, COMPARE_HTML, &compared.comparison);
 *       compared_clear(&compared);
 *   }
 */
#ifndef RECORD_COMPARE_LOAD_H
#define RECORD_COMPARE_LOAD_H

#include "record/compare.h"
#include "record/shelf.h"

struct compare_request {
    struct log_store *log;
    struct shelf *shelf;
    const char *draft;
    uint64_t from;    /* from 1 */
    uint64_t to;      /* not before `from`; 0: the newest */
    const char *lang; /* NULL: the original */
    enum document_view view;
};

struct compared {
    struct loaded_draft from, to;
    struct shelf *shelf;
    struct record *record; /* taken from the shelf */
    struct comparison comparison;
};

/* Blocking; any thread. STATUS_NOT_FOUND, STATUS_BAD_OP (the language), STATUS_CORRUPT, STATUS_IO, STATUS_LIMIT, with a sentence in `why` where
 * there is more to say. On success the caller clears `out`, soon: nobody else can use the record meanwhile. */
enum status compare_load(const struct compare_request *request, struct compared *out,
                         struct buf *why) MUST_CHECK;
void compared_clear(struct compared *compared);

#endif
