/* One HTTP request and its answer, as the files http*.c share it.
 *
 *   READING ──http_body_end──► HANDLING ──http_respond*──► ANSWERING ──all sent──► freed
 *      │ refused or too slow ───────────────────────────────▲
 *      └─ client gone: freed      └─ client gone: conn is NULL, freed by http_respond*
 */
#ifndef NET_HTTP_EXCHANGE_H
#define NET_HTTP_EXCHANGE_H

#include <stdint.h>

#include "base/loop.h"
#include "base/status.h"
#include "net/conn.h"
#include "net/http.h"

enum exchange_state { EXCHANGE_READING, EXCHANGE_HANDLING, EXCHANGE_ANSWERING };

#define HTTP_HEADERS 13

struct http_request {
    struct conn *conn; /* NULL once the client has gone */
    enum exchange_state state;
    struct loop_timer *deadline; /* for the body, for looking at the client, for it to take the answer */

    /* the request */
    const char *method;
    char *path;
    struct buf query; /* "name=value" strings, each with its NUL */
    char *headers[HTTP_HEADERS];
    char *remote_ip;
    struct buf body;
    uint64_t body_len; /* declared */
    bool body_ended;   /* nothing of it is still to come */
    bool is_head;
    bool is_tls;
    bool is_old; /* HTTP/1.0: knows no chunked answers */
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

/* http_request.c: reads what libwebsockets has parsed. STATUS_OK, or why the request is refused; it is set either way. */
struct http_request *http_request_read(struct conn *conn, enum status *refusal);
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
