#include "support/inflated.h"

#include <zlib.h>

#include "base/always.h"

struct buf inflated(const char *bytes, size_t len)
{
    struct buf out = BUF_EMPTY;
    char part[4096];
    z_stream stream = {.next_in = (Bytef *)(size_t)bytes, .avail_in = (uInt)len};
    int result;
    ALWAYS(inflateInit2(&stream, -15) == Z_OK);
    do {
        stream.next_out = (Bytef *)part;
        stream.avail_out = sizeof part;
        result = inflate(&stream, Z_NO_FLUSH);
        buf_add(&out, part, sizeof part - stream.avail_out);
    } while (result == Z_OK);
    ALWAYS(result == Z_STREAM_END && !stream.avail_in);
    ALWAYS(inflateEnd(&stream) == Z_OK);
    return out;
}
