#include "fanout/deflate.h"

#include <limits.h>
#include <zlib.h>

#include "base/always.h"

/* The fastest level: a slower one saves about a byte for each op of a batch. */
#define LEVEL 1

/* What is short needs no wide window, and the tables of a narrow one are made ready in less time than it takes to deflate a few ops. */
#define SHORT        ((size_t)16 * 1024)
#define SHORT_WINDOW 14
#define SHORT_MEMORY 6
#define LONG_WINDOW  15
#define LONG_MEMORY  8
#define ROOM         ((size_t)64 * 1024) /* made for what is inflated, at a time */
#define FLUSH_BYTES  16                  /* bytes that an open end takes at most, beyond deflateBound */

void deflate_add(struct buf *out, const char *bytes, size_t len, bool finished)
{
    z_stream stream = {.next_in = (Bytef *)(size_t)bytes, .avail_in = (uInt)len};
    bool is_short = len <= SHORT;
    ALWAYS(len < UINT_MAX / 2);
    ALWAYS(deflateInit2(&stream, LEVEL, Z_DEFLATED, is_short ? -SHORT_WINDOW : -LONG_WINDOW,
                        is_short ? SHORT_MEMORY : LONG_MEMORY, Z_DEFAULT_STRATEGY) == Z_OK);
    size_t most = deflateBound(&stream, (uLong)len) + FLUSH_BYTES;
    buf_reserve(out, most);
    stream.next_out = (Bytef *)out->bytes + out->len;
    stream.avail_out = (uInt)most;
    int result = deflate(&stream, finished ? Z_FINISH : Z_SYNC_FLUSH);
    ALWAYS(finished ? result == Z_STREAM_END : result == Z_OK && !stream.avail_in && stream.avail_out);
    out->len += stream.total_out;
    (void)deflateEnd(&stream);
}

bool deflate_undo(struct buf *out, const char *bytes, size_t len, size_t most)
{
    z_stream stream = {.next_in = (Bytef *)(size_t)bytes, .avail_in = (uInt)len};
    int result = Z_OK;
    size_t added = 0;
    if (len >= UINT_MAX || inflateInit2(&stream, -LONG_WINDOW) != Z_OK)
        return false;
    while (result == Z_OK && added < most) {
        size_t room = most - added < ROOM ? most - added : ROOM;
        buf_reserve(out, room);
        stream.next_out = (Bytef *)out->bytes + out->len;
        stream.avail_out = (uInt)room;
        result = inflate(&stream, Z_NO_FLUSH);
        out->len += room - stream.avail_out;
        added += room - stream.avail_out;
    }
    bool whole = result == Z_STREAM_END && !stream.avail_in;
    (void)inflateEnd(&stream);
    return whole;
}
