#include "ooxml/relationships.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ooxml/part.h"

struct reading {
    const char *folder; /* of the part that they belong to */
    struct relationships *out;
    bool too_many;
};

static void drop_segment(struct buf *path)
{
    while (path->len > 0 && path->bytes[path->len - 1] != '/')
        path->len--;
    if (path->len > 0)
        path->len--;
}

/* A target, relative to a folder ("word", "") or from the top ("/word/styles.xml"), as the name of a part; NULL where it leads out. */
static char *resolve(const char *folder, const char *target)
{
    struct buf path = BUF_EMPTY;
    bool outside = false;

    if (*target == '/')
        target++;
    else
        buf_text(&path, folder);
    while (*target && !outside) {
        size_t len = strcspn(target, "/");
        if (len == 2 && memcmp(target, "..", 2) == 0) {
            outside = path.len == 0;
            drop_segment(&path);
        } else if (len > 0 && !(len == 1 && *target == '.')) {
            if (path.len > 0)
                buf_char(&path, '/');
            buf_add(&path, target, len);
        }
        target += len + (target[len] == '/');
    }
    if (path.len > 0)
        path.bytes[path.len] = '\0';
    char *name = buf_take(&path);
    if (!outside)
        return name;
    free(name);
    return NULL;
}

static void on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct reading *reading = context;
    struct relationships *out = reading->out;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    const char *mode = xml_attribute(attributes, "TargetMode");
    bool external = mode && strcmp(mode, "External") == 0;

    if (strcmp(name, "rel:Relationship") != 0 || !id || !type || !target)
        return;
    if (out->count == RELATIONSHIPS_MAX) {
        reading->too_many = true;
        return;
    }
    char *part = external ? mem_copy_string(target) : resolve(reading->folder, target);
    if (!part)
        return;
    const char *slash = strrchr(type, '/');
    out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
    out->list[out->count++] =
        (struct relationship){mem_copy_string(id), mem_copy_string(slash ? slash + 1 : type), part, external};
}

enum status relationships_read(struct zip_reader *zip, const char *part, struct buf *why,
                               struct relationships *out)
{
    static const struct xml_events events = {on_start, NULL, NULL};
    const char *slash = strrchr(part, '/');
    char *folder = mem_copy_bytes(part, slash ? (size_t)(slash - part) : 0);
    struct reading reading = {folder, out, false};
    struct buf name = BUF_EMPTY;

    *out = (struct relationships)RELATIONSHIPS_EMPTY;
    buf_format(&name, "%s%s_rels/%s.rels", folder, *folder ? "/" : "", slash ? slash + 1 : part);
    enum status status = part_read(zip, name.bytes, &events, &reading, why);
    buf_clear(&name);
    free(folder);
    for (size_t i = out->count; i-- > 0;)
        map_put(&out->by_id, out->list[i].id, &out->list[i]);
    if (status == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (status == STATUS_OK && reading.too_many) {
        buf_text(why, "The file has too many links; copy its text into a new document.");
        return STATUS_LIMIT;
    }
    return status;
}

void relationships_clear(struct relationships *relationships)
{
    for (size_t i = 0; i < relationships->count; i++) {
        free(relationships->list[i].id);
        free(relationships->list[i].type);
        free(relationships->list[i].target);
    }
    free(relationships->list);
    map_clear(&relationships->by_id);
    *relationships = (struct relationships)RELATIONSHIPS_EMPTY;
}

const struct relationship *relationships_of_type(const struct relationships *relationships, const char *type)
{
    for (size_t i = 0; i < relationships->count; i++) {
        const struct relationship *one = &relationships->list[i];
        if (!one->external && strcmp(one->type, type) == 0)
            return one;
    }
    return NULL;
}

const struct relationship *relationships_by_id(const struct relationships *relationships, const char *id)
{
    return map_get(&relationships->by_id, id);
}
