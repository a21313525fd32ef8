#include "convert/export_docx.h"

#include <stdlib.h>

#include "base/mem.h"
#include "convert/revise.h"
#include "ooxml/zip_writer.h"

#define MOST_BYTES                                                                                           \
    (48u << 20) /* of word/document.xml; a text of 300 pages with a change in each line takes 3 MiB */

static void add_part(struct zip_writer *zip, const char *name, struct buf *part)
{
    zip_writer_add(zip, name, part);
    buf_clear(part);
}

static void add_comments(struct zip_writer *zip, const struct docx_comments *comments)
{
    struct buf words = BUF_EMPTY, threads = BUF_EMPTY;

    docx_comments_write(comments, &words, &threads);
    add_part(zip, "word/comments.xml", &words);
    add_part(zip, "word/commentsExtended.xml", &threads);
}

/* A file without comments has no such part: an empty one is a reason for Word to offer a repair. */
static enum status pack(struct buf *out, struct docx_body *body, const struct docx_about *about)
{
    struct zip_writer *zip = zip_writer_create(about->document->at);
    struct buf part = BUF_EMPTY;
    bool comments = body->comments.count > 0;

    docx_parts_content_types(&part, comments);
    add_part(zip, "[Content_Types].xml", &part);
    docx_parts_package_relations(&part);
    add_part(zip, "_rels/.rels", &part);
    add_part(zip, "word/document.xml", &body->out);
    docx_parts_document_relations(&part, &body->links, comments);
    add_part(zip, "word/_rels/document.xml.rels", &part);
    docx_parts_styles(&part, about->document->lang);
    add_part(zip, "word/styles.xml", &part);
    docx_numbering_write(body->numbering, &part);
    add_part(zip, "word/numbering.xml", &part);
    docx_parts_settings(&part);
    add_part(zip, "word/settings.xml", &part);
    docx_parts_footer(&part, about);
    add_part(zip, "word/footer1.xml", &part);
    if (comments)
        add_comments(zip, &body->comments);
    docx_parts_core_properties(&part, about);
    add_part(zip, "docProps/core.xml", &part);
    docx_parts_custom_properties(&part, about);
    add_part(zip, "docProps/custom.xml", &part);
    return zip_writer_finish(zip, out);
}

enum status export_docx_texts(struct buf *out, const struct docx_text *texts, size_t count,
                              const struct docx_about *about)
{
    struct docx_body body;
    enum status status = docx_body_write(texts, count, MOST_BYTES, &body);

    if (status == STATUS_OK)
        status = pack(out, &body, about);
    docx_body_clear(&body);
    return status;
}

enum status export_docx(struct buf *out, const struct document *documents, size_t count,
                        const struct document_markup *markup)
{
    struct revised *revised = mem_zero(count, sizeof *revised);
    struct docx_text *texts = mem_zero(count, sizeof *texts);
    struct docx_about about = {.document = documents, .view = document_view_name(markup->view)};
    struct buf langs = BUF_EMPTY;

    for (size_t i = 0; i < count; i++) {
        revise_document(&documents[i], markup, &revised[i]);
        texts[i] = (struct docx_text){&revised[i], documents[i].lang};
        buf_format(&langs, "%s%s", i ? "," : "", documents[i].lang);
    }
    about.langs = langs.bytes;
    enum status status = export_docx_texts(out, texts, count, &about);
    for (size_t i = 0; i < count; i++)
        revised_clear(&revised[i]);
    free(revised);
    free(texts);
    buf_clear(&langs);
    return status;
}
