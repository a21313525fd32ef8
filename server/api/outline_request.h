/* What somebody who looks at the preview of a text wants otherwise, as POST /api/outline and POST /api/drafts take it:
 *
 *   "edits": [{"do":"kind","entry":3,"kind":"heading"}, {"do":"depth","entry":3,"depth":2}, {"do":"join","entry":4},
 *             {"do":"split","entry":2,"at":25}, {"do":"back","aside":0}, {"do":"lang","entry":5,"lang":"en"}]
 *   "brackets": {"keep":[0,7], "names":{"Ruritania":"RU"}}      or "proposals", or "keep" (as without)
 *
 * Edits are taken in order (convert/outline_edit.h); `keep` names brackets as the preview lists them, which stay words.
 */
#ifndef API_OUTLINE_REQUEST_H
#define API_OUTLINE_REQUEST_H

#include "convert/brackets.h"
#include "convert/import_word.h"
#include "convert/outline_edit.h"
#include "wire/json.h"

#define OUTLINE_MAX_EDITS 2000

struct outline_request {
    struct outline_edit *edits;
    size_t edit_count;
    bool proposals; /* brackets become what they mean */
    size_t *keep;
    size_t keep_count;
    struct bracket_names names; /* code and words of those that somebody gave a code */
};

/* A sentence that says what is wrong; NULL where nothing is. Caller clears, in any case; `out` is zeroed by the caller. */
const char *outline_request_read(const struct json *root, struct outline_request *out);
void outline_request_clear(struct outline_request *request);

/* Takes the edits. False where one does not fit. */
bool outline_request_edit(const struct outline_request *request, struct outline *outline);
/* The same of a Word file, whose numbers stay as they were read. */
bool outline_request_edit_word(const struct outline_request *request, struct word_import *word);
/* Finds the brackets, gives unknown names their codes, and leaves out those that are to stay words. Caller clears. */
void outline_request_find(const struct outline_request *request, const struct outline *outline,
                          struct brackets *out);

#endif
