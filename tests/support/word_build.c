#include "support/word_build.h"

#include <stdlib.h>

#include "support/zip_build.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE       "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define MOST         12

struct made {
    struct zip_part parts[MOST];
    size_t count;
};

static void add_part(struct made *made, const char *name, struct buf *xml)
{
    size_t len = xml->len;
    made->parts[made->count++] =
        (struct zip_part){.name = name, .bytes = buf_take(xml), .len = len, .deflate = true};
}

/* <w:root …>inside</w:root>, where there is anything inside. */
static void add(struct made *made, const struct word_parts *parts, const char *name, const char *root,
                const char *inside)
{
    struct buf xml = BUF_EMPTY;

    if (!inside)
        return;
    buf_format(&xml,
               "<%s xmlns:w='%s' xmlns:r='" OFFICE
               "' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
               " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
               " xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'"
               " xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml'>",
               root, parts->main_space ? parts->main_space : TRANSITIONAL);
    buf_text(&xml, inside);
    buf_format(&xml, "</%s>", root);
    add_part(made, name, &xml);
}

static void add_text(struct made *made, const char *name, const char *text)
{
    struct buf xml = BUF_EMPTY;

    buf_text(&xml, text);
    add_part(made, name, &xml);
}

void word_build(struct buf *out, const struct word_parts *parts)
{
    struct made made = {.count = 0};
    struct buf body = BUF_EMPTY, links = BUF_EMPTY, custom = BUF_EMPTY;

    add_text(&made, "[Content_Types].xml",
             "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
             "<Override PartName='/word/document.xml' ContentType='application/"
             "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>");
    add_text(&made, "_rels/.rels",
             RELATIONS "<Relationship Id='r1' Type='" OFFICE "/officeDocument' Target='word/document.xml'/>"
                       "<Relationship Id='r2' Type='" OFFICE
                       "/custom-properties' Target='docProps/custom.xml'/></Relationships>");
    buf_format(&links,
               RELATIONS
               "<Relationship Id='s' Type='" OFFICE "/styles' Target='styles.xml'/>"
               "<Relationship Id='n' Type='" OFFICE "/numbering' Target='numbering.xml'/>"
               "<Relationship Id='c' Type='" OFFICE "/comments' Target='comments.xml'/>"
               "<Relationship Id='x' Type='" OFFICE "/commentsExtended' Target='commentsExtended.xml'/>"
               "<Relationship Id='f' Type='" OFFICE "/footnotes' Target='footnotes.xml'/>"
               "<Relationship Id='h' Type='" OFFICE "/header' Target='header1.xml'/>%s</Relationships>",
               parts->links ? parts->links : "");
    add_part(&made, "word/_rels/document.xml.rels", &links);
    buf_format(&body, "<w:body>%s</w:body>", parts->body);
    add(&made, parts, "word/document.xml", "w:document", body.bytes);
    buf_clear(&body);
    add(&made, parts, "word/numbering.xml", "w:numbering", parts->numbering);
    add(&made, parts, "word/styles.xml", "w:styles", parts->styles);
    add(&made, parts, "word/comments.xml", "w:comments", parts->comments);
    add(&made, parts, "word/commentsExtended.xml", "w15:commentsEx", parts->threads);
    add(&made, parts, "word/footnotes.xml", "w:footnotes", parts->footnotes);
    add(&made, parts, "word/header1.xml", "w:hdr", parts->header);
    if (parts->custom) {
        buf_format(
            &custom,
            "<Properties "
            "xmlns='http://schemas.openxmlformats.org/officeDocument/2006/custom-properties'>%s</Properties>",
            parts->custom);
        add_part(&made, "docProps/custom.xml", &custom);
    }
    zip_build(out, made.parts, made.count);
    for (size_t i = 0; i < made.count; i++)
        free((char *)(uintptr_t)made.parts[i].bytes);
}
