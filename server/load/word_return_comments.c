/* The step of word_return_read() for comments: those of the file that the draft does not have become wishes, each at the words that it is about. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/docx_marks.h"
#include "draft/comments.h"
#include "draft/proposals.h"
#include "load/word_return_state.h"
#include "text/utf.h"

/* Whether our export wrote it: it is one of the draft's, or the note of a proposal. */
static bool is_ours(const struct draft *draft, const struct word_comment *comment, const char **id)
{
    *id = NULL;
    for (size_t i = 0; comment->key && i < draft->comments.count; i++) {
        const struct comment *one = draft->comments.all[i];
        if (docx_marks_comment(one->id) == comment->key) {
            *id = one->id;
            return true;
        }
    }
    for (size_t i = 0; comment->key && i < draft->proposals.count; i++)
        if (docx_marks_note(((const struct proposal *)draft->proposals.all[i])->id) == comment->key)
            return true;
    for (size_t i = 0; i < draft->comments.count; i++) {
        const struct comment *one = draft->comments.all[i];
        if (!one->removed && strcmp(one->words, comment->words) == 0)
            return true;
    }
    return false;
}

static const struct word_shown *shown_at(const struct word_return *returned, size_t paragraph)
{
    for (size_t i = 0; i < returned->shown_count; i++)
        if (returned->shown[i].line && returned->shown[i].line->paragraph == paragraph)
            return &returned->shown[i];
    return NULL;
}

/* The unit of the item's text that a byte of its paragraph is. */
static uint32_t unit_at(const struct word_shown *shown, const uint32_t *pairs, uint32_t byte)
{
    const struct align_cells *now = &shown->line->cells;

    for (size_t i = 0; i < now->count; i++)
        if (now->list[i].source >= byte && pairs[i] != ALIGN_NONE)
            return shown->cells.list[pairs[i]].source;
    return word_return_place_before(&shown->cells, shown->cells.count);
}

void word_return_read_comments(struct word_return *returned)
{
    struct word_file *file = &returned->file;

    for (size_t i = 0; i < file->comment_count && returned->wish_count < WORD_RETURN_MAX; i++) {
        const struct word_comment *comment = &file->comments[i];
        const struct word_comment *first =
            comment->answers == SIZE_MAX ? comment : &file->comments[comment->answers];
        const struct word_shown *shown = shown_at(returned, first->from.paragraph);
        const char *id, *answered = NULL;
        if (!shown || is_ours(returned->draft, comment, &id) ||
            utf_is_blank(comment->words, strlen(comment->words)))
            continue;
        if (first != comment && (!is_ours(returned->draft, first, &answered) || !answered))
            answered = NULL; /* an answer to what is new itself: it stands beside it */
        struct word_wish *wish = word_return_add_wish(returned, WISH_COMMENT, shown->item);
        word_wish_say(wish, file->authors[comment->author], comment->words, answered);
        if (answered || first->to.paragraph != first->from.paragraph)
            continue;
        uint32_t *pairs = mem_alloc((shown->line->cells.count + 1) * sizeof *pairs);
        align_pair(&shown->cells, &shown->line->cells, pairs);
        word_wish_range(wish, unit_at(shown, pairs, first->from.byte), unit_at(shown, pairs, first->to.byte));
        free(pairs);
    }
}
