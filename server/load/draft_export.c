#include "load/draft_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "load/draft_document.h"
#include "load/draft_loader.h"
#include "load/draft_talk.h"
#include "wire/op_codec.h"

/* The languages of an order, one by one. */
struct langs {
    char tags[DRAFT_MAX_LANGS][LANG_MAX + 1];
    size_t count;
};

static bool add_lang(struct langs *langs, const char *tag, size_t len)
{
    if (langs->count == DRAFT_MAX_LANGS || !len || len > LANG_MAX)
        return false;
    char *out = langs->tags[langs->count];
    snprintf(out, LANG_MAX + 1, "%.*s", (int)len, tag);
    for (size_t i = 0; i < langs->count; i++)
        if (strcmp(langs->tags[i], out) == 0)
            return false;
    langs->count++;
    return lang_valid(out);
}

static bool read_langs(const char *list, struct langs *out)
{
    *out = (struct langs){.count = 0};
    if (!list)
        return true;
    while (*list) {
        size_t len = strcspn(list, ",");
        if (!add_lang(out, list, len))
            return false;
        list += len;
        if (*list == ',' && !*++list)
            return false;
    }
    return true;
}

const char *export_order_refusal(const struct export_order *order)
{
    struct langs langs;

    if (!read_langs(order->langs, &langs))
        return "Choose one of the draft's languages, or several, each once, with commas between.";
    return export_refusal(order->format, order->view, langs.count);
}

/* --- the time of the last op ---------------------------------------------------------------------------------------- */

static bool take_time(void *context, const struct log_op *stored)
{
    int64_t *at = context;
    struct op op;

    if (op_decode(stored->bytes, stored->len, &op) != STATUS_OK)
        return false;
    *at = op.at;
    op_clear(&op);
    return false;
}

static enum status read_time(const struct export_order *order, uint64_t seq, int64_t *out)
{
    *out = 0;
    return order->log->ops->read(order->log, order->draft, seq, seq, take_time, out);
}

/* --- the documents -------------------------------------------------------------------------------------------------- */

/* One language of the draft. */
struct language {
    struct draft_document document;
    struct draft_talk talk;
};

static enum status fill(const struct export_order *order, const struct loaded_draft *loaded, const char *lang,
                        struct language *out)
{
    enum status status = draft_document_fill(loaded->draft, lang, &loaded->head, &out->document);

    if (status == STATUS_OK)
        status = read_time(order, out->document.document.seq, &out->document.document.at);
    if (status == STATUS_OK)
        status = read_time(order, 1, &out->document.document.begun);
    if (status == STATUS_OK) {
        draft_talk_add(&out->document, &out->talk);
        if (order->view == DOCUMENT_CLEAN)
            draft_document_take_one_reading(&out->document);
    }
    return status;
}

static enum status write_file(const struct export_order *order, struct language *languages, size_t count,
                              struct buf *out)
{
    const struct document_markup markup = {.view = order->view,
                                           .who = draft_document_who,
                                           .context = &languages[0].document,
                                           .alternative = draft_document_alternative,
                                           .statuses = order->statuses,
                                           .handles = order->handles,
                                           .uncommented = order->uncommented};
    struct document *documents = mem_zero(count, sizeof *documents);

    for (size_t i = 0; i < count; i++)
        documents[i] = languages[i].document.document;
    enum status status = export_write(out, order->format, documents, count, &markup);
    free(documents);
    return status;
}

static enum status export_loaded(const struct export_order *order, const struct loaded_draft *loaded,
                                 struct buf *out, struct buf *why)
{
    struct langs langs;
    (void)read_langs(order->langs, &langs); /* export_order_refusal has looked at them */
    size_t count = langs.count ? langs.count : 1, filled = 0;
    struct language *languages = mem_zero(count, sizeof *languages);
    enum status status = STATUS_OK;

    for (; filled < count && status == STATUS_OK; filled++)
        status = fill(order, loaded, langs.count ? langs.tags[filled] : NULL, &languages[filled]);
    if (status == STATUS_OK)
        status = write_file(order, languages, count, out);
    else if (status == STATUS_BAD_OP)
        buf_text(why, "Choose one of the draft's languages.");
    if (status == STATUS_TOO_LARGE)
        buf_text(why, "The file would be too large; choose one language, or the view clean.");
    for (size_t i = 0; i < filled; i++) {
        draft_talk_clear(&languages[i].talk);
        draft_document_clear(&languages[i].document);
    }
    free(languages);
    return status;
}

enum status draft_export(const struct export_order *order, struct buf *out, struct buf *why)
{
    struct load_request request = {.log = order->log, .draft = order->draft, .seq = order->seq};
    struct loaded_draft loaded;
    enum status status = draft_load(&request, &loaded, why);

    if (status != STATUS_OK)
        return status;
    status = export_loaded(order, &loaded, out, why);
    loaded_draft_clear(&loaded);
    return status;
}
