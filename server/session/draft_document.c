#include "session/draft_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/items.h"
#include "draft/state.h"

static bool is_stale(const struct item *item, const char *original, const char *lang)
{
    const struct item_text *source = item_text_find(item, original), *text = item_text_find(item, lang);
    uint64_t changed = source ? source->changed : 0;
    return strcmp(original, lang) != 0 && changed > (text ? text->aligned : 0);
}

static void add_item(const struct item *item, const char *original, struct draft_document *out)
{
    struct document *document = &out->document;
    struct delta *delta = &out->deltas[document->count];
    const struct item_text *text = item_text_find(item, document->lang);
    *delta = (struct delta)DELTA_EMPTY;
    if (text)
        text_slice(text->text, 0, text_len(text->text), delta);
    document->items[document->count++] = (struct document_item){
        .depth = (int)item_depth(item),
        .kind = item->kind,
        .status = item->status,
        .id = item->id,
        .text = delta,
        .stale = is_stale(item, original, document->lang),
    };
}

enum status draft_document_fill(const struct draft *draft, const char *lang, const struct sha256 *head,
                                struct draft_document *out)
{
    *out = (struct draft_document){0};
    if (!draft->langs.count || (lang && !string_list_has(&draft->langs, lang)))
        return STATUS_BAD_OP;
    const char *original = draft->langs.strings[0];
    struct document *document = &out->document;
    document->id = draft->id;
    document->lang = lang ? lang : original;
    document->original = original;
    const struct lang_entry *title = lang_map_get(&draft->title, document->lang);
    document->title = title ? title->words : "";
    document->adopted = draft->adopted;
    document->seq = draft->seq;
    sha256_hex(head, out->head);
    document->head = out->head;
    document->items = mem_zero(draft->items.count, sizeof *document->items);
    out->deltas = mem_zero(draft->items.count, sizeof *out->deltas);
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item_is_there(item))
            add_item(item, original, out);
    document_number(document);
    return STATUS_OK;
}

void draft_document_clear(struct draft_document *document)
{
    for (size_t i = 0; i < document->document.count; i++)
        delta_clear(&document->deltas[i]);
    free(document->deltas);
    free(document->document.items);
    *document = (struct draft_document){0};
}
