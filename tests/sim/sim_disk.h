/* The disk of a server that is alone: the log in memory, and how long a commit takes. */
#ifndef SIM_DISK_H
#define SIM_DISK_H

#include "sim_server.h"

struct sim_disk {
    struct sim_server *server;
    struct log_store *log;
    struct choices choices;
    struct loop_timer *commit; /* one under way */
    uint64_t commit_ms;        /* about how long one takes */
};

/* Borrows both. */
void sim_disk_init(struct sim_disk *disk, struct sim_server *server, struct log_store *log, uint64_t seed);
/* To be called after every step of time: starts a commit where something waits for it. */
void sim_disk_poke(struct sim_disk *disk);
/* Stores what waits. */
void sim_disk_flush(struct sim_disk *disk);
/* Forgets what waits, as kill -9 does. */
void sim_disk_drop(struct sim_disk *disk);

#endif
