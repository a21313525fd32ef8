/* A text has one order of paragraphs, and both moments must be read off it. So the later moment's rows are laid out first; then the earlier
 * moment is walked in its own order, and what is not there where it stood is put behind what it stood behind: rows that are gone, and, once
 * more, rows that travelled: they leave where they were and arrive where they are.
 *
 *   earlier:  1  2  3  4      later:  3  1  4'      laid out:  3 arrives   1   2 gone   3 leaves   4 with its changes
 *
 * An item travels if it was moved, if it stands below one that was, or if its kind is another.
 */
#include "record/compare_revise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/country.h"
#include "draft/participants.h"
#include "draft/proposals.h"

#define NOBODY "Plenaria" /* who made a change of which the log names nobody */

/* One paragraph to be, in a list. */
struct place {
    const struct compare_row *row;
    enum revised_move move;
    struct place *next;
};

struct redline {
    const struct comparison *comparison;
    struct revised *revised;
    bool *travels;                  /* of each row */
    const struct revision **movers; /* of each row that travels */
    struct place *places;           /* at most two for each row */
    size_t place_count;
    struct place first; /* in front of all */
};

/* ---- who ---- */

static const struct revision *revision_of(struct redline *redline, const struct authorship *author)
{
    const struct comparison *comparison = redline->comparison;
    const struct participant *who =
        author->by ? participants_find(comparison->moments.to->draft, author->by) : NULL;
    const char *delegation = author->proposal && author->proposal->delegation ? author->proposal->delegation
                             : who                                            ? who->delegation
                                                                              : NULL;
    struct revision *revision = revised_keep(redline->revised, mem_zero(1, sizeof *revision));

    revision->at = author->at;
    revision->author = delegation   ? country_name(delegation, comparison->after.document.lang)
                       : who        ? who->name
                       : author->by ? author->by
                                    : NOBODY;
    return revision;
}

static const struct revision *revision_of_op(struct redline *redline, uint64_t seq)
{
    struct authorship author = comparison_op(redline->comparison, seq);

    return revision_of(redline, &author);
}

static const struct revision *revision_of_part(struct redline *redline, const struct compare_row *row,
                                               const struct part *part)
{
    struct authorship author = comparison_author(redline->comparison, row, part);

    if ((part->kind == PART_CAME || part->kind == PART_LEFT) && row->state_by)
        return revision_of_op(redline, row->state_by);
    return revision_of(redline, &author);
}

/* ---- what travels ---- */

/* Whoever moved the nearest item above, or itself; NULL: nobody. */
static void find_travellers(struct redline *redline)
{
    const struct comparison *comparison = redline->comparison;
    const struct revision *above[DRAFT_MAX_DEPTH + 1] = {NULL};
    size_t furthest = 0; /* place of what stays, so far */

    for (size_t i = 0; i < comparison->count; i++) {
        const struct compare_row *row = &comparison->rows[i];
        if (!row->after)
            continue;
        int depth = row->after->depth;
        above[depth] = row->moved ? revision_of_op(redline, row->moved_by) : above[depth - 1];
        if (!row->before)
            continue;
        bool other = row->before->kind != row->after->kind || row->before->depth != row->after->depth ||
                     row->place_before < furthest;
        redline->travels[i] = above[depth] || other;
        redline->movers[i] = above[depth] ? above[depth] : revision_of_op(redline, 0);
        if (!redline->travels[i])
            furthest = row->place_before;
    }
}

/* ---- the order of paragraphs ---- */

static struct place *put_behind(struct redline *redline, struct place *before, const struct compare_row *row,
                                enum revised_move move)
{
    struct place *place = &redline->places[redline->place_count++];

    *place = (struct place){row, move, before->next};
    before->next = place;
    return place;
}

static void lay_out(struct redline *redline)
{
    const struct comparison *comparison = redline->comparison;
    size_t before_count = comparison->shown_before.count;
    size_t *rows = mem_zero(before_count + 1, sizeof *rows); /* by place in the earlier document, from 1 */
    struct place **stays = mem_zero(comparison->count + 1, sizeof *stays);
    struct place *last = &redline->first;

    for (size_t i = 0; i < comparison->count; i++) {
        const struct compare_row *row = &comparison->rows[i];
        if (row->before)
            rows[row->place_before] = i + 1;
        if (!row->after)
            continue;
        last = put_behind(redline, last, row, redline->travels[i] ? REVISED_ARRIVES : REVISED_STAYS);
        stays[i] = redline->travels[i] ? NULL : last;
    }
    last = &redline->first;
    for (size_t at = 0; at < before_count; at++) {
        size_t i = rows[at] - 1; /* every item of the earlier document has its row */
        enum revised_move move = redline->travels[i] ? REVISED_LEAVES : REVISED_STAYS;
        last = stays[i] ? stays[i] : put_behind(redline, last, &comparison->rows[i], move);
    }
    free(stays);
    free(rows);
}

/* ---- words ---- */

static struct revised_span *add_words(struct redline *redline, struct revised_paragraph *paragraph,
                                      const struct delta *words, const struct delta_op *op)
{
    struct revised_span *span = revised_add_span(paragraph);
    const char *link = attributes_address(op->attributes);

    span->bytes = revised_keep(redline->revised, mem_copy_bytes(delta_op_bytes(words, op), op->len_bytes));
    span->len = op->len_bytes;
    span->format = run_format_of(op->attributes);
    span->link = link ? revised_keep(redline->revised, mem_copy_string(link)) : NULL;
    return span;
}

static bool is_gone(const struct part *part)
{
    return part->kind == PART_DELETED || part->kind == PART_LEFT;
}

static void add_part(struct redline *redline, struct revised_paragraph *paragraph,
                     const struct compare_row *row, struct part part)
{
    bool leaves = paragraph->move == REVISED_LEAVES, kept = part.kind == PART_KEPT;
    const struct revision *by = kept || leaves ? NULL : revision_of_part(redline, row, &part);
    bool gone = is_gone(&part);
    struct delta words;

    if (leaves && !kept && !gone)
        return;
    if (leaves && kept) /* as it was formatted then */
        part.kind = PART_DELETED;
    comparison_words(redline->comparison, row, &part, &words);
    for (size_t i = 0; i < words.count; i++) {
        struct revised_span *span = add_words(redline, paragraph, &words, &words.ops[i]);
        span->deleted = revised_apart(redline->revised, paragraph->moved, gone ? by : NULL);
        span->inserted = gone ? NULL : by;
    }
    delta_clear(&words);
}

static void add_paragraph(struct redline *redline, const struct place *place)
{
    const struct compare_row *row = place->row;
    const struct document_item *item = row->after && place->move != REVISED_LEAVES ? row->after : row->before;
    size_t at = (size_t)(row - redline->comparison->rows);
    struct revised_paragraph *paragraph = revised_add(redline->revised);

    paragraph->depth = item->depth;
    paragraph->kind = item->kind;
    paragraph->id = row->item;
    paragraph->move = place->move;
    if (row->before)
        paragraph->was = document_entry(row->before);
    if (row->after)
        paragraph->is = document_entry(row->after);
    if (!row->before)
        paragraph->inserted = revision_of_op(redline, row->state_by);
    if (!row->after)
        paragraph->deleted = revision_of_op(redline, row->state_by);
    if (place->move != REVISED_STAYS) {
        char name[32];
        snprintf(name, sizeof name, "move%zu", at + 1);
        paragraph->moved = redline->movers[at];
        paragraph->move_name = revised_keep(redline->revised, mem_copy_string(name));
    }
    for (size_t i = 0; i < row->parts.count; i++)
        add_part(redline, paragraph, row, row->parts.all[i]);
}

static void add_title(struct redline *redline)
{
    const char *before = redline->comparison->before.document.title;
    const char *after = redline->comparison->after.document.title;
    const struct revision *by = revision_of_op(redline, 0);
    struct revised *revised = redline->revised;

    revised->title = mem_zero(2, sizeof *revised->title);
    if (strcmp(before, after) != 0)
        revised->title[revised->title_count++] =
            (struct revised_span){.bytes = before, .len = strlen(before), .deleted = by};
    revised->title[revised->title_count++] = (struct revised_span){
        .bytes = after, .len = strlen(after), .inserted = strcmp(before, after) != 0 ? by : NULL};
}

void compare_revise(const struct comparison *comparison, struct revised *out)
{
    size_t count = comparison->count;
    struct redline redline = {.comparison = comparison,
                              .revised = out,
                              .travels = mem_zero(count + 1, sizeof *redline.travels),
                              .movers = mem_zero(count + 1, sizeof *redline.movers),
                              .places = mem_zero(2 * count + 1, sizeof *redline.places)};

    *out = (struct revised){.scheme_before = comparison->before.document.numbering,
                            .scheme = comparison->after.document.numbering,
                            .lang = comparison->after.document.lang};
    find_travellers(&redline);
    lay_out(&redline);
    add_title(&redline);
    for (const struct place *place = redline.first.next; place; place = place->next)
        add_paragraph(&redline, place);
    revised_number(out);
    free(redline.travels);
    free((void *)redline.movers);
    free(redline.places);
}
