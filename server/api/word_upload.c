#include "api/word_upload.h"

#include <string.h>

#define EDITS_MAX_VALUES ((size_t)OUTLINE_MAX_EDITS * 8)

/* The line of JSON in front of the file; `at` and `len` are then the file's. */
static const char *read_edits(const char **at, size_t *len, struct outline_request *out)
{
    const char *end = *len && **at == '{' ? memchr(*at, '\n', *len) : NULL;
    if (!end)
        return NULL;
    struct json_doc *doc = json_parse(*at, (size_t)(end - *at), EDITS_MAX_VALUES);
    const char *wrong = doc ? outline_request_read(json_root(doc), out) : "Send the edits as a line of JSON.";
    json_free(doc);
    *len -= (size_t)(end - *at) + 1;
    *at = end + 1;
    return wrong;
}

const char *word_upload_read(const struct call *call, struct word_upload *out, struct outline_request *wanted)
{
    const char *type = http_header(call->request, "content-type");
    const char *changes = http_query(call->request, "changes"),
               *authors = http_query(call->request, "author");
    size_t len;
    const char *bytes = http_body(call->request, &len);
    if (!import_is_word(bytes, len) && !(type && strcmp(type, IMPORT_WORD_TYPE) == 0))
        return NULL;
    const char *wrong = read_edits(&bytes, &len, wanted);
    if (wrong)
        return wrong;
    buf_add(&out->file, bytes, len);
    buf_reserve(&out->file, 1); /* it is there, also where it is empty */
    if (changes && !word_choice_from_name(changes, &out->choice))
        return "Choose the changes proposals, accepted or rejected.";
    if (authors && !word_voice_list_read(authors, &out->voices))
        return "Give the authors as NAME=CODE; NAME=CODE.";
    return NULL;
}

bool word_upload_is_there(const struct word_upload *upload)
{
    return upload->file.bytes != NULL;
}

enum status word_upload_import(const struct word_upload *upload, const char *lang, bool one_language,
                               struct word_import *out, struct buf *why)
{
    struct word_options options = {.choice = upload->choice,
                                   .voices = upload->voices.list,
                                   .voice_count = upload->voices.count,
                                   .lang = lang,
                                   .one_language = one_language};
    return import_word(upload->file.bytes, upload->file.len, NULL, &options, out, why);
}

void word_upload_clear(struct word_upload *upload)
{
    buf_clear(&upload->file);
    word_voice_list_clear(&upload->voices);
}

void word_upload_report(struct buf *out, const struct word_import *word)
{
    out->len--; /* the closing brace comes behind it */
    buf_text(out, ",\"word\":");
    word_import_write_json(out, word);
    buf_char(out, '}');
}
