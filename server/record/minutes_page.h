/* Minutes as a file: a title, and sections of lines, in each format. */
#ifndef RECORD_MINUTES_PAGE_H
#define RECORD_MINUTES_PAGE_H

#include "record/minutes.h"

struct minutes_page {
    struct buf *out;
    const struct document *document; /* whose minutes they are; borrowed */
    struct minutes_docx *docx;       /* what a Word file is made of at the end; NULL: it is another format */
    const char *title;               /* borrowed from minutes_page_open on */
    bool below_heading;
    enum minutes_format format;
    bool in_list;
    bool in_section;
};

void minutes_page_open(struct minutes_page *page, const char *title, const char *lang);
void minutes_page_section(struct minutes_page *page, const char *title);
void minutes_page_heading(struct minutes_page *page, struct buf *text); /* of an item; clears text */
void minutes_page_line(struct minutes_page *page, struct buf *text);    /* clears text */
enum status minutes_page_close(struct minutes_page *page) MUST_CHECK;   /* STATUS_TOO_LARGE for a Word file */

#endif
