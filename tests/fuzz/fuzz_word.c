/* Any bytes are a Word file or are refused: nothing breaks, depths are possible, and what is said about entries is about entries.
 *
 * An input that begins with PK is an archive as it is. Any other is what the parts of one hold, in the order of `parts` below, with a NUL byte
 * between them: so the fuzzer meets what is inside, and not only checksums. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/import_word.h"
#include "support/word_build.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void build(const char *text, struct buf *out)
{
    struct word_parts parts = {.body = ""};
    const char **inside[] = {&parts.body,    &parts.numbering, &parts.styles, &parts.comments,
                             &parts.threads, &parts.footnotes, &parts.header, &parts.custom};

    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        *inside[i] = text;
        text += strlen(text) + 1;
    }
    word_build(out, &parts);
}

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    abort();
}

static void check(const struct outline *outline)
{
    int above = 0;

    for (size_t i = 0; i < outline->count; i++) {
        if (outline->items[i].depth < 1 || outline->items[i].depth > above + 1)
            fail("a depth that cannot be");
        above = outline->items[i].depth;
    }
    for (size_t i = 0; i < outline->contested.proposal_count; i++)
        if (outline->contested.proposals[i].entry >= outline->count)
            fail("a proposal about nothing");
    for (size_t i = 0; i < outline->contested.comment_count; i++) {
        const struct contested_comment *comment = &outline->contested.comments[i];
        if (comment->entry >= outline->count)
            fail("a comment on nothing");
        if (comment->ranged && comment->to > delta_result_len(&outline->items[comment->entry].text))
            fail("a comment behind its text");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf bytes = BUF_EMPTY, why = BUF_EMPTY;
    struct word_import import;
    struct word_options options = {.choice = (enum word_choice)(size % 3)};

    if (size > 1 && data[0] == 'P' && data[1] == 'K') {
        buf_add(&bytes, (const char *)data, size);
    } else {
        char *text = mem_zero(1, size + 16); /* parts that are missing are empty */
        memcpy(text, data, size);
        build(text, &bytes);
        free(text);
    }
    if (import_word(bytes.bytes, bytes.len, NULL, &options, &import, &why) == STATUS_OK)
        check(&import.outline);
    else if (why.len == 0)
        fail("a refusal without a word");
    word_import_clear(&import);
    buf_clear(&bytes);
    buf_clear(&why);
    return 0;
}
