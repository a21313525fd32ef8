/* One XML part of a package, read through: zip_reader and xml_reader together. */
#ifndef OOXML_PART_H
#define OOXML_PART_H

#include "ooxml/xml_reader.h"
#include "ooxml/zip_reader.h"

/* STATUS_NOT_FOUND: there is no such part, and `why` stays empty; else as those two say. Borrows all. */
enum status part_read(struct zip_reader *zip, const char *name, const struct xml_events *events,
                      void *context, struct buf *why) MUST_CHECK;

#endif
