/* Minutes as a Word file: headings and paragraphs of the same looks as an exported draft, by the same writers. */
#ifndef RECORD_MINUTES_DOCX_H
#define RECORD_MINUTES_DOCX_H

#include "base/buf.h"
#include "base/status.h"
#include "convert/document.h"

struct minutes_docx;

struct minutes_docx *minutes_docx_create(void);
/* Below what was added before. `depth` from 1. Copies. */
void minutes_docx_add(struct minutes_docx *docx, enum item_kind kind, int depth, const char *words);
/* Appends the file, of a draft whose id, moment and language are those of `of`. STATUS_TOO_LARGE. */
enum status minutes_docx_write(const struct minutes_docx *docx, const struct document *of, const char *title,
                               struct buf *out) MUST_CHECK;
void minutes_docx_destroy(struct minutes_docx *docx); /* NULL is fine */

#endif
