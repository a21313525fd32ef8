/* What a single-character edit of a long text costs: check and apply, position given in UTF-16 units. Prints medians.
 *
 * Batches of edits are timed, since reading the clock costs about as much as an edit. The deltas are made beforehand. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/always.h"
#include "text/text.h"

#define UNITS   60000
#define BATCH   100
#define BATCHES 2000

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* A xorshift with a fixed seed: every run edits at the same places. */
static uint32_t next_random(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}

static struct text *long_text(void)
{
    static const char sentence[] =
        "Las delegaciones acordaron dar seguimiento a la protecci\xC3\xB3n de ni\xC3\xB1"
        "as y "
        "ni\xC3\xB1os en la regi\xC3\xB3n, con \xF0\x9F\x98\x80. ";
    struct delta document = DELTA_EMPTY;
    while (delta_result_len(&document) < UNITS)
        delta_insert(&document, sentence, sizeof sentence - 1, NULL);
    struct text *text = text_create();
    ALWAYS(text_check(text, &document) == STATUS_OK);
    text_apply(text, &document);
    delta_clear(&document);
    return text;
}

static int by_size(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* A place for the i-th edit of a batch. */
typedef uint32_t place(const struct text *text, uint32_t i);

static uint32_t anywhere(const struct text *text, uint32_t i)
{
    (void)i;
    uint32_t position = next_random() % text_len(text);
    return text_cuts_pair(text, position) ? position + 1 : position;
}

static uint32_t typing(const struct text *text, uint32_t i)
{
    static uint32_t start;
    if (i == 0)
        start = anywhere(text, i);
    return start + i;
}

struct edit {
    struct delta insert;
    struct delta remove; /* takes the insert back */
    bool applied;
};

static struct edit make_edit(uint32_t position)
{
    struct edit edit = {DELTA_EMPTY, DELTA_EMPTY, false};
    delta_retain(&edit.insert, position, NULL);
    delta_insert(&edit.insert, "x", 1, NULL);
    delta_retain(&edit.remove, position, NULL);
    delta_delete(&edit.remove, 1);
    return edit;
}

/* One batch of inserts, timed; then they are taken back, untimed, so that the text stays as long as it is. A place chosen before
 * the batch may lie inside a pair by the time it is used: that edit is refused and left out of the count. */
static uint64_t time_batch(struct text *text, place *where)
{
    struct edit edits[BATCH];
    uint32_t done = 0;
    for (uint32_t i = 0; i < BATCH; i++)
        edits[i] = make_edit(where(text, i));
    uint64_t start = now_ns();
    for (uint32_t i = 0; i < BATCH; i++) {
        edits[i].applied = text_check(text, &edits[i].insert) == STATUS_OK;
        if (edits[i].applied)
            text_apply(text, &edits[i].insert);
    }
    uint64_t took = now_ns() - start;
    for (uint32_t i = BATCH; i-- > 0;) {
        done += edits[i].applied;
        if (edits[i].applied)
            text_apply(text, &edits[i].remove);
        delta_clear(&edits[i].insert);
        delta_clear(&edits[i].remove);
    }
    return took / done;
}

static void bench(const char *name, place *where)
{
    static uint64_t took[BATCHES];
    struct text *text = long_text();
    for (int i = 0; i < BATCHES; i++)
        took[i] = time_batch(text, where);
    qsort(took, BATCHES, sizeof *took, by_size);
    printf("%s in a text of %u units: median %llu ns, p99 %llu ns an edit\n", name, text_len(text),
           (unsigned long long)took[BATCHES / 2], (unsigned long long)took[BATCHES * 99 / 100]);
    text_destroy(text);
}

int main(void)
{
    bench("one character anywhere", anywhere);
    bench("typing on from one place", typing);
    return 0;
}
