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

#define COVERED_FROM 2000 /* runs in which everything must have happened */

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

/* Halves, quarters, … single actions, until nothing can be left out any more. */
static void shrink(struct sim_schedule *schedule)
{
    struct sim_schedule smaller;
    for (size_t count = schedule->count / 2; count > 0;) {
        bool shrunk = false;
        for (size_t first = 0; first + count <= schedule->count;) {
            leave_out(schedule, first, count, &smaller);
            if (try_instead(schedule, &smaller))
                shrunk = true;
            else
                first += count;
        }
        if (!shrunk || count > 1)
            count /= 2;
    }
    while (schedule->observers && schedule->editors) {
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

/* ---- what was seen ---- */

static void print_stats(void)
{
    printf("%" PRIu64 " runs: %" PRIu64 " ops, %" PRIu64 " messages delivered, %" PRIu64 " lies refused\n",
           stats->runs, stats->ops, stats->deliveries, stats->lies);
    printf("trouble: %" PRIu64 " drops, %" PRIu64 " half-open, %" PRIu64 " takeovers, %" PRIu64
           " crashes, %" PRIu64 " stops, %" PRIu64 " failed commits; %" PRIu64
           " ops lost before they were durable\n",
           stats->drops, stats->half_open, stats->takeovers, stats->crashes, stats->stops,
           stats->failed_commits, stats->lost_ops);
    printf("recovery: %" PRIu64 " resumes, %" PRIu64 " snapshots, %" PRIu64 " resyncs, %" PRIu64
           " readers caught up, %" PRIu64 " ops sent again, %" PRIu64 " found to have counted; %" PRIu64
           " ops moved over others; %" PRIu64 " drafts adopted\n",
           stats->resumes, stats->snapshots, stats->resyncs, stats->catch_ups, stats->resends,
           stats->duplicates, stats->transformed, stats->adopted);
    printf("negotiation:");
    for (enum proposal_state state = PROPOSAL_OPEN; state < PROPOSAL_STATE_COUNT; state++)
        printf(" %" PRIu64 " proposals %s,", stats->proposals[state], proposal_state_name(state));
    for (enum consultation_state state = CONSULTATION_OPEN; state < CONSULTATION_STATE_COUNT; state++)
        printf(" %" PRIu64 " consultations %s,", stats->consultations[state], consultation_state_name(state));
    printf(" %" PRIu64 " positions, %" PRIu64 " comments\n", stats->positions, stats->comments);
    printf("refusals:");
    for (enum status status = STATUS_OK; status < STATUS_COUNT; status++)
        if (stats->refusals[status])
            printf(" %s %" PRIu64, status_code(status), stats->refusals[status]);
    printf("\n");
}

/* A simulation in which nothing goes wrong proves nothing. */
static bool covered(void)
{
    const struct {
        const char *what;
        uint64_t times;
    } seen[] = {
        {"lies", stats->lies},
        {"resumes", stats->resumes},
        {"snapshots", stats->snapshots},
        {"ops sent again", stats->resends},
        {"ops found to have counted", stats->duplicates},
        {"readers caught up", stats->catch_ups},
        {"takeovers", stats->takeovers},
        {"half-open connections", stats->half_open},
        {"crashes", stats->crashes},
        {"stops", stats->stops},
        {"failed commits", stats->failed_commits},
        {"lost ops", stats->lost_ops},
        {"moved ops", stats->transformed},
        {"adopted drafts", stats->adopted},
        {"accepted proposals", stats->proposals[PROPOSAL_ACCEPTED]},
        {"rejected proposals", stats->proposals[PROPOSAL_REJECTED]},
        {"withdrawn proposals", stats->proposals[PROPOSAL_WITHDRAWN]},
        {"silence kept", stats->consultations[CONSULTATION_KEPT]},
        {"silence broken", stats->consultations[CONSULTATION_BROKEN]},
        {"expired consultations", stats->consultations[CONSULTATION_EXPIRED]},
        {"consultations closed by the chair", stats->consultations[CONSULTATION_CLOSED]},
        {"positions", stats->positions},
        {"comments", stats->comments},
        {"refusals: forbidden", stats->refusals[STATUS_FORBIDDEN]},
        {"refusals: locked", stats->refusals[STATUS_LOCKED]},
        {"refusals: adopted", stats->refusals[STATUS_ADOPTED]},
        {"refusals: no-item", stats->refusals[STATUS_NO_ITEM]},
        {"refusals: exists", stats->refusals[STATUS_EXISTS]},
        {"refusals: cycle", stats->refusals[STATUS_CYCLE]},
        {"refusals: storage", stats->refusals[STATUS_STORAGE]},
    };
    bool all = true;
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        if (!seen[i].times) {
            fprintf(stderr, "never seen: %s\n", seen[i].what);
            all = false;
        }
    return all;
}

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
    print_stats();
    if (!well)
        report(&settings);
    return well && (settings.runs < COVERED_FROM || covered()) ? 0 : 1;
}
