#include "convert/references.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "convert/number_words.h"
#include "convert/runs.h"
#include "text/reference.h"

struct target {
    char *number; /* without the word in front; empty: it has none */
    bool there;
};

struct references {
    struct map targets; /* id -> struct target */
    const char *deleted;
    struct delta *texts; /* of a shown document */
    size_t text_count;
};

static bool refers(const struct delta *text)
{
    for (size_t i = 0; text && i < text->count; i++)
        if (reference_target(text->ops[i].attributes))
            return true;
    return false;
}

static void add_target(struct references *references, const char *id)
{
    if (map_get(&references->targets, id))
        return;
    struct target *target = mem_zero(1, sizeof *target);
    target->number = mem_copy_string("");
    map_put(&references->targets, id, target);
}

static void add_targets(struct references *references, const struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct delta *text = document->items[i].text;
        for (size_t k = 0; text && k < text->count; k++) {
            const char *id = reference_target(text->ops[k].attributes);
            if (id)
                add_target(references, id);
        }
    }
}

static void number_targets(struct references *references, const struct document *document)
{
    struct numbering numbering;

    document_start(&numbering, document);
    for (size_t i = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        struct target *target = item->id ? map_get(&references->targets, item->id) : NULL;
        document_count(&numbering, item);
        if (!target)
            continue;
        free(target->number);
        target->number = mem_copy_string(numbering.path + numbering.path_word);
        target->there = !item->gone;
    }
}

struct references *references_of(const struct document *document)
{
    bool any = false;

    for (size_t i = 0; !any && i < document->count; i++)
        any = refers(document->items[i].text);
    if (!any)
        return NULL;
    struct references *references = mem_zero(1, sizeof *references);
    references->deleted = number_words(document->lang)->deleted;
    add_targets(references, document);
    number_targets(references, document);
    return references;
}

void references_destroy(struct references *references)
{
    struct target *target;

    if (!references)
        return;
    for (size_t i = 0; i < references->text_count; i++)
        delta_clear(&references->texts[i]);
    for (size_t i = 0; (target = map_next(&references->targets, &i));) {
        free(target->number);
        free(target);
    }
    free(references->texts);
    map_clear(&references->targets);
    free(references);
}

bool references_has(const struct references *references, const char *target)
{
    const struct target *found = references ? map_get(&references->targets, target) : NULL;

    return found && found->there;
}

void references_words(const struct references *references, const char *target, const char *stored, size_t len,
                      struct buf *out)
{
    const struct target *found = references ? map_get(&references->targets, target) : NULL;

    reference_words(stored, len, found ? found->number : "", out);
    if (found && !found->there)
        buf_format(out, " %s", references->deleted);
}

void references_text(const struct references *references, const struct delta *stored, struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; i < stored->count; i++) {
        const struct delta_op *op = &stored->ops[i];
        const char *target = reference_target(op->attributes);
        struct buf words = BUF_EMPTY;
        if (target)
            references_words(references, target, delta_op_bytes(stored, op), op->len_bytes, &words);
        else
            buf_add(&words, delta_op_bytes(stored, op), op->len_bytes);
        delta_insert(out, words.bytes, words.len, op->attributes);
        buf_clear(&words);
    }
}

static void show(struct references *references, struct document *document)
{
    references->texts = mem_zero(document->count + 1, sizeof *references->texts);
    for (size_t i = 0; i < document->count; i++) {
        struct document_item *item = &document->items[i];
        if (!refers(item->text))
            continue;
        struct delta *text = &references->texts[references->text_count++];
        references_text(references, item->text, text);
        item->text = text;
    }
}

void shown_document_fill(const struct document *document, enum document_view view, struct shown_document *out)
{
    out->document = runs_select(document, view);
    out->references = references_of(&out->document);
    if (out->references)
        show(out->references, &out->document);
}

void shown_document_clear(struct shown_document *shown)
{
    references_destroy(shown->references);
    free(shown->document.items);
}
