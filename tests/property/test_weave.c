/* Random histories with all kinds of change, folded into a weave and into its naive twin of single letters:
 *
 *   after each op every letter of every text is the twin's: what it is, which op wrote it, which proposals it carries
 *   what a weave says of any earlier op is what the twin was then
 *   a weave that was written as bytes and read back, at any op, says the same and goes on from there
 *
 * Run again with the printed PLENARIA_SEED; PLENARIA_RUNS says how many histories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "draft/items.h"
#include "record/weave.h"
#include "support/naive_weave.h"
#include "support/random_history.h"
#include "wire/op_codec.h"

#define RUNS  10
#define STEPS 400

static struct choices choices;

struct run {
    struct sitting sitting;
    struct weave *weave;
    struct naive_weave twin;
    struct naive_weave past[STEPS + 2]; /* past[seq], after that op */
};

/* ---- a strand as letters ---- */

struct reading {
    const struct weave *weave;
    uint64_t seq;
    struct naive_letter *letters;
    size_t count, capacity;
};

static uint64_t bits_of(const struct weave *weave, uint32_t set)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < proposal_sets_count(weave_sets(weave), set); i++) {
        const char *id = weave_proposal(weave, proposal_sets_member(weave_sets(weave), set, i));
        bits |= UINT64_C(1) << (strtoul(id + 1, NULL, 10) % NAIVE_PROPOSALS);
    }
    return bits;
}

static void read_stretch(void *context, const struct stretch *stretch)
{
    struct reading *reading = context;
    if (!stretch_is_there(stretch, reading->seq))
        return;
    for (uint32_t i = 0; i < stretch->len; i++) {
        reading->letters =
            mem_grow(reading->letters, reading->count, &reading->capacity, sizeof *reading->letters);
        reading->letters[reading->count++] = (struct naive_letter){
            weave_unit(reading->weave, stretch->at + i), stretch->written,
            bits_of(reading->weave, stretch->under), bits_of(reading->weave, stretch->struck)};
    }
}

static void assert_text(const struct weave *weave, const struct naive_life *life, uint64_t seq, bool now)
{
    struct reading reading = {.weave = weave, .seq = seq};
    const struct strand *strand = weave_text(weave, life->item, life->lang);
    if (strand)
        strand_visit(strand, read_stretch, &reading);
    assert_int_equal(reading.count, life->count);
    if (now && strand)
        assert_int_equal(strand->live, life->count);
    for (size_t i = 0; i < life->count; i++) {
        assert_int_equal(reading.letters[i].unit, life->letters[i].unit);
        assert_int_equal(reading.letters[i].written, life->letters[i].written);
        if (!now) /* marks come and go: sets are those of now, or of when the words went */
            continue;
        assert_true(reading.letters[i].under == life->letters[i].under);
        assert_true(reading.letters[i].struck == life->letters[i].struck);
    }
    free(reading.letters);
}

static void assert_same(const struct weave *weave, const struct naive_weave *twin, uint64_t seq, bool now)
{
    for (size_t i = 0; i < twin->count; i++)
        assert_text(weave, &twin->lives[i], seq, now);
}

/* The twin is not wrong about the words themselves. */
static void assert_twin_is_the_draft(const struct run *run)
{
    for (size_t i = 0; i < run->twin.count; i++) {
        const struct naive_life *life = &run->twin.lives[i];
        const struct item *item = item_find(run->sitting.draft, life->item);
        assert_non_null(item);
        assert_int_equal(item_text_len(item, life->lang), life->count);
    }
}

/* ---- the run ---- */

static void fold_last(struct run *run)
{
    struct op op;
    const char *bytes = sitting_last(&run->sitting);
    assert_int_equal(op_decode(bytes, run->sitting.log.len - run->sitting.last_at - 1, &op), STATUS_OK);
    assert_int_equal(weave_fold(run->weave, &op), STATUS_OK);
    naive_weave_fold(&run->twin, &op);
    assert_int_equal(weave_fold(run->weave, &op), STATUS_CORRUPT); /* not twice */
    naive_weave_copy(&run->twin, &run->past[op.seq]);
    assert_string_equal(weave_author(run->weave, op.seq), op.by);
    assert_int_equal(weave_time(run->weave, op.seq), op.at);
    op_clear(&op);
}

/* From now on the one that was read back is folded further. */
static void write_and_read_back(struct run *run)
{
    struct buf bytes = BUF_EMPTY;
    struct weave *fresh = weave_create();
    weave_pack(run->weave, &bytes);
    struct packed in = packed_open(bytes.bytes, bytes.len);
    assert_true(weave_unpack(fresh, &in));
    assert_true(in.at == in.end);
    weave_destroy(run->weave);
    run->weave = fresh;
    buf_clear(&bytes);
}

static void play(void)
{
    struct run *run = mem_zero(1, sizeof *run);
    run->sitting = sitting_open();
    run->weave = weave_create();
    struct random_history history = {.choices = &choices, .sitting = &run->sitting};
    fold_last(run);
    for (int step = 0; step < STEPS; step++) {
        if (!random_history_step(&history))
            continue;
        fold_last(run);
        if (choices_below(&choices, 20) == 0)
            write_and_read_back(run);
        assert_same(run->weave, &run->twin, weave_seq(run->weave), true);
        assert_twin_is_the_draft(run);
    }
    for (uint64_t seq = 1; seq <= weave_seq(run->weave); seq++) {
        assert_same(run->weave, &run->past[seq], seq, false);
        naive_weave_clear(&run->past[seq]);
    }
    naive_weave_clear(&run->twin);
    weave_destroy(run->weave);
    sitting_close(&run->sitting);
    free(run);
}

static void test_who_wrote_each_letter_is_what_the_naive_model_says(void **state)
{
    (void)state;
    const char *given = getenv("PLENARIA_RUNS");
    for (size_t runs = given ? strtoul(given, NULL, 10) : RUNS; runs > 0; runs--)
        play();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_wrote_each_letter_is_what_the_naive_model_says)};
    choices = choices_seeded();
    return cmocka_run_group_tests_name("weave", tests, NULL, NULL);
}
