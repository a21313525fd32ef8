#include "convert/docx_marks.h"

#include <stdio.h>
#include <string.h>

#include "base/sha256.h"

#define PLAIN_START  "_pl_"
#define HASHED_START "_plh_"
#define HASHED_BYTES 16

static void write_hashed(const char *id, char name[DOCX_MARKS_NAME_BYTES])
{
    struct sha256 hash = sha256_of(id, strlen(id), "", 0);
    char hex[SHA256_HEX + 1];

    sha256_hex(&hash, hex);
    snprintf(name, DOCX_MARKS_NAME_BYTES, HASHED_START "%.*s", 2 * HASHED_BYTES, hex);
}

void docx_marks_item(const char *id, char name[DOCX_MARKS_NAME_BYTES])
{
    size_t at = sizeof PLAIN_START - 1;

    memcpy(name, PLAIN_START, at);
    for (const char *c = id; *c; c++) {
        char sign = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c == '-' ? '0' : *c;
        if (at + 2 >= DOCX_MARKS_NAME_BYTES) {
            write_hashed(id, name);
            return;
        }
        if (sign != *c || sign == '_')
            name[at++] = '_';
        name[at++] = sign;
    }
    name[at] = '\0';
}

static uint32_t key_of(const char *kind, const char *id)
{
    struct sha256 hash = sha256_of(kind, strlen(kind), id, strlen(id));
    uint32_t key = (uint32_t)(hash.bytes[0] & 0x7f) << 24 | (uint32_t)hash.bytes[1] << 16 |
                   (uint32_t)hash.bytes[2] << 8 | hash.bytes[3];

    return key ? key : 1;
}

uint32_t docx_marks_comment(const char *id)
{
    return key_of("comment:", id);
}

uint32_t docx_marks_note(const char *proposal)
{
    return key_of("note:", proposal);
}
