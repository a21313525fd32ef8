#include "support/net_client.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct call {
    struct loop *loop;
    int port;
    struct buf out;
    struct buf in;
    const struct buf
        *frames; /* of a WebSocket: sent when the upgrade has been answered, a close frame is answered */
    bool sent;
    bool closed;
};

/* Where the frames start, or 0. */
static size_t head_len(const struct buf *in)
{
    const char *end = in->len ? strstr(in->bytes, "\r\n\r\n") : NULL;
    return end ? (size_t)(end - in->bytes) + 4 : 0;
}

/* One frame of a server at `at`; false when it is not all there. */
static bool read_frame(const struct buf *in, size_t *at, uint8_t *opcode, const char **payload, size_t *len)
{
    const unsigned char *bytes = (const unsigned char *)in->bytes + *at;
    size_t left = in->len - *at, before = 2;
    if (left < before)
        return false;
    *opcode = bytes[0] & 0x0f;
    *len = bytes[1];
    if (*len == 126) {
        before = 4;
        if (left < before)
            return false;
        *len = (size_t)bytes[2] << 8 | bytes[3];
    } else if (*len == 127) {
        before = 10;
        if (left < before)
            return false;
        *len = 0;
        for (size_t i = 2; i < 10; i++)
            *len = *len << 8 | bytes[i];
    }
    if (left < before + *len)
        return false;
    *payload = in->bytes + *at + before;
    *at += before + *len;
    return true;
}

static void send_all(int line, const char *bytes, size_t len)
{
    for (size_t sent = 0; sent < len;) {
        ssize_t n = send(line, bytes + sent, len - sent, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        sent += (size_t)n;
    }
}

static void add_masked(struct buf *out, uint8_t first, const char *payload, size_t len)
{
    static const char no_mask[4] = {0};
    buf_char(out, (char)first);
    if (len < 126) {
        buf_char(out, (char)(0x80 | len));
    } else if (len < 65536) {
        buf_char(out, (char)(0x80 | 126));
        buf_char(out, (char)(len >> 8));
        buf_char(out, (char)len);
    } else {
        buf_char(out, (char)(0x80 | 127));
        for (int shift = 56; shift >= 0; shift -= 8)
            buf_char(out, (char)(len >> shift));
    }
    buf_add(out, no_mask, sizeof no_mask);
    buf_add(out, payload, len);
}

static void go_on(struct call *call, int line)
{
    size_t at = head_len(&call->in), len;
    if (at && !call->sent)
        send_all(line, call->frames->bytes, call->frames->len);
    call->sent = at > 0;
    uint8_t opcode;
    const char *payload;
    while (at && !call->closed && read_frame(&call->in, &at, &opcode, &payload, &len)) {
        if (opcode != 8)
            continue;
        struct buf out = BUF_EMPTY;
        add_masked(&out, 0x88, payload, len < 2 ? len : 2);
        send_all(line, out.bytes, out.len);
        call->closed = true;
        buf_clear(&out);
    }
}

int net_client_connect(int port, const char *bytes, size_t len)
{
    int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval patience = {.tv_sec = 10};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(line, (struct sockaddr *)&to, sizeof to) == 0)
        send_all(line, bytes, len);
    return line;
}

static void talk_on_thread(void *context)
{
    struct call *call = context;
    int line = net_client_connect(call->port, call->out.bytes, call->out.len);
    char some[16384];
    ssize_t n;
    while ((n = recv(line, some, sizeof some, 0)) > 0) {
        buf_add(&call->in, some, (size_t)n);
        if (call->frames)
            go_on(call, line);
    }
    close(line);
}

static void talk_done(void *context)
{
    struct call *call = context;
    loop_stop(call->loop);
}

struct buf net_client_exchange(struct loop *loop, int port, const char *bytes, size_t len)
{
    struct call call = {.loop = loop, .port = port};
    buf_add(&call.out, bytes, len);
    loop_work(loop, talk_on_thread, talk_done, &call);
    loop_run(loop);
    buf_clear(&call.out);
    buf_reserve(&call.in, 0);
    call.in.bytes[call.in.len] = '\0';
    return call.in;
}

struct net_talk net_client_talk(struct loop *loop, int port, const char *headers,
                                const struct net_frame *frames, size_t count)
{
    struct buf masked = BUF_EMPTY;
    struct call call = {.loop = loop, .port = port, .frames = &masked};
    buf_format(&call.out,
               "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n%s\r\n",
               headers);
    for (size_t i = 0; i < count; i++)
        add_masked(&masked, frames[i].first, frames[i].payload, frames[i].len);
    loop_work(loop, talk_on_thread, talk_done, &call);
    loop_run(loop);
    buf_clear(&call.out);
    buf_clear(&masked);

    struct net_talk talk = {.head = BUF_EMPTY, .texts = BUF_EMPTY};
    size_t at = head_len(&call.in), len;
    uint8_t opcode;
    const char *payload;
    buf_add(&talk.head, call.in.bytes, at);
    buf_text(&talk.texts, "");
    while (at && read_frame(&call.in, &at, &opcode, &payload, &len)) {
        if (opcode == 1) {
            buf_add(&talk.texts, payload, len);
            buf_char(&talk.texts, '\n');
        } else if (opcode == 8 && len >= 2)
            talk.close_code = (uint16_t)((unsigned char)payload[0] << 8 | (unsigned char)payload[1]);
        talk.pings += opcode == 9;
    }
    buf_clear(&call.in);
    return talk;
}

void net_talk_clear(struct net_talk *talk)
{
    buf_clear(&talk->head);
    buf_clear(&talk->texts);
}
