/* GET /api/drafts/ID/ops?since=N&limit=M: the op log, a line an op, as it is stored, so that anybody can check the chain. */
#include "api/handlers.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/op.h"
#include "store/log_store.h"

#define PAGE_OPS 500

/* A page is read on another thread while the one before is being sent. */
struct ops_stream {
    struct call call;
    struct seat_hold hold;
    struct log_store *log;
    uint64_t next;   /* seq to go on with */
    uint64_t left;   /* ops still wanted */
    struct buf page; /* lines that are ready */
    enum status status;
    bool ended;   /* the log has no more, or as many as wanted were read */
    bool reading; /* a worker is at it */
    bool revoked; /* the seat has ended: nothing more is sent */
    bool closed;  /* the client is gone or has everything */
};

static bool add_line(void *context, const struct log_op *op)
{
    struct ops_stream *stream = context;
    char hex[SHA256_HEX + 1];
    sha256_hex(&op->hash, hex);
    buf_text(&stream->page, "{\"op\":");
    buf_add(&stream->page, op->bytes, op->len);
    buf_format(&stream->page, ",\"hash\":\"%s\"}\n", hex);
    stream->next = op->seq + 1;
    stream->left--;
    return stream->left > 0 && stream->page.len < HTTP_PIECE;
}

static void read_page(void *context)
{
    struct ops_stream *stream = context;
    uint64_t before = stream->next, last = before + (stream->left < PAGE_OPS ? stream->left : PAGE_OPS) - 1;
    stream->status =
        stream->log->ops->read(stream->log, stream->call.seat.draft, before, last, add_line, stream);
    stream->ended = stream->status != STATUS_OK || !stream->left || stream->next == before;
}

static void stream_free(struct ops_stream *stream)
{
    seat_hold_stop(&stream->hold);
    seat_clear(&stream->call.seat);
    buf_clear(&stream->page);
    free(stream);
}

static void page_is_read(void *context)
{
    struct ops_stream *stream = context;
    stream->reading = false;
    if (stream->closed)
        stream_free(stream);
    else
        http_stream_wake(stream->call.request);
}

static void start_reading(struct ops_stream *stream)
{
    stream->reading = true;
    loop_work(stream->call.service->loop, read_page, page_is_read, stream);
}

static enum http_next next_piece(void *context, struct buf *out)
{
    struct ops_stream *stream = context;
    if (stream->revoked)
        return HTTP_FAIL;
    if (stream->reading)
        return HTTP_WAIT;
    if (stream->status != STATUS_OK)
        return HTTP_FAIL;
    if (stream->page.len) {
        buf_add(out, stream->page.bytes, stream->page.len);
        buf_reset(&stream->page);
        if (!stream->ended)
            start_reading(stream);
        return HTTP_MORE;
    }
    if (stream->ended)
        return HTTP_END;
    start_reading(stream);
    return HTTP_WAIT;
}

static void stream_closed(void *context)
{
    struct ops_stream *stream = context;
    stream->closed = true;
    if (!stream->reading)
        stream_free(stream);
}

/* The client is told by the end of the connection that this is not all. */
static void seat_has_ended(struct seat_hold *hold, enum status status, const char *text)
{
    struct ops_stream *stream =
        (struct ops_stream *)(void *)((char *)hold - offsetof(struct ops_stream, hold));
    (void)status;
    (void)text;
    stream->revoked = true;
    if (!stream->closed)
        http_stream_wake(stream->call.request);
}

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
    struct ops_stream *stream = mem_zero(1, sizeof *stream);
    if (!call_hold_seat(call, &stream->hold, BUDGET_SEAT_ANSWERS, seat_has_ended)) {
        call_respond_busy(call, BUDGET_SEAT_ANSWERS);
        free(stream);
        return;
    }
    stream->call = *call;
    call->seat = (struct seat){0}; /* moved */
    stream->log = call->service->log;
    stream->next = since + 1;
    stream->left = limit;
    struct http_stream body = {next_piece, stream_closed, stream};
    struct http_answer answer = {.status = 200, .type = "application/x-ndjson"};
    http_respond_stream(stream->call.request, &answer, &body);
}
