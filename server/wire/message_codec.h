/* The messages of the WebSocket (protocol/messages.md): client messages in, server messages out. Nothing beyond this file sees their
 * JSON. */
#ifndef WIRE_MESSAGE_CODEC_H
#define WIRE_MESSAGE_CODEC_H

#include "base/sha256.h"
#include "draft/caret.h"
#include "draft/change.h"
#include "draft/refusal.h"
#include "wire/json.h"

enum message_type { MESSAGE_HELLO, MESSAGE_OP, MESSAGE_PRESENCE, MESSAGE_PING, MESSAGE_OBSERVERS };

/* Strings borrow from `doc`; message_clear ends everything. */
struct message {
    enum message_type type;
    struct json_doc *doc;
    struct {
        const char *draft;
        const char *client;
        const char *token; /* NULL: the cookie counts */
        const char *as;    /* participant chosen among the seats of a cookie, or NULL */
        bool has_since;
        uint64_t since;
        const char *head; /* at least 16 hex digits, or NULL */
        bool snapshot_by_url;
    } hello;
    struct {
        uint64_t n;
        uint64_t base;
        struct change_list changes;
        bool changes_ok; /* false: `refusal` says what is wrong with them; the rest of the message is good */
        struct refusal refusal;
    } op;
    struct {
        uint64_t base;
        struct caret caret; /* item empty: nowhere */
    } presence;
    struct {
        uint64_t count;
        uint64_t gather_ms; /* 0: ops are told at once */
    } observers;            /* of a relay */
};

/* STATUS_BAD_MESSAGE with one sentence in `refusal` where the message is not of the protocol. Borrows `bytes`. */
enum status message_decode(const char *bytes, size_t len, struct message *out,
                           struct refusal *refusal) MUST_CHECK;
void message_clear(struct message *message);

/* {"t":"reject",…} */
void message_write_reject(struct buf *out, uint64_t n, const struct refusal *refusal);
/* {"t":"pong"} */
void message_write_pong(struct buf *out);
/* {"t":"error",…} */
void message_write_error(struct buf *out, enum status status, const char *text);

/* {"t":"ops","ops":[ + op bytes joined by commas + ],"head":"…"} in three steps. */
void message_open_ops(struct buf *out);
void message_add_op(struct buf *out, const char *bytes, size_t len); /* puts the comma where it is needed */
void message_close_ops(struct buf *out, const struct sha256 *head);

struct welcome {
    const struct participant *you;
    uint64_t seq;
    const struct sha256 *head;
    uint64_t acked;
    const char *
        history; /* how the log differs from what the client has seen: "shorter", "other"; NULL: it does not */
};
/* {"t":"welcome",…, up to and without what follows: ,"snapshot":… or ,"ops":[…] and the closing brace. */
void message_open_welcome(struct buf *out, const struct welcome *welcome);
/* What follows in a welcome to a relay: ,"follows":… and the closing brace. */
void message_close_relay_welcome(struct buf *out, bool follows);

/* Somebody's caret as others see it. */
struct here {
    const char *client;
    const char *participant;
    const struct caret *caret;
};
struct presence_report {
    uint64_t seq;
    const struct here *here;
    size_t here_count;
    const char *const *gone;
    size_t gone_count;
    size_t observers;
    bool complete; /* `here` names everybody */
};
/* {"t":"presence","seq":…,"here":[…],"gone":[…],"observers":…} */
void message_write_presence(struct buf *out, const struct presence_report *report);
/* {"t":"participants","participants":[…]} */
void message_write_participants(struct buf *out, const struct participant *const *list, size_t count);

#endif
