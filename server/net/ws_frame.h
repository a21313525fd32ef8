/* The frames of a WebSocket (RFC 6455): reading the headers of those that a client sends, piece by piece, and writing those of ours.
 * Pure: bytes in, values out. What a frame may carry where is net/socket.c's matter. */
#ifndef NET_WS_FRAME_H
#define NET_WS_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum ws_opcode { WS_MORE = 0, WS_TEXT = 1, WS_BINARY = 2, WS_CLOSE = 8, WS_PING = 9, WS_PONG = 10 };

#define WS_HEAD_MAX    14  /* bytes of a client's header */
#define WS_CONTROL_MAX 125 /* bytes that a control frame carries */

struct ws_frame {
    enum ws_opcode opcode;
    bool is_last; /* of its message */
    uint64_t len; /* of the payload, bytes */
    unsigned char mask[4];
};

/* A header under way. All zero at first, and after each whole one. */
struct ws_head {
    unsigned char bytes[WS_HEAD_MAX];
    size_t len;
};

enum ws_found { WS_FOUND_PART, WS_FOUND_HEAD, WS_FOUND_NONSENSE };

/* Takes what belongs to a header, at least one byte of `len` > 0, and says how much. NONSENSE: reserved bits, an unknown opcode, no mask,
 * a length that is not written in its shortest form, a control frame in parts or longer than WS_CONTROL_MAX. */
size_t ws_head_take(struct ws_head *head, const char *bytes, size_t len, enum ws_found *found,
                    struct ws_frame *out);
/* Unmasks in place; `at`: how much of the payload came before. */
void ws_unmask(const struct ws_frame *frame, uint64_t at, char *bytes, size_t len);

/* Our header, in front of `payload`: there must be room for WS_HEAD_OURS bytes. Returns its length. */
#define WS_HEAD_OURS 10
size_t ws_head_put(enum ws_opcode opcode, char *payload, size_t len);

/* A header as a server sends it, unmasked, at the start of `len` bytes that lie together: its length. 0 where it is not whole yet; NONSENSE as above, for
 * a mask too. */
size_t ws_head_of_server(const char *bytes, size_t len, enum ws_found *found, struct ws_frame *out);
/* A header as a client sends it, whose mask changes nothing; appended. */
void ws_head_as_client(struct buf *out, enum ws_opcode opcode, size_t len);

/* What a close frame from a client says. False for a payload that is none: one byte, a code that is not to be sent. No payload:
 * code 1000. */
bool ws_close_read(const char *payload, size_t len, uint16_t *code);

/* Sec-WebSocket-Accept for a Sec-WebSocket-Key; false where the key is not 16 bytes in base64. */
#define WS_ACCEPT_BYTES 29 /* with its NUL */
bool ws_accept(const char *key, char out[WS_ACCEPT_BYTES]);

#endif
