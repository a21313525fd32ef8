#include "convert/docx_links.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/xml_write.h"
#include "convert/uri.h"

size_t docx_links_add(struct docx_links *links, const char *url)
{
    struct docx_link *link = map_get(&links->by_url, url);

    if (link || !uri_is_openable(url))
        return link ? link->index : 0;
    link = mem_zero(1, sizeof *link);
    link->key = mem_copy_string(url);
    link->url = uri_encode(url);
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
