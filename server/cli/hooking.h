/* Hooks as the running server calls them: the file of hooks (hooks/hook_file.h), the lines to them (outbound/post.h) and the courier (hooks/courier.h), put together from the
 * settings. */
#ifndef CLI_HOOKING_H
#define CLI_HOOKING_H

#include "config.h"
#include "hooks/courier.h"

struct hooking;

/* Reads what lies in files, before the sandbox. `*out` is NULL where there are no hooks. STATUS_USAGE, STATUS_IO with a sentence in `why`. Borrows. */
enum status hooking_prepare(const struct config *config, struct loop *loop, struct buf *why,
                            struct hooking **out) MUST_CHECK;
/* Begins to call; fills in the rest of `grounds`. NULL is fine, as below. */
enum status hooking_start(struct hooking *hooking, struct courier_grounds *grounds) MUST_CHECK;
void hooking_note(struct hooking *hooking, const char *draft); /* there are new durable ops */
void hooking_look(struct hooking *hooking);                    /* somebody did something to a hook */
void hooking_stop(struct hooking *hooking);                    /* what is under way ends soon */
/* Waits for that end and writes down how far each hook was told; people can still be written. */
void hooking_settle(struct hooking *hooking);
void hooking_destroy(struct hooking *hooking);
void hooking_write_metrics(const struct hooking *hooking, struct buf *out);

#endif
