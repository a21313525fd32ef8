/* Somebody who follows a draft in use: what this folder knows of a connection. Whoever follows embeds one (session/ does) and is called back
 * through it. It is part of the draft by two doors: live_draft_add_replica, from when it is known who it is, and live_draft_join, while it is
 * told of everything. */
#ifndef LIVE_FOLLOWER_H
#define LIVE_FOLLOWER_H

#include <stddef.h>
#include <stdint.h>

#include "fanout/room.h"
#include "live/presence.h"

struct follower;

struct follower_ops {
    void (*op_durable)(struct follower *);          /* one of its ops */
    void (*op_lost)(struct follower *, uint64_t n); /* the log would not have this one of its ops */
    /* The draft does not go on here, or whether its op was stored is not known: it ends, and connects again. */
    void (*moved)(struct follower *, enum status);
    /* It is too far behind for single ops: it leaves, and joins again with a state that is newer. */
    void (*resync)(struct follower *);
};

struct follower {
    const struct follower_ops *ops;
    const char *replica; /* its name among the connections of the draft; borrowed while it is added */
    struct member member;
    bool
        is_relay; /* another server, which shows the draft to observers of its own; it is told like an editor, and nobody sees it */
    size_t relayed;                 /* how many those are, while it follows */
    struct presence_entry presence; /* of no use where the member is an observer, or a relay */
};

static inline struct follower *follower_of_member(struct member *member)
{
    return (struct follower *)(void *)((char *)member - offsetof(struct follower, member));
}

#endif
