/* Lines to the server that owns a draft, over which another one follows it (live_follow.c). cluster/ has them; nothing here knows how they work. */
#ifndef LIVE_UPSTREAM_H
#define LIVE_UPSTREAM_H

#include <stdbool.h>
#include <stddef.h>

struct upstream_line;

struct upstream_events {
    void (*message)(void *context, const char *bytes, size_t len); /* borrowed */
    void (*closed)(
        void *context); /* at most once, and nothing comes after it; the line is still to be closed */
};

/* Events never come from inside a call. */
struct upstream {
    const char *client; /* how we are called there: an id that no other server has */
    /* NULL where no line can be had to that address. Borrows the events until close. */
    struct upstream_line *(*open)(void *context, const char *address, const struct upstream_events *events,
                                  void *events_context);
    void (*send)(struct upstream_line *line, const char *bytes, size_t len); /* a message; copied */
    void (*pause)(struct upstream_line *line, bool paused);                  /* no message comes meanwhile */
    void (*close)(struct upstream_line *line); /* takes, also from inside an event; NULL is fine */
    void *context;
};

#endif
