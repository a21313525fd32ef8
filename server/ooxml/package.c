#include "ooxml/package.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "ooxml/part.h"

#define WORD_TYPE "wordprocessingml"

static bool starts_with(const char *bytes, size_t len, const char *magic, size_t magic_len)
{
    return len >= magic_len && memcmp(bytes, magic, magic_len) == 0;
}

bool package_looks_zipped(const char *bytes, size_t len)
{
    return starts_with(bytes, len, "PK\3\4", 4) || starts_with(bytes, len, "PK\5\6", 4);
}

static const struct stranger {
    const char *magic;
    const char *sentence;
} strangers[] = {
    {"\xd0\xcf\x11\xe0",
     "This is an old .doc, or a file protected by a password; open it in Word and save it as .docx, "
     "without a password."},
    {"%PDF", "This is a PDF; ask for the Word file (.docx), or copy the text."},
    {"{\\rtf", "This is an .rtf file; open it in Word and save it as .docx."},
};

static const struct stranger *find_stranger(const char *bytes, size_t len)
{
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (starts_with(bytes, len, strangers[i].magic, strlen(strangers[i].magic)))
            return &strangers[i];
    return NULL;
}

bool package_looks_foreign(const char *bytes, size_t len)
{
    return find_stranger(bytes, len) != NULL;
}

/* What a file is that is no zip archive, as a sentence. */
static const char *name_stranger(const char *bytes, size_t len)
{
    const struct stranger *stranger = find_stranger(bytes, len);

    if (stranger)
        return stranger->sentence;
    return len == 0 ? "The file is empty."
                    : "This is not a Word file (.docx); open it in Word and save it as .docx.";
}

struct types {
    const char *main; /* name of the part that is asked about */
    char *found;      /* its content type; "" where it has none of its own */
    char *for_xml;    /* the one of all .xml that have none of their own */
};

static void on_type(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct types *types = context;
    const char *part = xml_attribute(attributes, "PartName");
    const char *extension = xml_attribute(attributes, "Extension");
    const char *type = xml_attribute(attributes, "ContentType");

    if (!type)
        return;
    if (strcmp(name, "ct:Override") == 0 && part && *part == '/' && strcasecmp(part + 1, types->main) == 0) {
        free(types->found);
        types->found = mem_copy_string(type);
    } else if (strcmp(name, "ct:Default") == 0 && extension && strcasecmp(extension, "xml") == 0) {
        free(types->for_xml);
        types->for_xml = mem_copy_string(type);
    }
}

/* Whether the main part is a Word text without macros; a sentence where it is not. */
static const char *judge_type(const char *type)
{
    if (strstr(type, "macroEnabled"))
        return "The file may hold macros (.docm); save it as .docx without them.";
    if (!strstr(type, WORD_TYPE))
        return "This is not a Word text: it is a table, slides or something else of Office.";
    return NULL;
}

static enum status check_type(struct package *package, struct buf *why)
{
    static const struct xml_events events = {on_type, NULL, NULL};
    struct types types = {package->main, NULL, NULL};
    enum status status = part_read(package->zip, "[Content_Types].xml", &events, &types, why);
    const char *wrong = NULL;

    if (status == STATUS_OK)
        wrong = judge_type(types.found ? types.found : types.for_xml ? types.for_xml : "");
    else if (status == STATUS_NOT_FOUND)
        wrong = "This is a zip file, but no Word file (.docx).";
    free(types.found);
    free(types.for_xml);
    if (!wrong)
        return status;
    buf_text(why, wrong);
    return STATUS_BAD_FILE;
}

static enum status find_main(struct package *package, struct buf *why)
{
    enum status status = relationships_read(package->zip, "", why, &package->relationships);
    const struct relationship *main = relationships_of_type(&package->relationships, "officeDocument");

    if (status != STATUS_OK)
        return status;
    if (!main || !zip_reader_has(package->zip, main->target)) {
        bool odt = zip_reader_has(package->zip, "META-INF/manifest.xml") &&
                   zip_reader_has(package->zip, "content.xml");
        buf_text(why, odt ? "This is an OpenDocument text (.odt); save it as .docx."
                          : "This is a zip file, but no Word file (.docx).");
        return STATUS_BAD_FILE;
    }
    package->main = mem_copy_string(main->target);
    return STATUS_OK;
}

enum status package_open(const char *bytes, size_t len, const struct zip_limits *limits, struct buf *why,
                         struct package *out)
{
    *out = (struct package){.zip = NULL};
    if (!package_looks_zipped(bytes, len)) {
        buf_text(why, name_stranger(bytes, len));
        return STATUS_BAD_FILE;
    }
    enum status status = zip_reader_open(bytes, len, limits, why, &out->zip);
    if (status == STATUS_OK)
        status = find_main(out, why);
    if (status == STATUS_OK)
        status = check_type(out, why);
    if (status == STATUS_OK)
        status = relationships_read(out->zip, out->main, why, &out->main_relationships);
    return status;
}

void package_close(struct package *package)
{
    relationships_clear(&package->relationships);
    relationships_clear(&package->main_relationships);
    zip_reader_close(package->zip);
    free(package->main);
    *package = (struct package){.zip = NULL};
}

const char *package_part(const struct package *package, const char *type)
{
    const struct relationship *found = relationships_of_type(&package->main_relationships, type);

    return found ? found->target : NULL;
}
