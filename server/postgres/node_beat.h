/* This server among its like: says that it lives, sees who does, and declares dead who does not. A thread with a connection of its own.
 *
 * A beat is a number in this server's row of `nodes` that it raises every second, however many drafts it owns. Another server that has seen the same
 * number in DEAD_BEATS rounds of its own, each of which reached the database, declares it dead: then its drafts may be claimed. No clocks are compared. Rounds begin a second apart,
 * however long the database takes to answer, so that a slow one does not put the verdict off.
 * A wrong verdict costs the drafts' editors a reconnect and never an op, as each append checks who owns the draft. A server that finds itself declared
 * dead enters itself again; what was taken from it meanwhile is found out by the check that `revived` asks for.
 *
 * A restarted server declares dead what ran under its name before: it need not wait for that. */
#ifndef POSTGRES_NODE_BEAT_H
#define POSTGRES_NODE_BEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "postgres/pg_hosts.h"

enum { NODE_ID_BYTES = 64, NODE_ADDRESS_BYTES = 128 };

struct node_beat;

struct node_beat_options {
    struct pg_hosts *hosts;  /* of the database; shared */
    const char *incarnation; /* of this process */
    const char *node;        /* name, kept over restarts */
    const char *address;     /* where this server listens for its like, HOST:PORT */
    /* On the thread: drafts may have been taken from us while we were thought dead. */
    void (*revived)(void *context);
    void *context;
};

/* What is known just now. */
struct node_state {
    uint64_t silent_ms;     /* since the last beat that the database acknowledged */
    int64_t clock_ahead_ms; /* of the database's clock, at the last beat */
    size_t alive;           /* servers, with this one */
    uint64_t declared_dead; /* by this one, since its start */
    uint64_t was_declared_dead;
    uint64_t changes; /* of who lives, as this one knows it; counts up */
};

/* Enters this server and starts the thread. Copies. STATUS_STORAGE with a sentence in `why`. */
enum status node_beat_start(const struct node_beat_options *options, struct buf *why,
                            struct node_beat **out) MUST_CHECK;
/* Ends the thread; `revived` is not called any more. */
void node_beat_rest(struct node_beat *beat);
/* Leaves: what this server owns may be claimed at once. Takes; NULL is fine. */
void node_beat_stop(struct node_beat *beat);
struct node_state node_beat_state(struct node_beat *beat);
/* Whether a server that lives, as far as is known, has this address. */
bool node_beat_is_alive(struct node_beat *beat, const char *address);
/* Appends the address of every other that lives, and a line feed to each. Any thread. */
void node_beat_list(struct node_beat *beat, struct buf *out);

#endif
