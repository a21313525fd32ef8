/* GET /api/drafts/ID/follow-up?format=&lang=&all=: who is to do what by when, as a table or a file.
 *
 * POST the same: {"changes":[…]}, changes follow.set and follow.from, by whoever has the seat. They may as well come as ops of a connection. */
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/audited.h"
#include "api/change_job.h"
#include "base/mem.h"
#include "draft/follow_up.h"
#include "load/draft_follow.h"

#define CHANGES_MAX 64 /* a few rows at once */

struct follow_job {
    struct call_job job;
    enum matrix_format format;
    bool all;
    char lang[LANG_MAX + 1];
    struct buf bytes;
};

static void write_table(void *context)
{
    struct follow_job *follow = context;
    const struct follow_order order = {.log = follow->job.log,
                                       .draft = follow->job.call.seat.draft,
                                       .lang = follow->lang,
                                       .format = follow->format,
                                       .all = follow->all};
    follow->job.status = draft_follow_write(&order, &follow->bytes, &follow->job.why);
}

static void respond(struct follow_job *follow)
{
    struct call *call = &follow->job.call;
    struct buf disposition = BUF_EMPTY;
    buf_format(&disposition, "attachment; filename=\"%s-follow-up.%s\"", call->seat.draft,
               matrix_format_name(follow->format));
    const struct http_field fields[] = {{"content-disposition", disposition.bytes}};
    struct http_answer answer = {.status = 200,
                                 .type = matrix_content_type(follow->format),
                                 .fields = fields,
                                 .field_count = follow->format == MATRIX_JSON ? 0 : 1};
    http_respond_bytes(call->request, &answer, follow->bytes.bytes, follow->bytes.len);
    buf_clear(&disposition);
}

static void written(void *context)
{
    struct follow_job *follow = context;
    if (follow->job.status == STATUS_OK && follow->format != MATRIX_JSON)
        call_note_reading(&follow->job.call, "draft.follow-up");
    if (follow->job.status == STATUS_OK)
        respond(follow);
    else
        call_respond_error(&follow->job.call, follow->job.status,
                           follow->job.why.len ? follow->job.why.bytes : NULL);
    buf_clear(&follow->bytes);
    call_job_clear(&follow->job);
    free(follow);
}

void handle_follow_up(struct call *call)
{
    struct follow_job *follow = mem_zero(1, sizeof *follow);
    const char *format = http_query(call->request, "format"), *all = http_query(call->request, "all");
    const char *wrong = NULL;
    follow->format = MATRIX_JSON;
    follow->all = all && strcmp(all, "1") == 0;
    if (format && !matrix_format_from_name(format, &follow->format))
        wrong = MATRIX_CHOOSE_FORMAT;
    else if (!call_query_lang(call, follow->lang))
        wrong = "Choose one of the draft's languages.";
    if (!wrong) {
        call_start_job(call, &follow->job, write_table, written);
        return;
    }
    call_respond_error(call, STATUS_BAD_MESSAGE, wrong);
    free(follow);
}

static bool is_about_follow_up(const struct change_list *changes)
{
    return changes->count && changes->count <= CHANGES_MAX && follow_up_is_all(changes);
}

void handle_follow_up_set(struct call *call)
{
    struct change_job *job = change_job_create(call, is_about_follow_up,
                                               "Send one to 64 changes, each follow.set or follow.from.");
    if (job)
        change_job_start(call, job);
}
