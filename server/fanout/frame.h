/* One encoded message, shared by all who receive it. The bytes in front of the payload are kept free for the WebSocket
 * header, which net/ writes there anew for each connection, so the payload is never copied.
 *
 *   struct frame *frame = frame_copy(bytes, len);   // one reference, ours
 *   outbox_push(&a->outbox, frame);              // takes a reference of its own
 *   frame_unref(frame);
 */
#ifndef FANOUT_FRAME_H
#define FANOUT_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define FRAME_HEADROOM 16 /* for the longest header; net/ asserts it */

struct frame;

/* Starts a frame of known size; fill frame_bytes() yourself. */
struct frame *frame_create(size_t len);
struct frame *frame_copy(const char *bytes, size_t len);
/* The bytes of a buf, which is cleared. */
struct frame *frame_take(struct buf *bytes);
/* A message of bytes of its own around those of another frame, which stays shared: the first `before` of the buf stand before it, the others
 * behind it. Clears the buf, takes a reference to `inner`, which has no other frame inside. */
struct frame *frame_around(struct buf *bytes, size_t before, struct frame *inner);
struct frame *frame_ref(struct frame *frame); /* returns its argument */
void frame_unref(struct frame *frame);        /* NULL is fine */
size_t frame_len(const struct frame *frame);  /* of the whole message */
/* Of a frame with no other inside. */
char *frame_bytes(struct frame *frame);
/* The bytes from `at` on, as far as they lie together: *len of them. From 0 on, there is room for a header in front of them. */
char *frame_span(struct frame *frame, size_t at, size_t *len);
void frame_add_to(struct frame *frame, struct buf *out); /* copies the message */

/* The same message for those who take deflate: a binary one, or the frame itself where it would not be smaller. Made when it is first asked for and
 * kept with the frame, so that all share it; borrowed. Of a frame around another, the inner one is deflated once for all that stand around it. */
struct frame *frame_small(struct frame *frame);
/* It is sent as it is to everybody; called before anybody has asked for it deflated. For what goes to few, as making it smaller costs more than to send it. */
void frame_keep_plain(struct frame *frame);
/* Its bytes are a stream of raw deflate and no text. */
bool frame_is_deflated(const struct frame *frame);

/* One more waits for the frame, or one fewer. They return the bytes of memory that are held up for this one alone, as nobody else
 * waits for them. */
size_t frame_wait(struct frame *frame);
size_t frame_wait_end(struct frame *frame);

#endif
