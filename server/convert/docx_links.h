/* Addresses that a Word file links to: each is a relationship of the document. */
#ifndef CONVERT_DOCX_LINKS_H
#define CONVERT_DOCX_LINKS_H

#include "base/buf.h"
#include "base/map.h"

struct docx_link {
    char *url; /* as the file has it */
    char *key; /* as the text has it */
    size_t index;
};

struct docx_links {
    struct map by_url;
    struct docx_link **list;
    size_t count, capacity;
};

/* The number in the link's id, "rLink7"; 0 where the address is none that Word opens: it calls the whole file damaged then. Copies. */
size_t docx_links_add(struct docx_links *links, const char *url);
/* One Relationship for each. */
void docx_links_write(const struct docx_links *links, struct buf *out);
void docx_links_clear(struct docx_links *links);

#endif
