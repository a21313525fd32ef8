/* A PDF of an exported draft, made by a program of the host's own, which the setting `pdf_command` names (docs/pdf.md):
 *
 *   chromium --headless --no-pdf-header-footer --generate-pdf-document-outline --print-to-pdf={pdf} {html}
 *
 *   {html}   the draft as a page          {pdf}   where the PDF must be
 *   {docx}   the draft as a Word file     {dir}   the folder of all of them, as draft.html, draft.docx, draft.pdf
 *
 * Words are parted by blanks; what stands between ' or " is one word or part of one. There is no shell. The program has a new folder of its own,
 * which is taken away with all that is in it, and so much time and disk (child.h).
 */
#ifndef CLI_PDF_H
#define CLI_PDF_H

#include "base/buf.h"
#include "base/status.h"
#include "convert/export.h"

/* Which file a command wants: EXPORT_HTML or EXPORT_DOCX. STATUS_USAGE with a sentence in `why` where it is no such command. */
enum status pdf_source(const char *command, enum export_format *out, struct buf *why) MUST_CHECK;

/* Appends the PDF that `command` makes of `source`, a file as pdf_source says. Blocking, some seconds. STATUS_USAGE as above; STATUS_IO with a
 * sentence in `why`: it cannot be started, failed, took too long, or made no PDF. */
enum status pdf_make(const char *command, const struct buf *source, struct buf *out,
                     struct buf *why) MUST_CHECK;

#endif
