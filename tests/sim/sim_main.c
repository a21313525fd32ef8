/* sim: many schedules, each in a child process; the first that breaks a promise is shrunk and printed.
 *
 *   sim [--runs N] [--seed S] [--steps K]    seeds S, S+1, …; 10,000 runs; S from PLENARIA_SEED or else the clock
 *   sim --replay FILE                        one schedule, as it was printed, telling what happens
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>

#include "base/mem.h"
#include "sim_world.h"

#define COVERED_FROM   10000 /* runs in which everything must have happened */
#define SHRINK_SECONDS 180   /* then what is left is printed as it is, before ctest loses patience */

struct settings {
    uint64_t runs, seed;
    uint32_t steps;
    const char *replay;
};

static struct sim_stats *stats; /* shared with the children */

/* ---- children ---- */

static int wait_for(pid_t child)
{
    int status = 0;
    (void)waitpid(child, &status, 0);
    return status;
}

static void be_silent(void)
{
    int null = open("/dev/null", O_WRONLY);
    (void)dup2(null, STDERR_FILENO);
}

/* Whether the schedule breaks a promise, by the way the child ends; a crash counts too. */
static bool breaks(const struct sim_schedule *schedule, bool silent)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct sim_stats own = {0};
        if (silent)
            be_silent();
        sim_world_run(schedule, &own);
        exit(0);
    }
    return wait_for(child) != 0;
}

/* All runs in one child, as long as they go well; the seed of the one that did not is left in the statistics. */
static bool run_all(const struct settings *settings)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        for (uint64_t i = 0; i < settings->runs; i++) {
            struct sim_schedule schedule;
            stats->seed = settings->seed + i;
            sim_schedule_draw(stats->seed, settings->steps, &schedule);
            sim_world_run(&schedule, stats);
            sim_schedule_clear(&schedule);
        }
        exit(0); /* memory that was lost is found here */
    }
    return wait_for(child) == 0;
}

/* ---- shrinking ---- */

static void leave_out(const struct sim_schedule *from, size_t first, size_t count, struct sim_schedule *out)
{
    *out = *from;
    out->count = from->count - count;
    out->actions = mem_zero(out->count, sizeof *out->actions);
    memcpy(out->actions, from->actions, first * sizeof *out->actions);
    memcpy(out->actions + first, from->actions + first + count, (out->count - first) * sizeof *out->actions);
}

static bool try_instead(struct sim_schedule *schedule, struct sim_schedule *smaller)
{
    bool still = breaks(smaller, true);
    if (still) {
        struct sim_schedule old = *schedule;
        *schedule = *smaller;
        *smaller = old;
    }
    sim_schedule_clear(smaller);
    return still;
}

/* Halves, quarters, … single actions, until nothing can be left out any more or the time is over. */
static void shrink(struct sim_schedule *schedule)
{
    struct sim_schedule smaller;
    const time_t end = time(NULL) + SHRINK_SECONDS;
    for (size_t count = schedule->count / 2; count > 0 && time(NULL) < end;) {
        bool shrunk = false;
        for (size_t first = 0; first + count <= schedule->count && time(NULL) < end;) {
            leave_out(schedule, first, count, &smaller);
            if (try_instead(schedule, &smaller))
                shrunk = true;
            else
                first += count;
        }
        if (!shrunk || count > 1)
            count /= 2;
    }
    while (schedule->observers && schedule->editors && time(NULL) < end) {
        leave_out(schedule, 0, 0, &smaller);
        smaller.observers--;
        if (!try_instead(schedule, &smaller))
            break;
    }
}

static void report(const struct settings *settings)
{
    struct sim_schedule schedule;
    fprintf(stderr, "seed %" PRIu64 " breaks a promise; shrinking its schedule\n", stats->seed);
    sim_schedule_draw(stats->seed, settings->steps, &schedule);
    if (!breaks(&schedule, true)) {
        fprintf(stderr, "by itself it does not: look for lost memory, or for state that outlives a run\n");
    } else {
        shrink(&schedule);
        fprintf(stderr, "--- save this and run: sim --replay FILE\n");
        sim_schedule_write(&schedule, stderr);
        fprintf(stderr, "---\n");
        (void)breaks(&schedule, false);
    }
    sim_schedule_clear(&schedule);
}

static int replay(const char *path)
{
    struct sim_schedule schedule;
    FILE *in = fopen(path, "r");
    if (!in || !sim_schedule_read(in, &schedule)) {
        fprintf(stderr, "%s is not a schedule\n", path);
        return 2;
    }
    fclose(in);
    sim_talkative = true;
    sim_world_run(&schedule, stats);
    sim_schedule_clear(&schedule);
    printf("no promise was broken\n");
    return 0;
}

/* ---- the command ---- */

static uint64_t default_seed(void)
{
    const char *given = getenv("PLENARIA_SEED");
    return given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) * 100000;
}

static bool read_settings(int argc, char **argv, struct settings *out)
{
    *out = (struct settings){.runs = 10000, .seed = default_seed()};
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc)
            return false;
        if (strcmp(argv[i], "--runs") == 0)
            out->runs = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--seed") == 0)
            out->seed = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--steps") == 0)
            out->steps = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--replay") == 0)
            out->replay = argv[i + 1];
        else
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct settings settings;
    if (!read_settings(argc, argv, &settings)) {
        fprintf(stderr, "usage: sim [--runs N] [--seed S] [--steps K] [--replay FILE]\n");
        return 2;
    }
    stats = mmap(NULL, sizeof *stats, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (stats == MAP_FAILED)
        return 2;
    if (settings.replay)
        return replay(settings.replay);
    printf("PLENARIA_SEED=%" PRIu64 "\n", settings.seed);
    fflush(stdout);
    bool well = run_all(&settings);
    sim_world_print(stats);
    if (!well)
        report(&settings);
    return well && (settings.runs < COVERED_FROM || sim_world_covered(stats)) ? 0 : 1;
}
