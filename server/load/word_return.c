#include "load/word_return.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "load/word_return_state.h"

#define WISH_OVERHEAD_BYTES 300       /* of an op, beside its words */
#define INDEPENDENT         "compare" /* the view of a redline, and that of minutes: not for coming back */
#define MINUTES             "minutes"

/* ---- opening ---- */

enum status word_return_open(const char *bytes, size_t len, struct word_return **out,
                             struct word_return_source *source, struct buf *why)
{
    struct word_return *returned = mem_zero(1, sizeof *returned);
    struct buf struck = BUF_EMPTY;
    enum status status = word_read(bytes, len, WORD_RETURN, NULL, &returned->file, why);

    *out = NULL;
    *source = (struct word_return_source){.seq = 0};
    if (status != STATUS_OK) {
        word_return_destroy(returned);
        return status;
    }
    returned->fates = word_changes_weigh(&returned->file, &struck);
    buf_clear(&struck);
    const struct word_source *says = &returned->file.source;
    if (says->draft && strlen(says->draft) < sizeof source->draft)
        snprintf(source->draft, sizeof source->draft, "%s", says->draft);
    if (says->head && strlen(says->head) < sizeof source->head)
        snprintf(source->head, sizeof source->head, "%s", says->head);
    source->seq = says->seq;
    *out = returned;
    return STATUS_OK;
}

void word_return_destroy(struct word_return *returned)
{
    if (!returned)
        return;
    for (size_t i = 0; i < returned->line_count; i++)
        align_cells_clear(&returned->lines[i].cells);
    for (size_t i = 0; i < returned->shown_count; i++)
        align_cells_clear(&returned->shown[i].cells);
    for (size_t i = 0; i < returned->wish_count; i++)
        word_wish_clear(&returned->wishes[i]);
    word_file_clear(&returned->file);
    buf_clear(&returned->told);
    free(returned->fates);
    free(returned->lines);
    free(returned->shown);
    free(returned->wishes);
    free(returned);
}

static void tell(struct word_return *returned, const char *sentence)
{
    buf_text(&returned->told, sentence);
    buf_char(&returned->told, '\n');
}

/* ---- the whole ---- */

static enum status choose_view(struct word_return *returned, const char *lang, struct buf *why)
{
    const struct word_source *says = &returned->file.source;
    const char *chosen = lang ? lang : says->lang ? says->lang : returned->draft->langs.strings[0];

    returned->tracked = !says->view || strcmp(says->view, "tracked") == 0;
    returned->view = DOCUMENT_BRACKETS;
    if (says->view && strcmp(says->view, INDEPENDENT) == 0) {
        buf_text(why, "This file compares two versions; export the text itself, and send that back.");
        return STATUS_BAD_FILE;
    }
    if (says->view && strcmp(says->view, MINUTES) == 0) {
        buf_text(why, "This file holds the minutes; export the text itself, and send that back.");
        return STATUS_BAD_FILE;
    }
    if (!returned->tracked && !document_view_from_name(says->view, &returned->view))
        returned->tracked = true;
    if (strchr(chosen, ',')) {
        buf_text(why, "This file shows two languages beside each other, for reading; export one language, "
                      "and send that back.");
        return STATUS_BAD_FILE;
    }
    if (!string_list_has(&returned->draft->langs, chosen)) {
        buf_text(why, "The file is in a language that the draft does not have.");
        return STATUS_BAD_FILE;
    }
    snprintf(returned->lang, sizeof returned->lang, "%s", chosen);
    return STATUS_OK;
}

enum status word_return_read(struct word_return *returned, const struct draft *draft, const char *lang,
                             struct buf *why)
{
    returned->draft = draft;
    returned->base = draft_seq(draft);
    enum status status = choose_view(returned, lang, why);
    if (status != STATUS_OK)
        return status;
    word_cited_fill(&returned->cited, draft, returned->lang,
                    returned->tracked ? DOCUMENT_TRACKED : returned->view);
    word_return_show_draft(returned);
    word_return_read_lines(returned);
    returned->unmarked = word_return_pair_by_marks(returned) == 0 && returned->shown_count > 0;
    if (returned->unmarked)
        tell(returned,
             "The file does not say which paragraph is which item; they were paired by their words.");
    word_return_pair_by_words(returned);
    word_return_pair_moved(returned);
    word_return_compare_items(returned);
    word_return_compare_kinds(returned);
    word_return_compare_places(returned);
    word_return_compare_title(returned);
    word_return_read_comments(returned);
    word_wish_prepare(returned->wishes, returned->wish_count, draft);
    word_cited_clear(&returned->cited);
    returned->draft = NULL; /* it may go now */
    if (returned->wish_count < WORD_RETURN_MAX)
        return STATUS_OK;
    buf_text(why, "The file has more changes than can be taken at once; split it.");
    return STATUS_LIMIT;
}

bool word_return_next(struct word_return *returned, const struct participant *who,
                      const struct word_return_door *door)
{
    const struct draft *draft = returned->next == 0 ? door->draft(door->context) : NULL;

    for (size_t i = 0; draft && i < returned->wish_count; i++)
        word_wish_look_around(&returned->wishes[i], draft);
    if (returned->next == returned->wish_count)
        return false;
    word_wish_carry_out(&returned->wishes[returned->next++], returned->base, who, door);
    return true;
}

uint64_t word_return_bytes(const struct word_return *returned)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < returned->wish_count; i++)
        bytes += WISH_OVERHEAD_BYTES + returned->wishes[i].was.len + returned->wishes[i].now.len;
    return bytes;
}

void word_return_write_json(struct buf *out, const struct word_return *returned)
{
    buf_format(out, "{\"seq\":%llu,\"lang\":", (unsigned long long)returned->base);
    json_write_string(out, returned->lang);
    buf_text(out, ",\"items\":[");
    for (size_t i = 0; i < returned->wish_count; i++)
        word_wish_write_json(out, &returned->wishes[i]);
    buf_text(out, "],\"told\":[");
    for (size_t at = 0; at < returned->told.len;) {
        size_t len = strcspn(returned->told.bytes + at, "\n");
        json_write_comma(out);
        json_write_bytes(out, returned->told.bytes + at, len);
        at += len + 1;
    }
    buf_text(out, "]}");
}
