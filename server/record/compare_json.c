#include <string.h>

#include "base/json_write.h"
#include "record/compare_write.h"
#include "record/person_json.h"

struct writer {
    struct buf *out;
    const struct comparison *comparison;
    struct names people; /* whoever was named */
};

static void write_number(struct buf *out, const char *name, uint64_t value)
{
    json_write_comma(out);
    json_write_key(out, name);
    buf_number(out, value);
}

static void write_author(struct writer *writer, const struct authorship *author)
{
    if (author->seq) {
        write_number(writer->out, "seq", author->seq);
        write_number(writer->out, "at", (uint64_t)author->at);
    }
    person_json_write(writer->out, "by", author->by, &writer->people);
    if (!author->proposal)
        return;
    json_write_nonempty(writer->out, "proposal", author->proposal->id);
    json_write_nonempty(writer->out, "state", proposal_state_name(author->proposal->state));
    person_json_write(writer->out, "decider", author->decider, &writer->people);
}

/* ---- an item ---- */

static void write_place(struct writer *writer, const char *name, const struct document_item *item)
{
    struct buf *out = writer->out;
    if (!item)
        return;
    json_write_comma(out);
    json_write_key(out, name);
    buf_format(out, "{\"depth\":%d", item->depth);
    json_write_nonempty(out, "number", item->number);
    json_write_nonempty(out, "kind", item_kind_name(item->kind));
    json_write_nonempty(out, "status", item_status_name(item->status));
    json_write_nonempty(out, "insertion", item->insertion);
    json_write_nonempty(out, "removal", document_removal(item));
    buf_char(out, '}');
}

static void write_op(struct writer *writer, const char *name, uint64_t seq)
{
    struct authorship author = comparison_op(writer->comparison, seq);
    json_write_comma(writer->out);
    json_write_key(writer->out, name);
    buf_char(writer->out, '{');
    write_author(writer, &author);
    buf_char(writer->out, '}');
}

static const char *const kinds[] = {[PART_KEPT] = "kept",
                                    [PART_DELETED] = "deleted",
                                    [PART_INSERTED] = "inserted",
                                    [PART_LEFT] = "left",
                                    [PART_CAME] = "came"};

static void write_words(struct writer *writer, const char *name, const struct compare_row *row,
                        const struct part *part)
{
    struct delta words;
    comparison_words(writer->comparison, row, part, &words);
    json_write_comma(writer->out);
    json_write_key(writer->out, name);
    delta_write_json(writer->out, &words);
    delta_clear(&words);
}

static void write_part(struct writer *writer, const struct compare_row *row, const struct part *part)
{
    struct part earlier = *part;
    json_write_comma(writer->out);
    buf_format(writer->out, "{\"kind\":\"%s\"", kinds[part->kind]);
    write_words(writer, "words", row, part);
    if (part->reformatted) {
        earlier.kind = PART_DELETED;
        write_words(writer, "was", row, &earlier);
    }
    json_write_nonempty(writer->out, "other", part->other);
    if (part->kind == PART_INSERTED || part->kind == PART_DELETED) {
        struct authorship author = comparison_author(writer->comparison, row, part);
        write_author(writer, &author);
    }
    buf_char(writer->out, '}');
}

static void write_row(struct writer *writer, const struct compare_row *row)
{
    static const char *const states[] = {[ROW_SAME] = "same",
                                         [ROW_CHANGED] = "changed",
                                         [ROW_ADDED] = "added",
                                         [ROW_RESTORED] = "restored",
                                         [ROW_REMOVED] = "removed"};
    struct buf *out = writer->out;
    json_write_comma(out);
    buf_char(out, '{');
    json_write_nonempty(out, "item", row->item);
    json_write_nonempty(out, "state", states[row->state]);
    write_place(writer, "before", row->before);
    write_place(writer, "after", row->after);
    if (row->state_by)
        write_op(writer, "op", row->state_by);
    if (row->moved)
        write_op(writer, "moved", row->moved_by);
    json_write_nonempty(out, "split_from", row->split_from);
    json_write_nonempty(out, "joined_to", row->joined_to);
    buf_text(out, ",\"parts\":[");
    for (size_t i = 0; i < row->parts.count; i++)
        write_part(writer, row, &row->parts.all[i]);
    buf_text(out, "]}");
}

/* ---- all of it ---- */

static void write_moment(struct buf *out, const char *name, const struct document *document,
                         const struct comparison *comparison)
{
    json_write_comma(out);
    json_write_key(out, name);
    buf_char(out, '{');
    write_number(out, "seq", document->seq);
    write_number(out, "at", (uint64_t)comparison_op(comparison, document->seq).at);
    json_write_nonempty(out, "head", document->head);
    json_write_member(out, "title", document->title);
    buf_char(out, '}');
}

void compare_write_json(struct buf *out, const struct comparison *comparison)
{
    static const char *const views[] = {
        [DOCUMENT_BRACKETS] = "brackets", [DOCUMENT_CLEAN] = "clean", [DOCUMENT_BASE] = "base"};
    struct writer writer = {.out = out, .comparison = comparison};
    buf_char(out, '{');
    json_write_nonempty(out, "draft", comparison->after.document.id);
    json_write_nonempty(out, "lang", comparison->after.document.lang);
    json_write_nonempty(out, "view", views[comparison->view]);
    write_moment(out, "from", &comparison->before.document, comparison);
    write_moment(out, "to", &comparison->after.document, comparison);
    write_number(out, "changes", comparison->changes);
    buf_text(out, ",\"items\":[");
    for (size_t i = 0; i < comparison->count; i++)
        write_row(&writer, &comparison->rows[i]);
    buf_char(out, ']');
    person_json_write_all(out, comparison->moments.to->draft, &writer.people);
    buf_text(out, "}\n");
    names_clear(&writer.people);
}
