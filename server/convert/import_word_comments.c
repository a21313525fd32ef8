/* Comments of a Word file on the entries that its paragraphs have become. */
#include "convert/import_word_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf.h"

#define COMMENT_MAX_U16 4000 /* a longer one goes on in answers */

/* A place in the words of a piece, as units of its first entry's text. */
static uint32_t place_in_entry(const struct word_making *making, size_t piece, size_t byte)
{
    const struct delta *text = &making->out->items[making->entries[piece]].text;
    size_t skip = making->skips[piece];
    size_t at = byte - skip; /* with a number in front of a heading, skip is that much below zero */

    if (skip <= byte || skip > SIZE_MAX / 2)
        at = at < text->len_bytes ? at : text->len_bytes;
    else
        at = 0;
    return utf_len_u16(text->bytes ? text->bytes : "", at);
}

static void add_range(struct word_making *making, const struct word_comment *comment,
                      struct contested_comment *out)
{
    const struct word_place *from = &making->pieces.places[comment->from.paragraph];
    const struct word_place *to =
        comment->to.paragraph < making->file->count ? &making->pieces.places[comment->to.paragraph] : from;
    size_t end = to->piece == from->piece ? to->byte + comment->to.byte : SIZE_MAX / 2;

    if (making->pieces.list[from->piece].other.words.len > 0 &&
        comment->from.paragraph != making->pieces.list[from->piece].first)
        return; /* on the translation */
    out->from = place_in_entry(making, from->piece, from->byte + comment->from.byte);
    out->to = place_in_entry(making, from->piece, end);
    out->ranged = out->to > out->from;
}

/* Appends a comment, in pieces where it is too long; returns the index of the first. */
static size_t add_comment(struct word_making *making, const struct word_comment *comment, size_t entry,
                          size_t answers)
{
    struct contested *contested = &making->out->contested;
    const char *rest = comment->words;
    size_t first = contested->comment_count;

    do {
        size_t len = strlen(rest);
        size_t piece = utf_len_u16(rest, len) > COMMENT_MAX_U16
                           ? utf_bytes_of(rest, len, COMMENT_MAX_U16 - 1, NULL)
                           : len;
        char *words = mem_copy_bytes(rest, piece);
        struct contested_comment *added = contested_comment(contested, entry, words);
        word_voices_speak(&making->voices, comment->author, &added->by, NULL);
        added->answers = answers;
        if (contested->comment_count - 1 > first && answers == CONTESTED_NONE)
            added->answers = first;
        free(words);
        rest += piece;
    } while (*rest);
    return first;
}

void word_making_add_comments(struct word_making *making)
{
    struct word_file *file = making->file;
    size_t *added = mem_alloc((file->comment_count + 1) * sizeof *added);

    for (size_t turn = 0; turn < 2;
         turn++) { /* first ones, then answers, which may stand in front of them in the file */
        for (size_t i = 0; i < file->comment_count; i++) {
            const struct word_comment *comment = &file->comments[i];
            bool first = comment->answers == SIZE_MAX;
            const struct word_comment *hangs = first ? comment : &file->comments[comment->answers];
            if (first != (turn == 0) || making->out->count == 0)
                continue;
            bool placed = hangs->from.paragraph < file->count &&
                          making->pieces.places[hangs->from.paragraph].piece != SIZE_MAX;
            size_t piece = placed ? making->pieces.places[hangs->from.paragraph].piece : SIZE_MAX;
            size_t entry = placed && making->entries[piece] != SIZE_MAX ? making->entries[piece] : 0;
            added[i] = SIZE_MAX;
            if (utf_is_blank(comment->words, strlen(comment->words)))
                continue;
            size_t answers = first ? CONTESTED_NONE : added[comment->answers];
            added[i] = add_comment(making, comment, entry, answers == SIZE_MAX ? CONTESTED_NONE : answers);
            struct contested_comment *said = &making->out->contested.comments[added[i]];
            said->resolved = first && comment->resolved;
            if (first && placed && making->entries[piece] != SIZE_MAX)
                add_range(making, comment, said);
        }
    }
    free(added);
}
