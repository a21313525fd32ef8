#include "net/request_head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "net/header_value.h"

/* What becomes of a field that comes again. */
enum again { AGAIN_REFUSED, AGAIN_LIST, AGAIN_COOKIE };

static char proxy_user[64]; /* its name, in small letters; empty: none */

static const struct known_field {
    const char *name;
    enum again again;
} known_fields[FIELD_COUNT] = {
    [FIELD_ACCEPT] = {"accept", AGAIN_LIST},
    [FIELD_ACCEPT_ENCODING] = {"accept-encoding", AGAIN_LIST},
    [FIELD_ACCEPT_LANGUAGE] = {"accept-language", AGAIN_LIST},
    [FIELD_AUTHORIZATION] = {"authorization", AGAIN_REFUSED},
    [FIELD_CONNECTION] = {"connection", AGAIN_LIST},
    [FIELD_CONTENT_LENGTH] = {"content-length", AGAIN_REFUSED},
    [FIELD_CONTENT_TYPE] = {"content-type", AGAIN_REFUSED},
    [FIELD_COOKIE] = {"cookie", AGAIN_COOKIE},
    [FIELD_EXPECT] = {"expect", AGAIN_REFUSED},
    [FIELD_HOST] = {"host", AGAIN_REFUSED},
    [FIELD_IF_NONE_MATCH] = {"if-none-match", AGAIN_LIST},
    [FIELD_LAST_EVENT_ID] = {"last-event-id", AGAIN_REFUSED},
    [FIELD_ORIGIN] = {"origin", AGAIN_REFUSED},
    [FIELD_PLENARIA_NODE] = {"plenaria-node", AGAIN_REFUSED},
    [FIELD_PLENARIA_PARTICIPANT] = {"plenaria-participant", AGAIN_REFUSED},
    [FIELD_PLENARIA_PROXY_SECRET] = {"plenaria-proxy-secret", AGAIN_REFUSED},
    [FIELD_PLENARIA_RELAY] = {"plenaria-relay", AGAIN_REFUSED},
    [FIELD_PROXY_USER] = {proxy_user, AGAIN_REFUSED},
    [FIELD_REFERER] = {"referer", AGAIN_REFUSED},
    [FIELD_SEC_FETCH_SITE] = {"sec-fetch-site", AGAIN_REFUSED},
    [FIELD_SEC_WEBSOCKET_KEY] = {"sec-websocket-key", AGAIN_REFUSED},
    [FIELD_SEC_WEBSOCKET_PROTOCOL] = {"sec-websocket-protocol", AGAIN_LIST},
    [FIELD_SEC_WEBSOCKET_VERSION] = {"sec-websocket-version", AGAIN_REFUSED},
    [FIELD_TRANSFER_ENCODING] = {"transfer-encoding", AGAIN_LIST},
    [FIELD_UPGRADE] = {"upgrade", AGAIN_LIST},
    [FIELD_USER_AGENT] = {"user-agent", AGAIN_REFUSED},
    [FIELD_X_FORWARDED_FOR] = {"x-forwarded-for", AGAIN_LIST},
};

static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

int request_field_by_name(const char *name, size_t len)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (strlen(known_fields[i].name) == len && strncasecmp(known_fields[i].name, name, len) == 0)
            return i;
    return -1;
}

static enum status wrong(struct request_head *head, enum status status, const char *sentence)
{
    head->wrong = sentence;
    return status;
}

/* Lines */

/* The next line without its CR LF; false where there is none, or a CR or LF that is no end of a line. */
static bool next_line(const char **at, const char *end, const char **line, size_t *len)
{
    const char *newline = memchr(*at, '\n', (size_t)(end - *at));
    if (!newline || newline == *at || newline[-1] != '\r')
        return false;
    *line = *at;
    *len = (size_t)(newline - 1 - *at);
    *at = newline + 1;
    return !memchr(*line, '\r', *len);
}

/* Splits at the first blank. */
static bool next_word(const char **at, const char *end, const char **word, size_t *len)
{
    const char *blank = memchr(*at, ' ', (size_t)(end - *at));
    const char *stop = blank ? blank : end;
    *word = *at;
    *len = (size_t)(stop - *at);
    *at = blank ? blank + 1 : end;
    return *len > 0;
}

/* The target */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Adds one decoded character of a target and goes on; false for a broken escape, and for what is no text. */
static bool decode_next(const char **at, const char *end, struct buf *out)
{
    char c = *(*at)++;
    if (c <= ' ' || c >= 0x7f)
        return false;
    if (c == '%') {
        if (end - *at < 2 || hex((*at)[0]) < 0 || hex((*at)[1]) < 0)
            return false;
        c = (char)(hex((*at)[0]) << 4 | hex((*at)[1]));
        *at += 2;
        if ((unsigned char)c < ' ' || c == 0x7f)
            return false;
    }
    buf_char(out, c);
    return true;
}

static void drop_last_segment(struct buf *path)
{
    while (path->len && path->bytes[path->len - 1] != '/')
        path->len--;
    if (path->len)
        path->len--;
}

/* Takes "", "." and ".." out of a decoded path; what is left starts with '/'. */
static char *tidy_path(const char *path)
{
    struct buf out = BUF_EMPTY;
    for (const char *at = path; *at;) {
        size_t len = strcspn(at, "/");
        bool is_last = !at[len];
        if (len == 2 && strncmp(at, "..", 2) == 0) {
            drop_last_segment(&out);
        } else if (len && !(len == 1 && *at == '.')) {
            buf_char(&out, '/');
            buf_add(&out, at, len);
        }
        at += len + !is_last;
        if (is_last)
            return buf_take(&out);
    }
    buf_char(&out, '/'); /* it ended with a slash */
    return buf_take(&out);
}

static bool read_query(const char *at, const char *end, struct buf *query)
{
    bool within = false;
    while (at < end) {
        if (*at == '&') {
            if (within)
                buf_char(query, '\0');
            within = false;
            at++;
            continue;
        }
        within = true;
        if (*at == '+') {
            buf_char(query, ' ');
            at++;
        } else if (!decode_next(&at, end, query))
            return false;
    }
    if (within)
        buf_char(query, '\0');
    return true;
}

static bool read_target(struct request_head *head, const char *target, size_t len)
{
    const char *end = target + len, *at = target;
    struct buf path = BUF_EMPTY;
    bool good = len > 0 && *target == '/';
    while (good && at < end && *at != '?')
        good = *at != '#' && decode_next(&at, end, &path);
    if (good && at < end)
        good = read_query(at + 1, end, &head->query);
    if (good) {
        free(head->path);
        head->path = tidy_path(path.bytes ? path.bytes : "/");
        if (!*head->path) {
            free(head->path);
            head->path = mem_copy_string("/");
        }
    }
    buf_clear(&path);
    return good;
}

static enum status read_request_line(struct request_head *head, const char *line, size_t len)
{
    const char *at = line, *end = line + len, *method, *target;
    size_t method_len, target_len;
    if (!next_word(&at, end, &method, &method_len) || !next_word(&at, end, &target, &target_len))
        return wrong(head, STATUS_BAD_MESSAGE, "Send a request line of HTTP/1.1.");
    if (end - at != 8 || strncmp(at, "HTTP/1.", 7) != 0 || (at[7] != '0' && at[7] != '1'))
        return wrong(head, STATUS_BAD_MESSAGE, "Use HTTP/1.1.");
    head->is_old = at[7] == '0';
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strlen(methods[i]) == method_len && memcmp(methods[i], method, method_len) == 0)
            head->method = methods[i];
    if (!*head->method)
        return STATUS_BAD_METHOD;
    if (!read_target(head, target, target_len))
        return wrong(head, STATUS_BAD_MESSAGE, "Ask for a path that starts with a slash, well encoded.");
    return STATUS_OK;
}

/* Fields */

static bool is_name(const char *name, size_t len)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < len; i++) {
        char c = name[i], low = (char)(c | 0x20);
        if (!(low >= 'a' && low <= 'z') && !(c >= '0' && c <= '9') && (!c || !strchr(others, c)))
            return false;
    }
    return len > 0;
}

bool request_head_name_proxy_user(const char *name)
{
    size_t len = strlen(name);
    if (len >= sizeof proxy_user || !is_name(name, len) || request_field_by_name(name, len) >= 0)
        return false;
    for (size_t i = 0; i <= len; i++)
        proxy_user[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] | 0x20 : name[i]);
    return true;
}

static bool is_value(const char *value, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (((unsigned char)value[i] < ' ' && value[i] != '\t') || value[i] == 0x7f)
            return false;
    return true;
}

static void trim(const char **value, size_t *len)
{
    while (*len && (**value == ' ' || **value == '\t')) {
        (*value)++;
        (*len)--;
    }
    while (*len && ((*value)[*len - 1] == ' ' || (*value)[*len - 1] == '\t'))
        (*len)--;
}

static bool keep_field(struct request_head *head, int field, const char *value, size_t len)
{
    char **kept = &head->fields[field];
    if (!*kept) {
        *kept = mem_copy_bytes(value, len);
        return true;
    }
    if (known_fields[field].again == AGAIN_REFUSED)
        return false;
    struct buf joined = BUF_EMPTY;
    buf_text(&joined, *kept);
    buf_text(&joined, known_fields[field].again == AGAIN_COOKIE ? "; " : ", ");
    buf_add(&joined, value, len);
    free(*kept);
    *kept = buf_take(&joined);
    return true;
}

static enum status read_field(struct request_head *head, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    size_t name_len = colon ? (size_t)(colon - line) : 0;
    if (!is_name(line, name_len))
        return wrong(head, STATUS_BAD_MESSAGE, "Send each field as name: value, on one line.");
    const char *value = colon + 1;
    size_t value_len = len - name_len - 1;
    trim(&value, &value_len);
    if (!is_value(value, value_len))
        return wrong(head, STATUS_BAD_MESSAGE, "Send no control characters in a field.");
    int field = request_field_by_name(line, name_len);
    if (field >= 0 && !keep_field(head, field, value, value_len))
        return wrong(head, STATUS_BAD_MESSAGE, "Send each field that has one value once.");
    return STATUS_OK;
}

/* A request with a body says how long it is, in one way only: what two servers can read in two ways is how requests are
 * smuggled past the first. */
static enum status judge(struct request_head *head)
{
    const char *length = head->fields[FIELD_CONTENT_LENGTH];
    bool needs_body = strcmp(head->method, "POST") == 0 || strcmp(head->method, "PUT") == 0 ||
                      strcmp(head->method, "PATCH") == 0;
    if (!head->is_old && !head->fields[FIELD_HOST])
        return wrong(head, STATUS_BAD_MESSAGE, "Send a Host.");
    if (head->fields[FIELD_TRANSFER_ENCODING] || (!length && needs_body))
        return STATUS_LENGTH_REQUIRED;
    if (length && !header_length(length, &head->body_len))
        return wrong(head, STATUS_BAD_MESSAGE, "Send a Content-Length of digits alone.");
    return STATUS_OK;
}

enum status request_head_read(const char *bytes, size_t len, struct request_head *out)
{
    const char *at = bytes, *end = bytes + len, *line;
    size_t line_len;
    *out = (struct request_head){.method = "", .path = mem_copy_string("/")};
    if (!next_line(&at, end, &line, &line_len))
        return wrong(out, STATUS_BAD_MESSAGE, "End each line with CR LF.");
    enum status status = read_request_line(out, line, line_len);
    for (size_t count = 0; status == STATUS_OK; count++) {
        if (!next_line(&at, end, &line, &line_len))
            return wrong(out, STATUS_BAD_MESSAGE, "End each line with CR LF.");
        if (!line_len)
            return at == end ? judge(out) : wrong(out, STATUS_BAD_MESSAGE, "Send one head.");
        if (count == REQUEST_FIELDS)
            return wrong(out, STATUS_BAD_MESSAGE, "Send fewer fields.");
        status = read_field(out, line, line_len);
    }
    return status;
}

void request_head_clear(struct request_head *head)
{
    free(head->path);
    buf_clear(&head->query);
    for (size_t i = 0; i < FIELD_COUNT; i++)
        free(head->fields[i]);
    *head = (struct request_head){.method = ""};
}
