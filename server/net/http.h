/* HTTP requests, whole and bounded, handed to one handler, which answers now or later.
 *
 *   static void handle(void *context, struct http_request *request)
 *   {
 *       if (strcmp(http_path(request), "/healthz") == 0)
 *           http_respond_text(request, &(struct http_answer){.status = 200, .type = "text/plain"}, "ok\n");
 *       ...
 *   }
 *
 * Ownership: a request belongs to the handler until it is answered. Answer each exactly once, on the loop's thread, with one of
 * the http_respond functions; the request is not to be touched afterwards (a stream's until its `closed`). If the client goes
 * away first, the function given to http_on_cancel is told, once; the request must be answered all the same, which then just
 * frees it.
 *
 * Settled here: what is wrong with a request is refused and ends the connection (400; 405 for an unknown method; 411 for a body without a
 * Content-Length, also for a chunked one; 431 for a head of more than 16 KiB). The judge says from the head whether a body may come and how
 * much of it (413), before any of it is kept; all input of all connections together has a bound, too (503 `limit`). A head comes within 5 s, a body within
 * 15 s (408); a client that takes nothing of an answer for 60 s is dropped. HEAD is shown as GET, its body is left out. Requests may be
 * sent ahead of the answer to the one before; they wait, and are answered in order. Every answer carries the security headers
 * of net/security.h, and `cache-control: no-store` unless told otherwise. */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"
#include "fanout/frame.h"

struct http_request;

/* Called with the complete request. */
typedef void (*http_handler)(void *context, struct http_request *request);

/* Called when the head of a request that announces a body has come, before anything of the body is kept: STATUS_OK and how many bytes
 * the body may have, or why the request is refused. Nothing of the request may be kept. */
typedef enum status (*http_judge)(void *context, struct http_request *request, size_t *max_body);

/* What was asked; all borrowed from the request. */
const char *http_method(const struct http_request *request); /* "GET", "POST", ...; HEAD reads "GET" */
const char *http_path(const struct http_request *request);   /* decoded, starts with '/', no '..' */
/* A query parameter, decoded; NULL where absent, "" where empty. */
const char *http_query(const struct http_request *request, const char *name);
/* A header, by lower-case name; NULL where absent. Known are those of net/request_head.h; asking for another is a mistake. */
const char *http_header(const struct http_request *request, const char *name);
/* Whether another server of the cluster asks for itself, at the listener for such, and not for a client of its own. */
bool http_is_from_node(const struct http_request *request);
const char *http_body(const struct http_request *request, size_t *len); /* never NULL; followed by a NUL */
const char *http_remote_ip(const struct http_request *request);         /* as socket_request.remote_ip */
bool http_is_from_proxy(const struct http_request *request);            /* it came by the local socket */

void http_on_cancel(struct http_request *request, void (*cancelled)(void *context), void *context);

struct http_field {
    const char *name; /* lower case, no colon */
    const char *value;
};

struct http_answer {
    int status;                      /* 200 to 599 */
    const char *type;                /* content-type; NULL for none */
    const char *cache;               /* cache-control; NULL for no-store */
    const struct http_field *fields; /* more headers; control characters in them are sent as blanks */
    size_t field_count;
};

/* Answers with the bytes of a frame, which may be shared with others; takes a reference of its own. NULL: no body. */
void http_respond(struct http_request *request, const struct http_answer *answer, struct frame *body);
void http_respond_bytes(struct http_request *request, const struct http_answer *answer, const char *bytes,
                        size_t len);
void http_respond_text(struct http_request *request, const struct http_answer *answer, const char *text);

enum http_next {
    HTTP_MORE, /* call again when this has been sent */
    HTTP_WAIT, /* call again after http_stream_wake */
    HTTP_END,  /* that was all */
    HTTP_FAIL  /* cannot go on: breaks the connection, so that the client does not take it for the whole */
};

/* A long body, made piece by piece as fast as the client takes it. */
struct http_stream {
    enum http_next (*next)(void *context,
                           struct buf *out); /* adds to `out`, about HTTP_PIECE bytes at most; not for HEAD */
    void (*closed)(
        void *context); /* once, always: all sent, or the client is gone. The request is gone after it */
    void *context;
};

#define HTTP_PIECE ((size_t)64 * 1024)

void http_respond_stream(struct http_request *request, const struct http_answer *answer,
                         const struct http_stream *stream);
void http_stream_wake(struct http_request *request);

/* For a listener's router: the request is answered here (`address` NULL), or by another server of the cluster, whose listener for its like is at
 * that address and wants that secret. Once for each request. A secret without an address: what becomes a WebSocket may be handed over later
 * (peer_hand_over). */
void http_route(struct http_request *request, const char *address, const char *secret);

#endif
