#include "convert/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MAX_BRACKETS 16 /* around one piece of words; more are shown as these */

struct bracket {
    const char *proposal;
    bool deletes;
};

/* The brackets around one piece, outermost first: insertions, then deletions inside them. */
struct brackets {
    struct bracket list[MAX_BRACKETS];
    size_t count;
};

static const char *proposal_of(const char *key, bool *deletes)
{
    *deletes = strncmp(key, "del:", 4) == 0;
    return *deletes || strncmp(key, "ins:", 4) == 0 ? key + 4 : NULL;
}

static void collect(const struct attributes *set, bool deletions, struct brackets *out)
{
    for (size_t i = 0; i < attributes_count(set) && out->count < MAX_BRACKETS; i++) {
        bool deletes = false;
        const char *proposal = proposal_of(attributes_at(set, i).key, &deletes);
        if (proposal && deletes == deletions)
            out->list[out->count++] = (struct bracket){proposal, deletes};
    }
}

static struct brackets brackets_of(const struct attributes *set)
{
    struct brackets out = {.count = 0};

    collect(set, false, &out);
    collect(set, true, &out);
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

/* Closes what does not go on, opens what begins. */
static void turn(struct brackets *open, const struct brackets *wanted, const struct run_visitor *visitor)
{
    size_t same = 0;

    while (same < open->count && same < wanted->count &&
           strcmp(open->list[same].proposal, wanted->list[same].proposal) == 0 &&
           open->list[same].deletes == wanted->list[same].deletes)
        same++;
    while (open->count > same)
        visitor->close(visitor->context, open->list[--open->count].deletes);
    for (; open->count < wanted->count; open->count++) {
        open->list[open->count] = wanted->list[open->count];
        visitor->open(visitor->context, wanted->list[open->count].proposal,
                      wanted->list[open->count].deletes);
    }
}

static size_t next_shown(const struct delta *text, enum document_view view, size_t i)
{
    while (i < text->count &&
           (text->ops[i].type != DELTA_INSERT || !runs_show(text->ops[i].attributes, view)))
        i++;
    return i;
}

static void show(const struct delta *text, const struct delta_op *op, char next,
                 const struct run_visitor *visitor)
{
    struct run run = {.bytes = delta_op_bytes(text, op), .len = op->len_bytes, .next = next};

    run.format = (attributes_get(op->attributes, "bold").key ? RUN_BOLD : 0u) |
                 (attributes_get(op->attributes, "italic").key ? RUN_ITALIC : 0u) |
                 (attributes_get(op->attributes, "underline").key ? RUN_UNDERLINE : 0u);
    run.link = attributes_get(op->attributes, "link").string;
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
        turn(&open, &wanted, visitor);
        char next = after < text->count ? delta_op_bytes(text, &text->ops[after])[0] : ' ';
        show(text, op, next, visitor);
        i = after;
    }
    turn(&open, &none, visitor);
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
