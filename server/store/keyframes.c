#include "store/keyframes.h"

#include <stdbool.h>

static bool too_many(const struct keyframe *all, size_t count)
{
    uint64_t bytes = 0;
    for (size_t i = SNAPSHOTS_NEWEST; i < count; i++)
        bytes += all[i].bytes;
    return count > SNAPSHOTS_KEPT || bytes > KEYFRAME_BYTES;
}

/* How wide the gap is that it leaves, from the snapshot before it to the one behind; before the first stands the empty draft. */
static uint64_t gap_without(const struct keyframe *all, size_t count, size_t index)
{
    return all[index - 1].seq - (index + 1 < count ? all[index + 1].seq : 0);
}

/* The snapshot that would be missed least; of several, the oldest. */
size_t keyframes_drop(const struct keyframe *all, size_t count)
{
    size_t found = count;
    if (count <= SNAPSHOTS_NEWEST || !too_many(all, count))
        return count;
    for (size_t i = SNAPSHOTS_NEWEST; i < count; i++)
        if (found == count || gap_without(all, count, i) <= gap_without(all, count, found))
            found = i;
    return found;
}
