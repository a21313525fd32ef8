#include "load/word_cited.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "convert/docx_marks.h"
#include "convert/runs.h"

#define FIRST_CODE 0x110000u /* behind the last character that there is */

struct cited {
    char target[ID_BYTES];
    char bookmark[DOCX_MARKS_NAME_BYTES];
    char *words;
};

void word_cited_fill(struct word_cited *out, const struct draft *draft, const char *lang,
                     enum document_view view)
{
    struct sha256 nothing = {{0}};
    enum status status;

    *out = (struct word_cited){.references = NULL};
    status = draft_document_fill(draft, lang, &nothing, &out->document);
    ALWAYS(status == STATUS_OK); /* the language is one of the draft's */
    if (view == DOCUMENT_CLEAN)
        draft_document_take_one_reading(&out->document);
    out->shown = runs_select(&out->document.document, view);
    out->references = references_of(&out->shown);
}

void word_cited_clear(struct word_cited *cited)
{
    for (size_t i = 0; i < cited->count; i++)
        free(cited->list[i].words);
    free(cited->list);
    references_destroy(cited->references);
    free(cited->shown.items);
    draft_document_clear(&cited->document);
    *cited = (struct word_cited){.references = NULL};
}

uint32_t word_cited_stored(struct word_cited *cited, const char *target, const char *stored, size_t len,
                           struct buf *words)
{
    references_words(cited->references, target, stored, len, words);
    if (!references_has(cited->references, target))
        return 0;
    for (size_t i = 0; i < cited->count; i++)
        if (strcmp(cited->list[i].target, target) == 0 && strcmp(cited->list[i].words, words->bytes) == 0)
            return FIRST_CODE + (uint32_t)i;
    cited->list = mem_grow(cited->list, cited->count, &cited->capacity, sizeof *cited->list);
    struct cited *one = &cited->list[cited->count++];
    *one = (struct cited){.words = mem_copy_string(words->bytes)};
    snprintf(one->target, sizeof one->target, "%s", target);
    docx_marks_item(target, one->bookmark);
    return FIRST_CODE + (uint32_t)cited->count - 1;
}

uint32_t word_cited_read(const struct word_cited *cited, const char *link, const char *words, size_t len)
{
    for (size_t i = 0; link[0] == '#' && i < cited->count; i++) {
        const struct cited *one = &cited->list[i];
        if (strcmp(one->bookmark, link + 1) == 0 && strlen(one->words) == len &&
            memcmp(one->words, words, len) == 0)
            return FIRST_CODE + (uint32_t)i;
    }
    return 0;
}

bool word_cited_is(uint32_t glyph)
{
    return glyph >= FIRST_CODE;
}

const char *word_cited_words(const struct word_cited *cited, uint32_t code)
{
    return cited->list[code - FIRST_CODE].words;
}

const char *word_cited_target(const struct word_cited *cited, uint32_t code)
{
    return cited->list[code - FIRST_CODE].target;
}
