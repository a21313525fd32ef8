/* What a document of JSON is made of: for the files that read one (json.c, json_ours.c). */
#ifndef WIRE_JSON_STATE_H
#define WIRE_JSON_STATE_H

#include <cjson/cJSON.h>

#include "wire/json.h"

struct json_block;

struct json_doc {
    cJSON *root;
    struct json_block *last;
    bool keeps; /* its first block is left to the thread's next document */
};

/* So many bytes of the document, aligned for anything; they go with it. */
void *json_take_memory(struct json_doc *doc, size_t size);

/* Reads what this program writes, without a blank and with no number but whole ones, as cJSON would; false where it is anything else. */
bool json_read_ours(struct json_doc *doc, const char *bytes, size_t len);

#endif
