/* Mail as bytes (RFC 5322, 2045, 2047): headers that hold any text in one place and nothing else, bodies that any server passes on. Lines end
 * with CRLF and have at most 78 characters. All append; all borrow. */
#ifndef NOTIFY_MIME_H
#define NOTIFY_MIME_H

#include <stdint.h>

#include "base/buf.h"

/* `Name: words`, as encoded words where they are not plain ASCII, folded. Control characters become blanks: nothing given here begins a header. */
void mime_header(struct buf *out, const char *name, const char *words);
/* `Name: "Who" <address>`; `who` NULL or empty: the address alone, which must be one (roster.h). */
void mime_mailbox(struct buf *out, const char *name, const char *who, const char *address);
/* `Date:` in UTC. */
void mime_date(struct buf *out, int64_t ms);
/* The headers and body of a part: `type` without its charset, which is UTF-8; quoted-printable. */
void mime_text_part(struct buf *out, const char *type, const char *text);
/* The same in base64, as an attachment with a plain ASCII name. */
void mime_attachment(struct buf *out, const char *type, const char *name, const struct buf *bytes);

#endif
