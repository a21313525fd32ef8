/* The path of a request in its parts: /api/drafts/ID -> "api", "drafts", "ID". */
#ifndef API_PATH_H
#define API_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "draft/types.h"

#define API_SEGMENTS 6

/* False where the path has too many or too long parts to be one of ours; `segments` is then of no use. */
bool path_split(const char *path, char segments[API_SEGMENTS][ID_BYTES], size_t *count);

#endif
