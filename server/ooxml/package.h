/* An Office package: the archive, what it says that its parts are, and its main part. Tells a Word file from all that is not one. */
#ifndef OOXML_PACKAGE_H
#define OOXML_PACKAGE_H

#include "ooxml/relationships.h"
#include "ooxml/zip_reader.h"

struct package {
    struct zip_reader *zip;
    struct relationships relationships; /* of the package */
    char *main;                         /* name of its main part: word/document.xml */
    struct relationships main_relationships;
};

/* Whether bytes are a zip archive by their start, as a Word file is; no more than that. */
bool package_looks_zipped(const char *bytes, size_t len);
/* Whether they are another kind of file that is no plain text either: an old .doc or one with a password, a PDF, an .rtf. */
bool package_looks_foreign(const char *bytes, size_t len);

/* Opens a Word document or template. Borrows the bytes, which must outlive it. `limits` NULL: ZIP_LIMITS_DEFAULTS. STATUS_BAD_FILE: it is an
 * old .doc, protected by a password, an .odt, .rtf, .pdf or web page, has macros, or is damaged; or a bound of zip_reader. `why` then gets
 * one sentence. The caller closes it, also after a failure. */
enum status package_open(const char *bytes, size_t len, const struct zip_limits *limits, struct buf *why,
                         struct package *out) MUST_CHECK;
void package_close(struct package *package);

/* The part that a relationship of the main part leads to, by its type ("styles"); NULL where there is none. Borrowed. */
const char *package_part(const struct package *package, const char *type);

#endif
