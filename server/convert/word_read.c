#include "convert/word_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/word_body.h"
#include "convert/word_comments.h"
#include "convert/word_numbering.h"
#include "convert/word_styles.h"
#include "ooxml/package.h"
#include "ooxml/part.h"

/* ---- what an export of ours says of itself ---- */

struct properties {
    struct word_source *source;
    char name[32];
    struct buf value;
};

static void on_property(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct properties *properties = context;
    const char *called = xml_attribute(attributes, "name");

    if (strcmp(name, "custom:property") != 0)
        return;
    buf_reset(&properties->value);
    properties->name[0] = '\0';
    if (called && strlen(called) < sizeof properties->name)
        memcpy(properties->name, called, strlen(called) + 1);
}

static void on_value(void *context, const char *utf8, size_t len)
{
    struct properties *properties = context;

    if (properties->value.len + len < 1000)
        buf_add(&properties->value, utf8, len);
}

static void keep(char **to, const struct properties *properties)
{
    free(*to);
    *to = mem_copy_bytes(properties->value.bytes, properties->value.len);
}

static void on_property_end(void *context, const char *name)
{
    struct properties *properties = context;

    if (strcmp(name, "custom:property") != 0 || properties->value.len == 0)
        return;
    if (strcmp(properties->name, "plenariaDraft") == 0)
        keep(&properties->source->draft, properties);
    else if (strcmp(properties->name, "plenariaLang") == 0)
        keep(&properties->source->lang, properties);
    else if (strcmp(properties->name, "plenariaView") == 0)
        keep(&properties->source->view, properties);
    else if (strcmp(properties->name, "plenariaHead") == 0)
        keep(&properties->source->head, properties);
    else if (strcmp(properties->name, "plenariaSeq") == 0)
        properties->source->seq = strtoull(properties->value.bytes, NULL, 10);
}

static enum status read_properties(const struct package *package, struct word_source *out, struct buf *why)
{
    static const struct xml_events events = {on_property, on_property_end, on_value};
    const struct relationship *part = relationships_of_type(&package->relationships, "custom-properties");
    struct properties properties = {.source = out, .value = BUF_EMPTY};

    if (!part)
        part = relationships_of_type(&package->relationships, "customProperties");
    enum status status = part ? part_read(package->zip, part->target, &events, &properties, why) : STATUS_OK;
    buf_clear(&properties.value);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- the parts with paragraphs ---- */

/* A part of the main one, with the links of its own; a part that is not there has said nothing. */
static enum status read_side_part(struct word_file *file, const struct package *package, const char *part,
                                  enum word_flow flow, struct buf *why)
{
    struct relationships links = RELATIONSHIPS_EMPTY;
    enum status status = relationships_read(package->zip, part, why, &links);

    if (status == STATUS_OK)
        status = word_body_read(file, package->zip, part, &links, flow, why);
    relationships_clear(&links);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status read_paragraphs(struct word_file *file, const struct package *package, struct buf *why)
{
    static const struct {
        const char *type;
        enum word_flow flow;
    } sides[] = {{"footnotes", WORD_NOTE}, {"endnotes", WORD_NOTE},     {"header", WORD_APART},
                 {"footer", WORD_APART},   {"diagramData", WORD_APART}, {"chart", WORD_APART}};
    const struct relationships *all = &package->main_relationships;
    enum status status = word_body_read(file, package->zip, package->main, all, WORD_BODY, why);

    for (size_t side = 0; side < sizeof sides / sizeof *sides; side++)
        for (size_t i = 0; status == STATUS_OK && i < all->count; i++)
            if (!all->list[i].external && strcmp(all->list[i].type, sides[side].type) == 0)
                status = read_side_part(file, package, all->list[i].target, sides[side].flow, why);
    return status;
}

static bool is_beside(const struct word_paragraph *a, const struct word_paragraph *b)
{
    return a->flow == b->flow && a->table == b->table && a->row == b->row && a->column == b->column;
}

/* A dropped capital is the beginning of the words behind it; the mark of an item may have stayed with it. */
static void join_drop_caps(struct word_file *file)
{
    for (size_t i = 0; i + 1 < file->count; i++) {
        struct word_paragraph *letter = &file->paragraphs[i], *rest = letter + 1;
        if (!letter->drop_cap || letter->words.len == 0 || !is_beside(letter, rest))
            continue;
        if (!rest->item[0])
            memcpy(rest->item, letter->item, sizeof rest->item);
        letter->item[0] = '\0';
        word_prepend(file, i, i + 1);
    }
}

static enum status read_package(struct word_file *file, const struct package *package, struct buf *why)
{
    enum status status = word_styles_read(package->zip, package_part(package, "styles"), why, &file->styles);

    if (status == STATUS_OK)
        status = word_numbering_read(package->zip, package_part(package, "numbering"), why, &file->numbering);
    if (status == STATUS_OK)
        status = word_comments_read(file, package, why);
    if (status == STATUS_OK)
        status = read_properties(package, &file->source, why);
    if (status == STATUS_OK)
        status = read_paragraphs(file, package, why);
    if (status == STATUS_OK)
        join_drop_caps(file);
    return status;
}

enum status word_read(const char *bytes, size_t len, enum word_purpose purpose,
                      const struct zip_limits *limits, struct word_file *out, struct buf *why)
{
    struct package package;
    enum status status = package_open(bytes, len, limits, why, &package);

    word_file_init(out);
    out->keeps_brackets = purpose == WORD_NEW_TEXT;
    if (status == STATUS_OK)
        status = read_package(out, &package, why);
    package_close(&package);
    return status;
}
