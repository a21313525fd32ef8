/* One WebSocket client connection over a plain socket: handshake, masked text frames out, whole text messages in. */
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

/* Connects to 127.0.0.1 and asks for the upgrade. False with errno where it cannot. */
bool connection_open(struct connection *connection, int port);
void connection_close(struct connection *connection);
/* False where the connection is gone. Messages are small and sockets empty, so a short write counts as gone. */
bool connection_send(struct connection *connection, const char *text, size_t len);
/* Reads what is there and calls `message` for every whole text message. False where the connection is gone. */
bool connection_read(struct connection *connection, void (*message)(void *context, char *text, size_t len),
                     void *context);

#endif
