#include "cli/read_file.h"

#include <stdio.h>
#include <string.h>

enum status read_file(const char *path, size_t max_bytes, struct buf *out)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    char piece[65536];
    size_t len;
    if (!file)
        return STATUS_IO;
    while ((len = fread(piece, 1, sizeof piece, file)) > 0 && out->len + len <= max_bytes)
        buf_add(out, piece, len);
    enum status status = len > 0 ? STATUS_TOO_LARGE : ferror(file) ? STATUS_IO : STATUS_OK;
    if (file != stdin)
        fclose(file);
    return status;
}
