#include "support/vectors.h"

#include "base/always.h"
#include "cli/read_file.h"

cJSON *vectors_read(const char *name)
{
    struct buf path = BUF_EMPTY, json = BUF_EMPTY;
    buf_format(&path, "%s/protocol/vectors/%s.json", SOURCE_ROOT, name);
    ALWAYS(read_file(path.bytes, SIZE_MAX, &json) == STATUS_OK);
    cJSON *vectors = cJSON_Parse(json.bytes);
    ALWAYS(vectors != NULL);
    buf_clear(&path);
    buf_clear(&json);
    return vectors;
}
