#include "convert/word_styles.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

#define STYLES_MAX 20000
#define CHAIN_MAX  20 /* of styles based on one another; a ring of them ends here too */

struct entry {
    char *id;
    char *name;
    char *based_on;
    struct word_style own; /* name, heading, title and contents are derived when asked */
};

struct word_styles {
    struct entry *list;
    size_t count;
    size_t capacity;
    struct map by_id; /* id -> index + 1 */
    uint32_t paragraph_default;
};

struct reading {
    struct word_styles *styles;
    struct entry *now; /* NULL between styles */
    int skip;          /* depth below an element that is of no interest */
};

int word_toggle(const struct xml_attributes *attributes)
{
    return xml_attribute_on(attributes, "w:val", true);
}

int word_underline(const struct xml_attributes *attributes)
{
    const char *kind = xml_attribute(attributes, "w:val");

    return kind && strcmp(kind, "none") != 0;
}

int word_struck(int before, const struct xml_attributes *attributes)
{
    return before == 1 ? 1 : word_toggle(attributes);
}

long word_indent(const struct xml_attributes *attributes)
{
    long left = xml_attribute_number(attributes, "w:left", -1);

    return left >= 0 ? left : xml_attribute_number(attributes, "w:start", -1);
}

static void start_style(struct reading *reading, const struct xml_attributes *attributes)
{
    struct word_styles *styles = reading->styles;
    const char *id = xml_attribute(attributes, "w:styleId"), *type = xml_attribute(attributes, "w:type");

    if (!id || styles->count == STYLES_MAX)
        return;
    styles->list = mem_grow(styles->list, styles->count, &styles->capacity, sizeof *styles->list);
    reading->now = &styles->list[styles->count];
    *reading->now = (struct entry){.id = mem_copy_string(id),
                                   .own = {.num = -1,
                                           .level = -1,
                                           .outline = -1,
                                           .indent = -1,
                                           .bold = -1,
                                           .italic = -1,
                                           .underline = -1,
                                           .hidden = -1,
                                           .struck = -1}};
    if (type && strcmp(type, "paragraph") == 0 && xml_attribute_on(attributes, "w:default", false))
        styles->paragraph_default = (uint32_t)styles->count;
    styles->count++;
}

static void keep_string(char **to, const struct xml_attributes *attributes)
{
    const char *value = xml_attribute(attributes, "w:val");

    free(*to);
    *to = mem_copy_string(value ? value : "");
}

static void on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct reading *reading = context;
    struct entry *now = reading->now;

    if (reading->skip > 0) {
        reading->skip++;
    } else if (strcmp(name, "w:style") == 0) {
        start_style(reading, attributes);
    } else if (!now) {
        return;
    } else if (strcmp(name, "w:tblStylePr") == 0 || strcmp(name, "w:rPrChange") == 0 ||
               strcmp(name, "w:pPrChange") == 0) {
        reading->skip = 1;
    } else if (strcmp(name, "w:name") == 0) {
        keep_string(&now->name, attributes);
    } else if (strcmp(name, "w:basedOn") == 0) {
        keep_string(&now->based_on, attributes);
    } else if (strcmp(name, "w:numId") == 0) {
        now->own.num = xml_attribute_number(attributes, "w:val", -1);
    } else if (strcmp(name, "w:ilvl") == 0) {
        now->own.level = xml_attribute_number(attributes, "w:val", -1);
    } else if (strcmp(name, "w:outlineLvl") == 0) {
        now->own.outline = xml_attribute_number(attributes, "w:val", -1);
    } else if (strcmp(name, "w:ind") == 0) {
        now->own.indent = word_indent(attributes);
    } else if (strcmp(name, "w:b") == 0) {
        now->own.bold = word_toggle(attributes);
    } else if (strcmp(name, "w:i") == 0) {
        now->own.italic = word_toggle(attributes);
    } else if (strcmp(name, "w:u") == 0) {
        now->own.underline = word_underline(attributes);
    } else if (strcmp(name, "w:vanish") == 0) {
        now->own.hidden = word_toggle(attributes);
    } else if (strcmp(name, "w:strike") == 0 || strcmp(name, "w:dstrike") == 0) {
        now->own.struck = word_struck(now->own.struck, attributes);
    }
}

static void on_end(void *context, const char *name)
{
    struct reading *reading = context;

    if (reading->skip > 0)
        reading->skip--;
    else if (strcmp(name, "w:style") == 0)
        reading->now = NULL;
}

static void lower(char *name)
{
    for (; name && *name; name++)
        *name = (char)tolower((unsigned char)*name);
}

enum status word_styles_read(struct zip_reader *zip, const char *part, struct buf *why,
                             struct word_styles **out)
{
    static const struct xml_events events = {on_start, on_end, NULL};
    struct word_styles *styles = mem_zero(1, sizeof *styles);
    struct reading reading = {.styles = styles};

    styles->paragraph_default = UINT32_MAX;
    *out = styles;
    enum status status = part ? part_read(zip, part, &events, &reading, why) : STATUS_OK;
    for (size_t i = 0; i < styles->count; i++) {
        lower(styles->list[i].name);
        map_put(&styles->by_id, styles->list[i].id, &styles->list[i]);
    }
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

void word_styles_destroy(struct word_styles *styles)
{
    if (!styles)
        return;
    for (size_t i = 0; i < styles->count; i++) {
        free(styles->list[i].id);
        free(styles->list[i].name);
        free(styles->list[i].based_on);
    }
    free(styles->list);
    map_clear(&styles->by_id);
    free(styles);
}

uint32_t word_styles_find(const struct word_styles *styles, const char *id)
{
    if (!id)
        return styles->paragraph_default;
    const struct entry *entry = map_get(&styles->by_id, id);
    return entry ? (uint32_t)(entry - styles->list) : UINT32_MAX;
}

const char *word_styles_id(const struct word_styles *styles, uint32_t index)
{
    return index < styles->count ? styles->list[index].id : NULL;
}

static void name_what_it_is(const char *name, struct word_style *out)
{
    size_t len = strlen(name);

    if (strncmp(name, "heading ", 8) == 0 && len == 9 && name[8] >= '1' && name[8] <= '9')
        out->heading = out->heading ? out->heading : name[8] - '0';
    if (strncmp(name, "plenaria text ", 14) == 0 && len == 15 && name[14] >= '1' && name[14] <= '8')
        out->text = out->text ? out->text : name[14] - '0';
    out->number = out->number || strcmp(name, "plenaria number") == 0;
    out->furniture = out->furniture || out->number || strcmp(name, "plenaria status") == 0;
    out->bracket = out->bracket || strcmp(name, "plenaria bracket") == 0;
    out->title = out->title || strcmp(name, "title") == 0 || strcmp(name, "subtitle") == 0;
    out->contents = out->contents || (strncmp(name, "toc ", 4) == 0 && len == 5);
}

struct word_style word_styles_get(const struct word_styles *styles, uint32_t index)
{
    struct word_style out = {.name = "",
                             .num = -1,
                             .level = -1,
                             .outline = -1,
                             .indent = -1,
                             .bold = -1,
                             .italic = -1,
                             .underline = -1,
                             .hidden = -1,
                             .struck = -1};
    const struct entry *entry = index < styles->count ? &styles->list[index] : NULL;

    if (entry && entry->name)
        out.name = entry->name;
    for (int step = 0; entry && step < CHAIN_MAX; step++) {
        const struct word_style *own = &entry->own;
        if (entry->name)
            name_what_it_is(entry->name, &out);
        if (out.num < 0) { /* a style may say the level alone, of the list that it is based on */
            out.num = own->num;
            out.level = out.level < 0 ? own->level : out.level;
        }
        out.outline = out.outline < 0 ? own->outline : out.outline;
        out.indent = out.indent < 0 ? own->indent : out.indent;
        out.bold = out.bold < 0 ? own->bold : out.bold;
        bool lead =
            entry->name && strcmp(entry->name, "plenaria lead") == 0; /* by the scheme, not in the words */
        out.italic = out.italic < 0 && !lead ? own->italic : out.italic;
        out.underline = out.underline < 0 ? own->underline : out.underline;
        out.hidden = out.hidden < 0 ? own->hidden : out.hidden;
        out.struck = out.struck < 0 ? own->struck : out.struck;
        entry = entry->based_on ? map_get(&styles->by_id, entry->based_on) : NULL;
    }
    return out;
}
