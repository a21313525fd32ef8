/* GET /api/drafts/ID/export?format=&lang=&seq=&view=: the document as a file. */
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/export.h"
#include "load/draft_document.h"
#include "load/draft_loader.h"

struct export_job {
    struct call_job job;
    enum export_format format;
    enum document_view view;
    char lang[LANG_MAX + 1]; /* empty: the original */
    uint64_t seq;
    struct buf bytes;
};

static void export_draft(void *context)
{
    struct export_job *export = context;
    struct loaded_draft loaded;
    struct draft_document document;
    struct document_markup markup = {export->view, draft_document_who, &document, draft_document_alternative};
    struct load_request request = {
        .log = export->job.log, .draft = export->job.call.seat.draft, .seq = export->seq};
    export->job.status = draft_load(&request, &loaded, &export->job.why);
    if (export->job.status != STATUS_OK)
        return;
    export->job.status =
        draft_document_fill(loaded.draft, *export->lang ? export->lang : NULL, &loaded.head, &document);
    if (export->job.status == STATUS_OK)
        export_write(&export->bytes, export->format, &document.document, &markup);
    else
        buf_text(&export->job.why, "Choose one of the draft's languages.");
    draft_document_clear(&document);
    loaded_draft_clear(&loaded);
}

static void exported(void *context)
{
    struct export_job *export = context;
    struct call *call = &export->job.call;
    if (export->job.status == STATUS_OK) {
        struct buf disposition = BUF_EMPTY;
        buf_format(&disposition, "attachment; filename=\"%s.%s\"", call->seat.draft,
                   export_format_name(export->format));
        struct http_field fields[] = {{"content-disposition", disposition.bytes}};
        struct http_answer answer = {
            .status = 200, .type = export_content_type(export->format), .fields = fields, .field_count = 1};
        http_respond_bytes(call->request, &answer, export->bytes.bytes, export->bytes.len);
        buf_clear(&disposition);
    } else {
        call_respond_error(call, export->job.status, export->job.why.len ? export->job.why.bytes : NULL);
    }
    buf_clear(&export->bytes);
    call_job_clear(&export->job);
    free(export);
}

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_query(const struct call *call, struct export_job *export)
{
    const char *format = http_query(call->request, "format"), *lang = http_query(call->request, "lang");
    const char *seq = http_query(call->request, "seq"), *view = http_query(call->request, "view");
    char *end = NULL;
    if (!format || !export_format_from_name(format, &export->format))
        return "Choose the format txt, md, html or json.";
    if (view && !document_view_from_name(view, &export->view))
        return "Choose the view brackets, clean or base.";
    if (lang && !lang_valid(lang))
        return "Choose one of the draft's languages.";
    if (lang)
        snprintf(export->lang, sizeof export->lang, "%s", lang);
    if (seq) {
        export->seq = strtoull(seq, &end, 10);
        if (*end || !export->seq || *seq == '-')
            return "The seq is a number from 1.";
    }
    return NULL;
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
