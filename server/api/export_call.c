/* GET /api/drafts/ID/export?format=&lang=&seq=&view=&statuses=&handles=&comments=: the document as a file. */
#include "api/audited.h"
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "load/draft_export.h"

#define LANGS_BYTES (DRAFT_MAX_LANGS * (LANG_MAX + 1))

struct export_job {
    struct call_job job;
    struct export_order order;
    char langs[LANGS_BYTES]; /* empty: the original */
    struct buf bytes;
};

static void export_draft(void *context)
{
    struct export_job *export = context;
    export->order.log = export->job.log;
    export->order.draft = export->job.call.seat.draft;
    export->job.status = draft_export(&export->order, &export->bytes, &export->job.why);
}

static void exported(void *context)
{
    struct export_job *export = context;
    struct call *call = &export->job.call;
    if (export->job.status == STATUS_OK) {
        struct buf disposition = BUF_EMPTY;
        buf_format(&disposition, "attachment; filename=\"%s.%s\"", call->seat.draft,
                   export_format_name(export->order.format));
        struct http_field fields[] = {{"content-disposition", disposition.bytes}};
        struct http_answer answer = {.status = 200,
                                     .type = export_content_type(export->order.format),
                                     .fields = fields,
                                     .field_count = 1};
        call_note_reading(call, "draft.export");
        http_respond_bytes(call->request, &answer, export->bytes.bytes, export->bytes.len);
        buf_clear(&disposition);
    } else {
        call_respond_error(call, export->job.status, export->job.why.len ? export->job.why.bytes : NULL);
    }
    buf_clear(&export->bytes);
    call_job_clear(&export->job);
    free(export);
}

static bool is_yes(const struct call *call, const char *name, bool usual)
{
    const char *value = http_query(call->request, name);
    return value ? strcmp(value, "1") == 0 : usual;
}

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_query(const struct call *call, struct export_job *export)
{
    const char *format = http_query(call->request, "format"), *langs = http_query(call->request, "lang");
    const char *view = http_query(call->request, "view");
    struct export_order *order = &export->order;
    if (!format || !export_format_from_name(format, &order->format))
        return EXPORT_CHOOSE_FORMAT;
    order->view = export_usual_view(order->format);
    if (view && !document_view_from_name(view, &order->view))
        return EXPORT_CHOOSE_VIEW;
    if (langs && strlen(langs) >= sizeof export->langs)
        return "Choose one of the draft's languages.";
    snprintf(export->langs, sizeof export->langs, "%s", langs ? langs : "");
    order->langs = export->langs;
    order->statuses = is_yes(call, "statuses", false);
    order->handles = is_yes(call, "handles", false);
    order->uncommented = !is_yes(call, "comments", true);
    if (!call_query_seq(call, "seq", &order->seq))
        return "The seq is a number from 1.";
    return export_order_refusal(order);
}

void handle_export(struct call *call)
{
    struct export_job *export = mem_zero(1, sizeof *export);
    const char *wrong = read_query(call, export);
    if (!wrong) {
        call_start_job(call, &export->job, export_draft, exported);
        return;
    }
    call_respond_error(call, STATUS_BAD_MESSAGE, wrong);
    free(export);
}
