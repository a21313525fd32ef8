/* What a draft costs as a Word file with tracked changes, written and read back: 500 items, 1,000 open proposals, a comment on every fifth item.
 *
 *   bench_word_export [RUNS]     RUNS: 21; prints the median, the worst, and what memory it took at most beyond the draft */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/always.h"
#include "base/mem.h"
#include "convert/export.h"
#include "convert/import_word.h"

#define ITEMS     500
#define PROPOSALS (2 * ITEMS)
#define WORDS     60 /* of an item */

static struct document_item items[ITEMS];
static struct delta texts[ITEMS];
static struct document_proposal proposals[PROPOSALS];
static struct document_comment comments[ITEMS];
static char ids[PROPOSALS][16], item_ids[ITEMS][16], comment_ids[ITEMS][16];

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static long most_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void put(struct delta *text, const char *words, const char *mark, const char *proposal)
{
    char key[24];
    struct attributes *set = NULL;
    snprintf(key, sizeof key, "%s:%s", mark, proposal);
    const struct attribute attribute = {key, ATTRIBUTE_TRUE, NULL};
    ALWAYS(attributes_create(&attribute, *mark ? 1 : 0, &set) == STATUS_OK);
    delta_insert(text, words, strlen(words), set);
    attributes_unref(set);
}

static void make_item(size_t i)
{
    snprintf(item_ids[i], sizeof item_ids[i], "i%zu", i);
    items[i] = (struct document_item){
        .depth = 1 + (int)(i % 3), .kind = KIND_ITEM, .id = item_ids[i], .text = &texts[i]};
    for (int word = 0; word < WORDS; word++) {
        const char *mark = word % 20 == 7 ? "ins" : word % 20 == 8 ? "del" : "";
        put(&texts[i], "palabras ", mark, ids[2 * i + (size_t)(word % 40 > 19)]);
    }
    snprintf(comment_ids[i], sizeof comment_ids[i], "c%zu", i);
    comments[i] = (struct document_comment){.id = comment_ids[i],
                                            .who = "Ana",
                                            .words = "Un comentario sobre estas palabras.",
                                            .from = 9,
                                            .to = 40};
    items[i].comments = &comments[i];
    items[i].comment_count = i % 5 == 0;
}

/* The same file read back: its changes as proposals, its comments, its numbers. */
static void measure_import(const struct buf *file, size_t runs, double *took)
{
    long before = most_kb();
    size_t entries = 0, changes = 0;
    for (size_t i = 0; i < runs; i++) {
        struct word_import import;
        struct buf why = BUF_EMPTY;
        double start = now_ms();
        ALWAYS(import_word(file->bytes, file->len, NULL, NULL, &import, &why) == STATUS_OK);
        took[i] = now_ms() - start;
        entries = import.outline.count;
        changes = import.outline.contested.proposal_count;
        word_import_clear(&import);
        buf_clear(&why);
    }
    qsort(took, runs, sizeof *took, by_size);
    printf("read back, %zu entries, %zu proposals: median %.1f ms, worst %.1f ms; %.1f MiB more memory at "
           "most\n",
           entries, changes, took[runs / 2], took[runs - 1], (double)(most_kb() - before) / 1024);
}

int main(int argc, char **argv)
{
    size_t runs = argc > 1 ? strtoul(argv[1], NULL, 10) : 21, bytes = 0;
    double *took = mem_zero(runs + 1, sizeof *took);
    const struct document_markup markup = {.view = DOCUMENT_TRACKED};
    for (size_t i = 0; i < PROPOSALS; i++) {
        snprintf(ids[i], sizeof ids[i], "q%zu", i);
        proposals[i] = (struct document_proposal){
            .id = ids[i], .who = i % 2 ? "Canadá" : "México", .note = "Como se acordó en Puebla.", .at = 1};
    }
    for (size_t i = 0; i < ITEMS; i++)
        make_item(i);
    const struct document document = {.id = "bench",
                                      .title = "Proyecto",
                                      .lang = "es",
                                      .original = "es",
                                      .seq = 1,
                                      .at = 1,
                                      .items = items,
                                      .count = ITEMS,
                                      .proposals = proposals,
                                      .proposal_count = PROPOSALS};
    long before = most_kb();
    struct buf file = BUF_EMPTY;
    for (size_t i = 0; i < runs; i++) {
        struct buf out = BUF_EMPTY;
        double start = now_ms();
        ALWAYS(export_write(&out, EXPORT_DOCX, &document, 1, &markup) == STATUS_OK);
        took[i] = now_ms() - start;
        bytes = out.len;
        buf_clear(&file);
        file = out;
    }
    qsort(took, runs, sizeof *took, by_size);
    printf("%d items, %d proposals: median %.1f ms, worst %.1f ms; %zu kB; %.1f MiB more memory at most\n",
           ITEMS, PROPOSALS, took[runs / 2], took[runs - 1], bytes / 1000,
           (double)(most_kb() - before) / 1024);
    measure_import(&file, runs, took);
    buf_clear(&file);
    for (size_t i = 0; i < ITEMS; i++)
        delta_clear(&texts[i]);
    free(took);
    return 0;
}
