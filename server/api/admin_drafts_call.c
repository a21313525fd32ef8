/* GET /api/admin/drafts: all drafts, also deleted ones. Their titles are in their logs, which a worker reads. */
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "bounds/workers.h"
#include "draft/state.h"
#include "host/host_view.h"
#include "load/draft_loader.h"
#include "wire/change_codec.h"

#define TITLES_MAX 200 /* newest drafts whose titles one answer reads */

/* Where a draft's title goes in the list. */
struct place {
    char id[ID_BYTES];
    size_t at;
};

struct drafts_job {
    struct call call;
    struct log_store *log;
    struct buf list; /* as the people database has it */
    struct place *places;
    size_t count, capacity;
    struct buf answer;
};

static void mark_place(void *context, const char *draft, struct buf *out)
{
    struct drafts_job *job = context;
    job->places = mem_grow(job->places, job->count, &job->capacity, sizeof *job->places);
    job->places[job->count].at = out->len;
    snprintf(job->places[job->count++].id, ID_BYTES, "%s", draft);
}

static void write_title(struct drafts_job *job, const char *id)
{
    struct loaded_draft loaded;
    struct buf why = BUF_EMPTY;
    struct load_request request = {.log = job->log, .draft = id};
    enum status status = draft_load(&request, &loaded, &why);
    if (status == STATUS_OK) {
        buf_text(&job->answer, ",\"title\":");
        title_write_json(&job->answer, &loaded.draft->title);
        buf_format(&job->answer, ",\"adopted\":%s", loaded.draft->adopted ? "true" : "false");
        loaded_draft_clear(&loaded);
    } else if (status != STATUS_IO) { /* what cannot be read just now has no title just now */
        buf_text(&job->answer, ",\"damaged\":true");
    }
    buf_clear(&why);
}

static void add_titles(void *context)
{
    struct drafts_job *job = context;
    size_t from = 0;
    for (size_t i = 0; i < job->count; i++) {
        buf_add(&job->answer, job->list.bytes + from, job->places[i].at - from);
        from = job->places[i].at;
        if (job->count - i <= TITLES_MAX)
            write_title(job, job->places[i].id);
    }
    buf_add(&job->answer, job->list.bytes + from, job->list.len - from);
}

static void drafts_listed(void *context)
{
    struct drafts_job *job = context;
    if (job->answer.len)
        call_respond_json(&job->call, 200, &job->answer);
    else
        call_respond_error(&job->call, STATUS_STOPPING, NULL);
    buf_clear(&job->list);
    free(job->places);
    free(job);
}

void handle_admin_drafts(struct call *call)
{
    struct drafts_job *job = mem_zero(1, sizeof *job);
    job->call = *call;
    job->log = call->service->log;
    buf_text(&job->list, "{\"drafts\":");
    enum status status = host_write_drafts(call->people, mark_place, job, &job->list);
    buf_char(&job->list, '}');
    if (status == STATUS_OK) {
        workers_add(call->service->workers, call->seat.participant, add_titles, drafts_listed, job);
        return;
    }
    call_respond_error(call, status, NULL);
    buf_clear(&job->list);
    free(job->places);
    free(job);
}
