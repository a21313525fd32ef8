/* What the other servers of the cluster say of who is connected to them: for the room of a meeting, and for the host. They are asked when somebody wants to know, by
 * GET /api/node/room at their internal listeners, on a worker; what they said is good for NEIGHBOURS_MS. A server that does not answer in a second is silent. */
#ifndef API_NEIGHBOURS_H
#define API_NEIGHBOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "bounds/workers.h"

#define NEIGHBOURS_MS     2000
#define NEIGHBOURS_PLACES 5000 /* that one server tells of, at most */

/* Who they are; borrowed. */
struct api_nodes {
    void (*list)(void *context,
                 struct buf *out); /* appends HOST:PORT of each that lives but for us, and a line feed */
    void *context;
    const char *secret; /* that they ask for; "": nobody is asked */
    const char *name;   /* ours */
};

struct neighbours;

struct neighbours *neighbours_create(const struct api_nodes *nodes, struct workers *workers);
void neighbours_stop(
    struct neighbours *neighbours); /* nobody is asked any more; those who wait are told soon */
void neighbours_destroy(struct neighbours *neighbours); /* NULL is fine */
/* Calls back on the loop when it is known what they say, perhaps before this returns. */
void neighbours_ask(struct neighbours *neighbours, void (*known)(void *context), void *context);

/* What they said last. Each of them; `silent`: it did not answer, and `name` is its address. */
void neighbours_each(const struct neighbours *neighbours,
                     void (*each)(void *context, const char *name, bool silent, uint64_t connections),
                     void *context);
void neighbours_each_place(const struct neighbours *neighbours,
                           void (*each)(void *context, const char *draft, const char *participant,
                                        uint64_t connections),
                           void *context);
bool neighbours_have_visit(const struct neighbours *neighbours, const char *meeting, const char *participant);

#endif
