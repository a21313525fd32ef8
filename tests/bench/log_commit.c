/* What a durable op costs in the op log: rows a second, CPU a row, and how long a commit takes, for groups of 1, 10 and 100
 * ops of 200 bytes, of one draft and of 50 in turn. The time is the disk's; the CPU is ours and SQLite's.
 *
 *   bench_log_commit [FOLDER]     where to write; default $TMPDIR or /tmp
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/always.h"
#include "base/buf.h"
#include "base/mem.h"
#include "store/log_writer.h"

enum { DRAFTS_AT_MOST = 50, OP_BYTES = 200, SECONDS = 3, COMMITS_AT_MOST = 20000 };

struct run {
    struct log_writer *writer;
    uint64_t last_seq[DRAFTS_AT_MOST];
    uint64_t drafts;
    uint64_t next_draft;
    uint64_t *commit_us;
    size_t commits;
    size_t rows;
};

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cpu_s(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void ignore(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)status;
    (void)commit_us;
}

static void commit_group(struct run *run, size_t rows)
{
    static const char bytes[OP_BYTES];
    struct log_append *list = NULL, **end = &list;
    for (size_t i = 0; i < rows; i++) {
        uint64_t draft = run->next_draft++ % run->drafts;
        char id[16];
        snprintf(id, sizeof id, "draft-%u", (unsigned)draft);
        struct log_op op = {.seq = ++run->last_seq[draft], .bytes = bytes, .len = sizeof bytes};
        *end = log_append_create(id, op.seq, &op, 1, ignore, NULL);
        end = &(*end)->next;
    }
    log_writer_commit(run->writer, list);
    run->commit_us[run->commits++] = list->commit_us;
    run->rows += rows;
    while (list) {
        struct log_append *append = list;
        list = append->next;
        ALWAYS(append->status == STATUS_OK);
        log_append_destroy(append);
    }
}

static int by_size(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void measure(const char *dir, size_t drafts, size_t rows_per_commit)
{
    struct run run = {.drafts = drafts, .commit_us = mem_zero(COMMITS_AT_MOST, sizeof(uint64_t))};
    ALWAYS(log_writer_open(dir, 0, true, NULL, &run.writer) == STATUS_OK);
    commit_group(&run, drafts); /* all logs exist */
    run.commits = 0;
    run.rows = 0;
    double start = now_s(), cpu = cpu_s();
    while (run.commits < COMMITS_AT_MOST && now_s() - start < SECONDS)
        commit_group(&run, rows_per_commit);
    double seconds = now_s() - start, rows = (double)run.rows;
    cpu = cpu_s() - cpu;
    qsort(run.commit_us, run.commits, sizeof *run.commit_us, by_size);
    printf("| %6zu | %4zu | %8.0f | %6.1f | %6.2f | %6.2f |\n", drafts, rows_per_commit, rows / seconds,
           cpu / rows * 1e6, (double)run.commit_us[run.commits / 2] / 1e3,
           (double)run.commit_us[run.commits * 99 / 100] / 1e3);
    log_writer_close(run.writer);
    free(run.commit_us);
}

static void measure_in_fresh_folder(const char *base, size_t drafts, size_t rows_per_commit)
{
    static const char *const files[] = {"plenaria.db", "plenaria.db-wal", "plenaria.db-shm"};
    struct buf dir = BUF_EMPTY;
    buf_format(&dir, "%s/plenaria-bench-XXXXXX", base);
    ALWAYS(mkdtemp(dir.bytes) != NULL);
    measure(dir.bytes, drafts, rows_per_commit);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct buf path = BUF_EMPTY;
        buf_format(&path, "%s/%s", dir.bytes, files[i]);
        unlink(path.bytes);
        buf_clear(&path);
    }
    rmdir(dir.bytes);
    buf_clear(&dir);
}

int main(int argc, char **argv)
{
    static const size_t sizes[] = {1, 10, 100};
    const char *base = getenv("TMPDIR");
    if (argc > 1)
        base = argv[1];
    printf("| drafts | rows a commit | rows/s | CPU us a row | commit ms p50 | p99 "
           "|\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (size_t drafts = 1; drafts <= DRAFTS_AT_MOST; drafts += DRAFTS_AT_MOST - 1)
            measure_in_fresh_folder(base ? base : "/tmp", drafts, sizes[i]);
    return 0;
}
