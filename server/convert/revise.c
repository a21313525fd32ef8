/* Marks of proposals -> revisions.
 *
 * In a draft marks lie over each other: words carry the ins: of everybody inside whose proposal they stand, and a del: for everybody who
 * wants them away. A word processor knows one who inserted and one who deleted. So of several ins: the inner one counts, that is the one
 * that goes on least far around the words, of two that go equally far the later one; and the del: are joined into one author.
 *
 *   México proposes "pagar los gastos", Canadá in it "todos ", Chile and Perú strike "gastos":
 *
 *   ins México "pagar " · ins Canadá "todos " · ins México "los " · ins México ( del Chile; Perú "gastos" )
 *
 * How far a mark goes on is found by walking the spans once forwards and once backwards, so it costs as much as there are marks.
 * An item that is proposed as a whole, or proposed away, takes what stands below it along.
 */
#include "convert/revise.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "convert/bracket_label.h"
#include "convert/brackets.h"
#include "convert/contested.h"
#include "convert/number_words.h"
#include "convert/references.h"
#include "convert/words.h"
#include "text/reference.h"

#define MOST_NAMES                                                                                           \
    200 /* bytes of names of those who want the same words away; no further one is added beyond */

/* A proposal while the document is walked. */
struct marker {
    struct revision revision;
    const char *id;
    const struct document_proposal *proposal; /* NULL: the document does not say who made it */
    const struct marker *around; /* somebody else's proposal that its words stand in; NULL: none */
    size_t order;
    size_t seen[2],
        edge[2];        /* for ins: and del:, the span that was seen last, and where the mark began there */
    size_t walk, until; /* in the item where `walk` began: the last span that has its words */
    bool noted;         /* its comment is written */
};

/* One mark on one span. */
struct mark {
    struct marker *marker;
    bool deletes;
    size_t first, last; /* the spans over which it goes on */
};

struct marks {
    struct mark *list;
    size_t count, capacity;
    size_t *of; /* of[i] … of[i + 1]: those of span i */
};

struct reviser {
    const struct document *document;
    const struct document_markup *markup;
    const struct words *words;
    const struct references *references; /* NULL: none */
    struct revised *out;
    struct map markers; /* id -> struct marker */
    size_t spans;       /* walked so far, and one for each item, so that no mark goes on from item to item */
    struct marker *inserted[DRAFT_MAX_DEPTH + 1], *deleted[DRAFT_MAX_DEPTH + 1]; /* of the items above */
};

static struct marker *add_marker(struct reviser *reviser, const char *id)
{
    struct marker *marker = revised_keep(reviser->out, mem_zero(1, sizeof *marker));

    marker->id = id;
    marker->order = reviser->markers.count;
    marker->revision.author = runs_who(reviser->markup, &id, 1);
    marker->seen[0] = marker->seen[1] = SIZE_MAX - 1;
    map_put(&reviser->markers, id, marker);
    return marker;
}

static void add_markers(struct reviser *reviser)
{
    const struct document *document = reviser->document;

    for (size_t i = 0; i < document->proposal_count; i++) {
        const struct document_proposal *proposal = &document->proposals[i];
        struct marker *marker = add_marker(reviser, proposal->id);
        marker->proposal = proposal;
        marker->revision = (struct revision){proposal->who, proposal->at};
    }
}

static struct marker *marker_of(struct reviser *reviser, const char *id)
{
    struct marker *marker = id ? map_get(&reviser->markers, id) : NULL;

    if (marker || !id)
        return marker;
    marker = add_marker(reviser, id);
    marker->revision.author = revised_keep(reviser->out, mem_copy_string(marker->revision.author));
    return marker;
}

/* --- how far marks go on -------------------------------------------------------------------------------------------- */

static void add_mark(struct reviser *reviser, struct marks *marks, const char *key, size_t span)
{
    bool deletes = strncmp(key, "del:", 4) == 0;

    if (!deletes && strncmp(key, "ins:", 4) != 0)
        return;
    struct marker *marker = marker_of(reviser, key + 4);
    size_t place = reviser->spans + span;
    if (marker->seen[deletes] + 1 != place)
        marker->edge[deletes] = span;
    marker->seen[deletes] = place;
    marks->list = mem_grow(marks->list, marks->count, &marks->capacity, sizeof *marks->list);
    marks->list[marks->count++] = (struct mark){marker, deletes, marker->edge[deletes], span};
}

/* Fills in `last` of each mark. add_mark knows where a mark begins; where it ends shows when the spans are
 * walked backwards. */
static void find_ends(struct reviser *reviser, struct marks *marks, size_t spans)
{
    for (size_t i = spans; i-- > 0;) {
        size_t place = reviser->spans + i;
        for (size_t k = marks->of[i]; k < marks->of[i + 1]; k++) {
            struct mark *mark = &marks->list[k];
            struct marker *marker = mark->marker;
            if (marker->seen[mark->deletes] != place + 1)
                marker->edge[mark->deletes] = i;
            marker->seen[mark->deletes] = place;
            mark->last = marker->edge[mark->deletes];
            marker->until = marker->walk == reviser->spans && marker->until > i ? marker->until : i;
            marker->walk = reviser->spans;
        }
    }
}

static void collect_marks(struct reviser *reviser, const struct delta *text, struct marks *out)
{
    out->of = mem_zero(text->count + 1, sizeof *out->of);
    for (size_t i = 0; i < text->count; i++) {
        const struct attributes *set = text->ops[i].attributes;
        out->of[i] = out->count;
        for (size_t k = 0; k < attributes_count(set); k++)
            add_mark(reviser, out, attributes_at(set, k).key, i);
    }
    out->of[text->count] = out->count;
    find_ends(reviser, out, text->count);
}

/* --- who inserted, who deleted -------------------------------------------------------------------------------------- */

static bool is_inside(const struct mark *a, const struct mark *b)
{
    size_t a_len = a->last - a->first, b_len = b->last - b->first;

    return a_len != b_len ? a_len < b_len : a->marker->order > b->marker->order;
}

/* The innermost of those that insert span `i`, other than the one of `except`; NULL: none. */
static const struct mark *innermost(const struct marks *marks, size_t i, const struct marker *except)
{
    const struct mark *found = NULL;

    for (size_t k = marks->of[i]; k < marks->of[i + 1]; k++) {
        const struct mark *mark = &marks->list[k];
        if (!mark->deletes && mark->marker != except && (!found || is_inside(mark, found)))
            found = mark;
    }
    return found;
}

static bool is_other(const struct marker *a, const struct marker *b)
{
    return strcmp(a->revision.author, b->revision.author) != 0;
}

static const struct revision *inserter(const struct marks *marks, size_t i, struct marker *whole)
{
    const struct mark *inner = innermost(marks, i, NULL);

    if (!inner)
        return whole ? &whole->revision : NULL;
    const struct mark *outer = innermost(marks, i, inner->marker);
    const struct marker *around = outer ? outer->marker : whole;
    if (around && is_other(around, inner->marker))
        inner->marker->around = around;
    return &inner->marker->revision;
}

static int by_order(const void *a, const void *b)
{
    const struct marker *const *left = a, *const *right = b;

    return (*left)->order < (*right)->order ? -1 : (*left)->order > (*right)->order;
}

/* One revision for all of them: the names in the order of the proposals, each once, and the time of the last. */
static const struct revision *join(struct reviser *reviser, struct marker **all, size_t count)
{
    struct revision *joined = revised_keep(reviser->out, mem_zero(1, sizeof *joined));
    struct buf names = BUF_EMPTY;

    qsort(all, count, sizeof *all, by_order);
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        while (same < i && is_other(all[same], all[i]))
            same++;
        if (same == i && names.len < MOST_NAMES) {
            buf_text(&names, names.len ? "; " : "");
            buf_text(&names, all[i]->revision.author);
        }
        joined->at = all[i]->revision.at > joined->at ? all[i]->revision.at : joined->at;
    }
    joined->author = revised_keep(reviser->out, buf_take(&names));
    return joined;
}

static const struct revision *deleter(struct reviser *reviser, const struct marks *marks, size_t i,
                                      struct marker *whole)
{
    size_t most = marks->of[i + 1] - marks->of[i] + 1, count = 0;
    struct marker **all = mem_alloc(most * sizeof *all);

    if (whole)
        all[count++] = whole;
    for (size_t k = marks->of[i]; k < marks->of[i + 1]; k++) {
        if (marks->list[k].deletes && marks->list[k].marker != whole)
            all[count++] = marks->list[k].marker;
    }
    const struct revision *found = count > 1 ? join(reviser, all, count) : count ? &all[0]->revision : NULL;
    free(all);
    return found;
}

/* --- comments ------------------------------------------------------------------------------------------------------- */

static char *note_of(const struct reviser *reviser, const struct marker *marker)
{
    const struct document_proposal *proposal = marker->proposal;
    struct buf note = BUF_EMPTY;

    if (proposal && proposal->note)
        buf_text(&note, proposal->note);
    if (proposal && proposal->support)
        buf_format(&note, "%s%s %s", note.len ? "\n" : "", reviser->words->supporters, proposal->support);
    if (marker->around)
        buf_format(&note, "%s%s %s.", note.len ? "\n" : "", reviser->words->falls_with,
                   marker->around->revision.author);
    if (note.len)
        return buf_take(&note);
    buf_clear(&note);
    return NULL;
}

static void add_note(struct reviser *reviser, struct revised_paragraph *paragraph, struct marker *marker,
                     bool whole, uint32_t from, uint32_t to)
{
    char *words = marker->noted ? NULL : note_of(reviser, marker);

    marker->noted = true;
    if (!words)
        return;
    struct revised_comment *comment = revised_add_comment(paragraph);
    comment->id = marker->id;
    comment->of_proposal = true;
    comment->who = marker->revision.author;
    comment->at = marker->revision.at;
    comment->words = revised_keep(reviser->out, words);
    comment->whole = whole;
    comment->from = from;
    comment->to = to;
}

/* Each proposal says its note where its first words stand. */
static void add_notes(struct reviser *reviser, struct revised_paragraph *paragraph, const struct marks *marks,
                      const struct document_item *item)
{
    if (item->insertion)
        add_note(reviser, paragraph, marker_of(reviser, item->insertion), true, 0, 0);
    if (document_removal(item))
        add_note(reviser, paragraph, marker_of(reviser, document_removal(item)), true, 0, 0);
    for (size_t k = 0; k < marks->count; k++) {
        const struct mark *mark = &marks->list[k];
        const struct revised_span *last = &paragraph->spans[mark->marker->until];
        if (!mark->marker->noted)
            add_note(reviser, paragraph, mark->marker, false, paragraph->spans[mark->first].from,
                     last->from + last->units);
    }
}

static void add_comments(struct revised_paragraph *paragraph, const struct document_item *item)
{
    size_t first = 0;

    for (size_t i = 0; i < item->comment_count; i++) {
        const struct document_comment *said = &item->comments[i];
        struct revised_comment *comment = revised_add_comment(paragraph);
        first = said->parent ? first : paragraph->comment_count - 1;
        comment->parent = first;
        comment->id = said->id;
        comment->who = said->who;
        comment->at = said->at;
        comment->words = said->words;
        comment->resolved = said->resolved;
        comment->whole = said->whole;
        comment->from = said->from;
        comment->to = said->to;
    }
}

/* --- items ---------------------------------------------------------------------------------------------------------- */

static struct revised_paragraph *add_paragraph(struct reviser *reviser, const struct document_item *item)
{
    struct revised_paragraph *paragraph = revised_add(reviser->out);

    paragraph->depth = item->depth;
    paragraph->kind = item->kind;
    paragraph->id = item->id;
    paragraph->is = paragraph->was = document_entry(item);
    if (item->former) {
        struct buf former = BUF_EMPTY;
        buf_format(&former, "(%s %s) ", number_words(reviser->document->lang)->former, item->former);
        paragraph->former = revised_keep(reviser->out, buf_take(&former));
    }
    paragraph->status = reviser->markup->statuses ? reviser->words->statuses[item->status] : NULL;
    if (item->handle && reviser->markup->handles) {
        struct buf said = BUF_EMPTY;
        buf_format(&said, DOCUMENT_HANDLE_SIGN "%s%s%s", item->handle, paragraph->status ? ", " : "",
                   paragraph->status ? paragraph->status : "");
        paragraph->status = revised_keep(reviser->out, buf_take(&said));
    }
    return paragraph;
}

/* A reference: its words, and where they lead. */
static void refer(struct reviser *reviser, struct revised_span *span, const char *target)
{
    struct buf words = BUF_EMPTY;

    references_words(reviser->references, target, span->bytes, span->len, &words);
    span->len = words.len;
    span->bytes = revised_keep(reviser->out, buf_take(&words));
    span->target = references_has(reviser->references, target) ? target : NULL;
    span->fixed = true;
}

static void add_spans(struct reviser *reviser, struct revised_paragraph *paragraph,
                      const struct document_item *item, const struct delta *text, const struct marks *marks)
{
    uint32_t from = 0;
    int depth = item->depth;

    for (size_t i = 0; i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        struct revised_span *span = revised_add_span(paragraph);
        span->bytes = delta_op_bytes(text, op);
        span->len = op->len_bytes;
        span->from = from;
        span->units = op->len_u16;
        span->lead = item->lead > op->at_bytes ? item->lead - op->at_bytes : 0;
        span->format = run_format_of(op->attributes);
        const char *target = reference_target(op->attributes);
        if (target)
            refer(reviser, span, target);
        else
            span->link = attributes_address(op->attributes);
        span->inserted = inserter(marks, i, reviser->inserted[depth]);
        span->deleted =
            revised_apart(reviser->out, span->inserted, deleter(reviser, marks, i, reviser->deleted[depth]));
        from += op->len_u16;
    }
}

static void add_tracked(struct reviser *reviser, const struct document_item *item)
{
    struct revised_paragraph *paragraph = add_paragraph(reviser, item);
    static const struct delta no_words = DELTA_EMPTY;
    const struct delta *text = item->text ? item->text : &no_words;
    struct marks marks = {0};
    int depth = item->depth;

    reviser->inserted[depth] =
        item->insertion ? marker_of(reviser, item->insertion) : reviser->inserted[depth - 1];
    reviser->deleted[depth] =
        document_removal(item) ? marker_of(reviser, document_removal(item)) : reviser->deleted[depth - 1];
    paragraph->is.proposed = paragraph->was.proposed = false; /* it counts, where it is there */
    paragraph->inserted = reviser->inserted[depth] ? &reviser->inserted[depth]->revision : NULL;
    paragraph->deleted = revised_apart(reviser->out, paragraph->inserted,
                                       reviser->deleted[depth] ? &reviser->deleted[depth]->revision : NULL);
    collect_marks(reviser, text, &marks);
    add_spans(reviser, paragraph, item, text, &marks);
    if (!reviser->markup->uncommented) {
        add_notes(reviser, paragraph, &marks, item);
        add_comments(paragraph, item);
    }
    reviser->spans += text->count + 1;
    free(marks.list);
    free(marks.of);
}

/* --- the views without revisions ------------------------------------------------------------------------------------ */

struct plain {
    struct reviser *reviser;
    struct revised_paragraph *paragraph;
    bool closed;               /* the last thing was the end of a bracket */
    size_t bare[NESTING_MOST]; /* of each open bracket: the span behind its sign if it has no label; else 0 */
    size_t open;
};

static void add_sign(struct plain *plain, const char *sign)
{
    struct revised_span *span = revised_add_span(plain->paragraph);

    span->bytes = sign;
    span->len = strlen(sign);
    span->format = REVISED_BRACKET;
}

static void open_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct plain *plain = context;
    struct buf sign = BUF_EMPTY;

    if (bracket->half == NESTING_INSTEAD)
        return;
    struct bracket_label label = bracket_label_make(plain->reviser->markup, bracket);
    buf_format(&sign, "%s[%s%s%s%s", plain->closed && label.before[0] ? " " : "", label.kind, label.before,
               label.name, label.after);
    plain->closed = false;
    add_sign(plain, revised_keep(plain->reviser->out, buf_take(&sign)));
    plain->bare[plain->open++] = label.after[0] ? 0 : plain->paragraph->span_count;
}

/* A bracket without a label whose words would be read as something else gets a name, as in bracket_writer_close. */
static void name_bracket(struct plain *plain, size_t first)
{
    struct revised_paragraph *paragraph = plain->paragraph;
    struct buf words = BUF_EMPTY, sign = BUF_EMPTY;

    for (size_t i = first; i < paragraph->span_count; i++)
        buf_add(&words, paragraph->spans[i].bytes, paragraph->spans[i].len);
    if (brackets_need_name(words.bytes ? words.bytes : "", words.len)) {
        struct revised_span *span = &paragraph->spans[first - 1];
        buf_format(&sign, "%s%s: ", span->bytes, contested_unattributed_name(plain->reviser->document->lang));
        span->len = sign.len;
        span->bytes = revised_keep(plain->reviser->out, buf_take(&sign));
    }
    buf_clear(&words);
}

static void close_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct plain *plain = context;

    if (bracket->half != NESTING_STRUCK) {
        size_t first = plain->bare[--plain->open];
        if (first)
            name_bracket(plain, first);
    }
    add_sign(plain, bracket_label_end(bracket));
    plain->closed = bracket->half != NESTING_STRUCK;
}

static void add_run(void *context, const struct run *run)
{
    struct plain *plain = context;
    struct revised_span *span = revised_add_span(plain->paragraph);

    plain->closed = false; /* what a run borrows lasts as long as the walk */
    span->bytes = revised_keep(plain->reviser->out, mem_copy_bytes(run->bytes, run->len));
    span->len = run->len;
    span->format = run->format;
    span->link = run->link ? revised_keep(plain->reviser->out, mem_copy_string(run->link)) : NULL;
    if (run->target)
        refer(plain->reviser, span, run->target);
}

static void add_plain(struct reviser *reviser, const struct document_item *item)
{
    struct plain plain = {.reviser = reviser, .paragraph = add_paragraph(reviser, item)};
    const struct run_visitor visitor = {open_bracket, close_bracket, add_run, &plain, true, true};

    runs_visit(item, reviser->markup->view, &visitor);
    if (item->remarks && reviser->markup->view == DOCUMENT_BRACKETS) {
        add_sign(&plain, " ");
        add_sign(&plain, item->remarks);
    }
}

static void add_title(const struct document *document, struct revised *out)
{
    if (!document->title || !document->title[0])
        return;
    out->title = mem_zero(1, sizeof *out->title);
    out->title[0] = (struct revised_span){.bytes = document->title, .len = strlen(document->title)};
    out->title_count = 1;
}

void revise_document(const struct document *document, const struct document_markup *markup,
                     struct revised *out)
{
    *out = (struct revised){
        .scheme = document->numbering, .scheme_before = document->numbering, .lang = document->lang};
    struct reviser reviser = {
        .document = document, .markup = markup, .words = words_for(document->lang), .out = out, .spans = 1};

    struct document shown = runs_select(document, markup->view);
    struct references *references = references_of(&shown);

    reviser.references = references;
    add_title(document, out);
    if (markup->view == DOCUMENT_TRACKED)
        add_markers(&reviser);
    for (size_t i = 0; i < shown.count; i++) {
        if (markup->view == DOCUMENT_TRACKED)
            add_tracked(&reviser, &shown.items[i]);
        else
            add_plain(&reviser, &shown.items[i]);
    }
    references_destroy(references);
    free(shown.items);
    revised_number(out);
    map_clear(&reviser.markers);
}
