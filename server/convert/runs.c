#include "convert/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strings.h"
#include "convert/edge_blanks.h"
#include "text/reference.h"

/* Whether an attribute is the mark of a proposal. */
static bool is_mark(const char *key, bool *deletes)
{
    *deletes = strncmp(key, "del:", 4) == 0;
    return *deletes || strncmp(key, "ins:", 4) == 0;
}

bool runs_show(const struct attributes *attributes, enum document_view view)
{
    bool deletes = false;

    for (size_t i = 0; i < attributes_count(attributes); i++) {
        if (!is_mark(attributes_at(attributes, i).key, &deletes))
            continue;
        if (view == DOCUMENT_CLEAN ? deletes : view == DOCUMENT_BASE && !deletes)
            return false;
    }
    return true;
}

static size_t next_shown(const struct delta *text, enum document_view view, size_t i)
{
    while (i < text->count &&
           (text->ops[i].type != DELTA_INSERT || !runs_show(text->ops[i].attributes, view)))
        i++;
    return i;
}

unsigned run_format_of(const struct attributes *set)
{
    return (attributes_get(set, "bold").key ? RUN_BOLD : 0u) |
           (attributes_get(set, "italic").key ? RUN_ITALIC : 0u) |
           (attributes_get(set, "underline").key ? RUN_UNDERLINE : 0u);
}

size_t run_format_attributes(unsigned format, struct attribute *list)
{
    size_t count = 0;

    if (format & RUN_BOLD)
        list[count++] = (struct attribute){"bold", ATTRIBUTE_TRUE, NULL};
    if (format & RUN_ITALIC)
        list[count++] = (struct attribute){"italic", ATTRIBUTE_TRUE, NULL};
    if (format & RUN_UNDERLINE)
        list[count++] = (struct attribute){"underline", ATTRIBUTE_TRUE, NULL};
    return count;
}

/* `lead`: so many of its bytes are in italics by the scheme. A reference is shown as a whole. */
static void show(const struct delta *text, const struct delta_op *op, char next, size_t lead,
                 const struct run_visitor *visitor)
{
    struct run run = {.bytes = delta_op_bytes(text, op), .len = op->len_bytes, .next = next};

    run.format = run_format_of(op->attributes);
    run.target = reference_target(op->attributes);
    run.link = attributes_address(op->attributes);
    run.attributes = op->attributes;
    if (lead > 0 && !run.target) {
        struct run rest = run;
        run.len = lead < run.len ? lead : run.len;
        run.format |= RUN_LEAD;
        run.next = run.len < rest.len ? rest.bytes[run.len] : next;
        visitor->run(visitor->context, &run);
        rest.bytes += run.len;
        rest.len -= run.len;
        run = rest;
    }
    if (run.len > 0)
        visitor->run(visitor->context, &run);
}

struct walk {
    const struct delta *text;
    enum document_view view;
    const struct run_visitor *visitor;
    size_t lead;
};

static void show_piece(void *context, size_t at)
{
    const struct walk *walk = context;
    size_t after = next_shown(walk->text, walk->view, at + 1);
    char next = after < walk->text->count ? delta_op_bytes(walk->text, &walk->text->ops[after])[0] : ' ';

    const struct delta_op *op = &walk->text->ops[at];
    size_t lead = walk->visitor->leads && walk->lead > op->at_bytes ? walk->lead - op->at_bytes : 0;
    show(walk->text, op, next, lead, walk->visitor);
}

static void open_bracket(void *context, const struct nesting_bracket *bracket)
{
    const struct run_visitor *visitor = ((const struct walk *)context)->visitor;

    visitor->open(visitor->context, bracket);
}

static void close_bracket(void *context, const struct nesting_bracket *bracket)
{
    const struct run_visitor *visitor = ((const struct walk *)context)->visitor;

    visitor->close(visitor->context, bracket);
}

/* The proposal, one of several alternatives, that a view shows these words of; NULL: of none. */
static const char *undecided_of(const struct document_item *item, const struct attributes *attributes)
{
    if (!item->undecided)
        return NULL;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        const char *key = attributes_at(attributes, i).key;
        if (strncmp(key, "ins:", 4) == 0 && map_get(item->undecided, key + 4))
            return key + 4;
    }
    return item->taken && map_get(item->undecided, item->taken) ? item->taken : NULL;
}

/* Ends the bracket of one proposal and begins that of another; NULL: none. */
static void go_to(struct walk *walk, const char **open, const char *proposal)
{
    if (strings_same(*open, proposal))
        return;
    const struct nesting_bracket ends = {.proposals = open, .count = 1};
    if (*open)
        close_bracket(walk, &ends);
    *open = proposal;
    const struct nesting_bracket begins = {.proposals = open, .count = 1};
    if (*open)
        open_bracket(walk, &begins);
}

/* What a view leaves of the words. */
static void visit_shown(struct walk *walk, const struct document_item *item)
{
    const struct delta *text = walk->text;
    const char *open = NULL;

    for (size_t i = next_shown(text, walk->view, 0); i < text->count;
         i = next_shown(text, walk->view, i + 1)) {
        go_to(walk, &open, undecided_of(item, text->ops[i].attributes));
        show_piece(walk, i);
    }
    go_to(walk, &open, NULL);
}

void runs_visit(const struct document_item *item, enum document_view view, const struct run_visitor *visitor)
{
    static const struct delta empty = DELTA_EMPTY;
    struct walk walk = {item->text ? item->text : &empty, view, visitor, item->lead};
    const struct nesting_visitor nested = {open_bracket, close_bracket, show_piece, &walk};
    const struct nesting_around around = {item->removals, item->removal_count, item->insertion};

    if (view != DOCUMENT_BRACKETS) {
        visit_shown(&walk, item);
        return;
    }
    struct delta inside = visitor->edges ? edge_blanks_leave(walk.text) : (struct delta)DELTA_EMPTY;
    walk.text = visitor->edges ? &inside : walk.text;
    nesting_visit(walk.text, &around, &nested);
    delta_clear(&inside);
}

struct document runs_select(const struct document *document, enum document_view view)
{
    struct document out = *document;
    int hidden = 0; /* entries deeper than this are below one that is not shown; 0: none */

    out.items = mem_zero(document->count + 1, sizeof *out.items);
    out.count = 0;
    for (size_t i = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        if (hidden > 0 && item->depth > hidden)
            continue;
        bool gone =
            (view == DOCUMENT_CLEAN && item->removal_count) || (view == DOCUMENT_BASE && item->insertion);
        hidden = gone ? item->depth : 0;
        if (gone)
            continue;
        out.items[out.count] = *item;
        if (view == DOCUMENT_CLEAN) {
            out.items[out.count].taken = item->insertion;
            out.items[out.count].insertion = NULL; /* it counts */
        }
        out.count++;
    }
    document_number(&out);
    return out;
}

const char *runs_who(const struct document_markup *markup, const char *const *proposals, size_t count)
{
    const char *name = markup->who ? markup->who(markup->context, proposals, count) : NULL;

    return name ? name : proposals[0];
}
