/* POST /api/line: messages to the server, and those of the server, where no WebSocket gets through. */
#include "api/handlers.h"
#include "api/line.h"

#include <string.h>

#include "base/json_write.h"

#define SEND_MAX 64 /* messages in one post */

/* As for a WebSocket, a cookie counts only where a browser says which page it comes from. */
static struct line *open_line(struct call *call)
{
    char cookie[128];
    bool signed_in = http_header(call->request, "origin") && call_cookie(call, cookie, sizeof cookie);
    return line_open(call->api->lines, signed_in ? cookie : NULL);
}

static bool are_messages(const struct json *send)
{
    if (!json_is_array(send) || json_count(send) > SEND_MAX)
        return false;
    for (const struct json *one = json_first(send); one; one = json_after(one))
        if (!json_string(one))
            return false;
    return true;
}

static void respond_with_id(struct call *call, const struct line *line)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"line\":");
    json_write_string(&out, line_id(line));
    buf_char(&out, '}');
    call_respond_json(call, 200, &out);
}

void handle_line(struct call *call)
{
    struct json_doc *doc = call_body(call);
    if (!doc)
        return;
    const struct json *root = json_root(doc), *send = json_get(root, "send");
    const char *id = json_get_string(root, "line");
    bool wait = false;
    struct line *line = NULL;
    if ((send && !are_messages(send)) ||
        (json_get(root, "wait") && !json_bool(json_get(root, "wait"), &wait)))
        call_respond_error(call, STATUS_BAD_MESSAGE, "Send {line, send: [messages as strings], wait}.");
    else if (id && !(line = line_find(call->api->lines, id)))
        call_respond_error(call, STATUS_NOT_FOUND, "The line has ended; open another.");
    else if (!id && !(line = open_line(call)))
        call_respond_error(call, STATUS_LIMIT,
                           "The server takes no more connections now; try again in a moment.");
    for (const struct json *one = line && send ? json_first(send) : NULL; one; one = json_after(one))
        line_hears(line, json_string(one), strlen(json_string(one)));
    if (line && wait)
        line_waits(line, call->request);
    else if (line)
        respond_with_id(call, line);
    json_free(doc);
}
