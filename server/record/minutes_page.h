/* Minutes as a file: a title, and sections of lines, in each format. */
#ifndef RECORD_MINUTES_PAGE_H
#define RECORD_MINUTES_PAGE_H

#include "record/minutes.h"

struct minutes_page {
    struct buf *out;
    enum minutes_format format;
    bool in_list;
    bool in_section;
};

void minutes_page_open(struct minutes_page *page, const char *title, const char *lang);
void minutes_page_section(struct minutes_page *page, const char *title);
void minutes_page_heading(struct minutes_page *page, struct buf *text); /* of an item; clears text */
void minutes_page_line(struct minutes_page *page, struct buf *text);    /* clears text */
void minutes_page_close(struct minutes_page *page);

#endif
