/* One connection, from hello to close.
 *
 *   CONNECTED ──hello──► JOINING ──welcome sent──► LIVE ──► CLOSING ──► (gone)
 *       │ 10 s without hello  ▲                      │ too far behind, or the log failed meanwhile
 *       ▼                     └──────────────────────┘
 *    CLOSING
 *
 * A writer whose draft is another server's goes from JOINING to CLOSING and is handed to that one (peer_hand_over); an observer stays, and is shown it here.
 *
 * JOINING: the draft is being loaded, or the state that the welcome shows is not durable yet.
 */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "fanout/outbox.h"
#include "session/service.h"

enum session_state { SESSION_CONNECTED, SESSION_JOINING, SESSION_LIVE, SESSION_CLOSING };

struct session;

/* `cookie` may be NULL; borrowed. NULL where the server takes no more connections: it is stopping, or all places are taken by people who have
 * said hello. Ends with session_disconnected. */
struct session *session_create(struct service *service, struct peer *peer, const char *cookie);
/* It is another server of the cluster, which shows a draft of ours to observers of its own (protocol/relay.md): it has no seat, and sees what they all may. Before its
 * first message. */
void session_serves_relay(struct session *session);
void session_message(struct session *session, const char *bytes, size_t len);
/* How long its next message may be, bytes: little before the hello, as nobody knows whose it is. */
size_t session_message_max(const struct session *session);
void session_writable(struct session *session);
void session_disconnected(struct session *session); /* frees it */

/* Sends {"t":"error"} with the status' code and closes. `text` NULL: the status' own sentence. */
void session_close(struct session *session, enum status status, const char *text);

/* From the service. */
const struct outbox *session_outbox(const struct session *session);
struct session *session_of_outbox(struct outbox *outbox);
struct session *session_next(const struct session *session);
bool session_sits_on(const struct session *session, const char *seat);
/* Tells, where it is in a room, of which draft and who it is; borrowed. */
void session_tell_room(const struct session *session,
                       void (*each)(void *context, const char *draft, const char *participant),
                       void *context);
bool session_hopeless(const struct session *session, int64_t now_ms);

#endif
