/* XML as Office writes it, read while it comes: elements and words go to a handler, nothing is kept.
 *
 *   static const struct xml_events events = {start, end, text};
 *   struct xml_reader *xml = xml_reader_create(&events, context);
 *   st = zip_reader_read(zip, name, xml_reader_take, xml, &why);
 *   if (st == STATUS_OK)
 *       st = xml_reader_finish(xml, &why);
 *   xml_reader_destroy(xml);
 *
 * Names come as prefix and local name, "w:p", with the prefix of the table in xml_reader.c for their namespace, whatever the file calls it,
 * and the same one for the strict and the transitional form of a namespace. What is in no namespace has no prefix; what is in an unknown
 * one has the prefix "other".
 *
 * Document types are refused, as Office's packages must not have any: so there are no entities, and no bombs made of them.
 */
#ifndef OOXML_XML_READER_H
#define OOXML_XML_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"

#define XML_MAX_DEPTH       200
#define XML_MAX_TOKEN_BYTES (1u << 20) /* of one tag with its attributes */

struct xml_attributes; /* of one element; valid while `start` runs */

/* The value of an attribute, such as "w:val"; NULL where it is absent. Borrowed while `start` runs. */
const char *xml_attribute(const struct xml_attributes *attributes, const char *name);
/* Whether an attribute says yes: "1", "true", "on", or what is given as `absent` where it is not there. */
bool xml_attribute_on(const struct xml_attributes *attributes, const char *name, bool absent);
/* Its whole number, `absent` where it is not there or is none. */
long xml_attribute_number(const struct xml_attributes *attributes, const char *name, long absent);

/* All three may be NULL. What is passed is borrowed for the call; text comes in pieces, as valid UTF-8. */
struct xml_events {
    void (*start)(void *context, const char *name, const struct xml_attributes *attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *utf8, size_t len);
};

struct xml_reader;

struct xml_reader *xml_reader_create(const struct xml_events *events, void *context); /* borrows both */
void xml_reader_destroy(struct xml_reader *xml);

/* A zip_take whose context is the reader. STATUS_BAD_FILE: not well formed, a document type, too deep; STATUS_TOO_LARGE: one tag is too
 * long; or what xml_reader_stop was given. xml_reader_why says why. */
enum status xml_reader_take(void *xml, const char *bytes, size_t len) MUST_CHECK;
enum status xml_reader_finish(struct xml_reader *xml) MUST_CHECK; /* no more comes */
const char *xml_reader_why(const struct xml_reader *xml); /* one sentence; static or owned by the reader */

/* Ends the reading from within a handler. `sentence` is static. */
void xml_reader_stop(struct xml_reader *xml, enum status status, const char *sentence);

#endif
