/* The messages of the WebSocket as a relay reads them, and those that it says (protocol/relay.md). The ops in them are not decoded here: their bytes are what is hashed,
 * kept and passed on. */
#ifndef WIRE_FEED_CODEC_H
#define WIRE_FEED_CODEC_H

#include "base/buf.h"
#include "base/sha256.h"
#include "draft/caret.h"
#include "draft/op.h"
#include "wire/json.h"

enum feed_type { FEED_WELCOME, FEED_OPS, FEED_PRESENCE, FEED_PARTICIPANTS, FEED_OTHER };

/* Strings and bytes borrow from the message or from `doc`; feed_clear ends everything. */
struct feed_message {
    enum feed_type type;
    struct json_doc *doc;
    uint64_t seq;       /* of a welcome, of a presence */
    struct sha256 head; /* of a welcome, of ops */
    bool follows;       /* welcome: what comes goes on from what the relay has said that it holds */
    bool differs;       /* welcome: the log is not the one that the relay holds */
    const char *ops;    /* the inside of the array */
    size_t ops_len;
    uint64_t observers;        /* presence */
    const struct json *here;   /* presence: feed_here reads what is in it */
    const struct json *gone;   /* presence: strings */
    bool complete;             /* presence: `here` names everybody */
    const struct json *people; /* participants: participant_decode reads what is in it */
};

/* False where it is no message of a server. What is of no use to a relay is FEED_OTHER. Borrows. */
bool feed_decode(const char *bytes, size_t len, struct feed_message *out) MUST_CHECK;
void feed_clear(struct feed_message *message);

/* The next op in the inside of an array, from *at on, which moves behind it: its bytes; borrowed. False: there is none, and *at is at the end unless the bytes are no ops. */
bool feed_next_op(const struct feed_message *message, size_t *at, const char **bytes, size_t *len);

/* Somebody who edits, as `here` has them; strings borrow. False where it is none. */
struct feed_here {
    const char *client, *participant;
    struct caret caret;
};
bool feed_here(const struct json *value, struct feed_here *out);

struct feed_hello {
    const char *draft, *client;
    uint64_t since; /* 0: the relay holds nothing */
    const struct sha256 *head;
};
void feed_write_hello(struct buf *out, const struct feed_hello *hello);
void feed_write_observers(struct buf *out, uint64_t count, unsigned gather_ms);
void feed_write_ping(struct buf *out);

#endif
