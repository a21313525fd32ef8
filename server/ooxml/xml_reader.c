#include "ooxml/xml_reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "base/mem.h"

#define SEPARATOR  '|'
#define NAME_BYTES 80 /* longer names are of nobody that we know */

struct xml_reader {
    XML_Parser parser;
    const struct xml_events *events;
    void *context;
    enum status status;
    const char *why;
    size_t depth;
    size_t silent_bytes; /* taken since the parser last said something */
};

struct xml_attributes {
    const XML_Char **pairs; /* name, value, …, NULL */
};

static const struct space {
    const char *uri;
    const char *prefix;
} spaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"},
    {"http://schemas.openxmlformats.org/package/2006/relationships", "rel"},
    {"http://schemas.openxmlformats.org/package/2006/content-types", "ct"},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
    {"http://schemas.microsoft.com/office/word/2010/wordml", "w14"},
    {"http://schemas.microsoft.com/office/word/2012/wordml", "w15"},
    {"http://schemas.microsoft.com/office/word/2023/wordml/word16du", "w16du"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
    {"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "custom"},
    {"http://purl.oclc.org/ooxml/officeDocument/customProperties", "custom"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", "vt"},
    {"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", "vt"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", "a"},
    {"http://purl.oclc.org/ooxml/drawingml/main", "a"},
    {"http://schemas.openxmlformats.org/drawingml/2006/chart", "c"},
    {"http://purl.oclc.org/ooxml/drawingml/chart", "c"},
    {"urn:schemas-microsoft-com:vml", "v"},
    {"http://www.w3.org/XML/1998/namespace", "xml"},
};

/* "uri|local" as "prefix:local"; false where it is longer than any name that we know. */
static bool short_name(const char *name, char out[NAME_BYTES])
{
    const char *bar = strrchr(name, SEPARATOR);
    const char *prefix = "other";
    size_t uri_len = bar ? (size_t)(bar - name) : 0;

    if (!bar) {
        size_t len = strlen(name);
        memcpy(out, name, len < NAME_BYTES ? len + 1 : 0);
        return len < NAME_BYTES;
    }
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        if (strlen(spaces[i].uri) == uri_len && memcmp(spaces[i].uri, name, uri_len) == 0) {
            prefix = spaces[i].prefix;
            break;
        }
    }
    return snprintf(out, NAME_BYTES, "%s:%s", prefix, bar + 1) < NAME_BYTES;
}

const char *xml_attribute(const struct xml_attributes *attributes, const char *name)
{
    const char *colon = strchr(name, ':');
    const char *local = colon ? colon + 1 : name;
    char shortened[NAME_BYTES];

    for (const XML_Char **pair = attributes->pairs; *pair; pair += 2) {
        const char *bar = strrchr(*pair, SEPARATOR);
        if (strcmp(bar ? bar + 1 : *pair, local) != 0) /* most are not it, and this is quicker to see */
            continue;
        if (short_name(*pair, shortened) && strcmp(shortened, name) == 0)
            return pair[1];
    }
    return NULL;
}

bool xml_attribute_on(const struct xml_attributes *attributes, const char *name, bool absent)
{
    const char *value = xml_attribute(attributes, name);

    if (!value)
        return absent;
    return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0;
}

long xml_attribute_number(const struct xml_attributes *attributes, const char *name, long absent)
{
    const char *value = xml_attribute(attributes, name);
    char *end;

    if (!value || !*value)
        return absent;
    errno = 0;
    long number = strtol(value, &end, 10);
    return *end || errno ? absent : number;
}

void xml_reader_stop(struct xml_reader *xml, enum status status, const char *sentence)
{
    if (xml->status != STATUS_OK)
        return;
    xml->status = status;
    xml->why = sentence;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void on_start(void *context, const XML_Char *name, const XML_Char **pairs)
{
    struct xml_reader *xml = context;
    struct xml_attributes attributes = {pairs};
    char shortened[NAME_BYTES];

    xml->silent_bytes = 0;
    if (++xml->depth > XML_MAX_DEPTH) {
        xml_reader_stop(xml, STATUS_BAD_FILE,
                        "The file nests its parts too deeply; save it again with Word.");
        return;
    }
    if (xml->events->start)
        xml->events->start(xml->context, short_name(name, shortened) ? shortened : "", &attributes);
}

static void on_end(void *context, const XML_Char *name)
{
    struct xml_reader *xml = context;
    char shortened[NAME_BYTES];

    xml->silent_bytes = 0;
    xml->depth--;
    if (xml->status == STATUS_OK && xml->events->end)
        xml->events->end(xml->context, short_name(name, shortened) ? shortened : "");
}

static void on_text(void *context, const XML_Char *utf8, int len)
{
    struct xml_reader *xml = context;

    xml->silent_bytes = 0;
    if (xml->status == STATUS_OK && xml->events->text)
        xml->events->text(xml->context, utf8, (size_t)len);
}

static void on_comment(void *context, const XML_Char *text)
{
    (void)text;
    ((struct xml_reader *)context)->silent_bytes = 0;
}

static void on_instruction(void *context, const XML_Char *target, const XML_Char *data)
{
    (void)data;
    on_comment(context, target);
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                       int has_internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_internal;
    xml_reader_stop(context, STATUS_BAD_FILE,
                    "The file holds a document type, which Word files must not; save it again with Word.");
}

struct xml_reader *xml_reader_create(const struct xml_events *events, void *context)
{
    struct xml_reader *xml = mem_zero(1, sizeof *xml);

    xml->events = events;
    xml->context = context;
    xml->why = "";
    xml->parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (!xml->parser) /* as everywhere: a small allocation that fails ends the process */
        abort();
    XML_SetUserData(xml->parser, xml);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetCommentHandler(xml->parser, on_comment);
    XML_SetProcessingInstructionHandler(xml->parser, on_instruction);
    return xml;
}

void xml_reader_destroy(struct xml_reader *xml)
{
    XML_ParserFree(xml->parser);
    free(xml);
}

static enum status feed(struct xml_reader *xml, const char *bytes, size_t len, bool last)
{
    if (xml->status == STATUS_OK && XML_Parse(xml->parser, bytes, (int)len, last) != XML_STATUS_OK)
        xml_reader_stop(xml, STATUS_BAD_FILE, "The file is damaged; save it again with Word.");
    return xml->status;
}

enum status xml_reader_take(void *reader, const char *bytes, size_t len)
{
    struct xml_reader *xml = reader;

    xml->silent_bytes += len;
    enum status status = feed(xml, bytes, len, false);
    if (status == STATUS_OK && xml->silent_bytes > XML_MAX_TOKEN_BYTES) {
        xml->status = STATUS_TOO_LARGE;
        xml->why = "The file holds a mark that is far too long; save it again with Word.";
    }
    return xml->status;
}

enum status xml_reader_finish(struct xml_reader *xml)
{
    return feed(xml, "", 0, true);
}

const char *xml_reader_why(const struct xml_reader *xml)
{
    return xml->why;
}
