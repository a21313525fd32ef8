/* The step of word_return_read() for the title: another one than the draft has becomes a wish. */
#include <stdio.h>
#include <string.h>

#include "convert/word_styles.h"
#include "load/word_return_state.h"

static bool is_some_title(const struct draft *draft, const struct buf *words)
{
    if (!words->bytes)
        return true;
    for (size_t i = 0; i < draft->title.count; i++) {
        const char *title = draft->title.entries[i].words;
        if (strlen(title) == words->len && memcmp(title, words->bytes, words->len) == 0)
            return true;
    }
    return false;
}

void word_return_compare_title(struct word_return *returned)
{
    const struct word_file *file = &returned->file;
    struct buf words = BUF_EMPTY;

    for (size_t i = 0; i < file->count && words.len == 0; i++) {
        const struct word_paragraph *paragraph = &file->paragraphs[i];
        if (paragraph->flow != WORD_BODY || !word_styles_get(file->styles, paragraph->style).title)
            continue;
        for (size_t k = 0; k < paragraph->run_count; k++)
            if (!word_marks_have(&file->marks[paragraph->runs[k].marks], true))
                buf_add(&words, paragraph->words.bytes + paragraph->runs[k].at, paragraph->runs[k].len);
    }
    if (is_some_title(returned->draft, &words) || returned->wish_count == WORD_RETURN_MAX) {
        buf_clear(&words);
        return;
    }
    const struct lang_entry *title = lang_map_get(&returned->draft->title, returned->lang);
    struct word_wish *wish = word_return_add_wish(returned, WISH_TITLE, NULL);
    snprintf(wish->item, sizeof wish->item, "%s",
             returned->shown_count > 0 ? returned->shown[0].item->id : "");
    buf_text(&wish->was, title ? title->words : "");
    wish->now = words;
}
