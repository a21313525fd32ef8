/* What the files of the courier share: courier.c begins and ends it, courier_turns.c delivers, courier_positions.c writes down how far each hook was told, courier_look.c heeds what others
 * did, courier_figures.c counts. For them alone, on the loop. */
#ifndef HOOKS_COURIER_STATE_H
#define HOOKS_COURIER_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "draft/types.h"
#include "hooks/courier.h"
#include "store/hooks.h"

enum { LOOK_MS = 5000 }; /* for new drafts, replays, what became of hooks */

/* A draft that a hook is, or may be, behind in; or whose position is still to be written down. */
struct debt {
    struct debt *next; /* in the queue */
    char draft[ID_BYTES];
    uint64_t seq;  /* delivered so far */
    bool is_read;  /* `seq` is known */
    bool is_dirty; /* it is not in the database yet */
    bool queued;
    bool noted; /* more has come since it was read last */
    uint64_t failures;
    int64_t next_at;
};

/* A hook at work. */
struct run {
    struct courier *courier;
    const struct hook *hook;
    struct poster *poster;
    struct map debts;           /* draft -> struct debt */
    struct debt *first, **end;  /* that wait for their turn */
    const struct debt *working; /* NULL: none */
    bool rewound;               /* that one has been set back meanwhile */
    bool paused;
    size_t notes; /* on their way to the database, which until then says what was before */
    int64_t failing_since;
    uint64_t failures; /* in a row, since the start */
    int64_t next_at;
    uint64_t delivered, ops, failed; /* since the start */
};

struct courier {
    struct courier_grounds grounds;
    struct run runs[HOOKS_MAX];
    size_t count;
    struct loop_timer *timer, *flush_timer, *look_timer;
    int64_t due_at; /* when turns are taken; 0: nobody waits for one */
    int64_t looked_at;
    bool moving; /* positions are on their way to the database, or out of it */
    bool stopped;
};

/* Where a hook is in a draft. */
struct position {
    struct run *run;
    char draft[ID_BYTES];
    uint64_t seq;
};

/* Several of them, on their way to the database or out of it. */
struct positions {
    struct courier *courier;
    struct position *all;
    size_t count, capacity;
};

/* The draft waits for the hook's turn. Borrowed from the run. */
struct debt *courier_owe(struct run *run, const char *draft);
/* Frees what neither waits, nor is delivered, nor is still to be written down. */
void courier_forget(struct run *run, struct debt *debt);
/* Turns are taken after `ms`, or sooner where they were to be: ops that keep coming do not put them off. */
void courier_schedule(struct courier *courier, int64_t ms);
void courier_take_turns(void *courier);

struct positions *positions_create(struct courier *courier); /* caller frees, as below */
void positions_add(struct positions *positions, struct run *run, const char *draft, uint64_t seq);
void positions_free(struct positions *positions);
/* Writes down what is dirty, where nothing is on its way already. */
void courier_flush(void *courier);

/* What the database says of a hook, with its run as context. */
void courier_take_row(void *run, const struct hook_row *row);
void courier_look_around(void *courier);

#endif
