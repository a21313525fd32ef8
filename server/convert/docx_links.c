#include "convert/docx_links.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/xml_write.h"

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

static bool is_openable(const char *url)
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

/* What RFC 3986 does not allow as it is stands as %XX. */
static char *encode(const char *url)
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

size_t docx_links_add(struct docx_links *links, const char *url)
{
    struct docx_link *link = map_get(&links->by_url, url);

    if (link || !is_openable(url))
        return link ? link->index : 0;
    link = mem_zero(1, sizeof *link);
    link->key = mem_copy_string(url);
    link->url = encode(url);
    links->list = mem_grow(links->list, links->count, &links->capacity, sizeof *links->list);
    links->list[links->count++] = link;
    link->index = links->count;
    map_put(&links->by_url, link->key, link);
    return link->index;
}

void docx_links_write(const struct docx_links *links, struct buf *out)
{
    for (size_t i = 0; i < links->count; i++) {
        buf_format(out,
                   "<Relationship Id=\"rLink%zu\" TargetMode=\"External\" "
                   "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\"",
                   links->list[i]->index);
        xml_write_attribute(out, "Target", links->list[i]->url);
        buf_text(out, "/>");
    }
}

void docx_links_clear(struct docx_links *links)
{
    for (size_t i = 0; i < links->count; i++) {
        free(links->list[i]->url);
        free(links->list[i]->key);
        free(links->list[i]);
    }
    free(links->list);
    map_clear(&links->by_url);
    *links = (struct docx_links){0};
}
