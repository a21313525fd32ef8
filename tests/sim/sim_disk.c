#include "sim_disk.h"

#include "store/log_memory.h"

void sim_disk_init(struct sim_disk *disk, struct sim_server *server, struct log_store *log, uint64_t seed)
{
    *disk = (struct sim_disk){.server = server, .log = log, .choices = {.state = seed}, .commit_ms = 3};
}

/* Everything that has queued up is committed together. */
static void commit(void *context)
{
    struct sim_disk *disk = context;
    struct sim_oracle *oracle = disk->server->oracle;
    struct sim_stats *stats = disk->server->stats;
    loop_timer_stop(disk->commit);
    disk->commit = NULL;
    uint64_t before = oracle->count;
    size_t waiting = log_memory_pending(disk->log);
    for (size_t i = 0; i < waiting; i++)
        (void)log_memory_step(disk->log);
    sim_oracle_follow(oracle);
    stats->ops += oracle->count - before;
    if (oracle->count - before < waiting) {
        stats->failed_commits++;
        stats->lost_ops += waiting - (oracle->count - before);
    }
    sim_server_check_fold(disk->server);
}

void sim_disk_poke(struct sim_disk *disk)
{
    if (disk->server->up && !disk->commit && log_memory_pending(disk->log))
        disk->commit = loop_timer_start(disk->server->world,
                                        disk->commit_ms / 2 +
                                            choices_below(&disk->choices, (uint32_t)disk->commit_ms + 1),
                                        0, commit, disk);
}

static void stop_commit(struct sim_disk *disk)
{
    loop_timer_stop(disk->commit);
    disk->commit = NULL;
}

void sim_disk_flush(struct sim_disk *disk)
{
    stop_commit(disk);
    while (log_memory_step(disk->log))
        continue;
    sim_oracle_follow(disk->server->oracle);
}

void sim_disk_drop(struct sim_disk *disk)
{
    stop_commit(disk);
    disk->server->stats->lost_ops += log_memory_pending(disk->log);
    log_memory_crash(disk->log);
}
