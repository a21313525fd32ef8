/* One HTTP request and its answer, as the files http*.c share it.
 *
 *   ROUTING ──► READING, or given to another server (tunnel.h); only where the listener has a router
 *
 *   READING ──http_body_end──► HANDLING ──http_respond*──► ANSWERING ──all sent──► freed
 *      │ refused or too slow ───────────────────────────────▲
 *      └─ client gone: freed      └─ client gone: conn is NULL, freed by http_respond*
 */
#ifndef NET_HTTP_EXCHANGE_H
#define NET_HTTP_EXCHANGE_H

#include <stdint.h>

#include "base/status.h"
#include "net/conn.h"
#include "net/http.h"
#include "net/request_head.h"

enum exchange_state { EXCHANGE_ROUTING, EXCHANGE_READING, EXCHANGE_HANDLING, EXCHANGE_ANSWERING };

struct http_request {
    struct conn *conn; /* NULL once the client has gone */
    struct input_budget *budget;
    enum exchange_state state;

    /* the request */
    struct request_head asked;
    char *remote_ip;
    struct buf raw; /* the head as it came, while it is ROUTING */
    struct buf
        onward; /* of an upgrade that may be handed to another server: the head as that one is to get it */
    struct buf body;
    size_t max_body; /* that may come */
    bool is_head;
    bool is_tls;
    bool is_from_proxy;
    void (*cancelled)(void *context);
    void *cancelled_context;

    /* the answer */
    bool close; /* the connection, when it has been sent */
    struct buf head;
    struct frame *content;
    size_t content_sent;
    struct http_stream stream; /* next is NULL without one */
    bool stream_waits;
};

/* http_request.c: reads the head of the next request. STATUS_OK, or why the request is refused; it is made either way. */
struct http_request *http_request_read(struct conn *conn, const struct buf *head, enum status *refusal);
void http_request_free(struct http_request *request);

/* http_answer.c: status line and header fields. `len` is of the body, or HTTP_LEN_UNKNOWN. */
#define HTTP_LEN_UNKNOWN SIZE_MAX
struct http_head {
    const struct http_answer *answer;
    size_t len;
    bool tls;
    bool close;
    bool chunked;
};
void http_head_write(struct buf *out, const struct http_head *head);
/* A refusal as JSON. */
void http_error_write(struct buf *out, const char *code, const char *message);

/* http.c: to be called when an answer is in place. */
void http_start_answer(struct http_request *request);

#endif
