#include "load/draft_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/country.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/proposals.h"
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
        .start = item->start,
        .name = item->number ? item->number->name : NULL,
    };
}

/* Items that are only proposed, and those that are proposed away. */
static void add_proposals(const struct draft *draft, struct document *document)
{
    struct map places = {0};
    for (size_t i = 0; draft->open_proposals && i < document->count; i++)
        map_put(&places, document->items[i].id, &document->items[i]);
    for (size_t i = 0; draft->open_proposals && i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        struct document_item *item = map_get(&places, proposal->item->id);
        if (!item || !proposal_is_open(proposal))
            continue;
        if (proposal->act == PROPOSAL_ADD)
            item->insertion = proposal->id;
        else if (proposal->act == PROPOSAL_REMOVE)
            item->removal = proposal->id;
    }
    map_clear(&places);
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
    document->numbering = draft->numbering;
    document->adopted = draft->adopted;
    document->seq = draft->seq;
    sha256_hex(head, out->head);
    document->head = out->head;
    document->items = mem_zero(draft->items.count, sizeof *document->items);
    out->deltas = mem_zero(draft->items.count, sizeof *out->deltas);
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item_is_there(item))
            add_item(item, original, out);
    out->draft = draft;
    add_proposals(draft, document);
    document_number(document);
    return STATUS_OK;
}

const char *draft_document_who(void *context, const char *id)
{
    struct draft_document *document = context;
    const struct proposal *proposal = proposals_find(document->draft, id);
    const char *lang = document->document.lang;
    if (!proposal)
        return NULL;
    const struct participant *author = participants_find(document->draft, proposal->by);
    buf_reset(&document->who);
    buf_text(&document->who, proposal->delegation ? country_name(proposal->delegation, lang)
                             : author             ? author->name
                                                  : proposal->by);
    for (size_t i = 0; proposal->support && i < proposal->support->count; i++)
        buf_format(&document->who, ", %s", country_name(proposal->support->strings[i], lang));
    return document->who.bytes;
}

void draft_document_clear(struct draft_document *document)
{
    for (size_t i = 0; i < document->document.count; i++)
        delta_clear(&document->deltas[i]);
    free(document->deltas);
    buf_clear(&document->who);
    free(document->document.items);
    *document = (struct draft_document){0};
}
