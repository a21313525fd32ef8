/* Writes XML by hand, straight into a buf. Tags are the caller's; what comes from outside goes through here:
 *
 *   buf_text(&out, "<w:t>");
 *   xml_write(&out, run.bytes, run.len);
 *   buf_text(&out, "</w:t>");
 */
#ifndef BASE_XML_WRITE_H
#define BASE_XML_WRITE_H

#include "base/buf.h"

/* Text or the value of an attribute: the five signs that mean something are escaped. What XML 1.0 cannot hold even so, controls but for
 * tab and line feed, and U+FFFE and U+FFFF, is dropped. Borrows valid UTF-8. */
void xml_write(struct buf *out, const char *utf8, size_t len);
void xml_write_text(struct buf *out, const char *utf8); /* the same; NULL gives nothing */
void xml_write_attribute(struct buf *out, const char *name, const char *utf8); /* ` name="value"` */

#endif
