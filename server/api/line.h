/* A line over plain HTTP, for people whose proxy lets no WebSocket through (protocol/http.md "Lines"): the same messages, with the same
 * meaning, in both directions. The client posts what it has to say; of its posts one at a time waits for what the server has to say
 * (long polling). To the session behind it, a line is a struct peer as a WebSocket is.
 *
 *   open ──a post waits──► waiting ──answered──► open
 *    │                        │
 *    │ nobody waits for LINE_SILENCE_MS, the client goes away, or the session closes it
 *    └────────────────────────┴──► ended ──its end has been told, or nobody asked for LINE_ENDED_MS──► (gone)
 *
 * The peer is ready while a post waits and the answer in the making is below LINE_ANSWER_MAX, so what nobody fetches stays in the
 * session's outbox, with its bounds, and what is fetched is shared (line_answer.h). An answer that may not have arrived ends the line: the client opens another and resumes by
 * `since`, as after any lost connection. */
#ifndef API_LINE_H
#define API_LINE_H

#include "api/request.h"

struct lines;
struct line;

struct lines *lines_create(struct service *service); /* borrows */
/* Ends all lines without a word. */
void lines_destroy(struct lines *lines);

/* A new line; borrows `cookie`, which may be NULL. NULL where the server takes no more. */
struct line *line_open(struct lines *lines, const char *cookie);
/* By the id that line_id gave; NULL where there is none, or no longer. */
struct line *line_find(struct lines *lines, const char *id);
/* Secret: whoever knows it speaks on the line. */
const char *line_id(const struct line *line);
/* One message of the client; borrowed. */
void line_hears(struct line *line, const char *bytes, size_t len);
/* Takes the request and answers it with what there is to say, as soon as there is something. */
void line_waits(struct line *line, struct http_request *request);

#endif
