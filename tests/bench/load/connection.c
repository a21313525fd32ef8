#include "connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

static char scratch[CONNECTION_SCRATCH + 1]; /* one thread, one read at a time */
static char inflated[CONNECTION_SCRATCH + 1];

bool connection_open(struct connection *connection, int port, bool deflate)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    char request[512];
    int one = 1;
    *connection = (struct connection){.fd = socket(AF_INET, SOCK_STREAM, 0)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connection->fd < 0 || connect(connection->fd, (struct sockaddr *)&address, sizeof address) != 0)
        return false;
    setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    int len =
        snprintf(request, sizeof request,
                 "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Protocol: plenaria.v1%s\r\n\r\n",
                 port, deflate ? ".deflate" : "");
    return write(connection->fd, request, (size_t)len) == len;
}

void connection_close(struct connection *connection)
{
    if (connection->fd >= 0)
        close(connection->fd);
    connection->fd = -1;
    free(connection->rest);
    connection->rest = NULL;
}

static bool send_frame(struct connection *connection, unsigned char opcode, const char *text, size_t len)
{
    unsigned char frame[8 + 65536] = {(unsigned char)(0x80 | opcode)}; /* a mask of zeros is a mask */
    size_t head = 2;
    if (len > 65535)
        return false;
    if (len > 125) {
        frame[1] = 0x80 | 126;
        frame[2] = (unsigned char)(len >> 8);
        frame[3] = (unsigned char)len;
        head = 4;
    } else {
        frame[1] = (unsigned char)(0x80 | len);
    }
    memcpy(frame + head + 4, text, len);
    head += 4;
    return send(connection->fd, frame, head + len, MSG_NOSIGNAL) == (ssize_t)(head + len);
}

bool connection_send(struct connection *connection, const char *text, size_t len)
{
    return send_frame(connection, 1, text, len);
}

static bool keep_rest(struct connection *connection, const char *bytes, size_t len)
{
    free(connection->rest);
    connection->rest = NULL;
    connection->rest_len = len;
    if (!len)
        return true;
    connection->rest = malloc(len);
    if (!connection->rest)
        return false;
    memcpy(connection->rest, bytes, len);
    return true;
}

/* Length of the frame at `bytes`, head included; 0 where it is not complete. */
static size_t frame_len(const unsigned char *bytes, size_t len, size_t *head)
{
    uint64_t payload;
    if (len < 2)
        return 0;
    payload = bytes[1] & 0x7f;
    *head = payload == 126 ? 4 : payload == 127 ? 10 : 2;
    if (len < *head)
        return 0;
    if (payload >= 126) {
        payload = 0;
        for (size_t i = 2; i < *head; i++)
            payload = payload << 8 | bytes[i];
    }
    return *head + payload <= len ? *head + (size_t)payload : 0;
}

static size_t skip_handshake(struct connection *connection, size_t len)
{
    char *end = memmem(scratch, len, "\r\n\r\n", 4);
    if (!end || len < 12 || memcmp(scratch + 9, "101", 3) != 0)
        return 0;
    connection->upgraded = true;
    return (size_t)(end + 4 - scratch);
}

/* 0 where it is no stream of raw deflate. */
static size_t inflate_message(char *bytes, size_t len)
{
    static z_stream stream;
    if (!stream.state && inflateInit2(&stream, -15) != Z_OK)
        return 0;
    (void)inflateReset(&stream);
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)len;
    stream.next_out = (Bytef *)inflated;
    stream.avail_out = CONNECTION_SCRATCH;
    return inflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
}

bool connection_read(struct connection *connection, message_cb message, void *context)
{
    size_t len = connection->rest_len, at = 0, head, whole;
    if (len)
        memcpy(scratch, connection->rest, len);
    ssize_t got = recv(connection->fd, scratch + len, CONNECTION_SCRATCH - len, MSG_DONTWAIT);
    if (got <= 0)
        return got < 0 && errno == EAGAIN;
    len += (size_t)got;
    if (!connection->upgraded) {
        at = skip_handshake(connection, len);
        if (!at)
            return keep_rest(connection, scratch, len);
    }
    while ((whole = frame_len((unsigned char *)scratch + at, len - at, &head))) {
        unsigned char opcode = (unsigned char)scratch[at] & 0x0f;
        if (opcode == 8)
            return false;
        if (opcode == 9 && !send_frame(connection, 10, scratch + at + head, whole - head))
            return false;
        if (opcode == 1)
            message(context, scratch + at + head, whole - head, whole);
        if (opcode == 2) {
            size_t text = inflate_message(scratch + at + head, whole - head);
            if (!text)
                return false;
            message(context, inflated, text, whole);
        }
        at += whole;
    }
    return keep_rest(connection, scratch + at, len - at);
}
