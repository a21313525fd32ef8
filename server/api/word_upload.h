/* A Word file that is sent to a call: the body as it is, all else in the query.
 *
 *   POST /api/outline?lang=es&changes=proposals&author=Ana%20L%C3%B3pez%3DMX
 *   Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document
 *
 * What somebody wants otherwise (outline_request.h) stands in front of the file, as a line of JSON: a Word file begins with PK, never with a brace.
 */
#ifndef API_WORD_UPLOAD_H
#define API_WORD_UPLOAD_H

#include "api/outline_request.h"
#include "api/request.h"
#include "convert/import_word.h"

struct word_upload {
    struct buf file; /* a copy of the body; without bytes: it is none */
    enum word_choice choice;
    struct word_voice_list voices;
};

/* Takes the file where the body is one, or its type says so, and what is wanted otherwise. A sentence where the query or the edits are wrong; NULL
 * where nothing is. Both are zeroed by the caller, and cleared by it in any case. */
const char *word_upload_read(const struct call *call, struct word_upload *out,
                             struct outline_request *wanted);
bool word_upload_is_there(const struct word_upload *upload);
void word_upload_clear(struct word_upload *upload);

/* Reads it, as import_word does. `lang` is the draft's original language, NULL: as the file says. */
enum status word_upload_import(const struct word_upload *upload, const char *lang, bool one_language,
                               struct word_import *out, struct buf *why) MUST_CHECK;
/* Adds what came with it, as "word", to a JSON object that is complete. */
void word_upload_report(struct buf *out, const struct word_import *word);

#endif
