#include <string.h>

#include "record/compare_write.h"

static void write_note(struct buf *out, const struct comparison *comparison, const char *what,
                       const char *item, uint64_t seq)
{
    const struct compare_words *words = compare_words_for(comparison->after.document.lang);
    struct authorship author = comparison_op(comparison, seq);
    buf_format(out, " {%s", what);
    if (item) {
        buf_char(out, ' ');
        compare_write_item(out, comparison, item);
    }
    if (author.by) {
        buf_text(out, ": ");
        compare_write_author(out, comparison, &author, words);
    }
    buf_char(out, '}');
}

static void write_state(struct buf *out, const struct comparison *comparison, const struct compare_row *row)
{
    const struct compare_words *words = compare_words_for(comparison->after.document.lang);
    if (row->split_from)
        write_note(out, comparison, words->split, row->split_from, row->state_by);
    else if (row->joined_to)
        write_note(out, comparison, words->joined, row->joined_to, row->state_by);
    else if (row->state == ROW_ADDED || row->state == ROW_RESTORED || row->state == ROW_REMOVED)
        write_note(out, comparison,
                   row->state == ROW_ADDED      ? words->added
                   : row->state == ROW_RESTORED ? words->restored
                                                : words->removed,
                   NULL, row->state_by);
    if (row->moved)
        write_note(out, comparison, words->moved, NULL, row->moved_by);
    if (row->before && row->after && row->before->status != row->after->status)
        buf_format(out, " {%s: %s \xe2\x86\x92 %s}", words->status, item_status_name(row->before->status),
                   item_status_name(row->after->status));
    if (row->before && row->after && row->before->kind != row->after->kind)
        buf_format(out, " {%s: %s \xe2\x86\x92 %s}", words->kind, item_kind_name(row->before->kind),
                   item_kind_name(row->after->kind));
}

static void write_words(struct buf *out, const struct comparison *comparison, const struct compare_row *row,
                        const struct part *part)
{
    struct delta words;
    comparison_words(comparison, row, part, &words);
    buf_add(out, words.bytes ? words.bytes : "", words.len_bytes);
    delta_clear(&words);
}

static void write_changed(struct buf *out, const struct comparison *comparison, const struct compare_row *row,
                          const struct part *part)
{
    struct authorship author = comparison_author(comparison, row, part);
    bool whole = row->state == ROW_REMOVED || (row->state == ROW_ADDED && part->written == row->state_by);
    char sign = part->kind == PART_DELETED ? '-' : '+';
    buf_format(out, "[%c", sign);
    write_words(out, comparison, row, part);
    buf_format(out, "%c]", sign);
    if (!author.by || whole)
        return;
    buf_char(out, '{');
    compare_write_person(out, comparison, author.by);
    buf_char(out, '}');
}

static void write_part(struct buf *out, const struct comparison *comparison, const struct compare_row *row,
                       const struct part *part)
{
    if (part->kind == PART_KEPT || part->kind == PART_CAME) {
        write_words(out, comparison, row, part);
    } else if (part->kind == PART_LEFT) {
        buf_text(out, "{\xe2\x86\x92 ");
        compare_write_item(out, comparison, part->other);
        buf_char(out, '}');
    } else {
        write_changed(out, comparison, row, part);
    }
}

static void write_row(struct buf *out, const struct comparison *comparison, const struct compare_row *row)
{
    const struct document_item *item = row->after ? row->after : row->before;
    buf_text(out, row->state == ROW_SAME ? "  " : "| ");
    for (int depth = 1; depth < item->depth; depth++)
        buf_text(out, "  ");
    if (item->number[0])
        buf_format(out, "%s ", item->number);
    for (size_t i = 0; i < row->parts.count; i++)
        write_part(out, comparison, row, &row->parts.all[i]);
    write_state(out, comparison, row);
    buf_text(out, "\n\n");
}

void compare_write_txt(struct buf *out, const struct comparison *comparison)
{
    const struct document *before = &comparison->before.document, *after = &comparison->after.document;
    const struct compare_words *words = compare_words_for(after->lang);
    if (strcmp(before->title, after->title) != 0)
        buf_format(out, "[-%s-] [+%s+]\n", before->title, after->title);
    else
        buf_format(out, "%s\n", after->title);
    buf_format(out, "%s %s %llu %s %llu\n\n", words->changes, words->from, (unsigned long long)before->seq,
               words->to, (unsigned long long)after->seq);
    if (!comparison->changes)
        buf_format(out, "%s\n\n", words->nothing);
    for (size_t i = 0; i < comparison->count; i++)
        write_row(out, comparison, &comparison->rows[i]);
}
