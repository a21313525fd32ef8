/* Which stored snapshots are kept: the newest few, from which a draft is loaded, and older ones spread over its whole life, from which its past
 * is read. The longer the log, the wider they are spread, so their number and their bytes are bounded.
 *
 *   seq   1000 2000 3000 … 9000 | 10000 11000 12000     and when there are too many: 2000 4000 6000 …
 */
#ifndef STORE_KEYFRAMES_H
#define STORE_KEYFRAMES_H

#include <stddef.h>
#include <stdint.h>

enum {
    SNAPSHOTS_NEWEST = 3,
    SNAPSHOTS_KEPT = 128, /* in all */
};

#define KEYFRAME_BYTES (UINT64_C(64) << 20) /* of the older ones of a draft */

struct keyframe {
    uint64_t seq;
    uint64_t bytes;
};

/* Of all that are stored, newest first: the index of one to drop; `count` where all may stay. Ask again after each. */
size_t keyframes_drop(const struct keyframe *all, size_t count);

#endif
