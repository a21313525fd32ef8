/* GET /api/drafts/ID/search?q=&lang=&by=&kind=&from=&until=: what stands, and what the record tells. */
#include "api/handlers.h"

#include <stdio.h>
#include <string.h>

#include "api/record_job.h"
#include "base/mem.h"
#include "record/search.h"

struct asked {
    char query[SEARCH_QUERY_BYTES + 1];
    char by[ID_BYTES];
    char kind[16];
    uint64_t from, until;
};

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static enum status write(struct record_job *job, const struct loaded_draft *moment,
                         const struct record *record)
{
    struct asked asked;
    memcpy(&asked, job->text, sizeof asked);
    struct search_request request = {.now = moment,
                                     .record = record,
                                     .query = asked.query,
                                     .lang = or_null(job->lang),
                                     .by = or_null(asked.by),
                                     .kind = or_null(asked.kind),
                                     .from = (int64_t)asked.from,
                                     .until = (int64_t)asked.until};
    search_write(&job->bytes, &request);
    return STATUS_OK;
}

static void copy(char *out, size_t room, const char *text)
{
    snprintf(out, room, "%s", text ? text : "");
}

void handle_search(struct call *call)
{
    const char *query = http_query(call->request, "q");
    struct asked asked = {.from = 0};
    if (!query || !*query || strlen(query) > SEARCH_QUERY_BYTES) {
        call_respond_error(call, STATUS_BAD_MESSAGE, "Give q, what is looked for, of at most 400 bytes.");
        return;
    }
    if (!call_query_seq(call, "from", &asked.from) || !call_query_seq(call, "until", &asked.until)) {
        call_respond_error(call, STATUS_BAD_MESSAGE, "Give from and until as times in milliseconds.");
        return;
    }
    copy(asked.query, sizeof asked.query, query);
    copy(asked.by, sizeof asked.by, http_query(call->request, "by"));
    copy(asked.kind, sizeof asked.kind, http_query(call->request, "kind"));
    struct record_job *job = mem_zero(1, sizeof *job);
    _Static_assert(sizeof asked <= sizeof job->text, "what is asked for fits");
    memcpy(job->text, &asked, sizeof asked);
    job->write = write;
    record_job_start(call, job);
}
