/* Random histories with all kinds of change, compared between any two moments in every view:
 *
 *   the rows that are there afterwards, with what was kept, inserted and has come, are the later document, formatting too
 *   those that were there before, in their order, with what was kept, deleted and has left, are the earlier one
 *   all of it accepted, its Word file is the later document with its numbers; all rejected, the earlier one
 *   a moment differs in nothing from itself
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
#include "record/compare.h"
#include "record/compare_revise.h"
#include "support/random_history.h"
#include "wire/op_codec.h"

#define RUNS  8
#define STEPS 200
#define PAIRS 40

static struct choices choices;

struct course {
    struct sitting sitting;
    struct record record;
    const char *ops[STEPS + 3]; /* ops[seq], where its canonical bytes start in the log */
};

/* ---- moments ---- */

static void decode(const struct course *run, uint64_t seq, struct op *out)
{
    const char *bytes = run->ops[seq];
    assert_int_equal(op_decode(bytes, (size_t)(strchr(bytes, '\n') - bytes), out), STATUS_OK);
}

static void fold_record(struct course *run, uint64_t seq)
{
    struct op op;
    decode(run, seq, &op);
    assert_int_equal(weave_fold(run->record.weave, &op), STATUS_OK);
    chronicle_fold(&run->record.chronicle, &op);
    op_clear(&op);
}

static struct loaded_draft moment(const struct course *run, uint64_t until)
{
    struct loaded_draft loaded = {.draft = draft_create("d")};
    for (uint64_t seq = 1; seq <= until; seq++) {
        struct op op;
        struct refusal refusal;
        decode(run, seq, &op);
        assert_int_equal(draft_fold(loaded.draft, &op, &refusal), STATUS_OK);
        op_clear(&op);
    }
    return loaded;
}

/* ---- the two laws ---- */

static bool is_in(const struct part *part, bool later)
{
    return part->kind == PART_KEPT || (later ? part->kind == PART_INSERTED || part->kind == PART_CAME
                                             : part->kind == PART_DELETED || part->kind == PART_LEFT);
}

/* The words of a row at one moment, put together from its parts. */
static void put_together(const struct comparison *comparison, const struct compare_row *row, bool later,
                         struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; i < row->parts.count; i++) {
        struct part part = row->parts.all[i];
        struct delta words;
        if (!is_in(&part, later))
            continue;
        if (part.kind == PART_KEPT && !later) { /* as it was formatted then */
            assert_true(part.before != NO_PLACE);
            part.kind = PART_DELETED;
        }
        comparison_words(comparison, row, &part, &words);
        for (size_t k = 0; k < words.count; k++)
            delta_insert(out, delta_op_bytes(&words, &words.ops[k]), words.ops[k].len_bytes,
                         words.ops[k].attributes);
        delta_clear(&words);
    }
}

/* What a view shows of a text. */
static void shown(const struct delta *text, enum document_view view, struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; text && i < text->count; i++) {
        bool hidden = false;
        for (size_t k = 0; k < attributes_count(text->ops[i].attributes); k++) {
            const char *key = attributes_at(text->ops[i].attributes, k).key;
            hidden = hidden || (view == DOCUMENT_BASE && strncmp(key, "ins:", 4) == 0) ||
                     (view == DOCUMENT_CLEAN && strncmp(key, "del:", 4) == 0);
        }
        if (!hidden)
            delta_insert(out, delta_op_bytes(text, &text->ops[i]), text->ops[i].len_bytes,
                         text->ops[i].attributes);
    }
}

static void assert_row(const struct comparison *comparison, const struct compare_row *row, bool later)
{
    const struct document_item *item = later ? row->after : row->before;
    struct delta made, expected;
    put_together(comparison, row, later, &made);
    shown(item->text, comparison->view, &expected);
    if (!delta_equal(&made, &expected)) {
        struct buf a = BUF_EMPTY, b = BUF_EMPTY;
        delta_write_json(&a, &made);
        delta_write_json(&b, &expected);
        fail_msg("%s %s: %s is not %s", row->item, later ? "afterwards" : "before", a.bytes, b.bytes);
    }
    delta_clear(&made);
    delta_clear(&expected);
}

static void assert_accepted_is_the_later_document(const struct comparison *comparison)
{
    const struct document *after = &comparison->shown_after;
    size_t at = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct compare_row *row = &comparison->rows[i];
        if (!row->after)
            continue;
        assert_true(at < after->count);
        assert_ptr_equal(row->after, &after->items[at++]);
        assert_row(comparison, row, true);
    }
    assert_int_equal(at, after->count);
}

static void assert_rejected_is_the_earlier_document(const struct comparison *comparison)
{
    const struct document *before = &comparison->shown_before;
    bool *seen = mem_zero(before->count + 1, 1);
    size_t count = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct compare_row *row = &comparison->rows[i];
        if (!row->before)
            continue;
        assert_false(seen[row->place_before]);
        seen[row->place_before] = true;
        assert_string_equal(before->items[row->place_before].id, row->item);
        assert_row(comparison, row, false);
        count++;
    }
    assert_int_equal(count, before->count);
    free(seen);
}

/* ---- the same of its Word file ---- */

/* The words of a paragraph at one moment, without formatting. */
static void put_spans_together(const struct revised_paragraph *paragraph, bool later, struct buf *out)
{
    for (size_t i = 0; i < paragraph->span_count; i++) {
        const struct revised_span *span = &paragraph->spans[i];
        if (!(later ? span->deleted : span->inserted))
            buf_add(out, span->bytes, span->len);
    }
}

static void assert_paragraph(const struct revised_paragraph *paragraph, const struct document_item *item,
                             enum document_view view, bool later)
{
    struct buf made = BUF_EMPTY;
    struct delta expected;
    assert_string_equal(paragraph->id, item->id);
    /* Word shows the number alone; what the item was called before it moved stands behind it elsewhere. */
    const char *label = (later ? &paragraph->after : &paragraph->before)->label;
    size_t len = strlen(label);
    assert_memory_equal(label, item->number, len);
    assert_true(!item->number[len] || (item->former && item->number[len] == ' '));
    put_spans_together(paragraph, later, &made);
    shown(item->text, view, &expected);
    assert_int_equal(made.len, expected.len_bytes);
    if (made.len)
        assert_memory_equal(made.bytes, expected.bytes, made.len);
    delta_clear(&expected);
    buf_clear(&made);
}

/* Where something leaves it arrives, and nothing that is inserted or deleted as a whole does either. */
static void assert_moves_have_two_ends(const struct revised *revised)
{
    int ends = 0;
    for (size_t i = 0; i < revised->count; i++) {
        const struct revised_paragraph *paragraph = &revised->paragraphs[i];
        ends += paragraph->move == REVISED_LEAVES ? 1 : paragraph->move == REVISED_ARRIVES ? -1 : 0;
        if (paragraph->move != REVISED_STAYS) {
            assert_non_null(paragraph->moved);
            assert_true(!paragraph->inserted && !paragraph->deleted);
        }
    }
    assert_int_equal(ends, 0);
}

static void assert_revisions_are_both_documents(const struct comparison *comparison)
{
    const struct document *before = &comparison->shown_before, *after = &comparison->shown_after;
    size_t at_before = 0, at_after = 0;
    struct revised revised;
    compare_revise(comparison, &revised);
    for (size_t i = 0; i < revised.count; i++) {
        const struct revised_paragraph *paragraph = &revised.paragraphs[i];
        if (revised_is_before(paragraph)) {
            assert_true(at_before < before->count);
            assert_paragraph(paragraph, &before->items[at_before++], comparison->view, false);
        }
        if (revised_is_after(paragraph)) {
            assert_true(at_after < after->count);
            assert_paragraph(paragraph, &after->items[at_after++], comparison->view, true);
        }
    }
    assert_int_equal(at_before, before->count);
    assert_int_equal(at_after, after->count);
    assert_moves_have_two_ends(&revised);
    revised_clear(&revised);
}

static void compare_two(const struct course *run, uint64_t from, uint64_t to, const char *lang,
                        enum document_view view)
{
    struct loaded_draft earlier = moment(run, from), later = moment(run, to);
    struct moments moments = {&earlier, &later, &run->record};
    struct comparison comparison;
    assert_int_equal(compare(&moments, lang, view, &comparison), STATUS_OK);
    assert_accepted_is_the_later_document(&comparison);
    assert_rejected_is_the_earlier_document(&comparison);
    assert_revisions_are_both_documents(&comparison);
    if (from == to)
        assert_int_equal(comparison.changes, 0);
    for (size_t i = 0; i < comparison.count; i++)
        for (size_t k = 0; k < comparison.rows[i].parts.count; k++) {
            const struct part *part = &comparison.rows[i].parts.all[k];
            if (part->kind == PART_LEFT || part->kind == PART_CAME)
                assert_non_null(part->other);
            if (part->kind == PART_INSERTED || part->kind == PART_DELETED)
                (void)comparison_author(&comparison, &comparison.rows[i], part);
        }
    comparison_clear(&comparison);
    loaded_draft_clear(&earlier);
    loaded_draft_clear(&later);
}

/* ---- the run ---- */

static void play(void)
{
    struct course *run = mem_zero(1, sizeof *run);
    run->sitting = sitting_open();
    record_init(&run->record);
    struct random_history history = {.choices = &choices, .sitting = &run->sitting};
    for (int step = 0; step < STEPS; step++)
        (void)random_history_step(&history);
    uint64_t last = draft_seq(run->sitting.draft);
    const char *line = run->sitting.log.bytes;
    for (uint64_t seq = 1; seq <= last; seq++, line = strchr(line, '\n') + 1) {
        run->ops[seq] = line;
        fold_record(run, seq);
    }
    for (int pair = 0; pair < PAIRS; pair++) {
        uint64_t to = 1 + choices_below(&choices, (uint32_t)last);
        uint64_t from = 1 + choices_below(&choices, (uint32_t)to);
        compare_two(run, from, to, choices_below(&choices, 2) ? "es" : "en",
                    (enum document_view)choices_below(&choices, 3));
    }
    record_clear(&run->record);
    sitting_close(&run->sitting);
    free(run);
}

static void test_a_comparison_applied_to_the_earlier_document_is_the_later_one(void **state)
{
    (void)state;
    const char *given = getenv("PLENARIA_RUNS");
    for (size_t runs = given ? strtoul(given, NULL, 10) : RUNS; runs > 0; runs--)
        play();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_comparison_applied_to_the_earlier_document_is_the_later_one)};
    choices = choices_seeded();
    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
