/* GET /api/drafts/ID/ops?since=N&limit=M: the op log, a line an op, as it is stored, so that anybody can check the chain. */
#include "api/handlers.h"

#include <stdlib.h>

#include "api/log_stream.h"

static bool read_number(const struct call *call, const char *name, uint64_t fallback, uint64_t *out)
{
    const char *text = http_query(call->request, name);
    char *end = NULL;
    *out = fallback;
    if (!text)
        return true;
    *out = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && *out <= JSON_MAX_INTEGER;
}

void handle_ops(struct call *call)
{
    uint64_t since, limit;
    if (!read_number(call, "since", 0, &since) || !read_number(call, "limit", JSON_MAX_INTEGER, &limit) ||
        !limit) {
        call_respond_error(call, STATUS_BAD_MESSAGE, "Give since and limit as numbers; limit is at least 1.");
        return;
    }
    struct log_stream_request request = {.since = since, .limit = limit};
    struct http_answer answer = {.status = 200, .type = "application/x-ndjson"};
    log_stream_start(call, &request, &answer);
}
