/* One WebSocket client connection over a plain socket: handshake, masked text frames out, whole messages in, inflated where they are deflated. */
#ifndef LOAD_CONNECTION_H
#define LOAD_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONNECTION_SCRATCH (4u << 20) /* no message of a load run is longer */

struct connection {
    int fd;
    bool upgraded;
    char *rest; /* bytes of a message that is not complete yet; NULL: none */
    size_t rest_len;
};

/* Connects to 127.0.0.1 and asks for the upgrade, to binary messages of raw deflate where they are smaller. False with errno where it cannot. */
bool connection_open(struct connection *connection, int port, bool deflate);
void connection_close(struct connection *connection);
/* False where the connection is gone. Messages are small and sockets empty, so a short write counts as gone. */
bool connection_send(struct connection *connection, const char *text, size_t len);
/* Hears a whole message: its text, and how many bytes carried it. The byte behind the text may be written to. */
typedef void (*message_cb)(void *context, char *text, size_t len, size_t carried);
/* Reads what is there and calls `message` for every whole message. False where the connection is gone. */
bool connection_read(struct connection *connection, message_cb message, void *context);

#endif
