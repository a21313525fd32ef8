/* A draft as a Word file (.docx). What its tracked changes look like is said in revise.c and docx_body.c; what it carries for the way back,
 * in docx_marks.h. The same draft gives the same bytes. */
#ifndef CONVERT_EXPORT_DOCX_H
#define CONVERT_EXPORT_DOCX_H

#include "base/status.h"
#include "convert/docx_body.h"
#include "convert/docx_parts.h"

/* Appends the file of a draft in one language, or in several beside each other. STATUS_TOO_LARGE: it would take more memory than an export
 * may. */
enum status export_docx(struct buf *out, const struct document *documents, size_t count,
                        const struct document_markup *markup) MUST_CHECK;

/* The same of texts that have been revised already. `at`: the time of its parts. */
enum status export_docx_texts(struct buf *out, const struct docx_text *texts, size_t count,
                              const struct docx_about *about) MUST_CHECK;

#endif
