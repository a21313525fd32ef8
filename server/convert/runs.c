#include "convert/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/reference.h"

#define MAX_BRACKETS (RUNS_MAX_BRACKETS - 2) /* an entry may have two around all of its words */

struct bracket {
    const char *key; /* of its attribute */
    const char *proposal;
    bool deletes;
    size_t end; /* the piece behind its last one */
};

/* The brackets around one piece, outermost first. */
struct brackets {
    struct bracket list[MAX_BRACKETS];
    size_t count;
};

static const char *proposal_of(const char *key, bool *deletes)
{
    *deletes = strncmp(key, "del:", 4) == 0;
    return *deletes || strncmp(key, "ins:", 4) == 0 ? key + 4 : NULL;
}

/* In no order. */
static struct brackets brackets_of(const struct attributes *set)
{
    struct brackets out = {.count = 0};

    for (size_t i = 0; i < attributes_count(set) && out.count < MAX_BRACKETS; i++) {
        struct bracket bracket = {.key = attributes_at(set, i).key};
        bracket.proposal = proposal_of(bracket.key, &bracket.deletes);
        if (bracket.proposal)
            out.list[out.count++] = bracket;
    }
    return out;
}

bool runs_show(const struct attributes *attributes, enum document_view view)
{
    struct brackets brackets = brackets_of(attributes);

    for (size_t i = 0; i < brackets.count; i++) {
        if (view == DOCUMENT_CLEAN ? brackets.list[i].deletes
                                   : view == DOCUMENT_BASE && !brackets.list[i].deletes)
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

/* Where the stretch that starts at piece `i` ends. */
static size_t stretch_end(const struct delta *text, enum document_view view, size_t i, const char *key)
{
    do
        i = next_shown(text, view, i + 1);
    while (i < text->count && attributes_get(text->ops[i].attributes, key).key);
    return i;
}

/* Outer ones first: those that go on longer; on the same words, insertions before deletions, then the one whose id is lower. */
static int compare_brackets(const void *a, const void *b)
{
    const struct bracket *x = a, *y = b;

    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    if (x->deletes != y->deletes)
        return x->deletes ? 1 : -1;
    return strcmp(x->proposal, y->proposal);
}

static bool is_among(const struct brackets *brackets, const char *key)
{
    for (size_t i = 0; i < brackets->count; i++)
        if (strcmp(brackets->list[i].key, key) == 0)
            return true;
    return false;
}

/* Closes what does not go on, and opens what begins at piece `i`. */
static void turn(struct brackets *open, const struct brackets *wanted, const struct delta *text,
                 enum document_view view, size_t i, const struct run_visitor *visitor)
{
    size_t same = 0;

    while (same < open->count && is_among(wanted, open->list[same].key))
        same++;
    while (open->count > same)
        visitor->close(visitor->context, open->list[--open->count].deletes);
    for (size_t k = 0; k < wanted->count; k++) {
        if (is_among(open, wanted->list[k].key))
            continue;
        struct bracket *next = &open->list[open->count++];
        *next = wanted->list[k];
        next->end = stretch_end(text, view, i, next->key);
    }
    qsort(open->list + same, open->count - same, sizeof *open->list, compare_brackets);
    for (size_t k = same; k < open->count; k++)
        visitor->open(visitor->context, open->list[k].proposal, open->list[k].deletes);
}

unsigned run_format_of(const struct attributes *set)
{
    return (attributes_get(set, "bold").key ? RUN_BOLD : 0u) |
           (attributes_get(set, "italic").key ? RUN_ITALIC : 0u) |
           (attributes_get(set, "underline").key ? RUN_UNDERLINE : 0u);
}

static void show(const struct delta *text, const struct delta_op *op, char next,
                 const struct run_visitor *visitor)
{
    struct run run = {.bytes = delta_op_bytes(text, op), .len = op->len_bytes, .next = next};

    run.format = run_format_of(op->attributes);
    run.target = reference_target(op->attributes);
    run.link = run.target ? NULL : attributes_get(op->attributes, "link").string;
    visitor->run(visitor->context, &run);
}

static void visit_text(const struct delta *text, enum document_view view, const struct run_visitor *visitor)
{
    struct brackets open = {.count = 0};
    const struct brackets none = {.count = 0};

    for (size_t i = next_shown(text, view, 0); i < text->count;) {
        const struct delta_op *op = &text->ops[i];
        size_t after = next_shown(text, view, i + 1);
        struct brackets wanted = view == DOCUMENT_BRACKETS ? brackets_of(op->attributes) : none;
        turn(&open, &wanted, text, view, i, visitor);
        char next = after < text->count ? delta_op_bytes(text, &text->ops[after])[0] : ' ';
        show(text, op, next, visitor);
        i = after;
    }
    turn(&open, &none, text, view, text->count, visitor);
}

void runs_visit(const struct document_item *item, enum document_view view, const struct run_visitor *visitor)
{
    const char *insertion = view == DOCUMENT_BRACKETS ? item->insertion : NULL;
    const char *removal = view == DOCUMENT_BRACKETS ? item->removal : NULL;

    if (insertion)
        visitor->open(visitor->context, insertion, false);
    if (removal)
        visitor->open(visitor->context, removal, true);
    if (item->text)
        visit_text(item->text, view, visitor);
    if (removal)
        visitor->close(visitor->context, true);
    if (insertion)
        visitor->close(visitor->context, false);
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
        bool gone = (view == DOCUMENT_CLEAN && item->removal) || (view == DOCUMENT_BASE && item->insertion);
        hidden = gone ? item->depth : 0;
        if (gone)
            continue;
        out.items[out.count] = *item;
        if (view == DOCUMENT_CLEAN)
            out.items[out.count].insertion = NULL; /* it counts */
        out.count++;
    }
    document_number(&out);
    return out;
}

const char *runs_who(const struct document_markup *markup, const char *proposal)
{
    const char *name = markup->who ? markup->who(markup->context, proposal) : NULL;

    return name ? name : proposal;
}
