/* Reads the head of an HTTP/1 request: strictly, as one way of reading it is all that keeps two servers from seeing two different
 * requests in the same bytes. Pure: bytes in, values out.
 *
 * What RFC 9112 lets a server forgive is not forgiven: a line ends with CR LF; a field name is followed by its colon at once; no
 * field is folded; there is one Host (in HTTP/1.1), one Content-Length at most, of digits alone, and none beside a Transfer-Encoding;
 * no other field that has one value comes twice. The target is a path that starts with '/'; it is decoded, and its dot segments
 * and empty segments are taken out. */
#ifndef NET_REQUEST_HEAD_H
#define NET_REQUEST_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

#define REQUEST_HEAD_MAX ((size_t)16 * 1024) /* of the whole head, bytes */
#define REQUEST_FIELDS   100                 /* of a head */

/* The fields that are kept, by lower-case name. */
enum request_field {
    FIELD_ACCEPT,
    FIELD_ACCEPT_ENCODING,
    FIELD_ACCEPT_LANGUAGE,
    FIELD_AUTHORIZATION,
    FIELD_CONNECTION,
    FIELD_CONTENT_LENGTH,
    FIELD_CONTENT_TYPE,
    FIELD_COOKIE,
    FIELD_EXPECT,
    FIELD_HOST,
    FIELD_IF_NONE_MATCH,
    FIELD_LAST_EVENT_ID,
    FIELD_ORIGIN,
    FIELD_PLENARIA_NODE,
    FIELD_PLENARIA_PARTICIPANT,
    FIELD_PLENARIA_PROXY_SECRET,
    FIELD_PLENARIA_RELAY,
    FIELD_PROXY_USER, /* request_head_name_proxy_user */
    FIELD_REFERER,
    FIELD_SEC_FETCH_SITE,
    FIELD_SEC_WEBSOCKET_KEY,
    FIELD_SEC_WEBSOCKET_PROTOCOL,
    FIELD_SEC_WEBSOCKET_VERSION,
    FIELD_TRANSFER_ENCODING,
    FIELD_UPGRADE,
    FIELD_USER_AGENT,
    FIELD_X_FORWARDED_FOR,
    FIELD_COUNT
};

struct request_head {
    const char *method; /* one of the known ones, HEAD too; "" while none was read */
    char *path;         /* decoded; "/" while none was read; the struct owns what it points to */
    struct buf query;   /* "name=value" strings, decoded, each with its NUL */
    char *fields[FIELD_COUNT];
    uint64_t body_len; /* what Content-Length says */
    bool is_old;       /* HTTP/1.0 */
    const char *wrong; /* why it is refused, in a sentence; NULL: the status' own. Static */
};

/* Reads a whole head, the empty line at its end included. STATUS_OK; BAD_MESSAGE, BAD_METHOD or LENGTH_REQUIRED with what could be
 * read. Clear the result either way. */
enum status request_head_read(const char *bytes, size_t len, struct request_head *out) MUST_CHECK;
void request_head_clear(struct request_head *head);
/* From now on the field of that name is kept too: in which a proxy says who somebody is. False: it is no name, or that of another known field. Called
 * before anything is read. */
bool request_head_name_proxy_user(const char *name);
/* -1 for a field that is not kept. */
int request_field_by_name(const char *name, size_t len);

#endif
