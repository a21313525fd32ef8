#include "convert/uri.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

static bool is_port(const char *at, size_t len)
{
    unsigned port = 0;

    for (size_t i = 0; i < len; i++) {
        if (!isdigit((unsigned char)at[i]))
            return false;
        port = port * 10 + (unsigned)(at[i] - '0');
        if (port > 65535)
            return false;
    }
    return true;
}

/* "example.org:80": names of letters, digits and hyphens, no label empty. */
static bool is_host(const char *at, size_t len)
{
    const char *colon = memchr(at, ':', len);
    size_t name = colon ? (size_t)(colon - at) : len;

    for (size_t i = 0; i < name; i++) {
        bool dot = at[i] == '.';
        if (dot ? i == 0 || at[i - 1] == '.' : !isalnum((unsigned char)at[i]) && at[i] != '-')
            return false;
    }
    return name > 0 && (!colon || is_port(colon + 1, len - name - 1));
}

bool uri_is_openable(const char *url)
{
    if (strncasecmp(url, "mailto:", 7) == 0)
        return url[7] && strchr("?#", url[7]) == NULL;
    const char *host = strstr(url, "://");
    return host && is_host(host + 3, strcspn(host + 3, "/?#"));
}

static bool is_escape(const char *at)
{
    return at[0] == '%' && isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2]);
}

char *uri_encode(const char *url)
{
    struct buf out = BUF_EMPTY;

    for (const char *c = url; *c; c++) {
        if (isalnum((unsigned char)*c) || strchr("-._~:/?#@!$&'()*+,;=", *c) || is_escape(c))
            buf_char(&out, *c);
        else
            buf_format(&out, "%%%02X", (unsigned)(unsigned char)*c);
    }
    return buf_take(&out);
}
