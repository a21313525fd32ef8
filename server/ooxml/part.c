#include "ooxml/part.h"

enum status part_read(struct zip_reader *zip, const char *name, const struct xml_events *events,
                      void *context, struct buf *why)
{
    struct xml_reader *xml = xml_reader_create(events, context);
    enum status status = zip_reader_read(zip, name, xml_reader_take, xml, why);

    if (status == STATUS_OK)
        status = xml_reader_finish(xml);
    if (*xml_reader_why(xml)) {
        buf_reset(why);
        buf_text(why, xml_reader_why(xml));
    }
    xml_reader_destroy(xml);
    return status;
}
