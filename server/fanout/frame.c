#include "fanout/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "fanout/deflate.h"

#define DEFLATE_MIN 384 /* bytes; what is shorter gains little */

struct frame {
    size_t refs;
    size_t waiting;      /* outboxes that it is in, and frames around it that are in one */
    struct frame *inner; /* NULL */
    size_t before;       /* so many of our bytes stand before it */
    size_t len;          /* of our bytes */
    bool deflated;
    struct frame *small; /* the message deflated, or the frame itself, uncounted; NULL: nobody has asked */
    struct frame
        *section; /* our bytes deflated, to stand in the middle of a stream; NULL: nobody has asked */
    char headroom[FRAME_HEADROOM]; /* the transport's header grows backwards into this */
    char bytes[];
};

struct frame *frame_create(size_t len)
{
    struct frame *frame = mem_alloc(sizeof *frame + len);
    frame->refs = 1;
    frame->waiting = 0;
    frame->inner = NULL;
    frame->before = frame->len = len;
    frame->deflated = false;
    frame->small = frame->section = NULL;
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

struct frame *frame_around(struct buf *bytes, size_t before, struct frame *inner)
{
    ALWAYS(before <= bytes->len && !inner->inner);
    struct frame *frame = frame_take(bytes);
    frame->before = before;
    frame->inner = frame_ref(inner);
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
    if (--frame->refs)
        return;
    frame_unref(frame->inner);
    frame_unref(frame->section);
    if (frame->small != frame)
        frame_unref(frame->small);
    free(frame);
}

size_t frame_len(const struct frame *frame)
{
    return frame->len + (frame->inner ? frame->inner->len : 0);
}

char *frame_bytes(struct frame *frame)
{
    ALWAYS(!frame->inner);
    return frame->bytes;
}

char *frame_span(struct frame *frame, size_t at, size_t *len)
{
    size_t inner = frame->inner ? frame->inner->len : 0;
    ALWAYS(at <= frame->len + inner);
    if (at < frame->before) {
        *len = frame->before - at;
        return frame->bytes + at;
    }
    if (at < frame->before + inner) {
        *len = frame->before + inner - at;
        return frame->inner->bytes + (at - frame->before);
    }
    *len = frame->len + inner - at;
    return frame->bytes + (at - inner);
}

void frame_add_to(struct frame *frame, struct buf *out)
{
    size_t len;
    for (size_t at = 0; at < frame_len(frame); at += len) {
        const char *bytes = frame_span(frame, at, &len);
        buf_add(out, bytes, len);
    }
}

static struct frame *section_of(struct frame *frame)
{
    struct buf out = BUF_EMPTY;
    if (!frame->section) {
        deflate_add(&out, frame->bytes, frame->len, false);
        frame->section = frame_take(&out);
    }
    return frame->section;
}

/* What is inside stays shared, deflated as it is: blocks of our own stand before and behind it. */
static struct frame *deflate_frame(struct frame *frame)
{
    struct buf out = BUF_EMPTY;
    struct frame *small;
    if (frame->inner) {
        deflate_add(&out, frame->bytes, frame->before, false);
        size_t before = out.len;
        deflate_add(&out, frame->bytes + frame->before, frame->len - frame->before, true);
        small = frame_around(&out, before, section_of(frame->inner));
    } else {
        deflate_add(&out, frame->bytes, frame->len, true);
        small = frame_take(&out);
    }
    small->deflated = true;
    return small;
}

struct frame *frame_small(struct frame *frame)
{
    if (frame->small)
        return frame->small;
    frame->small = frame;
    if (frame->deflated || frame_len(frame) < DEFLATE_MIN)
        return frame;
    struct frame *small = deflate_frame(frame);
    if (frame_len(small) < frame_len(frame))
        frame->small = small;
    else
        frame_unref(small);
    return frame->small;
}

void frame_keep_plain(struct frame *frame)
{
    ALWAYS(!frame->small);
    frame->small = frame;
}

bool frame_is_deflated(const struct frame *frame)
{
    return frame->deflated;
}

size_t frame_wait(struct frame *frame)
{
    if (frame->waiting++)
        return 0;
    return sizeof *frame + frame->len + (frame->inner ? frame_wait(frame->inner) : 0);
}

size_t frame_wait_end(struct frame *frame)
{
    ALWAYS(frame->waiting > 0);
    if (--frame->waiting)
        return 0;
    return sizeof *frame + frame->len + (frame->inner ? frame_wait_end(frame->inner) : 0);
}
