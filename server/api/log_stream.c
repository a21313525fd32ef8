#include "api/log_stream.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "load/log_line.h"
#include "store/log_store.h"

#define PAGE_OPS 500

struct log_stream {
    struct call call;
    struct seat_hold hold;
    struct log_store *log;
    uint64_t next;     /* seq to go on with */
    uint64_t left;     /* ops still wanted */
    struct buf page;   /* what is ready to be sent */
    struct buf behind; /* for the end */
    enum status status;
    bool ended;   /* the log has no more, or as many as wanted were read */
    bool reading; /* a worker is at it */
    bool revoked; /* the seat has ended: nothing more is sent */
    bool closed;  /* the client is gone or has everything */
};

static bool add_line(void *context, const struct log_op *op)
{
    struct log_stream *stream = context;
    log_line_write(&stream->page, op);
    stream->next = op->seq + 1;
    stream->left--;
    return stream->left > 0 && stream->page.len < HTTP_PIECE;
}

static void read_page(void *context)
{
    struct log_stream *stream = context;
    uint64_t before = stream->next, last = before + (stream->left < PAGE_OPS ? stream->left : PAGE_OPS) - 1;
    stream->status =
        stream->log->ops->read(stream->log, stream->call.seat.draft, before, last, add_line, stream);
    stream->ended = stream->status != STATUS_OK || !stream->left || stream->next == before;
    if (stream->ended && stream->status == STATUS_OK)
        buf_add(&stream->page, stream->behind.bytes, stream->behind.len);
}

static void stream_free(struct log_stream *stream)
{
    seat_hold_stop(&stream->hold);
    seat_clear(&stream->call.seat);
    buf_clear(&stream->page);
    buf_clear(&stream->behind);
    free(stream);
}

static void page_is_read(void *context)
{
    struct log_stream *stream = context;
    stream->reading = false;
    if (stream->closed)
        stream_free(stream);
    else
        http_stream_wake(stream->call.request);
}

static void start_reading(struct log_stream *stream)
{
    stream->reading = true;
    loop_work(stream->call.service->loop, read_page, page_is_read, stream);
}

static enum http_next next_piece(void *context, struct buf *out)
{
    struct log_stream *stream = context;
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
    struct log_stream *stream = context;
    stream->closed = true;
    if (!stream->reading)
        stream_free(stream);
}

/* The client is told by the end of the connection that this is not all. */
static void seat_has_ended(struct seat_hold *hold, enum status status, const char *text)
{
    struct log_stream *stream =
        (struct log_stream *)(void *)((char *)hold - offsetof(struct log_stream, hold));
    (void)status;
    (void)text;
    stream->revoked = true;
    if (!stream->closed)
        http_stream_wake(stream->call.request);
}

void log_stream_start(struct call *call, struct log_stream_request *request, const struct http_answer *answer)
{
    struct log_stream *stream = mem_zero(1, sizeof *stream);
    stream->next = request->since + 1;
    stream->left = request->limit;
    stream->page = request->before;
    stream->behind = request->behind;
    *request = (struct log_stream_request){0}; /* moved */
    if (!call_hold_seat(call, &stream->hold, BUDGET_SEAT_ANSWERS, seat_has_ended)) {
        call_respond_busy(call, BUDGET_SEAT_ANSWERS);
        buf_clear(&stream->page);
        buf_clear(&stream->behind);
        free(stream);
        return;
    }
    stream->call = *call;
    call->seat = (struct seat){0}; /* moved */
    stream->log = call->service->log;
    struct http_stream body = {next_piece, stream_closed, stream};
    http_respond_stream(stream->call.request, answer, &body);
}
