/* One encoded message, shared by all who receive it. The bytes in front of the payload are kept free for the WebSocket
 * header, which net/ writes there anew for each connection, so the payload is never copied.
 *
 *   struct frame *frame = frame_copy(bytes, len);   // one reference, ours
 *   outbox_push(&a->outbox, frame);              // takes a reference of its own
 *   frame_unref(frame);
 */
#ifndef FANOUT_FRAME_H
#define FANOUT_FRAME_H

#include <stddef.h>

#include "base/buf.h"

#define FRAME_HEADROOM 16 /* for the longest header; net/ asserts it */

struct frame;

/* Starts a frame of known size; fill frame_bytes() yourself. */
struct frame *frame_create(size_t len);
struct frame *frame_copy(const char *bytes, size_t len);
/* The bytes of a buf, which is cleared. */
struct frame *frame_take(struct buf *bytes);
struct frame *frame_ref(struct frame *frame); /* returns its argument */
void frame_unref(struct frame *frame);        /* NULL is fine */
char *frame_bytes(struct frame *frame);
size_t frame_len(const struct frame *frame);

#endif
