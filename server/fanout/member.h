/* One who follows a room, and how far it has been told.
 *
 *     ──member_starts_at──► current ──member_lags──► lagging
 *                              ▲                        │
 *                              └──member_is_current─────┘
 *
 * Current: every op up to `sent_seq` has gone into the outbox without a gap. Lagging: the outbox has overflowed, or the member has come with an
 * older state; `sent_seq` is what it has for sure, it is sent nothing but what is kept for it (outbox_push_kept), and when its peer can be
 * written to it is brought up to date. These three functions alone write `lagging`. */
#ifndef FANOUT_MEMBER_H
#define FANOUT_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fanout/outbox.h"

struct member {
    struct outbox outbox;
    bool observer;
    bool lagging;
    unsigned
        gather_ms; /* how long what is published may be gathered for it; 0: it is told at once, or in turns */
    uint64_t sent_seq;
    int64_t lagging_since_ms;
    size_t index; /* in its room's list */
};

/* It is about to be sent the whole state at this seq. */
void member_starts_at(struct member *member, uint64_t seq);
/* Asks its peer to say when it can be written to. One that is lagging already goes on as it is, and keeps since when. */
void member_lags(struct member *member, int64_t now_ms);
void member_is_current(struct member *member);

#endif
