#include "net/dial.h"

#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "base/always.h"
#include "base/mem.h"
#include "fanout/deflate.h"
#include "net/address.h"
#include "net/ws_frame.h"

#define ANSWER_MAX ((size_t)4096) /* to the upgrade */

struct dial {
    uv_tcp_t tcp;
    uv_connect_t connect;
    struct loop *loop;
    const struct dial_handlers *handlers;
    void *context;
    struct buf in;
    bool connected;
    bool open;    /* the upgrade has been answered */
    bool reading; /* the socket is read */
    bool paused;
    bool turn_due; /* a deferred call is to look at what waits */
    bool failed;   /* closed() is to be called */
    bool told;     /* it was */
    bool closing;  /* dial_close: nobody is told of anything */
    bool closed;   /* the handle */
};

struct letter {
    uv_write_t write;
    struct dial *dial;
    struct buf bytes;
};

static void turn(void *context);

/* ---- ends ---- */

static void free_when_done(struct dial *dial)
{
    if (!dial->closed || dial->turn_due)
        return;
    buf_clear(&dial->in);
    free(dial);
}

static void is_closed(uv_handle_t *handle)
{
    struct dial *dial = handle->data;
    dial->closed = true;
    free_when_done(dial);
}

void dial_close(struct dial *dial)
{
    if (!dial)
        return;
    dial->closing = true;
    uv_close((uv_handle_t *)&dial->tcp, is_closed);
}

static void turn_soon(struct dial *dial)
{
    if (dial->turn_due)
        return;
    dial->turn_due = true;
    loop_defer(dial->loop, turn, dial);
}

/* What has come whole is still heard before. */
static void fail(struct dial *dial)
{
    if (dial->failed || dial->closing)
        return;
    dial->failed = true;
    turn_soon(dial);
}

/* ---- out ---- */

static void written(uv_write_t *write, int result)
{
    struct letter *letter = write->data;
    if (result)
        fail(letter->dial);
    buf_clear(&letter->bytes);
    free(letter);
}

/* Takes the bytes. libuv keeps them until it is connected. */
static void post(struct dial *dial, struct buf *bytes)
{
    struct letter *letter = mem_zero(1, sizeof *letter);
    uv_buf_t buf = uv_buf_init(bytes->bytes, (unsigned int)bytes->len);
    letter->dial = dial;
    letter->write.data = letter;
    letter->bytes = *bytes;
    if (dial->failed || uv_write(&letter->write, (uv_stream_t *)&dial->tcp, &buf, 1, written)) {
        buf_clear(&letter->bytes);
        free(letter);
        fail(dial);
    }
}

static void send_frame(struct dial *dial, enum ws_opcode opcode, const char *bytes, size_t len)
{
    struct buf out = BUF_EMPTY;
    ws_head_as_client(&out, opcode, len);
    buf_add(&out, bytes, len);
    post(dial, &out);
}

void dial_send(struct dial *dial, const char *bytes, size_t len)
{
    send_frame(dial, WS_TEXT, bytes, len);
}

static void ask(struct dial *dial, const char *secret)
{
    struct buf out = BUF_EMPTY;
    buf_format(
        &out,
        "GET /ws HTTP/1.1\r\nhost: cluster\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
        "sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "sec-websocket-protocol: plenaria.v1.deflate\r\nplenaria-node: %s\r\nplenaria-relay: 1\r\n\r\n",
        secret);
    post(dial, &out);
}

/* ---- in ---- */

/* How many bytes the answer to the upgrade has; 0 where it is not whole, or no good. */
static size_t take_answer(struct dial *dial)
{
    static const char good[] = "HTTP/1.1 101 ";
    const char *ends = dial->in.len ? strstr(dial->in.bytes, "\r\n\r\n") : NULL;
    dial->open = ends && strncmp(dial->in.bytes, good, sizeof good - 1) == 0;
    if (!dial->open && (ends || dial->in.len > ANSWER_MAX))
        fail(dial);
    return dial->open ? (size_t)(ends + 4 - dial->in.bytes) : 0;
}

static void hear(struct dial *dial, const struct ws_frame *frame, const char *payload)
{
    struct buf plain = BUF_EMPTY;
    size_t len = (size_t)frame->len;
    if (frame->opcode == WS_TEXT && frame->is_last)
        dial->handlers->message(dial->context, payload, len);
    else if (frame->opcode == WS_BINARY && frame->is_last &&
             deflate_undo(&plain, payload, len, DIAL_MESSAGE_MAX))
        dial->handlers->message(dial->context, plain.bytes ? plain.bytes : "", plain.len);
    else if (frame->opcode == WS_PING)
        send_frame(dial, WS_PONG, payload, len);
    else if (frame->opcode != WS_PONG)
        fail(dial);
    buf_clear(&plain);
}

/* The same for the frame that starts at `at`, which is heard. */
static size_t take_frame(struct dial *dial, size_t at)
{
    struct ws_frame frame;
    enum ws_found found;
    size_t head = ws_head_of_server(dial->in.bytes + at, dial->in.len - at, &found, &frame);
    if (found == WS_FOUND_NONSENSE || (found == WS_FOUND_HEAD && frame.len > DIAL_MESSAGE_MAX))
        fail(dial);
    if (found != WS_FOUND_HEAD || frame.len > DIAL_MESSAGE_MAX || dial->in.len - at - head < frame.len)
        return 0;
    hear(dial, &frame, dial->in.bytes + at + head);
    return head + (size_t)frame.len;
}

/* A handler may close or pause. */
static void hear_all(struct dial *dial)
{
    size_t at = 0, step = 1;
    while (step && at < dial->in.len && !dial->closing && !dial->paused) {
        step = dial->open ? take_frame(dial, at) : take_answer(dial);
        at += step;
    }
    if (!at)
        return;
    dial->in.len -= at;
    memmove(dial->in.bytes, dial->in.bytes + at, dial->in.len);
    if (!dial->in.len)
        buf_clear(&dial->in);
    else
        dial->in.bytes[dial->in.len] = '\0';
}

static void make_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    (void)handle;
    *buf = uv_buf_init(mem_alloc(suggested), (unsigned int)suggested);
}

static void came(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
    struct dial *dial = stream->data;
    if (count > 0 && !dial->closing) {
        buf_add(&dial->in, buf->base, (size_t)count);
        turn_soon(dial);
    }
    free(buf->base);
    if (count < 0)
        fail(dial);
}

static void mind_reading(struct dial *dial)
{
    bool wanted = dial->connected && !dial->paused && !dial->failed;
    if (wanted == dial->reading || dial->closing)
        return;
    dial->reading = wanted;
    if (!wanted)
        uv_read_stop((uv_stream_t *)&dial->tcp);
    else if (uv_read_start((uv_stream_t *)&dial->tcp, make_room, came))
        fail(dial);
}

static void turn(void *context)
{
    struct dial *dial = context;
    dial->turn_due = false;
    if (!dial->closing)
        hear_all(dial);
    if (!dial->closing)
        mind_reading(dial);
    if (dial->failed && !dial->told && !dial->closing && !dial->paused && !dial->turn_due) {
        dial->told = true;
        dial->handlers->closed(dial->context);
    }
    free_when_done(dial);
}

void dial_pause(struct dial *dial, bool paused)
{
    dial->paused = paused;
    turn_soon(dial);
}

static void connected(uv_connect_t *connect, int result)
{
    struct dial *dial = connect->data;
    if (dial->closing)
        return;
    dial->connected = !result;
    if (result)
        fail(dial);
    else
        mind_reading(dial);
}

struct dial *dial_open(struct loop *loop, const char *address, const char *secret,
                       const struct dial_handlers *handlers, void *context)
{
    struct sockaddr_storage to = {0};
    if (!address_read(address, &to))
        return NULL;
    struct dial *dial = mem_zero(1, sizeof *dial);
    dial->loop = loop;
    dial->handlers = handlers;
    dial->context = context;
    ALWAYS(uv_tcp_init(loop_uv(loop), &dial->tcp) == 0);
    dial->tcp.data = dial;
    dial->connect.data = dial;
    if (uv_tcp_connect(&dial->connect, &dial->tcp, (const struct sockaddr *)&to, connected)) {
        dial_close(dial);
        return NULL;
    }
    uv_tcp_nodelay(&dial->tcp, 1);
    ask(dial, secret);
    return dial;
}
