/* Searching a draft and its record: the words that stand, with references as they are read, comments, proposals and positions with their notes, the chair's reasons, versions,
 * and words that were taken away. Without case and accents. */
#ifndef RECORD_SEARCH_H
#define RECORD_SEARCH_H

#include "load/draft_loader.h"
#include "record/record.h"

#define SEARCH_RESULTS_MAX 200
#define SEARCH_QUERY_BYTES 400

struct search_request {
    const struct loaded_draft *now;
    const struct record *record; /* at least as far */
    const char *query;           /* not empty */
    const char *lang;            /* of texts; NULL: all */
    const char *by;              /* a participant's id or a delegation's code; NULL: anybody */
    const char
        *kind; /* "text", "comment", "proposal", "position", "reason", "version", "deleted"; NULL: all */
    int64_t from, until; /* ms; 0: whenever */
};

/* As JSON (protocol/record.md "Search"); the first SEARCH_RESULTS_MAX. */
void search_write(struct buf *out, const struct search_request *request);

#endif
