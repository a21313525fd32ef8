#include "api/path.h"

#include <string.h>

bool path_split(const char *path, char segments[API_SEGMENTS][ID_BYTES], size_t *count)
{
    *count = 0;
    while (*path == '/') {
        size_t len = strcspn(++path, "/");
        if (*count == API_SEGMENTS || len >= ID_BYTES)
            return false;
        memcpy(segments[*count], path, len);
        segments[(*count)++][len] = '\0';
        path += len;
    }
    return true;
}
