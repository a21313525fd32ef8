/* GET /.well-known/security.txt (RFC 9116): whom to tell of a hole in this server. */
#include <time.h>

#include "api/handlers.h"

#define GOOD_FOR_S ((time_t)180 * 24 * 3600)

void handle_security_contact(struct call *call)
{
    struct http_answer answer = {.status = 200, .type = "text/plain; charset=utf-8"};
    const char *contact = call->api->settings.security_contact;
    char expires[32];
    struct tm when;
    time_t at = (time_t)(loop_now_ms() / 1000) + GOOD_FOR_S;
    if (!contact) {
        call_respond_error(call, STATUS_NOT_FOUND, NULL);
        return;
    }
    gmtime_r(&at, &when);
    strftime(expires, sizeof expires, "%Y-%m-%dT%H:%M:%SZ", &when);
    struct buf text = BUF_EMPTY;
    buf_format(&text, "Contact: %s\nExpires: %s\nPreferred-Languages: es, en\n", contact, expires);
    http_respond_text(call->request, &answer, text.bytes);
    buf_clear(&text);
}
