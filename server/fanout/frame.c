#include "fanout/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

struct frame {
    size_t refs;
    size_t len;
    char headroom[FRAME_HEADROOM]; /* the transport's header grows backwards into this */
    char bytes[];
};

struct frame *frame_create(size_t len)
{
    struct frame *frame = mem_alloc(sizeof *frame + len);
    frame->refs = 1;
    frame->len = len;
    return frame;
}

struct frame *frame_copy(const char *bytes, size_t len)
{
    struct frame *frame = frame_create(len);
    if (len)
        memcpy(frame->bytes, bytes, len);
    return frame;
}

struct frame *frame_take(struct buf *bytes)
{
    struct frame *frame = frame_copy(bytes->bytes, bytes->len);
    buf_clear(bytes);
    return frame;
}

struct frame *frame_ref(struct frame *frame)
{
    frame->refs++;
    return frame;
}

void frame_unref(struct frame *frame)
{
    if (!frame)
        return;
    ALWAYS(frame->refs > 0);
    if (--frame->refs == 0)
        free(frame);
}

char *frame_bytes(struct frame *frame)
{
    return frame->bytes;
}

size_t frame_len(const struct frame *frame)
{
    return frame->len;
}
