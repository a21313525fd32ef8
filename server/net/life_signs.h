/* Who is still there: a ping to each connection that has been silent for a while, and an end for those that do not answer it.
 *
 * All wait equally long, so two queues in the order of their times do, and a sign of life costs the same among ten connections and ten
 * thousand. (libwebsockets sorts such a timer into those of all others: with 10,000 its pings held up the loop for seconds.) */
#ifndef NET_LIFE_SIGNS_H
#define NET_LIFE_SIGNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"

/* One connection; part of its struct. All zero: not watched. */
struct life_sign {
    struct life_sign *next, *previous;
    uint64_t due_us;
    bool pinged;
};

struct life_signs {
    struct loop *loop;
    struct loop_timer *timer; /* NULL before the first; it runs while somebody is watched */
    bool armed;
    uint64_t ping_us, hangup_us; /* silence before a ping, and after it */
    void (*ping)(struct life_sign *sign);
    void (*lost)(struct life_sign *sign); /* not watched any more */
    struct life_sign silent, pinged;      /* heads of the queues, first due first */
};

/* `hangup_ms` counts from the last sign of life, as `ping_ms` does, and is longer. Borrows the loop. `ping` and `lost` may remove any sign,
 * and add none. */
void life_signs_init(struct life_signs *signs, struct loop *loop, uint64_t ping_ms, uint64_t hangup_ms,
                     void (*ping)(struct life_sign *), void (*lost)(struct life_sign *));
void life_signs_stop(struct life_signs *signs); /* from now on nobody is pinged or lost */

void life_signs_add(struct life_signs *signs, struct life_sign *sign);
void life_signs_heard(struct life_signs *signs, struct life_sign *sign); /* one that is not watched is fine */
void life_signs_remove(struct life_sign *sign);                          /* the same */

#endif
