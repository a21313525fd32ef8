#include "convert/export_json.h"

#include "base/json_write.h"
#include "convert/runs.h"

static void no_bracket(void *context, const struct nesting_bracket *bracket)
{
    (void)context;
    (void)bracket;
}

static void add_words(void *context, const struct run *run)
{
    buf_add(context, run->bytes, run->len);
}

static void add_formatted(void *context, const struct run *run)
{
    struct attribute list[RUN_FORMATS + 1];
    size_t count = 0;
    struct attributes *set = NULL;
    struct buf target = BUF_EMPTY;

    count += run_format_attributes(run->format, list + count);
    if (run->target)
        buf_format(&target, "%s%s", ATTRIBUTE_ITEM_LINK, run->target);
    if (run->link || run->target)
        list[count++] = (struct attribute){"link", ATTRIBUTE_STRING, run->target ? target.bytes : run->link};
    if (attributes_create(list, count, &set) == STATUS_OK)
        delta_insert(context, run->bytes, run->len, set);
    attributes_unref(set);
    buf_clear(&target);
}

/* With brackets the text as it is; else what the view leaves of it. */
static void write_text(struct buf *out, const struct document_item *item, enum document_view view)
{
    struct delta shown = DELTA_EMPTY;
    struct buf words = BUF_EMPTY;
    const struct run_visitor as_delta = {no_bracket, no_bracket, add_formatted, &shown, false, false};
    const struct run_visitor as_words = {no_bracket, no_bracket, add_words, &words, false, false};

    json_write_comma(out);
    json_write_key(out, "text");
    if (view == DOCUMENT_BRACKETS && item->text) {
        delta_write_json(out, item->text);
    } else {
        runs_visit(item, view, &as_delta);
        delta_write_json(out, &shown);
    }
    runs_visit(item, view, &as_words);
    json_write_comma(out);
    json_write_key(out, "words");
    json_write_bytes(out, words.bytes ? words.bytes : "", words.len);
    delta_clear(&shown);
    buf_clear(&words);
}

static void write_item(struct buf *out, const struct document_item *item, const char *path,
                       enum document_view view)
{
    json_write_comma(out);
    buf_char(out, '{');
    json_write_nonempty(out, "id", item->id);
    json_write_nonempty(out, "handle", item->handle);
    json_write_comma(out);
    buf_format(out, "\"depth\":%d", item->depth);
    json_write_nonempty(out, "kind", item_kind_name(item->kind));
    json_write_nonempty(out, "number", item->number);
    json_write_nonempty(out, "path", path);
    json_write_nonempty(out, "status", item_status_name(item->status));
    json_write_nonempty(out, "insertion", item->insertion);
    json_write_nonempty(out, "removal", document_removal(item));
    json_write_nonempty(out, "former", item->former);
    if (item->gone)
        buf_text(out, ",\"gone\":true");
    if (item->stale)
        buf_text(out, ",\"stale\":true");
    write_text(out, item, view);
    buf_char(out, '}');
}

/* Those whose marks are in the texts, or whose items are there, in the order in which they were made. */
static void write_proposals(struct buf *out, const struct document *document,
                            const struct document_markup *markup)
{
    json_write_comma(out);
    json_write_key(out, "proposals");
    buf_char(out, '[');
    for (size_t i = 0; i < document->proposal_count; i++) {
        const struct document_proposal *proposal = &document->proposals[i];
        unsigned alternative = markup->alternative ? markup->alternative(markup->context, proposal->id) : 0;
        json_write_comma(out);
        buf_char(out, '{');
        json_write_nonempty(out, "id", proposal->id);
        json_write_nonempty(out, "who", proposal->who);
        json_write_nonempty(out, "support", proposal->support);
        json_write_nonempty(out, "note", proposal->note);
        json_write_nonempty(out, "group", proposal->group);
        if (alternative)
            buf_format(out, ",\"alternative\":%u", alternative);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void export_json(struct buf *out, const struct document *document, const struct document_markup *markup)
{
    struct numbering numbering;

    buf_char(out, '{');
    json_write_nonempty(out, "id", document->id);
    json_write_member(out, "title", document->title ? document->title : "");
    json_write_nonempty(out, "lang", document->lang);
    json_write_nonempty(out, "original", document->original);
    json_write_nonempty(out, "view", document_view_name(markup->view));
    json_write_comma(out);
    json_write_key(out, "adopted");
    json_write_bool(out, document->adopted);
    buf_text(out, ",\"seq\":");
    buf_number(out, document->seq);
    json_write_nonempty(out, "head", document->head);
    json_write_nonempty(out, "date", document->date);
    buf_text(out, ",\"items\":[");
    document_start(&numbering, document);
    for (size_t i = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        document_count(&numbering, item);
        write_item(out, item, numbering.path, markup->view);
    }
    buf_char(out, ']');
    if (markup->view == DOCUMENT_BRACKETS || markup->view == DOCUMENT_TRACKED)
        write_proposals(out, document, markup);
    buf_text(out, "}\n");
}
