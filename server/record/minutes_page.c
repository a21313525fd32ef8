#include "record/minutes_page.h"

#include <string.h>

#include "base/json_write.h"
#include "record/minutes_docx.h"

static const char style[] =
    "body{font:11pt/1.5 'Source Serif 4',Georgia,serif;color:#16202b;max-width:44rem;margin:0 auto;"
    "padding:3rem 1.5rem}h1{font-size:1.35em;text-align:center}h2{font-size:1.1em;margin-top:2rem}"
    "h3{font-size:1em;margin:1.2rem 0 .3rem}ul{margin:0;padding-inline-start:1.2rem}"
    "@page{margin:2.2cm}@media print{body{max-width:none;padding:0}}";

static void escape(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            buf_text(out, "&amp;");
        else if (*text == '<')
            buf_text(out, "&lt;");
        else
            buf_char(out, *text);
    }
}

static void end_list(struct minutes_page *page)
{
    if (page->in_list && page->format == MINUTES_HTML)
        buf_text(page->out, "</ul>\n");
    page->in_list = false;
}

static void end_section(struct minutes_page *page)
{
    end_list(page);
    if (page->in_section && page->format == MINUTES_JSON)
        buf_text(page->out, "]}");
    page->in_section = false;
}

static void underline(struct buf *out, const char *text, char sign)
{
    buf_text(out, text);
    buf_char(out, '\n');
    for (const char *c = text; *c; c++)
        if (((unsigned char)*c & 0xC0) != 0x80)
            buf_char(out, sign);
    buf_text(out, "\n\n");
}

void minutes_page_open(struct minutes_page *page, const char *title, const char *lang)
{
    struct buf *out = page->out;
    page->title = title;
    switch (page->format) {
    case MINUTES_DOCX:
        page->docx = minutes_docx_create();
        return;
    case MINUTES_TXT:
        underline(out, title, '=');
        return;
    case MINUTES_MD:
        buf_format(out, "# %s\n\n", title);
        return;
    case MINUTES_JSON:
        buf_text(out, "{\"title\":");
        json_write_string(out, title);
        buf_text(out, ",\"sections\":[");
        return;
    default:
        buf_format(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
                   lang);
        escape(out, title);
        buf_format(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>", style);
        escape(out, title);
        buf_text(out, "</h1>\n");
    }
}

void minutes_page_section(struct minutes_page *page, const char *title)
{
    struct buf *out = page->out;
    end_section(page);
    page->in_section = true;
    page->below_heading = false;
    if (page->docx) {
        minutes_docx_add(page->docx, KIND_HEADING, 1, title);
    } else if (page->format == MINUTES_TXT) {
        buf_char(out, '\n');
        underline(out, title, '-');
    } else if (page->format == MINUTES_MD) {
        buf_format(out, "\n## %s\n\n", title);
    } else if (page->format == MINUTES_JSON) {
        json_write_comma(out);
        buf_text(out, "{\"title\":");
        json_write_string(out, title);
        buf_text(out, ",\"lines\":[");
    } else {
        buf_text(out, "<h2>");
        escape(out, title);
        buf_text(out, "</h2>\n");
    }
}

static void write_json_line(struct minutes_page *page, const char *kind, const char *text)
{
    json_write_comma(page->out);
    buf_format(page->out, "{\"%s\":", kind);
    json_write_string(page->out, text);
    buf_char(page->out, '}');
}

void minutes_page_heading(struct minutes_page *page, struct buf *text)
{
    const char *words = text->bytes ? text->bytes : "";
    end_list(page);
    page->below_heading = true;
    if (page->docx)
        minutes_docx_add(page->docx, KIND_HEADING, 2, words);
    else if (page->format == MINUTES_TXT)
        buf_format(page->out, "\n%s\n", words);
    else if (page->format == MINUTES_MD)
        buf_format(page->out, "\n### %s\n\n", words);
    else if (page->format == MINUTES_JSON)
        write_json_line(page, "heading", words);
    else {
        buf_text(page->out, "<h3>");
        escape(page->out, words);
        buf_text(page->out, "</h3>\n");
    }
    buf_clear(text);
}

void minutes_page_line(struct minutes_page *page, struct buf *text)
{
    const char *words = text->bytes ? text->bytes : "";
    if (page->docx) {
        minutes_docx_add(page->docx, KIND_PARAGRAPH, page->below_heading ? 2 : 1, words);
    } else if (page->format == MINUTES_TXT || page->format == MINUTES_MD) {
        buf_format(page->out, "- %s\n", words);
    } else if (page->format == MINUTES_JSON) {
        write_json_line(page, "text", words);
    } else {
        buf_text(page->out, page->in_list ? "<li>" : "<ul>\n<li>");
        escape(page->out, words);
        buf_text(page->out, "</li>\n");
    }
    page->in_list = true;
    buf_clear(text);
}

enum status minutes_page_close(struct minutes_page *page)
{
    enum status status = STATUS_OK;
    end_section(page);
    if (page->docx)
        status = minutes_docx_write(page->docx, page->document, page->title, page->out);
    else if (page->format == MINUTES_HTML)
        buf_text(page->out, "</body>\n</html>\n");
    else if (page->format == MINUTES_JSON)
        buf_text(page->out, "]}\n");
    minutes_docx_destroy(page->docx);
    return status;
}
